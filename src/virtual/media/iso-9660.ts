/** A file system small enough to be made up: ISO 9660 level 1, one directory, no extensions (ECMA-119). */
import {
  bytes as blob,
  mode1DataBytes,
  record,
  reserved,
  toBytes,
  u8,
  u16be,
  u16le,
  u32be,
  u32le,
} from '../../../mmc/index.js';

/** A file for {@link iso9660}. */
export interface IsoFile {
  /** At most eight characters of A to Z, 0 to 9 and underscore, a dot, and at most three more. */
  readonly name: string;
  readonly contents: Uint8Array;
}

const blockBytes = mode1DataBytes;
const descriptorBlock = 16;
const pathTableBlock = 18;
const rootBlock = 20;
const firstFileBlock = 21;
const pathTableBytes = 10;

const directoryRecord = record([
  u8('recordLengthBytes'),
  reserved(1),
  u32le('block'),
  u32be('blockBigEndian'),
  u32le('lengthBytes'),
  u32be('lengthBytesBigEndian'),
  // 2026-01-01 00:00:00 GMT, so that the same contents make the same disc.
  blob(7, 'recordingTime'),
  u8('flags'),
  reserved(2),
  u16le('volumeSequenceNumber'),
  u16be('volumeSequenceNumberBigEndian'),
  u8('identifierLengthBytes'),
]);
const recordingTime = Uint8Array.of(126, 1, 1, 0, 0, 0, 0);
const digitsOfRecordingTime = '2026010100000000\0';
const noTime = `${'0'.repeat(16)}\0`;
const directoryFlag = 2;

/** The blocks of a volume with `files` in its root directory. */
export function iso9660(volumeIdentifier: string, files: readonly IsoFile[]): Uint8Array {
  const blocksOf = (length: number) => Math.ceil(length / blockBytes);
  const blockCount = files.reduce((sum, { contents }) => sum + blocksOf(contents.length), firstFileBlock);
  const volume = new Uint8Array(blockCount * blockBytes);
  const self = directoryEntry('\0', rootBlock, blockBytes, directoryFlag);
  const entries = [self, directoryEntry('\x01', rootBlock, blockBytes, directoryFlag)];
  let block = firstFileBlock;
  for (const { name, contents } of [...files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    entries.push(directoryEntry(`${name};1`, block, contents.length, 0));
    volume.set(contents, block * blockBytes);
    block += blocksOf(contents.length);
  }
  let at = rootBlock * blockBytes;
  for (const entry of entries) {
    volume.set(entry, at);
    at += entry.length;
  }
  writePathTables(volume);
  writeDescriptors(volume, volumeIdentifier, blockCount, self);
  return volume;
}

function directoryEntry(identifier: string, block: number, lengthBytes: number, flags: number): Uint8Array {
  const length = directoryRecord.span + identifier.length;
  const recordLengthBytes = length + (length & 1);
  const entry = new Uint8Array(recordLengthBytes);
  directoryRecord.encode(
    {
      recordLengthBytes,
      block,
      blockBigEndian: block,
      lengthBytes,
      lengthBytesBigEndian: lengthBytes,
      recordingTime,
      flags,
      volumeSequenceNumber: 1,
      volumeSequenceNumberBigEndian: 1,
      identifierLengthBytes: identifier.length,
    },
    entry,
  );
  writeText(entry, directoryRecord.span, identifier);
  return entry;
}

/** One entry, the root directory, in both byte orders. */
function writePathTables(volume: Uint8Array): void {
  const header = [u8('identifierLengthBytes'), reserved(1)] as const;
  const little = record([...header, u32le('block'), u16le('parent')]);
  const big = record([...header, u32be('block'), u16be('parent')]);
  const entry = { identifierLengthBytes: 1, block: rootBlock, parent: 1 };
  volume.set(toBytes(little, entry), pathTableBlock * blockBytes);
  volume.set(toBytes(big, entry), (pathTableBlock + 1) * blockBytes);
}

function writeDescriptors(
  volume: Uint8Array,
  volumeIdentifier: string,
  blockCount: number,
  rootEntry: Uint8Array,
): void {
  const primary = volume.subarray(descriptorBlock * blockBytes, (descriptorBlock + 1) * blockBytes);
  const view = new DataView(primary.buffer, primary.byteOffset);
  primary.fill(0x20, 8, 72);
  primary.fill(0x20, 190, 813);
  writeText(primary, 0, '\x01CD001\x01');
  writeText(primary, 40, volumeIdentifier);
  const bothOrders16 = (offset: number, value: number) => {
    view.setUint16(offset, value, true);
    view.setUint16(offset + 2, value);
  };
  const bothOrders32 = (offset: number, value: number) => {
    view.setUint32(offset, value, true);
    view.setUint32(offset + 4, value);
  };
  bothOrders32(80, blockCount);
  bothOrders16(120, 1);
  bothOrders16(124, 1);
  bothOrders16(128, blockBytes);
  bothOrders32(132, pathTableBytes);
  view.setUint32(140, pathTableBlock, true);
  view.setUint32(148, pathTableBlock + 1);
  primary.set(rootEntry, 156);
  writeText(primary, 813, digitsOfRecordingTime + digitsOfRecordingTime + noTime + noTime);
  writeText(primary, 881, '\x01');
  writeText(volume, (descriptorBlock + 1) * blockBytes, '\xffCD001\x01');
}

function writeText(bytes: Uint8Array, offset: number, text: string): void {
  for (let i = 0; i < text.length; i++) bytes[offset + i] = text.charCodeAt(i);
}
