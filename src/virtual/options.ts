import { type Clock, ManualClock } from '../time/clock.js';
import type { FaultPlan } from './faults/index.js';
import type { Medium } from './media/medium.js';

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
  /** Milliseconds on the drive's clock between loading a medium and its being ready. Default: 0. */
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
  readonly vendor: string;
  readonly product: string;
  readonly revision: string;
  readonly serialNumber: string;
  readonly realTimeStreaming:
    | false
    | { readonly [K in keyof RealTimeStreamingOptions]-?: NonNullable<RealTimeStreamingOptions[K]> };
  readonly stopPlayScanWhenIdle: 'good' | 'illegalRequest';
  readonly becomingReadyMs: number;
  readonly powerOnUnitAttention: boolean;
  readonly reservedBits: 'reject' | 'ignore';
}

/** @internal Fills in the defaults. Throws RangeError for texts that are too long. */
export function settingsOf(options: VirtualDriveOptions): DriveSettings {
  const { realTimeStreaming = {} } = options;
  return {
    clock: options.clock ?? new ManualClock(),
    vendor: text('vendor', options.vendor ?? 'DISCWIRE', 8),
    product: text('product', options.product ?? 'VIRTUAL DRIVE', 16),
    revision: text('revision', options.revision ?? '1.00', 4),
    serialNumber: text('serialNumber', options.serialNumber ?? 'DW00000001', 64),
    realTimeStreaming: realTimeStreaming && {
      current: realTimeStreaming.current ?? true,
      streamWriting: realTimeStreaming.streamWriting ?? true,
      oddValues: realTimeStreaming.oddValues ?? 'accept',
    },
    stopPlayScanWhenIdle: options.stopPlayScanWhenIdle ?? 'good',
    becomingReadyMs: options.becomingReadyMs ?? 0,
    powerOnUnitAttention: options.powerOnUnitAttention ?? true,
    reservedBits: options.reservedBits ?? 'reject',
  };
}

function text(name: string, value: string, maximumLength: number): string {
  if (!/^[\x20-\x7e]*$/.test(value) || value.length > maximumLength)
    throw new RangeError(`${name}: "${value}" is not ASCII of at most ${maximumLength} characters`);
  return value;
}
