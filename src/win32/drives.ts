/** The drives that are open: one `Device` for each, however many handles there are. */
import { Device } from '../device/index.js';
import { type CdromHandle, type CdromOptions, openCdrom } from '../ioctl/index.js';
import type { Transport } from '../transport/transport.js';

/** What a handle may do, and what it lets others do: what IoCheckShareAccess looks at. */
export interface Sharing {
  readonly reads: boolean;
  readonly writes: boolean;
  readonly sharesRead: boolean;
  readonly sharesWrite: boolean;
}

/** One handle on a drive. */
export interface OpenHandle {
  readonly drive: OpenDrive;
  readonly cdrom: CdromHandle;
  readonly sharing: Sharing;
}

interface OpenDrive {
  readonly key: string;
  readonly device: Device;
  readonly handles: Set<OpenHandle>;
  /** Who has locked the volume: FSCTL_LOCK_VOLUME. */
  lockedBy: OpenHandle | undefined;
}

/** Why a drive that is there is not opened. */
export type Refusal = 'notShared' | 'locked';

/** What the drives depend on. */
export interface DriveSource {
  readonly open: (name: string) => Promise<Transport>;
  /** One name for all that a drive has. */
  readonly keyOf: (name: string) => Promise<string>;
}

/** A handle that asks for neither reading nor writing is in nobody's way, and nobody in its. */
function isCompatible(one: Sharing, other: Sharing): boolean {
  const takesPart = ({ reads, writes }: Sharing) => reads || writes;
  if (!takesPart(one) || !takesPart(other)) return true;
  const allows = (a: Sharing, b: Sharing) => (!a.reads || b.sharesRead) && (!a.writes || b.sharesWrite);
  return allows(one, other) && allows(other, one);
}

function newDrive(key: string, transport: Transport): OpenDrive {
  return { key, device: new Device(transport), handles: new Set(), lockedBy: undefined };
}

/** Opens drives when their first handle is made and closes them after the last. */
export class Drives {
  readonly #source: DriveSource;
  readonly #open = new Map<string, OpenDrive>();
  /** What is being done to each drive: opening waits for a close that is under way, and the other way round. */
  readonly #turns = new Map<string, Promise<unknown>>();
  /** The media change count of drives that were open before. */
  readonly #mediaChangeCounts = new Map<string, number>();

  constructor(source: DriveSource) {
    this.#source = source;
  }

  /** One handle more, or why there is none. Rejects with TransportError where the drive cannot be opened. */
  async open(name: string, sharing: Sharing, options: CdromOptions): Promise<OpenHandle | Refusal> {
    const key = await this.#source.keyOf(name);
    return this.#inTurn(key, async () => {
      const known = this.#open.get(key);
      if (known?.lockedBy) return 'locked';
      if (known && ![...known.handles].every((other) => isCompatible(sharing, other.sharing))) return 'notShared';
      const drive = known ?? newDrive(key, await this.#source.open(name));
      const handle = { drive, cdrom: openCdrom(drive.device, options), sharing };
      // Nobody has watched it meanwhile: the medium may be another one.
      const count = this.#mediaChangeCounts.get(key);
      if (!known && count !== undefined) handle.cdrom.state.mediaChangeCount = (count + 1) >>> 0;
      drive.handles.add(handle);
      this.#open.set(key, drive);
      return handle;
    });
  }

  /** One handle less; the last closes the drive. */
  close(handle: OpenHandle): Promise<void> {
    const { drive, cdrom } = handle;
    // At once, not in turn: what the handle waits for is taken back.
    const closed = cdrom.close();
    return this.#inTurn(drive.key, async () => {
      await closed;
      drive.handles.delete(handle);
      if (drive.lockedBy === handle) drive.lockedBy = undefined;
      if (drive.handles.size > 0) return;
      this.#mediaChangeCounts.set(drive.key, cdrom.state.mediaChangeCount);
      this.#open.delete(drive.key);
      await drive.device.close();
    });
  }

  #inTurn<T>(key: string, task: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(key) ?? Promise.resolve()).then(task, task);
    this.#turns.set(key, turn);
    const forget = () => {
      if (this.#turns.get(key) === turn) this.#turns.delete(key);
    };
    turn.then(forget, forget);
    return turn;
  }
}
