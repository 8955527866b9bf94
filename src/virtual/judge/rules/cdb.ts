/** How CDBs are made, and the buffers that go with them. */
import {
  blank,
  type Command,
  closeTrackSession,
  fieldsOf,
  formatUnit,
  formatUnitCdRw,
  formatUnitDefault,
  getConfiguration,
  hex,
  mmcCommands,
  readCd,
  reservedBit,
  senseKey,
  synchronizeCache10,
} from '../../../../mmc/index.js';
import { blockLengthBytes } from '../../media/medium.js';
import type { JudgedCommand } from '../judged-command.js';
import type { Rule } from '../rule.js';
import { writtenIn } from '../rule-description.js';

/**
 * Commands that MMC-6 does not have any more, or never had, by operation code, and what takes their place. From the
 * command lists of sg3_utils, the Linux kernel's cdrom.h and Pioneer's command manuals.
 */
const outdated: ReadonlyMap<number, string> = new Map([
  [0x01, 'SEEK(10)'],
  [0x08, 'READ(10)'],
  [0x0b, 'SEEK(10)'],
  [0x15, 'MODE SELECT(10)'],
  [0x16, 'PERSISTENT RESERVE OUT'],
  [0x17, 'PERSISTENT RESERVE OUT'],
  [0x1a, 'MODE SENSE(10)'],
  [0x44, 'READ CD with the header selected'],
  [0x48, 'PLAY AUDIO MSF'],
  [0x49, 'PLAY AUDIO(10)'],
  [0x56, 'PERSISTENT RESERVE OUT'],
  [0x57, 'PERSISTENT RESERVE OUT'],
  [0x59, 'SEND CUE SHEET'],
  [0xa9, 'PLAY AUDIO(10)'],
  [0xbc, 'PLAY AUDIO MSF'],
]);

/** Bits and fields that are obsolete wherever they are declared, by name. */
const obsoleteFields: readonly string[] = ['relativeAddress', 'pmi'];
const obsoleteFieldsOf: ReadonlyMap<Command, readonly string[]> = new Map(
  [...mmcCommands].flatMap((command) => {
    const names = fieldsOf(command.layout).flatMap(({ name }) => (obsoleteFields.includes(name ?? '') ? [name!] : []));
    return names.length > 0 ? [[command, names] as const] : [];
  }),
);
/** CONTROL: FLAG and LINK. */
const obsoleteControlBits = 0x03;

/** Commands whose answer takes as long as the work, unless they have IMMED set. */
const takeTheirTime: readonly Command[] = [blank, closeTrackSession, synchronizeCache10];
const formatImmedBit = 0x02;
const longMs = 10_000;

/** CDBs, lengths and time limits. */
export const cdbRules: readonly Rule[] = [
  {
    id: 'reserved-bit-set',
    title: 'Reserved bits in a CDB',
    severity: 'error',
    source: writtenIn('SPC-4', 'reserved fields of the CDB'),
    why: 'A drive may refuse it, and a later standard may give the bit a meaning.',
    remedy: 'Leave what is reserved zero.',
    check({ command, cdb }) {
      const stray = command && reservedBit(command, cdb);
      return stray ? `byte ${stray.byte} bit ${stray.bit} of the CDB is reserved and was set` : undefined;
    },
  },
  {
    id: 'obsolete-field',
    title: 'Obsolete fields in a CDB',
    severity: 'warning',
    source: writtenIn('SPC-4', 'CONTROL byte'),
    why: 'Drives of today do not carry it out, and many refuse it.',
    remedy: 'Leave it zero.',
    check(judged) {
      const { command, cdb } = judged;
      if (!command) return undefined;
      // Only CDBs that have such a field are decoded for it.
      const named = obsoleteFieldsOf.get(command)?.find((name) => judged.fields[name]);
      if (named) return `${named} was set, which is obsolete`;
      return (cdb[command.cdbLength - 1]! & obsoleteControlBits) !== 0
        ? 'LINK or FLAG was set in the control byte, which are obsolete'
        : undefined;
    },
  },
  {
    id: 'outdated-command',
    title: 'Commands that MMC does not have any more',
    severity: 'advice',
    source: writtenIn('MMC-6', 'list of commands'),
    why: 'Drives need not know it.',
    remedy: 'Use the command that took its place.',
    check({ cdb, command }) {
      const instead = outdated.get(cdb[0]!);
      return instead && `${command?.name ?? hex(cdb.subarray(0, 1))} was sent; ${instead} does its work`;
    },
  },
  {
    id: 'allocation-length-odd',
    title: 'An odd allocation length',
    severity: 'advice',
    source: writtenIn('SFF-8020i', 'byte count of the PACKET command'),
    why: 'ATAPI moves words: drives and bridges have been seen to lose the last byte or to hang.',
    remedy: 'Round the allocation length up to an even number.',
    check(command) {
      const allocation = allocationLength(command);
      return allocation !== undefined && allocation % 2 === 1
        ? `the allocation length was ${allocation} bytes`
        : undefined;
    },
  },
  {
    id: 'allocation-length-too-short',
    title: 'An allocation length that cuts the header',
    severity: 'warning',
    source: writtenIn('SPC-4', 'ALLOCATION LENGTH field', 'ALLOCATION LENGTH field'),
    why: 'The host cannot tell how much there would have been.',
    remedy: 'Give room for the header at least, four bytes for most commands.',
    check(command) {
      const allocation = allocationLength(command);
      if (!command.isGood || allocation === undefined || allocation === 0) return undefined;
      return allocation < lengthFieldEnd(command)
        ? `the allocation length was ${allocation} bytes, the length of the answer stands in its first ${lengthFieldEnd(command)}`
        : undefined;
    },
  },
  {
    id: 'buffer-too-short',
    title: 'A buffer shorter than the CDB says',
    severity: 'error',
    source: writtenIn('SAM-5', 'data-in and data-out buffer size'),
    why: 'The drive goes by the CDB: the transfer ends in an overrun, or the drive waits for data that never comes.',
    remedy: 'Make the length in the CDB and the transfer length of the request the same.',
    check(command) {
      const expected = expectedBytes(command);
      const { dataLengthBytes, direction } = command;
      if (expected === undefined || expected === 0) return undefined;
      const wanted = command.command!.transfer.direction;
      if (direction !== wanted)
        return `the CDB moves ${expected} bytes data-${wanted}, the request had ${direction === 'none' ? 'no data' : `data-${direction}`}`;
      return dataLengthBytes < expected
        ? `the CDB moves ${expected} bytes, the buffer had ${dataLengthBytes}`
        : undefined;
    },
  },
  {
    id: 'immed-not-set',
    title: 'Waiting with the bus held',
    severity: 'advice',
    source: writtenIn('MMC-6', 'IMMED bit'),
    why: 'Without IMMED the command ends when the work does, and on some buses nobody else can use the bus until then.',
    remedy: 'Set IMMED and ask for the progress with REQUEST SENSE or TEST UNIT READY.',
    check(command) {
      if (!command.isGood || hasImmed(command) !== false) return undefined;
      const tookMs = command.completion!.durationMs;
      if (tookMs > longMs) return `the command took ${Math.round(tookMs / 1000)} s without IMMED`;
      return command.as(synchronizeCache10) ? undefined : 'the command was sent without IMMED';
    },
  },
  {
    id: 'command-not-supported',
    title: 'A command that the drive does not have',
    severity: 'warning',
    source: writtenIn('MMC-6', 'GET CONFIGURATION, features and their commands', getConfiguration),
    why: 'The features that GET CONFIGURATION tells say which commands there are.',
    remedy: 'Look for the feature of the command before sending it.',
    check(command, history) {
      if (!command.isRefused(senseKey.illegalRequest, 0x20, 0)) return undefined;
      const name = command.command?.name ?? `operation code ${hex(command.cdb.subarray(0, 1))}h`;
      const features = (command.command?.features ?? []).map(
        (code) => `${hex(Uint8Array.of(code >> 8, code)).replace(' ', '')}h`,
      );
      const of = features.length > 0 ? `, which comes with feature ${features.slice(0, 3).join(' or ')}` : '';
      const looked = history.hasEverAsked(getConfiguration) ? '' : ', and the host never asked for the features';
      return `the drive does not have ${name}${of}${looked}`;
    },
  },
];

/** The allocation length of a command whose answer is as long as the drive has something to say. */
function allocationLength(judged: JudgedCommand): number | undefined {
  const { transfer } = judged.command ?? {};
  if (transfer?.direction !== 'in' || !('length' in transfer)) return undefined;
  return judged.fields[transfer.length] as number;
}

/** Bytes up to the end of the length field, with which most answers begin; more where it is behind other fields. */
function lengthFieldEnd({ cdb }: JudgedCommand): number {
  const ends: Readonly<Record<number, number>> = { 18: 5, 3: 8, 35: 4, 70: 4, 160: 4, 172: 4, 189: 8 };
  return ends[cdb[0]!] ?? 2;
}

/** Bytes that the CDB itself announces; undefined where it does not. */
function expectedBytes(command: JudgedCommand): number | undefined {
  const { transfer } = command.command ?? {};
  if (!transfer || transfer.direction === 'none') return undefined;
  if ('length' in transfer) return command.fields[transfer.length] as number;
  const { write } = command;
  // What READ CD gives depends on the sectors: see the rules of reading.
  if (command.as(readCd)) return undefined;
  if (!write) return 'layout' in transfer ? undefined : transfer.byteLength(command.fields, blockLengthBytes);
  return command.blockBytesBefore === undefined ? undefined : write.count * command.blockBytesBefore;
}

/** Whether IMMED is set; undefined for a command that is over at once. */
function hasImmed(command: JudgedCommand): boolean | undefined {
  if (takeTheirTime.some((each) => each === command.command)) return command.fields['immed'] as boolean;
  const isFormat = [formatUnit, formatUnitCdRw, formatUnitDefault].some((each) => each === command.command);
  return isFormat ? (command.dataOut[1]! & formatImmedBit) !== 0 : undefined;
}
