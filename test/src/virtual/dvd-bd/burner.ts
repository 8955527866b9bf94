/** A drive with a blank medium in it, and the commands of recording in short. */
import {
  blank,
  closeTrackSession,
  findModePage,
  formatUnit,
  type Input,
  modePageOf,
  modeSelect10,
  modeSense10,
  type PayloadOf,
  read10,
  readCapacity,
  readDiscInformation,
  readTrackInformation,
  reserveTrack,
  synchronizeCache10,
  trackAddressType,
  write10,
  writeParameters,
} from '../../../../mmc/index.js';
import {
  memoryStore,
  type RecordingStore,
  recordableMedia,
  type VirtualDriveOptions,
} from '../../../../src/virtual/index.js';
import { answerOf, type Setup, setUp } from '../virtual-helpers.js';

const blockBytes = 2048;

/** Blocks that differ from each other, and from those of another seed. */
export function blocksOf(count: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(count * blockBytes);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length; at += 4) view.setUint32(at, (seed << 24) ^ at);
  return bytes;
}

/** Compares as memory does; looking for what differs, block by block, takes far longer. */
export const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

export type Burner = ReturnType<typeof burnerOver>;

/** A new medium of this name in memory. */
export const burner = (name: string, options: VirtualDriveOptions = {}): Burner =>
  burnerOver(name, memoryStore(), options);

/** A medium of this name over a store; what the store has kept goes on. */
export function burnerOver(name: string, store: RecordingStore, options: VirtualDriveOptions = {}) {
  const setup: Setup = setUp({ medium: recordableMedia[name]!(store), ...options });

  const { device } = setup;
  return {
    ...setup,
    store,
    /** Selects mode page 05h. */
    select(change: Input<typeof writeParameters.layout>): void {
      const page = findModePage(device.sendSync(modeSense10, { pageCode: writeParameters.code }), writeParameters)!;
      device.sendSync(modeSelect10, {}, { pages: [modePageOf(writeParameters, { ...page, ...change })] });
    },
    /** What WRITE(10) is answered. */
    write(logicalBlockAddress: number, data: Uint8Array): string {
      const input = { logicalBlockAddress, transferLengthBlocks: data.length / blockBytes };
      return answerOf(device.exchangeSync(write10, input, data));
    },
    /** What READ(10) is answered. */
    read(logicalBlockAddress: number, transferLengthBlocks: number): string {
      return answerOf(device.exchangeSync(read10, { logicalBlockAddress, transferLengthBlocks }));
    },
    /** The blocks themselves. */
    contents: (logicalBlockAddress: number, transferLengthBlocks: number): Uint8Array =>
      device.sendSync(read10, { logicalBlockAddress, transferLengthBlocks }),
    synchronize: (): string => answerOf(device.exchangeSync(synchronizeCache10, {})),
    reserve: (reservationSizeBlocks: number): string =>
      answerOf(device.exchangeSync(reserveTrack, { reservationSizeBlocks })),
    close: (closeFunction: number, logicalTrackNumber = 0): string =>
      answerOf(device.exchangeSync(closeTrackSession, { closeFunction, logicalTrackNumber })),
    format: (list: PayloadOf<typeof formatUnit>): string => answerOf(device.exchangeSync(formatUnit, {}, list)),
    erase: (blankingType: number): string => answerOf(device.exchangeSync(blank, { blankingType })),
    track: (addressOrNumber: number) =>
      device.sendSync(readTrackInformation, { addressNumberType: trackAddressType.trackNumber, addressOrNumber }),
    info: () => device.sendSync(readDiscInformation, {}),
    /** Blocks that READ CAPACITY tells of. */
    capacity: () => device.sendSync(readCapacity, {}).returnedLogicalBlockAddress + 1,
  };
}
