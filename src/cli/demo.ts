/** `discwire demo`: the three control codes on a drive, and everything that happens. */
import type { Command as Cli } from 'commander';
import {
  audioStatus,
  configuration,
  getConfiguration,
  inquiry,
  profileName,
  readSubChannelCurrentPosition,
  subChannelCurrentPosition,
  toBytes,
} from '../../mmc/index.js';
import { controlCode, openCdrom, patientRetry, streamingControl, streamingRequestType } from '../index.js';
import { action, type CliIo, type Context } from './context.js';
import { Stage } from './demo-stage.js';
import { tellStory } from './demo-story.js';
import { type Session, withDevice } from './session.js';
import { hexNumber } from './text.js';

const embeddedDrive = 'virtual:';

/** Adds the sub-command. */
export function addDemo(program: Cli, io: CliIo): void {
  program
    .command('demo')
    .summary('show three control codes at work on a drive')
    .description(
      'Shows CHECK_VERIFY, ENABLE_STREAMING and STOP_AUDIO at work: every CDB, its answer, and the NTSTATUS. On a real drive it does nothing that disturbs.',
    )
    .argument('[device]', 'e.g. /dev/sr0 or D:', embeddedDrive)
    .action(action(io, demo));
}

async function demo(context: Context, deviceName: string): Promise<void> {
  const stage = new Stage(context);
  const drive = await withDevice(context, deviceName, {}, async (session) => {
    const identity = await identify(session);
    if (!context.json) context.print(identityLines(context, deviceName, identity));
    if (deviceName !== embeddedDrive) await tour(stage, session);
    return identity;
  });
  if (deviceName === embeddedDrive) await tellStory(stage);
  if (context.json) context.result({ device: deviceName, drive, scenes: stage.scenes }, () => []);
  else context.print(nextLines(context, deviceName));
}

interface Identity {
  readonly vendor: string | undefined;
  readonly product: string | undefined;
  readonly firmware: string | undefined;
  /** Undefined for a drive without GET CONFIGURATION. */
  readonly currentProfile: { readonly number: number; readonly name: string } | undefined;
}

async function identify({ device }: Session): Promise<Identity> {
  const names = await device.send(inquiry, {});
  const outcome = await device.exchange(getConfiguration, {}, undefined, { retry: patientRetry() });
  const number = outcome.kind === 'good' ? configuration.decode(outcome.data).currentProfile : undefined;
  return {
    vendor: names.t10VendorIdentification,
    product: names.productIdentification,
    firmware: names.productRevisionLevel,
    currentProfile: number === undefined ? undefined : { number, name: profileName(number) },
  };
}

function identityLines(
  { style }: Context,
  deviceName: string,
  { vendor, product, firmware, currentProfile }: Identity,
): string[] {
  const profile = currentProfile
    ? `current profile ${hexNumber(currentProfile.number, 4)} ${currentProfile.name}`
    : 'without GET CONFIGURATION';
  return [
    `${style.heading([vendor, product, firmware].filter(Boolean).join(' '))} at ${deviceName}, ${profile}`,
    style.faint('-> is what goes to the drive, <- what it answers, => what the caller gets.'),
  ];
}

/** What does no harm on anybody's drive. */
async function tour(stage: Stage, session: Session): Promise<void> {
  await using handle = openCdrom(session.device, { retry: 'none' });
  stage.chapter('Is there a disc, and is it still the same?');
  await stage.ioctl(session, handle, 'The control code becomes TEST UNIT READY.', {
    code: controlCode.IOCTL_CDROM_CHECK_VERIFY,
    outputLength: 4,
  });
  stage.chapter('Read at a steady rate');
  const streaming = (requestType: number) => ({
    code: controlCode.IOCTL_CDROM_ENABLE_STREAMING,
    input: toBytes(streamingControl, { requestType }),
  });
  const note = 'Streaming for reads is asked for; without feature 0107h the answer is no.';
  await stage.ioctl(session, handle, note, streaming(streamingRequestType.readOnly));
  await stage.ioctl(
    session,
    handle,
    'And off again: the drive is left as it was.',
    streaming(streamingRequestType.disable),
  );
  stage.chapter('Silence');
  const position = await stage.command(session, 'Is anything playing?', readSubChannelCurrentPosition, {});
  const status = position?.kind === 'good' ? subChannelCurrentPosition.decode(position.data).audioStatus : undefined;
  if (status === audioStatus.playing || status === audioStatus.paused) {
    stage.chapter('It is, so it is left alone here: `discwire ioctl stop_audio` stops it.');
    return;
  }
  const answer = status === undefined ? 'It does not say.' : 'Nothing plays.';
  await stage.ioctl(session, handle, `${answer} The control code becomes STOP PLAY/SCAN.`, {
    code: controlCode.IOCTL_CDROM_STOP_AUDIO,
  });
}

function nextLines({ style }: Context, deviceName: string): string[] {
  const commands = [
    `discwire toc ${deviceName}`,
    `discwire ioctl check_verify ${deviceName} --json`,
    `discwire send read-toc-formatted ${deviceName} --trace`,
    'discwire explain 70 00 05 00 00 00 00 0A 00 00 00 00 24 00 00 CD 00 02',
  ];
  return ['', style.heading('Next'), ...commands.map((command) => `   ${command}`)];
}
