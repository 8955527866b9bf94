/** IOCTL_CDROM_RAW_READ: whole CD sectors. */
import {
  cdC2ErrorInformation,
  cdHeaderCodes,
  cdSectorType,
  cdSubChannelSelection,
  type InputOf,
  readCd,
} from '../../../mmc/index.js';
import { rawReadCapabilities } from '../capabilities.js';
import type { Ending, IoctlRequest, Operation } from '../ioctl-request.js';
import { ntStatus } from '../ntstatus.js';
import { rawReadInfo, trackModeType } from '../structures/index.js';

interface TrackModeRead {
  readonly sectorBytes: number;
  readonly selection: Omit<InputOf<typeof readCd>, 'startingLogicalBlockAddress' | 'transferLengthBlocks'>;
  readonly needsC2: boolean;
  readonly needsSubCode: boolean;
}

const wholeSector = { sync: true, headerCodes: cdHeaderCodes.all, userData: true } as const;
const withC2 = { c2ErrorInformation: cdC2ErrorInformation.pointerBitsAndBlockErrorByte } as const;
const withSubCode = { subChannelSelection: cdSubChannelSelection.raw } as const;

/** @internal What each track mode reads of a sector. */
export const trackModes: ReadonlyMap<number, TrackModeRead> = new Map([
  [
    trackModeType.yellowMode2,
    read(2352, {
      expectedSectorType: cdSectorType.mode2Formless,
      sync: true,
      headerCodes: cdHeaderCodes.header,
      userData: true,
    }),
  ],
  [trackModeType.xaForm2, read(2352, { expectedSectorType: cdSectorType.mode2Form2, ...wholeSector })],
  [trackModeType.cdda, read(2352, { expectedSectorType: cdSectorType.cdDa, ...wholeSector })],
  [trackModeType.rawWithC2AndSubCode, read(2744, { ...wholeSector, ...withC2, ...withSubCode })],
  [trackModeType.rawWithC2, read(2648, { ...wholeSector, ...withC2 })],
  [trackModeType.rawWithSubCode, read(2448, { ...wholeSector, ...withSubCode })],
]);

function read(sectorBytes: number, selection: TrackModeRead['selection']): TrackModeRead {
  return {
    sectorBytes,
    selection,
    needsC2: selection.c2ErrorInformation !== undefined,
    needsSubCode: selection.subChannelSelection !== undefined,
  };
}

const offsetUnitBytes = 2048n;
const offsetLimit = 2n ** 64n;
const addressLimit = 0x8000_0000n;
const invalid: Ending = { ntStatus: ntStatus.STATUS_INVALID_PARAMETER };

/** Where the sectors lie, and how many bytes they make; undefined for what cannot be asked for. */
function plan({ cdrom, input, output }: IoctlRequest) {
  const { diskOffset, sectorCount, trackMode } = rawReadInfo.decode(input);
  const mode = trackModes.get(trackMode);
  if (sectorCount === 0 || !mode) return undefined;
  const end = diskOffset + BigInt(sectorCount) * offsetUnitBytes;
  const transferBytes = sectorCount * mode.sectorBytes;
  if (end >= offsetLimit || output.length < transferBytes) return undefined;
  const { lastLogicalBlockAddress: last } = cdrom.state;
  const endLimit = last === undefined ? addressLimit : BigInt(last) + 1n;
  if (end > endLimit * offsetUnitBytes) return undefined;
  if (transferBytes > cdrom.device.transport.limits.maximumTransferBytes) return undefined;
  return { mode, logicalBlockAddress: Number(diskOffset / offsetUnitBytes), sectorCount, transferBytes };
}

/**
 * Sends READ CD. The request is not split: it must fit in one transfer. Streaming makes no difference, as READ CD has
 * no bit for it.
 */
export const rawRead: Operation = {
  validate(request): Ending | undefined {
    const { input } = request;
    if (input.length < rawReadInfo.span) {
      const information = input.length === 0 ? 0 : rawReadInfo.span;
      return { ntStatus: ntStatus.STATUS_BUFFER_TOO_SMALL, information };
    }
    return plan(request) ? undefined : invalid;
  },

  async run(request): Promise<Ending> {
    if (request.mustVerifyFirst) return { ntStatus: ntStatus.STATUS_VERIFY_REQUIRED };
    // Planned again: what is known of the medium may be something else by now.
    const planned = plan(request);
    if (!planned) return invalid;
    const { mode, logicalBlockAddress, sectorCount, transferBytes } = planned;
    if (mode.needsC2 || mode.needsSubCode) {
      const capabilities = await rawReadCapabilities(request);
      if ('ntStatus' in capabilities) return capabilities;
      const { c2Pointers, subCode } = capabilities.value;
      if ((mode.needsC2 && !c2Pointers) || (mode.needsSubCode && !subCode))
        return { ntStatus: ntStatus.STATUS_INVALID_DEVICE_REQUEST };
    }
    const cdb = readCd.encodeCdb({
      ...mode.selection,
      startingLogicalBlockAddress: logicalBlockAddress,
      transferLengthBlocks: sectorCount,
    });
    const data = request.output.subarray(0, transferBytes);
    const result = await request.transfer({ cdb, direction: 'in', data });
    return { ntStatus: result.ntStatus, information: result.succeeded ? result.transferredBytes : 0 };
  },
};
