/** The size of the medium: geometry, capacity, length, and the one partition that the driver makes up. */
import { readCapacity as readCapacityCommand, readCapacityData } from '../../../mmc/index.js';
import type { CdromState } from '../cdrom-state.js';
import type { Ending, IoctlRequest, Operation } from '../ioctl-request.js';
import {
  diskGeometry,
  diskGeometryEx,
  driveLayoutInformation,
  driveLayoutInformationEx,
  getLengthInformation,
  mediaType,
  partitionInformation,
  partitionInformationEx,
  storageReadCapacity,
} from '../structures/index.js';
import { bufferTooSmall, done, noMediaWithoutPower, receive } from './operations.js';

const readCapacityTimeoutMs = 20_000;
const usualBlockLength = 2048;
const tracksPerCylinder = 64;
const sectorsPerTrack = 32;
/** What the driver takes for the length of a medium that it cannot read. */
const unknownLength = 0x7fff_ffff;

interface Capacity {
  readonly blockLength: number;
  readonly blockCount: number;
}

/** Asks for the size of the medium and keeps it. Blocks count as long as the next smaller power of two. */
async function measure(request: IoctlRequest): Promise<Ending> {
  const { state } = request.cdrom;
  const cdb = readCapacityCommand.encodeCdb({});
  const timeoutMs = readCapacityTimeoutMs;
  const { data, succeeded, ntStatus } = await receive(request, cdb, readCapacityData.span, { timeoutMs });
  const { returnedLogicalBlockAddress, blockLengthBytes } = readCapacityData.decode(data);
  state.lastLogicalBlockAddress = succeeded ? returnedLogicalBlockAddress : undefined;
  state.blockLengthBytes = blockLengthBytes === 0 ? usualBlockLength : 2 ** (31 - Math.clz32(blockLengthBytes));
  return { ntStatus };
}

function capacityIn({ lastLogicalBlockAddress, blockLengthBytes }: CdromState): Capacity {
  return { blockLength: blockLengthBytes, blockCount: lastLogicalBlockAddress! + 1 };
}

/** @internal The size of the medium as it was last measured; no blocks where nobody has. */
export function knownCapacity({ cdrom: { state } }: IoctlRequest): Capacity {
  const { lastLogicalBlockAddress: last, blockLengthBytes } = state;
  return { blockLength: blockLengthBytes, blockCount: last === undefined ? 0 : last + 1 };
}

const lengthOf = ({ blockCount, blockLength }: Capacity) => BigInt(blockCount) * BigInt(blockLength);

/** A code that reads the capacity and puts it into a structure. */
function measuring(bytes: number, encode: (capacity: Capacity, output: Uint8Array) => void): Operation {
  return {
    validate(request): Ending | undefined {
      return request.output.length < bytes ? bufferTooSmall(bytes) : noMediaWithoutPower(request, undefined);
    },
    async run(request): Promise<Ending> {
      const { ntStatus } = await measure(request);
      if (ntStatus !== done.ntStatus) return { ntStatus };
      encode(capacityIn(request.cdrom.state), request.output);
      return { ntStatus, information: bytes };
    },
  };
}

/** @internal DISK_GEOMETRY of a medium of this size. */
export function geometryOf({ blockLength, blockCount }: Capacity) {
  return {
    cylinders: BigInt(Math.floor(blockCount / (tracksPerCylinder * sectorsPerTrack))),
    mediaType: mediaType.removableMedia,
    tracksPerCylinder,
    sectorsPerTrack,
    bytesPerSector: blockLength,
  };
}

/** DISK_GEOMETRY. */
export const getDriveGeometry: Operation = measuring(diskGeometry.span, (capacity, output) => {
  diskGeometry.encode(geometryOf(capacity), output);
});

/** DISK_GEOMETRY_EX, without anything in its `Data`. */
export const getDriveGeometryEx: Operation = measuring(diskGeometryEx.span, (capacity, output) => {
  diskGeometryEx.encode({ ...geometryOf(capacity), diskSize: lengthOf(capacity) }, output);
});

/** STORAGE_READ_CAPACITY. */
export const readCapacity: Operation = measuring(storageReadCapacity.span, (capacity, output) => {
  const { blockLength, blockCount } = capacity;
  const { span } = storageReadCapacity;
  const diskLength = lengthOf(capacity);
  const numberOfBlocks = BigInt(blockCount);
  storageReadCapacity.encode({ version: span, size: span, blockLength, numberOfBlocks, diskLength }, output);
});

/** The length of the medium in bytes. */
export const getLengthInfo: Operation = measuring(getLengthInformation.span, (capacity, output) => {
  getLengthInformation.encode({ length: lengthOf(capacity) }, output);
});

/** PARTITION_FAT32. */
const partitionType = 0x0b;

/** One partition over all of the medium, as long as that was when it was last measured. */
function partitionOf({ cdrom: { state } }: IoctlRequest) {
  const isKnown = state.lastLogicalBlockAddress !== undefined;
  const partitionLength = isKnown ? lengthOf(capacityIn(state)) : BigInt(unknownLength);
  return { partitionLength, partitionType, recognizedPartition: 1 };
}

type Partition = ReturnType<typeof partitionOf>;

/** A code that tells of the partition, and sends nothing. */
function partitioning(bytes: number, encode: (partition: Partition, output: Uint8Array) => void): Operation {
  return {
    validate: ({ output }) => (output.length < bytes ? bufferTooSmall(bytes) : undefined),
    async run(request): Promise<Ending> {
      encode(partitionOf(request), request.output);
      return { ...done, information: bytes };
    },
  };
}

const onlyOne = { partitionCount: 1, signature: 1 } as const;
const partitionId = new Uint8Array(16);

/** PARTITION_INFORMATION. */
export const getPartitionInfo: Operation = partitioning(partitionInformation.span, (partition, output) => {
  partitionInformation.encode(partition, output);
});

/** PARTITION_INFORMATION_EX. */
export const getPartitionInfoEx: Operation = partitioning(partitionInformationEx.span, (partition, output) => {
  partitionInformationEx.encode({ ...partition, partitionId }, output);
});

/** DRIVE_LAYOUT_INFORMATION. */
export const getDriveLayout: Operation = partitioning(driveLayoutInformation.span, (partition, output) => {
  driveLayoutInformation.encode({ ...partition, ...onlyOne }, output);
});

/** DRIVE_LAYOUT_INFORMATION_EX. */
export const getDriveLayoutEx: Operation = partitioning(driveLayoutInformationEx.span, (partition, output) => {
  driveLayoutInformationEx.encode({ ...partition, ...onlyOne, partitionId }, output);
});
