import { preventAllowMediumRemoval } from '../../mmc/index.js';
import { scsiStatus, type TransferRequest, type Transport } from '../transport/transport.js';
import { TransportError } from '../transport/transport-error.js';
import { addExitHook, removeExitHook } from './exit-hooks.js';

type Kind = 'ordinary' | 'persistent';

/** The bits of byte 4 of PREVENT ALLOW MEDIUM REMOVAL. */
const persistentBit = 0x02;
const preventBit = 0x01;

/**
 * No drive is left locked. Watches the commands of one device: medium removal that it prevented is allowed again by
 * {@link release}, and when the process ends before that. Ordinary and persistent prevention are separate locks.
 */
export class RemovalGuard {
  readonly #locks = new Set<Kind>();

  constructor(readonly transport: Transport) {}

  /** To be called before a command is sent: a PREVENT whose answer is lost may have taken effect all the same. */
  sending(cdb: Uint8Array): void {
    const change = changeOf(cdb);
    if (!change?.prevents || this.#locks.has(change.kind)) return;
    this.#locks.add(change.kind);
    addExitHook(this.#onExit);
  }

  /** To be called with the status the command ended with. A refused PREVENT stays listed: one ALLOW too many is harmless. */
  answered(cdb: Uint8Array, status: number): void {
    const change = changeOf(cdb);
    if (change && !change.prevents && status === scsiStatus.good) this.#forget(change.kind);
  }

  /** Allows removal again. The drive may be gone: then there is no lock left, and no error. */
  async release(): Promise<void> {
    for (const kind of [...this.#locks]) {
      try {
        await this.transport.execute(allowRequest(kind));
      } catch (error) {
        if (!(error instanceof TransportError)) throw error;
      }
      this.#forget(kind);
    }
  }

  #forget(kind: Kind): void {
    this.#locks.delete(kind);
    if (this.#locks.size === 0) removeExitHook(this.#onExit);
  }

  readonly #onExit = (): void => {
    for (const kind of this.#locks) {
      try {
        this.transport.executeSync?.(allowRequest(kind));
      } catch {
        // No promise settles any more and nobody is left to tell.
      }
    }
  };
}

function changeOf(cdb: Uint8Array): { kind: Kind; prevents: boolean } | undefined {
  if (cdb[0] !== preventAllowMediumRemoval.operationCode) return undefined;
  return {
    kind: cdb[4]! & persistentBit ? 'persistent' : 'ordinary',
    prevents: (cdb[4]! & preventBit) !== 0,
  };
}

function allowRequest(kind: Kind): TransferRequest {
  return {
    cdb: preventAllowMediumRemoval.encodeCdb({ prevent: false, persistent: kind === 'persistent' }),
    direction: 'none',
    data: new Uint8Array(0),
    timeoutMs: preventAllowMediumRemoval.timeoutMs,
  };
}
