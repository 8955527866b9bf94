/** The tray and its locks: loading, ejecting, preventing both, and reserving the drive. */
import {
  preventAllowMediumRemoval,
  release6,
  release10,
  reserve6,
  reserve10,
  startStopUnit,
  testUnitReady,
} from '../../../mmc/index.js';
import type { FileObject } from '../cdrom-device.js';
import type { Ending, IoctlRequest, Operation } from '../ioctl-request.js';
import { ntStatus } from '../ntstatus.js';
import { preventMediaRemoval, storageEvent, storageEventNotification } from '../structures/index.js';
import { done, infoLengthMismatch, invalidParameter, singleCommand } from './operations.js';

const invalidDeviceState: Ending = { ntStatus: ntStatus.STATUS_INVALID_DEVICE_STATE };

const wantsPrevention = ({ input }: IoctlRequest) => preventMediaRemoval.decode(input).preventMediaRemoval !== 0;
const checkInput = ({ input }: IoctlRequest) =>
  input.length < preventMediaRemoval.span ? infoLengthMismatch : undefined;

/**
 * Changes the number of locks by one. The drive hears of the first lock and of the end of the last, whatever kind they
 * are; what it refuses is not counted.
 */
async function changeLocks(request: IoctlRequest, prevent: boolean, count: (change: 1 | -1) => void): Promise<Ending> {
  const { locks } = request.cdrom;
  const isHeard = locks === (prevent ? 0 : 1);
  let status: number = done.ntStatus;
  if (isHeard) {
    const result = await request.transfer({ cdb: preventAllowMediumRemoval.encodeCdb({ prevent }) });
    if (!result.succeeded) return { ntStatus: result.ntStatus };
    status = result.ntStatus;
  }
  count(prevent ? 1 : -1);
  return { ntStatus: status };
}

/** A lock of the device: anyone may take it away, and it outlives its handle. */
export const mediaRemoval: Operation = {
  validate: checkInput,

  async run(request): Promise<Ending> {
    const { cdrom } = request;
    const prevent = wantsPrevention(request);
    if (!prevent && cdrom.simpleLocks === 0) return done;
    return changeLocks(request, prevent, (change) => {
      cdrom.simpleLocks += change;
    });
  },
};

/** A lock of the handle: while there is one, nobody loads or ejects. */
export const ejectionControl: Operation = {
  validate(request): Ending | undefined {
    return checkInput(request) ?? (request.file ? undefined : { ntStatus: ntStatus.STATUS_INVALID_HANDLE });
  },

  async run(request): Promise<Ending> {
    const file = request.file!;
    const prevent = wantsPrevention(request);
    if (!prevent && file.secureLocks === 0) return invalidDeviceState;
    return changeLocks(request, prevent, (change) => {
      file.secureLocks += change;
    });
  },
};

/** @internal Takes back the locks of a handle that is being closed. A failure is nobody's any more. */
export async function unlockOnClose(request: IoctlRequest, file: FileObject): Promise<void> {
  const { cdrom } = request;
  if (file.secureLocks === 0) return;
  file.secureLocks = 0;
  if (cdrom.locks === 0) await request.transfer({ cdb: preventAllowMediumRemoval.encodeCdb({ prevent: false }) });
}

/**
 * Media change notification, off and on again for one handle. Nothing here notifies anybody: the count is for whoever
 * does, and looks at `mediaChangeNotificationDisables` before.
 */
export const mcnControl: Operation = {
  validate(request): Ending | undefined {
    return checkInput(request) ?? (request.file ? undefined : invalidParameter);
  },

  async run(request): Promise<Ending> {
    const file = request.file!;
    if (wantsPrevention(request)) file.mcnDisables++;
    else if (file.mcnDisables === 0) return invalidDeviceState;
    else file.mcnDisables--;
    return done;
  },
};

const unsuccessful: Ending = { ntStatus: ntStatus.STATUS_UNSUCCESSFUL };
const eventVersion = 1;
const knownEvents = storageEvent.mediaStatus | storageEvent.deviceStatus | storageEvent.deviceOperation;

/**
 * Somebody has heard that something happened to the medium: looks whether it was changed. Windows does so in the
 * background, with GET EVENT STATUS NOTIFICATION where the drive has it; here TEST UNIT READY is sent before the request
 * ends, and what it says counts for the media change count alone.
 */
export const eventNotification: Operation = {
  validate({ cdrom, input }): Ending | undefined {
    if (!cdrom.state.mediaChangeDetection) return unsuccessful;
    if (input.length < storageEventNotification.span) return infoLengthMismatch;
    const { version, size, events } = storageEventNotification.decode(input);
    if (version !== eventVersion || size !== storageEventNotification.span) return invalidParameter;
    if ((events & knownEvents) === 0n) return { ntStatus: ntStatus.STATUS_NOT_SUPPORTED };
    return cdrom.mcnDisables > 0 ? unsuccessful : undefined;
  },

  async run(request): Promise<Ending> {
    const { timeoutMs } = testUnitReady;
    await request.transfer({ cdb: testUnitReady.encodeCdb({}), timeoutMs, isInternal: true, once: true });
    return done;
  },
};

function loadOrEject(start: boolean): Operation {
  const command = singleCommand({ cdb: () => startStopUnit.encodeCdb({ loej: true, start }) });
  return {
    run: async (request) =>
      request.cdrom.secureLocks > 0 ? { ntStatus: ntStatus.STATUS_DEVICE_BUSY } : command.run(request),
  };
}

/** Opens the tray. */
export const ejectMedia: Operation = loadOrEject(false);

/** Closes the tray. */
export const loadMedia: Operation = loadOrEject(true);

/** The published driver has no case for it where it carries out what was queued, so it ends in its default. */
export const findNewDevices: Operation = {
  run: async () => ({ ntStatus: ntStatus.STATUS_ACCESS_DENIED }),
};

/** The 6-byte form, until a drive has shown that it knows only the other. */
function reserving(cdb: () => Uint8Array, tenByteForm: () => Uint8Array): Operation {
  return {
    async run(request): Promise<Ending> {
      const { usesTenByteReserve } = request.cdrom.state;
      const { ntStatus: status } = await request.transfer(
        usesTenByteReserve ? { cdb: tenByteForm() } : { cdb: cdb(), tenByteForm: tenByteForm() },
      );
      return { ntStatus: status };
    },
  };
}

/** Keeps other initiators out. */
export const reserve: Operation = reserving(
  () => reserve6.encodeCdb({}),
  () => reserve10.encodeCdb({}),
);

/** Lets them in again. */
export const release: Operation = reserving(
  () => release6.encodeCdb({}),
  () => release10.encodeCdb({}),
);
