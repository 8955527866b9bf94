import { rotationControl } from '../../mmc/index.js';
import { type MediumSpeeds, speedsFallback } from './personalities/speed-tables.js';

/** How fast the drive reads and writes, in kilobytes (1000 bytes) a second. */
export class Speeds {
  #selectedRead: number | undefined;
  #selectedWrite: number | undefined;
  /** One of `rotationControl`. */
  #writeRotation: number = rotationControl.clv;

  /** `ofMedium` gives the speeds of what is in the drive. */
  constructor(readonly ofMedium: () => MediumSpeeds | undefined) {}

  get #medium(): MediumSpeeds {
    return this.ofMedium() ?? speedsFallback;
  }

  /** Reached at the rim. */
  get maximumRead(): number {
    return this.#medium.read.maximum;
  }

  /** Up to here a speed is the same everywhere on the disc. */
  get maximumConstant(): number {
    return this.#medium.read.constant;
  }

  /** Fastest first; none where the medium is not one that the drive writes. */
  get writeSpeeds(): readonly number[] {
    return this.#medium.write;
  }

  /** 0: the medium is not one that the drive writes. */
  get maximumWrite(): number {
    return this.writeSpeeds[0] ?? 0;
  }

  /** The speed selected; at the rim, where the disc turns at one rate. */
  get read(): number {
    const { minimum, maximum } = this.#medium.read;
    return Math.max(minimum, Math.min(this.#selectedRead ?? maximum, maximum));
  }

  /** The fastest speed that is not above the one selected. */
  get write(): number {
    const selected = this.#selectedWrite ?? this.maximumWrite;
    return this.writeSpeeds.find((speed) => speed <= selected) ?? this.writeSpeeds.at(-1) ?? 0;
  }

  get writeRotation(): number {
    return this.#writeRotation;
  }

  /** Whether somebody chose speeds. */
  get isSelected(): boolean {
    return this.#selectedRead !== undefined || this.#selectedWrite !== undefined;
  }

  /** What is beyond the drive's range selects the end of it. */
  select(read: number, write: number, writeRotation: number = rotationControl.clv): void {
    this.#selectedRead = read;
    this.#selectedWrite = write;
    this.#writeRotation = writeRotation;
  }

  restoreDefaults(): void {
    this.#selectedRead = undefined;
    this.#selectedWrite = undefined;
    this.#writeRotation = rotationControl.clv;
  }
}
