/** The demo on the embedded drive: someone opens the tray, changes discs and plays music, and three drives differ. */
import { playAudio10, readSubChannelCurrentPosition, toBytes } from '../../mmc/index.js';
import {
  controlCode,
  demoDisc,
  openCdrom,
  type StreamingMode,
  streamingControl,
  streamingRequestType,
  VirtualDrive,
  type VirtualDriveOptions,
} from '../index.js';
import type { Stage } from './demo-stage.js';
import { type Session, withTransport } from './session.js';

const checkVerify = { code: controlCode.IOCTL_CDROM_CHECK_VERIFY, outputLength: 4 };
const stopAudio = { code: controlCode.IOCTL_CDROM_STOP_AUDIO };
const enableStreaming = (mode: StreamingMode) => ({
  code: controlCode.IOCTL_CDROM_ENABLE_STREAMING,
  input: toBytes(streamingControl, { requestType: streamingRequestType[mode] }),
});

/** First block of the volume descriptors, which every data disc has. */
const volumeBlock = 16;
const firstAudioTrack = 1;
const sectorsPerSecond = 75;

/** Tells the story. */
export async function tellStory(stage: Stage): Promise<void> {
  const drive = newDrive();
  await onDrive(stage, drive, async (session) => {
    await discComesAndGoes(stage, session, drive);
    await readsStream(stage, session);
    await musicStops(stage, session, drive);
  });
  stage.chapter('Drives differ');
  await onDrive(stage, newDrive({ realTimeStreaming: false }), async (session) => {
    const note =
      'Another drive, without feature 0107h. ENABLE_STREAMING looks for the feature and does not try what cannot work.';
    await stage.ioctl(session, openCdrom(session.device), note, enableStreaming('readOnly'));
  });
  await onDrive(stage, newDrive({ stopPlayScanWhenIdle: 'illegalRequest' }), async (session) => {
    const note = 'A third drive refuses to stop when nothing plays, as some do. Its sense data becomes the status.';
    await stage.ioctl(session, openCdrom(session.device), note, stopAudio);
  });
}

const newDrive = (options: VirtualDriveOptions = {}): VirtualDrive =>
  new VirtualDrive({ medium: demoDisc(), powerOnUnitAttention: false, ...options });

async function onDrive(stage: Stage, drive: VirtualDrive, use: (session: Session) => Promise<void>): Promise<void> {
  using _ = drive;
  await withTransport(stage.context, drive.connect(), {}, use);
}

async function discComesAndGoes(stage: Stage, session: Session, drive: VirtualDrive): Promise<void> {
  stage.chapter('Is there a disc, and is it still the same?  IOCTL_CDROM_CHECK_VERIFY');
  const handle = openCdrom(session.device);
  await stage.ioctl(
    session,
    handle,
    'A disc lies in the drive. The control code becomes TEST UNIT READY; the output is the media change count.',
    checkVerify,
  );
  drive.pressEjectButton();
  await stage.ioctl(session, handle, 'Somebody opened the tray.', checkVerify);
  drive.changeMedium(demoDisc());
  await stage.ioctl(
    session,
    handle,
    'Another disc was put in and the tray closed. The drive tells it once, as a unit attention; a mounted volume has to be looked at again.',
    checkVerify,
  );
  await stage.ioctl(session, handle, 'Asked again: all is well, and the count is higher.', checkVerify);
  await stage.read(
    session,
    handle,
    'Until the file system has looked at the new volume, reads are refused without asking the drive.',
    volumeBlock,
  );
}

async function readsStream(stage: Stage, session: Session): Promise<void> {
  stage.chapter('Read at a steady rate.  IOCTL_CDROM_ENABLE_STREAMING');
  const handle = openCdrom(session.device);
  // What a file system does when it has mounted the new volume.
  handle.state.verifyRequired = false;
  await stage.read(session, handle, 'The file system has looked. An ordinary read is READ(10).', volumeBlock);
  await stage.ioctl(
    session,
    handle,
    'Streaming for reads is asked for. The drive has feature 0107h, so SET STREAMING tells it to run as fast as it can.',
    enableStreaming('readOnly'),
  );
  await stage.read(session, handle, 'The same read is now READ(12) with the STREAMING bit.', volumeBlock);
  await stage.ioctl(
    session,
    handle,
    'Streaming is switched off. RDD in SET STREAMING gives the drive its own speeds back.',
    enableStreaming('disable'),
  );
  await stage.read(session, handle, 'And the read is READ(10) again.', volumeBlock);
}

async function musicStops(stage: Stage, session: Session, drive: VirtualDrive): Promise<void> {
  stage.chapter('Silence.  IOCTL_CDROM_STOP_AUDIO');
  const { medium } = drive;
  if (medium?.kind !== 'cd') throw new Error('the demo plays a CD');
  const { start, end } = medium.tracks[firstAudioTrack]!;
  const handle = openCdrom(session.device);
  await stage.command(session, 'The drive is told to play track 2 by itself.', playAudio10, {
    startingLogicalBlockAddress: start,
    playLengthBlocks: end - start,
  });
  const seconds = 20;
  await drive.clock.sleep(1000 * seconds);
  await stage.command(
    session,
    `${seconds} seconds later, on the clock of the drive, it plays (audioStatus 11h) and is ${seconds * sectorsPerSecond} sectors further on.`,
    readSubChannelCurrentPosition,
    {},
  );
  await stage.ioctl(session, handle, 'The control code becomes STOP PLAY/SCAN.', stopAudio);
  await drive.clock.sleep(1000 * seconds);
  await stage.command(
    session,
    'Did it stop? audioStatus 15h says that nothing is played, and the position stays where it was.',
    readSubChannelCurrentPosition,
    {},
  );
  await stage.ioctl(
    session,
    handle,
    'Nothing plays now, and this drive says GOOD to being stopped all the same.',
    stopAudio,
  );
  await stage.ioctl(
    session,
    handle,
    'The documentation speaks of an error when nothing plays. With the option probePlayState the drive is asked first.',
    { ...stopAudio, options: { probePlayState: true } },
  );
}
