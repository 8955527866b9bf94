/** A drive with a recordable CD, and what most recordings begin and end with. */
import {
  closeFunction,
  closeTrackSession,
  type DataOf,
  type Input,
  modePageOf,
  modeSelect10,
  multiSession,
  read10,
  readDiscInformation,
  readTrackInformation,
  reserveTrack,
  sendCueSheet,
  synchronizeCache10,
  trackAddressType,
  write10,
  writeParameters,
  writeType,
} from '../../../../mmc/index.js';
import type { Device } from '../../../../src/device/index.js';
import type { ManualClock } from '../../../../src/time/clock.js';
import {
  memoryStore,
  openRecording,
  type RecordingStore,
  recordableMedia,
  type VirtualDrive,
  type VirtualDriveOptions,
} from '../../../../src/virtual/index.js';
import { answerOf, setUp } from '../virtual-helpers.js';

export type Page = Partial<Input<typeof writeParameters.layout>>;

const dataTrack = 4;
const mode1Block = 8;

export class Burner {
  readonly store: RecordingStore;
  readonly drive: VirtualDrive;
  readonly device: Device;
  readonly clock: ManualClock;

  constructor(name: string, options: VirtualDriveOptions = {}, store = memoryStore()) {
    this.store = store;
    const medium = store.state === undefined ? recordableMedia[name]!(store) : openRecording(store);
    const { drive, device, clock } = setUp({ medium, ...options });
    this.drive = drive;
    this.device = device;
    this.clock = clock;
  }

  /** Mode page 05h; without more, a data track at once, and another session afterwards. */
  select(page: Page = {}): void {
    this.device.sendSync(
      modeSelect10,
      { pf: true },
      {
        pages: [
          modePageOf(writeParameters, {
            writeType: writeType.trackAtOnce,
            trackMode: dataTrack,
            dataBlockType: mode1Block,
            multiSession: multiSession.nextAllowed,
            ...page,
          }),
        ],
      },
    );
  }

  write(logicalBlockAddress: number, data: Uint8Array, blockBytes = 2048): string {
    const transferLengthBlocks = data.length / blockBytes;
    this.device.blockLengthBytes = blockBytes;
    try {
      return answerOf(this.device.exchangeSync(write10, { logicalBlockAddress, transferLengthBlocks }, data));
    } finally {
      this.device.blockLengthBytes = 2048;
    }
  }

  synchronize(): string {
    return answerOf(this.device.exchangeSync(synchronizeCache10, {}));
  }

  close(what: 'track' | 'session', logicalTrackNumber = 0): string {
    return answerOf(
      this.device.exchangeSync(closeTrackSession, { closeFunction: closeFunction[what], logicalTrackNumber }),
    );
  }

  reserve(reservationSizeBlocks: number) {
    return this.device.exchangeSync(reserveTrack, { reservationSizeBlocks });
  }

  read(logicalBlockAddress: number, transferLengthBlocks: number): Uint8Array {
    return this.device.sendSync(read10, { logicalBlockAddress, transferLengthBlocks });
  }

  tryRead(logicalBlockAddress: number, transferLengthBlocks: number): string {
    return answerOf(this.device.exchangeSync(read10, { logicalBlockAddress, transferLengthBlocks }));
  }

  track(number: number): DataOf<typeof readTrackInformation> {
    return this.device.sendSync(readTrackInformation, {
      addressNumberType: trackAddressType.trackNumber,
      addressOrNumber: number,
    });
  }

  get information(): DataOf<typeof readDiscInformation> {
    return this.device.sendSync(readDiscInformation, {});
  }

  cueSheet(lines: readonly (readonly number[])[]) {
    const cueSheetSizeBytes = 8 * lines.length;
    return this.device.exchangeSync(
      sendCueSheet,
      { cueSheetSizeBytes },
      { lines: lines.map((line) => Uint8Array.from(line)) },
    );
  }
}

/** User data of blocks that are all different. */
export function dataOf(count: number, seed = 0, blockBytes = 2048): Uint8Array {
  const data = new Uint8Array(count * blockBytes);
  for (let i = 0; i < data.length; i++) data[i] = (i * 31 + (i >> 11) * 7 + seed) & 0xff;
  return data;
}
