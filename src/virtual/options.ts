import { realTimeStreaming } from '../../mmc/index.js';
import { type Clock, ManualClock } from '../time/clock.js';
import type { FaultPlan } from './faults/index.js';
import type { Medium } from './media/medium.js';
import { bdWriter, personalities } from './personalities/built-in.js';
import { featureOf, type Personality, withoutFeature } from './personalities/personality.js';

const maximumTimingFactor = 1000;
/** SW of feature 0107h, in the first byte behind its header. */
const streamWritingBit = 0x01;

/** Feature 0107h of the virtual drive. */
export interface RealTimeStreamingOptions {
  /** Default: while there is a medium. False: reported, but never current. */
  readonly current?: boolean | undefined;
  /** SW: WRITE(12) with `streaming`. Default: true. */
  readonly streamWriting?: boolean | undefined;
  /**
   * What SET STREAMING does with an end behind the medium or with sizes of zero, on which real drives differ. Default:
   * `accept`; `reject` answers 5/26/00.
   */
  readonly oddValues?: 'accept' | 'reject' | undefined;
}

/** How a virtual drive is made. */
export interface VirtualDriveOptions {
  /** What lies in the drive; nothing where not given. The drive closes it. */
  readonly medium?: Medium | undefined;
  /** What audio play and becoming ready go by. Default: a clock of its own that stands still, `drive.clock`. */
  readonly clock?: Clock | undefined;
  /**
   * What kind of drive it is: the name of one in `personalities`, or one of your own. Default: `bd-writer`, which reads
   * and records everything.
   */
  readonly personality?: Personality | string | undefined;
  /**
   * How long the drive takes: no time at all (the default), as long as in life, or that times a factor, 0.1 for ten
   * times as fast. Commands then wait on the clock; `executeSync` blocks the thread for it.
   */
  readonly timing?: 'instant' | 'real' | number | undefined;
  /** At most 8 characters. */
  readonly vendor?: string | undefined;
  /** At most 16 characters. */
  readonly product?: string | undefined;
  /** At most 4 characters. */
  readonly revision?: string | undefined;
  readonly serialNumber?: string | undefined;
  /** False: the drive does not know the feature, nor SET STREAMING, GET PERFORMANCE and the STREAMING bits. */
  readonly realTimeStreaming?: false | RealTimeStreamingOptions | undefined;
  /** STOP PLAY/SCAN when nothing is played: GOOD (the default), or 5/2C/00. */
  readonly stopPlayScanWhenIdle?: 'good' | 'illegalRequest' | undefined;
  /** Milliseconds on the drive's clock between loading a medium and its being ready. Default: as `timing` has it. */
  readonly becomingReadyMs?: number | undefined;
  /** Whether the first command of an initiator is told 6/29/00. Default: true. */
  readonly powerOnUnitAttention?: boolean | undefined;
  /** Bits that the standard reserves in a CDB: refused (the default), or not looked at. */
  readonly reservedBits?: 'reject' | 'ignore' | undefined;
  /** True: every command is judged from the first one on, see `VirtualDrive.report`. */
  readonly judge?: boolean | undefined;
  /** What goes wrong in the drive, see docs/fault-plans.md and `VirtualDrive.setFaults`. */
  readonly faults?: FaultPlan | undefined;
}

/** @internal The options with every default filled in. */
export interface DriveSettings {
  readonly clock: Clock;
  readonly personality: Personality;
  readonly vendor: string;
  readonly product: string;
  readonly revision: string;
  readonly serialNumber: string;
  readonly realTimeStreaming:
    | false
    | { readonly [K in keyof RealTimeStreamingOptions]-?: NonNullable<RealTimeStreamingOptions[K]> };
  readonly stopPlayScanWhenIdle: 'good' | 'illegalRequest';
  /** Undefined: as long as the mechanism takes. */
  readonly becomingReadyMs: number | undefined;
  /** 1 is as in life, 0 takes no time. */
  readonly timingFactor: number;
  readonly powerOnUnitAttention: boolean;
  readonly reservedBits: 'reject' | 'ignore';
}

/** @internal Fills in the defaults. Throws RangeError for texts that are too long, or a personality it does not know. */
export function settingsOf(options: VirtualDriveOptions): DriveSettings {
  const chosen = personalityOf(options.personality ?? bdWriter);
  const feature = featureOf(chosen, realTimeStreaming.code);
  const streaming = feature ? (options.realTimeStreaming ?? {}) : false;
  return {
    clock: options.clock ?? new ManualClock(),
    personality: streaming || !feature ? chosen : withoutFeature(chosen, feature.code),
    vendor: text('vendor', options.vendor ?? chosen.vendor, 8),
    product: text('product', options.product ?? chosen.product, 16),
    revision: text('revision', options.revision ?? chosen.revision, 4),
    serialNumber: text('serialNumber', options.serialNumber ?? chosen.serialNumber, 64),
    realTimeStreaming: streaming && {
      current: streaming.current ?? true,
      streamWriting: streaming.streamWriting ?? (feature!.data[0]! & streamWritingBit) !== 0,
      oddValues: streaming.oddValues ?? 'accept',
    },
    stopPlayScanWhenIdle: options.stopPlayScanWhenIdle ?? 'good',
    becomingReadyMs: options.becomingReadyMs,
    timingFactor: factorOf(options.timing ?? 'instant'),
    powerOnUnitAttention: options.powerOnUnitAttention ?? true,
    reservedBits: options.reservedBits ?? 'reject',
  };
}

function personalityOf(given: Personality | string): Personality {
  if (typeof given !== 'string') return given;
  const known = Object.hasOwn(personalities, given) ? personalities[given] : undefined;
  if (!known)
    throw new RangeError(`there is no personality "${given}"; there are ${Object.keys(personalities).join(', ')}`);
  return known;
}

function factorOf(timing: 'instant' | 'real' | number): number {
  if (timing === 'instant') return 0;
  if (timing === 'real') return 1;
  if (!(timing >= 0 && timing <= maximumTimingFactor))
    throw new RangeError(`timing: ${timing} is not a factor from 0 to ${maximumTimingFactor}`);
  return timing;
}

function text(name: string, value: string, maximumLength: number): string {
  if (!/^[\x20-\x7e]*$/.test(value) || value.length > maximumLength)
    throw new RangeError(`${name}: "${value}" is not ASCII of at most ${maximumLength} characters`);
  return value;
}
