/** IOCTL_CDROM_STOP_AUDIO. */
import { audioStatus, readSubChannelCurrentPosition, startStopUnit, stopPlayScan } from '../../../mmc/index.js';
import type { Ending, IoctlRequest, Operation } from '../ioctl-request.js';
import { ntStatus } from '../ntstatus.js';

const audioStatusOffset = 1;
const notPlaying: readonly number[] = [audioStatus.completed, audioStatus.stoppedByError, audioStatus.none];

/** Ends playing. Buffers are ignored, there is no output, and `information` is 0 whatever happens. */
export const stopAudio: Operation = {
  async run(request): Promise<Ending> {
    const { cdrom, settings } = request;
    if (settings.probePlayState && (await saysNotPlaying(request)))
      return { ntStatus: ntStatus.STATUS_INVALID_DEVICE_REQUEST };
    const cdb = settings.profile === 'driver' ? startStopUnit.encodeCdb({ immed: true }) : stopPlayScan.encodeCdb({});
    const { ntStatus: status, succeeded, executed } = await request.transfer({ cdb });
    if (succeeded && executed) cdrom.state.playActive = false;
    return { ntStatus: settings.documentedOnly ? documentedStatus(status) : status };
  },
};

/** A drive that does not know, or does not answer, is asked to stop all the same. */
async function saysNotPlaying(request: IoctlRequest): Promise<boolean> {
  const cdb = readSubChannelCurrentPosition.encodeCdb({ msf: true });
  const data = new Uint8Array(readSubChannelCurrentPosition.decodeCdb(cdb).allocationLength);
  const { succeeded, executed, transferredBytes } = await request.transfer({
    cdb,
    direction: 'in',
    data,
    isInternal: true,
    once: true,
  });
  const isUsable = succeeded && executed && transferredBytes > audioStatusOffset;
  return isUsable && notPlaying.includes(data[audioStatusOffset]!);
}

/** Statuses of the sense rules that the documentation of the control code does not list, and what stands for them. */
const documented: ReadonlyMap<number, number> = new Map([
  [ntStatus.STATUS_DEVICE_BUSY, ntStatus.STATUS_DEVICE_NOT_READY],
  [ntStatus.STATUS_NO_SUCH_DEVICE, ntStatus.STATUS_IO_DEVICE_ERROR],
  [ntStatus.STATUS_DEVICE_NOT_CONNECTED, ntStatus.STATUS_IO_DEVICE_ERROR],
  [ntStatus.STATUS_DEVICE_DATA_ERROR, ntStatus.STATUS_IO_DEVICE_ERROR],
  [ntStatus.STATUS_UNRECOGNIZED_MEDIA, ntStatus.STATUS_IO_DEVICE_ERROR],
  [ntStatus.STATUS_CLEANER_CARTRIDGE_INSTALLED, ntStatus.STATUS_IO_DEVICE_ERROR],
  [ntStatus.STATUS_MEDIA_WRITE_PROTECTED, ntStatus.STATUS_IO_DEVICE_ERROR],
  [ntStatus.STATUS_DATA_OVERRUN, ntStatus.STATUS_IO_DEVICE_ERROR],
  [ntStatus.STATUS_INVALID_BLOCK_LENGTH, ntStatus.STATUS_IO_DEVICE_ERROR],
  [ntStatus.STATUS_NO_DATA_DETECTED, ntStatus.STATUS_IO_DEVICE_ERROR],
  [ntStatus.STATUS_NONEXISTENT_SECTOR, ntStatus.STATUS_INVALID_DEVICE_REQUEST],
  [ntStatus.STATUS_COPY_PROTECTION_FAILURE, ntStatus.STATUS_INVALID_DEVICE_REQUEST],
  [ntStatus.STATUS_CSS_AUTHENTICATION_FAILURE, ntStatus.STATUS_INVALID_DEVICE_REQUEST],
  [ntStatus.STATUS_CSS_KEY_NOT_PRESENT, ntStatus.STATUS_INVALID_DEVICE_REQUEST],
  [ntStatus.STATUS_CSS_KEY_NOT_ESTABLISHED, ntStatus.STATUS_INVALID_DEVICE_REQUEST],
  [ntStatus.STATUS_CSS_SCRAMBLED_SECTOR, ntStatus.STATUS_INVALID_DEVICE_REQUEST],
  [ntStatus.STATUS_CSS_REGION_MISMATCH, ntStatus.STATUS_INVALID_DEVICE_REQUEST],
  [ntStatus.STATUS_CSS_RESETS_EXHAUSTED, ntStatus.STATUS_INVALID_DEVICE_REQUEST],
]);

function documentedStatus(status: number): number {
  return documented.get(status) ?? status;
}
