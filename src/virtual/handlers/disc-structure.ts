/** READ and SEND DISC STRUCTURE: what a DVD or BD says of itself. */
import { discStructureList, discStructureMediaType, readDiscStructure, sendDiscStructure } from '../../../mmc/index.js';
import { type Handled, handle } from '../handler.js';
import { type DiscStructures, structureOf } from '../media/disc-structure.js';
import { structureCode } from '../media/dvd-bd/dvd-structures.js';
import { endOf } from '../media/medium.js';
import { addressOutOfRange, incompatibleMedium, invalidField, parameterListLengthError } from '../refusal.js';
import type { Unit } from '../unit.js';

/** From here on a format means the same for all media types. */
const firstCommonFormat = 0x80;
const listFormat = 0xff;
const headerBytes = 4;

/** READ and SEND DISC STRUCTURE, whatever the format: the siblings that are declared for each are answered alike. */
export const discStructureHandlers: readonly Handled[] = [
  handle(readDiscStructure, (cdb, { unit }) => {
    const structures = structuresFor(unit, cdb);
    if (isOfSector(cdb) && cdb.address >= endOf(unit.requireMedium())) throw addressOutOfRange();
    const bytes =
      cdb.formatCode === listFormat ? listOf(structures) : structures.get(cdb.formatCode)?.read?.(cdb.layerNumber);
    if (!bytes) throw invalidField('formatCode');
    return { data: bytes.subarray(headerBytes) };
  }),

  handle(sendDiscStructure, (cdb, call) => {
    const send = structuresFor(call.unit, cdb).get(cdb.formatCode)?.send;
    if (!send) throw invalidField('formatCode');
    if (cdb.structureDataLength < headerBytes) throw parameterListLengthError();
    send(call.dataOut(cdb.structureDataLength).subarray(0, cdb.structureDataLength));
  }),
];

/** Format 05h of DVD: the address is that of a block. */
const isOfSector = ({ mediaType, formatCode }: { mediaType: number; formatCode: number }): boolean =>
  mediaType === discStructureMediaType.dvdAndHdDvd && formatCode === structureCode.copyrightManagement;

/** The structures of the medium, which has to be of the type that the CDB names. */
function structuresFor(
  unit: Unit,
  { mediaType, formatCode }: { mediaType: number; formatCode: number },
): DiscStructures {
  const medium = unit.requireMedium();
  if (medium.kind === 'cd') throw incompatibleMedium();
  const { bd, dvdAndHdDvd } = discStructureMediaType;
  const isOfMedium = mediaType === (medium.kind === 'bd' ? bd : dvdAndHdDvd);
  if (!isOfMedium && formatCode < firstCommonFormat) throw incompatibleMedium();
  return medium.discStructures;
}

/** Format FFh: which structures there are, and how long they are. */
function listOf(structures: DiscStructures): Uint8Array {
  return structureOf(discStructureList, {
    structures: [...structures].map(([formatCode, { read, send }]) => ({
      formatCode,
      sds: send !== undefined,
      rds: read !== undefined,
      formatLengthBytes: read?.(0).length ?? 0,
    })),
  });
}
