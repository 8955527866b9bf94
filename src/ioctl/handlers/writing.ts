/** IOCTL_DISK_IS_WRITABLE, IOCTL_DISK_VERIFY and IOCTL_STORAGE_GET_MEDIA_TYPES_EX: what can be done with the medium. */
import { dvdRead, testUnitReady, verify10 } from '../../../mmc/index.js';
import { hasFeature, writeCapabilities } from '../capabilities.js';
import { deviceType } from '../control-codes.js';
import type { Ending, IoctlRequest, Operation } from '../ioctl-request.js';
import { ntStatus } from '../ntstatus.js';
import {
  deviceMediaInfo,
  getMediaTypes,
  mediaCharacteristic,
  storageMediaType,
  verifyInformation,
} from '../structures/index.js';
import { geometryOf, knownCapacity } from './geometry.js';
import { bufferTooSmall, done, invalidParameter } from './operations.js';

const writeProtected: Ending = { ntStatus: ntStatus.STATUS_MEDIA_WRITE_PROTECTED };

/** Whether any block can be written at any time. What Windows writes to in other ways does not count. */
export const isWritable: Operation = {
  async run(request): Promise<Ending> {
    const answer = await writeCapabilities(request);
    if ('ntStatus' in answer) return answer;
    return answer.value.isDefectManaged ? done : writeProtected;
  },
};

const largestSectorCount = 0xffff;
const largestAddress = 0xffff_ffffn;
const sectorsPerTimeout = 128;
const longestVerifyMs = 260_000;

function sectorsOf({ input, cdrom }: IoctlRequest) {
  const { startingOffset, length } = verifyInformation.decode(input);
  const { blockLengthBytes } = cdrom.state;
  const sectorCount = Math.floor(length / blockLengthBytes);
  const isNegative = BigInt.asIntN(64, startingOffset) < 0n;
  const address = startingOffset / BigInt(blockLengthBytes);
  if (isNegative || sectorCount > largestSectorCount || address > largestAddress) return undefined;
  return { logicalBlockAddress: Number(address), sectorCount };
}

/** The more sectors, the longer it may take. */
function verifyTimeoutMs({ settings: { defaultTimeoutMs } }: IoctlRequest, sectorCount: number): number | undefined {
  if (sectorCount === 0) return undefined;
  const factor = Math.floor((sectorCount + sectorsPerTimeout) / sectorsPerTimeout);
  return Math.min(defaultTimeoutMs * factor, longestVerifyMs);
}

/** Has the drive read sectors without sending them, on a medium that can be written to. */
export const diskVerify: Operation = {
  validate: ({ input }) => (input.length < verifyInformation.span ? invalidParameter : undefined),

  async run(request): Promise<Ending> {
    const answer = await writeCapabilities(request);
    if ('ntStatus' in answer) return answer;
    if (!answer.value.isAllowed) return writeProtected;
    const wanted = sectorsOf(request);
    if (!wanted) return invalidParameter;
    const { logicalBlockAddress, sectorCount } = wanted;
    const cdb = verify10.encodeCdb({ logicalBlockAddress, verificationLengthBlocks: sectorCount });
    const { ntStatus: status } = await request.transfer({ cdb, timeoutMs: verifyTimeoutMs(request, sectorCount) });
    return { ntStatus: status };
  },
};

const headerBytes = 8;
const mediaTypesBytes = ({ settings }: IoctlRequest) => headerBytes + deviceMediaInfo.span * (settings.isMmc ? 2 : 1);

/** Whether there is a medium, and whether it can be written to. Nobody keeps the answer from being given. */
async function look(request: IoctlRequest): Promise<{ isMounted: boolean; isWritable: boolean }> {
  const { cdrom, file } = request;
  const nothing = { isMounted: false, isWritable: false };
  if (cdrom.isLockedAgainst(file) || cdrom.state.zeroPower) return nothing;
  const { timeoutMs } = testUnitReady;
  const { succeeded } = await request.transfer({ cdb: testUnitReady.encodeCdb({}), timeoutMs, isInternal: true });
  if (!succeeded) return nothing;
  const answer = await writeCapabilities(request);
  return { isMounted: true, isWritable: 'value' in answer && answer.value.isAllowed };
}

async function readsDvds(request: IoctlRequest): Promise<boolean> {
  const { cdrom, file } = request;
  if (cdrom.isLockedAgainst(file) || cdrom.state.zeroPower)
    return cdrom.state.featureCodes?.includes(dvdRead.code) ?? false;
  const answer = await hasFeature(request, dvdRead);
  return 'value' in answer && answer.value;
}

/** What media the drive takes, and which kind is in it. It succeeds, whatever the drive says. */
export const getMediaTypesEx: Operation = {
  validate(request): Ending | undefined {
    const needed = mediaTypesBytes(request);
    return request.output.length < needed ? bufferTooSmall(needed) : undefined;
  },

  async run(request): Promise<Ending> {
    const isDvdDrive = await readsDvds(request);
    const { isMounted, isWritable: isWritten } = await look(request);
    const geometry = { ...geometryOf(knownCapacity(request)), numberMediaSides: 1 };
    const mounted = (is: boolean) => (is ? mediaCharacteristic.currentlyMounted : 0);
    const { cdRom, removableMedia } = storageMediaType;
    const kinds = [
      { mediaType: cdRom, mediaCharacteristics: mediaCharacteristic.readOnly + mounted(isMounted && !isWritten) },
      { mediaType: removableMedia, mediaCharacteristics: mediaCharacteristic.readWrite + mounted(isWritten) },
    ];
    const mediaInfo = kinds.slice(0, request.settings.isMmc ? 2 : 1).map((kind) => ({ ...geometry, ...kind }));
    const information = mediaTypesBytes(request);
    getMediaTypes.encode(
      { deviceType: isDvdDrive ? deviceType.dvd : deviceType.cdrom, mediaInfo },
      request.output.subarray(0, information),
    );
    return { ...done, information };
  },
};
