/** The mode pages as they are: what the personality says, what MODE SELECT changed and saved, and what page 2Ah tells. */
import {
  capabilitiesAndMechanicalStatus,
  cdAudioControl,
  type Input,
  powerConditionPage,
  toBytes,
  type Value,
  writeParameters,
} from '../../mmc/index.js';
import { bdWriter } from './personalities/built-in.js';
import type { Personality, PersonalityModePage } from './personalities/personality.js';
import type { Unit } from './unit.js';

const lockStateByte = 6;
const lockStateBit = 0x02;

/** How long nobody may want anything of the disc before the drive rests. */
export interface PowerTimers {
  readonly idleMs: number;
  readonly standbyMs: number;
}

const timerUnitMs = 100;

function timersOf(page: Uint8Array | undefined): PowerTimers | undefined {
  if (!page) return undefined;
  const { idle, standby, idleTimer, standbyTimer } = powerConditionPage.layout.decode(page);
  if (!idle && !standby) return undefined;
  return {
    idleMs: idle ? idleTimer * timerUnitMs : Number.POSITIVE_INFINITY,
    standbyMs: standby ? standbyTimer * timerUnitMs : Number.POSITIVE_INFINITY,
  };
}

/** Values of mode pages that outlive a command. A drive that changed nothing has none of its own. */
export class ModeParameters {
  readonly #pages: Personality['modePages'];
  #changed = new Map<number, Uint8Array>();
  #saved: ReadonlyMap<number, Uint8Array> = new Map();
  /** The timers of page 1Ah that run; undefined: none does. */
  powerTimers: PowerTimers | undefined;
  #writeParameters: Value<typeof writeParameters.layout> | undefined;

  constructor({ modePages }: Personality = bdWriter) {
    this.#pages = modePages;
    this.#forgetDecoded();
  }

  /** Back to what was saved, or the defaults. */
  reset(): void {
    this.#changed = new Map(this.#saved);
    this.#forgetDecoded();
  }

  /** The bytes of a page as MODE SELECT left them. */
  current(code: number): Uint8Array | undefined {
    const page = this.#pages.get(code);
    return this.#changed.get(code) ?? page?.current ?? page?.default;
  }

  /** What a reset restores. */
  saved(code: number): Uint8Array | undefined {
    const page = this.#pages.get(code);
    return this.#saved.get(code) ?? page?.saved ?? page?.default;
  }

  /** Takes over the bytes of a page that can be changed. */
  change(code: number, bytes: Uint8Array): void {
    this.#changed.set(code, bytes);
    this.#forgetDecoded();
  }

  #forgetDecoded(): void {
    this.#writeParameters = undefined;
    this.powerTimers = timersOf(this.current(powerConditionPage.code));
  }

  /** All pages that can be saved outlive a reset from now on. */
  save(): void {
    this.#saved = new Map([...this.#changed].filter(([code]) => this.#pages.get(code)!.isSavable));
  }

  /** SOTC: audio play ends with the track that it is in. */
  get stopsOnTrackCrossing(): boolean {
    const page = this.current(cdAudioControl.code);
    return page !== undefined && cdAudioControl.layout.decode(page).sotc;
  }

  /** How the next write records. */
  get writeParameters(): Value<typeof writeParameters.layout> {
    this.#writeParameters ??= writeParameters.layout.decode(
      // A drive without the page does not record, and whoever asks gets what others begin with.
      this.current(writeParameters.code) ?? bdWriter.modePages.get(writeParameters.code)!.default,
    );
    return this.#writeParameters;
  }
}

/** A mode page as it is now. */
export interface PageBytes extends PersonalityModePage {
  readonly current: Uint8Array;
}

/** A page of the unit; undefined: it has no such page. */
export function modePageOf(unit: Unit, code: number): PageBytes | undefined {
  const page = unit.personality.modePages.get(code);
  if (!page) return undefined;
  if (code !== capabilitiesAndMechanicalStatus.code) return { ...page, current: unit.mode.current(code)! };
  const current = capabilitiesOf(unit, page.current ?? page.default);
  if (unit.isAsCaptured) return { ...page, current };
  return { ...page, current, default: current, changeable: current.slice().fill(0, 2) };
}

/** Page 2Ah with the lock, and the speeds of the medium. */
function capabilitiesOf(unit: Unit, template: Uint8Array): Uint8Array {
  if (unit.isAsCaptured && !unit.speeds.isSelected) {
    const page = template.slice();
    if (unit.isRemovalPrevented) page[lockStateByte]! |= lockStateBit;
    else page[lockStateByte]! &= ~lockStateBit;
    return page;
  }
  const { layout } = capabilitiesAndMechanicalStatus;
  const { speeds } = unit;
  const writeSpeeds = speeds.writeSpeeds;
  const write = writeSpeeds.length > 0 ? speeds.write : 0;
  const { pageLength: _, numberOfWriteSpeedPerformanceDescriptors: _1, ...fields } = layout.decode(template);
  const live: Input<typeof layout> = {
    lockState: unit.isRemovalPrevented,
    maximumReadSpeedSupportedKilobytesPerSecond: speeds.maximumRead,
    currentReadSpeedSelectedKilobytesPerSecond: speeds.read,
    maximumWriteSpeedSupportedKilobytesPerSecond: speeds.maximumWrite,
    currentWriteSpeedSelectedMmc2KilobytesPerSecond: write,
    currentWriteSpeedSelectedKilobytesPerSecond: write,
    rotationControlSelected: speeds.writeRotation,
    writeSpeedPerformanceDescriptors: writeSpeeds.map((speed) => ({
      writeSpeedSupportedKilobytesPerSecond: speed,
      rotationControl: speeds.writeRotation,
    })),
  };
  // A page of an older standard ends earlier, and has none of the later speeds.
  const known = Object.entries(live).filter(([name]) => (fields as Record<string, unknown>)[name] !== undefined);
  return toBytes(layout, { ...fields, ...Object.fromEntries(known) });
}
