import { type Medium, profile } from './media/medium.js';

/** Kilobytes (1000 bytes) a second: CD at 1 and 40 times, DVD at 1 and 16 times, DVD-RAM written at 5, 3 and 2 times. */
const cdRead = { minimum: 176, maximum: 7056 };
const dvdRead = { minimum: 1385, maximum: 22_160 };
/** CD-R at 48, 32, 16, 8 and 4 times; CD-RW at 4 and 2 times. */
const cdRWriteSpeeds = [8467, 5645, 2822, 1411, 706] as const;
const cdRwWriteSpeeds = [706, 353] as const;
const dvdRamWriteSpeeds = [6925, 4155, 2770] as const;

/** How fast the drive reads and writes, in kilobytes (1000 bytes) a second. */
export class Speeds {
  #selectedRead: number | undefined;
  #selectedWrite: number | undefined;

  constructor(readonly medium: () => Medium | undefined) {}

  get #readRange(): { readonly minimum: number; readonly maximum: number } {
    return this.medium()?.kind === 'dvd' ? dvdRead : cdRead;
  }

  get maximumRead(): number {
    return this.#readRange.maximum;
  }

  /** Fastest first; what the drive can do with a medium that can be written. */
  get writeSpeeds(): readonly number[] {
    const medium = this.medium();
    if (medium?.kind !== 'cd') return dvdRamWriteSpeeds;
    return medium.profile === profile.cdRw ? cdRwWriteSpeeds : cdRWriteSpeeds;
  }

  get maximumWrite(): number {
    return this.writeSpeeds[0]!;
  }

  get read(): number {
    const { minimum, maximum } = this.#readRange;
    return Math.max(minimum, Math.min(this.#selectedRead ?? maximum, maximum));
  }

  /** The fastest speed that is not above the one selected. */
  get write(): number {
    const selected = this.#selectedWrite ?? this.maximumWrite;
    return this.writeSpeeds.find((speed) => speed <= selected) ?? this.writeSpeeds.at(-1)!;
  }

  /** What is beyond the drive's range selects the end of it. */
  select(read: number, write: number): void {
    this.#selectedRead = read;
    this.#selectedWrite = write;
  }

  restoreDefaults(): void {
    this.#selectedRead = undefined;
    this.#selectedWrite = undefined;
  }
}
