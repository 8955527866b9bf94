import {
  decodeSense,
  preventAllowMediumRemoval,
  readCapacity,
  readCapacityData,
  release6,
  reserve6,
  setStreaming,
  streamingPerformanceDescriptor,
  toBytes,
} from '../../mmc/index.js';
import type { Completion, TransferRequest } from '../transport/transport.js';
import { TransportError } from '../transport/transport-error.js';
import type { CdromDevice, FileObject } from './cdrom-device.js';
import { applyEffects } from './cdrom-state.js';
import { controlCode as codes, normaliseControlCode } from './control-codes.js';
import type { IoctlExchange } from './exchange.js';
import { isNtSuccess, ntStatus } from './ntstatus.js';
import type { CdromSettings, IoctlOptions } from './options.js';
import { interpretSense, type SenseVerdict } from './sense-interpreter.js';
import { portStatus, type SrbReply, srbReplyOf, srbReplyOfError } from './srb.js';

/** @internal How a request ends; `information` is 0 where it is not given. */
export interface Ending {
  readonly ntStatus: number;
  readonly information?: number;
}

/** @internal What can be asked of a drive: a control code, a read or a write. */
export interface Operation {
  /** What is looked at before the exclusive lock. */
  beforeLock?(request: IoctlRequest): Ending | undefined;
  /** What is wrong with the request itself; found before it is queued, and nothing is sent. */
  validate?(request: IoctlRequest): Ending | undefined;
  /** Carries it out, in its turn. */
  run(request: IoctlRequest): Promise<Ending>;
}

/** @internal One command, as it is to be sent. */
export interface Transfer {
  readonly cdb: Uint8Array;
  readonly data?: Uint8Array;
  /** Default: `none`. */
  readonly direction?: TransferRequest['direction'];
  /** Default: that of the settings. */
  readonly timeoutMs?: number | undefined;
  /** What is sent instead once the drive has shown that it cannot stream. */
  readonly withoutStreaming?: Uint8Array;
  /** What is sent instead once the drive has shown that it does not know the 6-byte form. */
  readonly tenByteForm?: Uint8Array;
  /** One of the driver's own commands: the rules for control codes leave it alone. */
  readonly isInternal?: boolean;
  /** Sent once, whatever the rules say. */
  readonly once?: boolean;
}

/** @internal What became of a command, retries included. */
export interface TransferResult {
  readonly ntStatus: number;
  readonly succeeded: boolean;
  readonly transferredBytes: number;
  /** False: what came back was about an earlier command. */
  readonly executed: boolean;
  /** Of the last answer; undefined where it had no sense data. */
  readonly senseKey: number | undefined;
}

/** @internal What became of a command of the program's own. */
export type SentOnce =
  | { readonly ntStatus: number; readonly wasAnswered: false }
  | {
      readonly ntStatus: number;
      readonly wasAnswered: true;
      readonly scsiStatus: number;
      readonly sense: Uint8Array;
      readonly movedBytes: number;
    };

const noData = new Uint8Array(0);
const checkVerifyCodes: readonly number[] = [
  codes.IOCTL_CDROM_CHECK_VERIFY,
  codes.IOCTL_DISK_CHECK_VERIFY,
  codes.IOCTL_STORAGE_CHECK_VERIFY,
  codes.IOCTL_STORAGE_CHECK_VERIFY2,
];

/**
 * The published driver goes on for ever where every retry of a request with SL_OVERRIDE_VERIFY_VOLUME meets another
 * media change, and where a drive keeps failing RESERVE(6), RELEASE(6) or a PREVENT ALLOW MEDIUM REMOVAL that allows,
 * with an error that is worth a retry. Here a promise waits for it.
 */
const maximumSendsWithoutLimit = 100;
const operationCodesWithoutLimit: readonly number[] = [
  reserve6.operationCode,
  release6.operationCode,
  preventAllowMediumRemoval.operationCode,
];

const cancelled: TransferResult = {
  ntStatus: ntStatus.STATUS_CANCELLED,
  succeeded: false,
  transferredBytes: 0,
  executed: false,
  senseKey: undefined,
};

/** @internal One request on its way: what was asked, by whom, and what has been sent for it so far. */
export class IoctlRequest {
  readonly exchanges: IoctlExchange[] = [];

  constructor(
    readonly cdrom: CdromDevice,
    readonly settings: CdromSettings,
    readonly details: {
      /** Undefined for a request without a file object. */
      readonly file: FileObject | undefined;
      /** As the caller gave it; undefined for a read or a write. */
      readonly controlCode: number | undefined;
      readonly input: Uint8Array;
      readonly output: Uint8Array;
      readonly signal: AbortSignal;
      readonly overrideVerifyVolume: boolean;
      /** The program's memory, see `IoctlOptions`. */
      readonly memory?: IoctlOptions['memory'];
    },
  ) {}

  get file(): FileObject | undefined {
    return this.details.file;
  }
  get input(): Uint8Array {
    return this.details.input;
  }
  get output(): Uint8Array {
    return this.details.output;
  }

  /** DO_VERIFY_VOLUME is set, and this request is not one of those that are to look at the volume. */
  get mustVerifyFirst(): boolean {
    return this.cdrom.state.verifyRequired && !this.details.overrideVerifyVolume;
  }

  /** The control code with the base that it has in the driver. */
  get normalisedCode(): number | undefined {
    const { controlCode } = this.details;
    return controlCode === undefined ? undefined : normaliseControlCode(controlCode);
  }

  /** Sends a command, and sends it again as the sense rules say. Never throws for what a drive or transport does. */
  async transfer(transfer: Transfer): Promise<TransferResult> {
    const { clock, retry } = this.settings;
    const { signal } = this.details;
    const firstSentMs = clock.now();
    let cdb = transfer.cdb;
    for (let retriedCount = 0; ; retriedCount++) {
      const attempt = await this.#attempt(transfer, cdb);
      if (!attempt) return cancelled;
      const verdict = this.#interpret(attempt.reply, transfer, cdb, retriedCount, clock.now() - firstSentMs);
      applyEffects(this.cdrom.state, verdict.effects);
      const again =
        verdict.retry && retry === 'driver' && !transfer.once && !this.#isEndless(verdict, cdb, retriedCount);
      this.exchanges.push(exchangeOf(transfer, cdb, attempt, verdict, again));
      if (this.cdrom.state.speedRestoring === 'due') await this.#restoreDefaultSpeed();
      if (!again) return resultOf(attempt, verdict, transfer.data ?? noData);
      if (verdict.effects.includes('readCapacityForCheckVerify')) await this.#readCapacityForCheckVerify();
      if (verdict.effects.includes('disableStreaming')) cdb = transfer.withoutStreaming ?? cdb;
      if (verdict.effects.includes('useTenByteReserve')) cdb = transfer.tenByteForm ?? cdb;
      try {
        if (verdict.retryIntervalMs > 0) await clock.sleep(verdict.retryIntervalMs, signal);
        signal.throwIfAborted();
      } catch (error) {
        if (signal.aborted) return cancelled;
        throw error;
      }
    }
  }

  /** Sends a command of the program's own: once, and without a look at what the answer means for the drive. */
  async sendOnce(transfer: Transfer): Promise<SentOnce> {
    const attempt = await this.#attempt(transfer, transfer.cdb);
    if (!attempt) return { ntStatus: ntStatus.STATUS_CANCELLED, wasAnswered: false };
    const { completion, error } = attempt;
    const status = portStatus(attempt.reply);
    const verdict = { ntStatus: status, retry: false, retryIntervalMs: 0, rulesFired: [], effects: [] };
    this.exchanges.push(exchangeOf(transfer, transfer.cdb, attempt, verdict, false));
    if (!completion && error?.kind !== 'overrun') return { ntStatus: status, wasAnswered: false };
    return {
      ntStatus: status,
      wasAnswered: true,
      scsiStatus: completion?.status ?? 0,
      sense: completion?.sense ?? noData,
      movedBytes: movedBytes(attempt, transfer.data ?? noData),
    };
  }

  #isEndless({ rulesFired }: SenseVerdict, cdb: Uint8Array, retriedCount: number): boolean {
    if (retriedCount + 1 < maximumSendsWithoutLimit) return false;
    return rulesFired.includes('ioctl-override') || operationCodesWithoutLimit.includes(cdb[0]!);
  }

  /** Sends a command once; undefined where the request was taken back before. */
  async #attempt(transfer: Transfer, cdb: Uint8Array): Promise<Attempt | undefined> {
    const { signal } = this.details;
    if (signal.aborted) return undefined;
    const request: TransferRequest = {
      cdb,
      direction: transfer.direction ?? 'none',
      data: transfer.data ?? noData,
      timeoutMs: transfer.timeoutMs ?? this.settings.defaultTimeoutMs,
      signal,
    };
    try {
      const completion = await this.cdrom.device.execute(request);
      return { reply: srbReplyOf(completion), completion, error: undefined };
    } catch (error) {
      if (error instanceof TransportError) return { reply: srbReplyOfError(error), completion: undefined, error };
      if (signal.aborted) return undefined;
      throw error;
    }
  }

  #interpret(
    reply: SrbReply,
    transfer: Transfer,
    cdb: Uint8Array,
    retriedCount: number,
    millisecondsSinceFirstSend: number,
  ): SenseVerdict {
    const { settings, details, cdrom } = this;
    return interpretSense(reply, {
      cdb,
      controlCode: transfer.isInternal ? undefined : details.controlCode,
      retriedCount,
      millisecondsSinceFirstSend,
      mmcDevice: settings.isMmc,
      volumeMounted: settings.volumeMounted,
      verifyVolumeFlag: cdrom.state.verifyRequired,
      overrideVerify: details.overrideVerifyVolume,
      cancelled: details.signal.aborted,
    });
  }

  /** Gives the drive its own speeds back. Its failure changes nothing. */
  async #restoreDefaultSpeed(): Promise<void> {
    this.cdrom.state.speedRestoring = 'no';
    const data = toBytes(streamingPerformanceDescriptor, { rdd: true });
    const cdb = setStreaming.encodeCdb({ parameterListLength: data.length });
    await this.transfer({ cdb, direction: 'out', data, isInternal: true });
  }

  /** Learns the size of the new medium. Only CHECK_VERIFY does so, and its own failure changes nothing. */
  async #readCapacityForCheckVerify(): Promise<void> {
    if (!checkVerifyCodes.includes(this.details.controlCode ?? 0)) return;
    const data = new Uint8Array(readCapacityData.span);
    const cdb = readCapacity.encodeCdb({});
    const result = await this.transfer({ cdb, direction: 'in', data, isInternal: true });
    if (!result.succeeded || result.transferredBytes < data.length) return;
    this.cdrom.state.lastLogicalBlockAddress = readCapacityData.decode(data).returnedLogicalBlockAddress;
  }
}

interface Attempt {
  readonly reply: SrbReply;
  readonly completion: Completion | undefined;
  readonly error: TransportError | undefined;
}

function isDeferred({ completion }: Attempt): boolean {
  return completion !== undefined && (decodeSense(completion.sense)?.deferred ?? false);
}

function exchangeOf(
  transfer: Transfer,
  cdb: Uint8Array,
  attempt: Attempt,
  verdict: SenseVerdict,
  again: boolean,
): IoctlExchange {
  return {
    cdb,
    direction: transfer.direction ?? 'none',
    transferLengthBytes: transfer.data?.length ?? 0,
    completion: attempt.completion,
    error: attempt.error,
    srbStatus: attempt.reply.srbStatus,
    deferred: isDeferred(attempt),
    verdict,
    delayMs: again ? verdict.retryIntervalMs : undefined,
  };
}

function movedBytes(attempt: Attempt, data: Uint8Array): number {
  // After an overrun nobody says how much there is, but it was more than fits.
  const unsaid = attempt.error?.kind === 'overrun' ? data.length : 0;
  // A transport that counts wrong must not lead out of the buffer.
  return Math.max(0, Math.min(attempt.completion?.transferredBytes ?? unsaid, data.length));
}

function resultOf(attempt: Attempt, verdict: SenseVerdict, data: Uint8Array): TransferResult {
  return {
    ntStatus: verdict.ntStatus,
    succeeded: isNtSuccess(verdict.ntStatus),
    transferredBytes: movedBytes(attempt, data),
    executed: attempt.completion !== undefined && !isDeferred(attempt),
    senseKey: attempt.completion && decodeSense(attempt.completion.sense)?.senseKey,
  };
}
