/** Audio play: IOCTL_CDROM_PLAY_AUDIO_MSF, SEEK_AUDIO_MSF, PAUSE_AUDIO, RESUME_AUDIO, STOP_AUDIO and READ_Q_CHANNEL. */
import {
  audioStatus,
  pauseResume,
  playAudioMsf as playAudioMsfCommand,
  readSubChannelCurrentPosition,
  readSubChannelIsrc,
  readSubChannelMediaCatalogNumber,
  seek10,
  startStopUnit,
  stopPlayScan,
} from '../../../mmc/index.js';
import type { Ending, IoctlRequest, Operation } from '../ioctl-request.js';
import { ntStatus } from '../ntstatus.js';
import { cdromPlayAudioMsf, cdromSeekAudioMsf, cdromSubQDataFormat, subQDataFormat } from '../structures/index.js';
import {
  bufferTooSmall,
  deliver,
  infoLengthMismatch,
  invalidParameter,
  type Received,
  receive,
  singleCommand,
} from './operations.js';

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
    return { ntStatus: status };
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

const setPlayActive =
  (playActive: boolean) =>
  ({ cdrom }: IoctlRequest): void => {
    cdrom.state.playActive = playActive;
  };

/** Plays from one time up to another. The times are the drive's to check. */
export const playAudioMsf: Operation = singleCommand({
  inputBytes: cdromPlayAudioMsf.span,
  cdb: (input) => playAudioMsfCommand.encodeCdb(cdromPlayAudioMsf.decode(input)),
  succeeded: setPlayActive(true),
});

const framesPerSecond = 75;
const secondsPerMinute = 60;
const pregapFrames = 150;

/** Moves the pick-up. A time before 00:02:00 becomes an address beyond any medium, which the drive refuses. */
export const seekAudioMsf: Operation = singleCommand({
  inputBytes: cdromSeekAudioMsf.span,
  cdb(input) {
    const { m, s, f } = cdromSeekAudioMsf.decode(input);
    const frames = (m * secondsPerMinute + s) * framesPerSecond + f;
    return seek10.encodeCdb({ logicalBlockAddress: (frames - pregapFrames) >>> 0 });
  },
});

/** Interrupts playing. */
export const pauseAudio: Operation = singleCommand({
  cdb: () => pauseResume.encodeCdb({}),
  succeeded: setPlayActive(false),
});

/** Goes on with playing. */
export const resumeAudio: Operation = singleCommand({
  cdb: () => pauseResume.encodeCdb({ resume: true }),
  succeeded: setPlayActive(true),
});

/** What each format sends, and how much comes back. Only the position is asked for with times. */
const subQFormats: ReadonlyMap<number, { readonly bytes: number; cdb(track: number): Uint8Array }> = new Map([
  [subQDataFormat.currentPosition, { bytes: 16, cdb: () => readSubChannelCurrentPosition.encodeCdb({ msf: true }) }],
  [subQDataFormat.mediaCatalog, { bytes: 24, cdb: () => readSubChannelMediaCatalogNumber.encodeCdb({}) }],
  [
    subQDataFormat.trackIsrc,
    { bytes: 24, cdb: (trackNumber: number) => readSubChannelIsrc.encodeCdb({ trackNumber }) },
  ],
]);

/** READ SUB-CHANNEL, and what it tells of playing: whatever fails counts as "not playing". */
async function readQ(request: IoctlRequest, format: number, track: number, isInternal: boolean): Promise<Received> {
  const { bytes, cdb } = subQFormats.get(format)!;
  const received = await receive(request, cdb(track), bytes, { isInternal });
  const isInProgress = received.data[audioStatusOffset] === audioStatus.playing;
  request.cdrom.state.playActive = received.succeeded && isInProgress;
  return received;
}

/** Where the drive is, the catalog number of the disc, or the ISRC of a track. */
export const readQChannel: Operation = {
  validate({ input, output }): Ending | undefined {
    if (input.length < cdromSubQDataFormat.span) return infoLengthMismatch;
    const wanted = subQFormats.get(cdromSubQDataFormat.decode(input).format);
    if (!wanted) return invalidParameter;
    return output.length < wanted.bytes ? bufferTooSmall(wanted.bytes) : undefined;
  },

  async run(request): Promise<Ending> {
    const { format, track } = cdromSubQDataFormat.decode(request.input);
    return deliver(request, await readQ(request, format, track, false));
  },
};

/** @internal Asks the drive, where audio is taken to be playing, whether it still is. */
export async function isPlaying(request: IoctlRequest): Promise<boolean> {
  const { state } = request.cdrom;
  if (state.playActive) await readQ(request, subQDataFormat.currentPosition, 0, true);
  return state.playActive;
}
