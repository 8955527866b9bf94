/** `discwire features`: what the drive, with the disc that is in it, can do. */
import type { Command as Cli } from 'commander';
import {
  type DataOf,
  features as declaredFeatures,
  findFeature,
  getConfiguration,
  profileList,
  profileName,
} from '../../mmc/index.js';
import { type Device, patientRetry } from '../index.js';
import { action, type CliIo, type Context } from './context.js';
import { withDevice } from './session.js';
import { compact, hexNumber, indented, lineWidth, table, wrap } from './text.js';

type Configuration = DataOf<typeof getConfiguration>;
type Descriptor = Configuration['features'][number];

/** Adds the sub-command. */
export function addFeatures(program: Cli, io: CliIo): void {
  program
    .command('features')
    .summary('show profiles and features')
    .description('Shows the profiles and features of a drive and the disc that is in it (GET CONFIGURATION).')
    .argument('<device>', 'e.g. /dev/sr0, D: or virtual:')
    .action(action(io, features));
}

async function features(context: Context, deviceName: string): Promise<void> {
  await withDevice(context, deviceName, { retry: patientRetry() }, async ({ device }) => {
    const response = await readConfiguration(device);
    const profiles = findFeature(response, profileList)?.profiles ?? [];
    const others = response.features.filter(({ featureCode }) => featureCode !== profileList.code);
    const document = {
      currentProfile: { number: response.currentProfile, name: profileName(response.currentProfile) },
      profiles: profiles.map(({ profileNumber, currentp }) => ({
        number: profileNumber,
        name: profileName(profileNumber),
        current: currentp,
      })),
      features: response.features.map((descriptor) => ({ name: nameOf(descriptor), ...descriptor })),
    };
    context.result(document, () => [
      `current profile  ${hexNumber(response.currentProfile, 4)} ${profileName(response.currentProfile)}`,
      '',
      ...profileLines(context, profiles),
      '',
      ...featureLines(context, others),
    ]);
  });
}

/** Bytes asked for at first: more than drives of today answer. */
const allocationLength = 2048;

/** All features, however many bytes they take. */
async function readConfiguration(device: Device): Promise<Configuration> {
  const response = await device.send(getConfiguration, { allocationLength });
  const length = response.dataLength + 4;
  if (length <= allocationLength) return response;
  return device.send(getConfiguration, { allocationLength: Math.min(length, 0xffff) });
}

const nameOf = ({ featureCode }: Descriptor): string | undefined => declaredFeatures.get(featureCode)?.name;

function profileLines({ style }: Context, profiles: readonly { profileNumber: number; currentp: boolean }[]): string[] {
  const rows = profiles.map(({ profileNumber, currentp }) => [
    hexNumber(profileNumber, 4),
    profileName(profileNumber),
    currentp ? 'current' : '',
  ]);
  return table([['profile', 'name', ''], ...rows], (cell, column, row) =>
    row === 0 ? style.faint(cell) : column === 2 ? style.good(cell) : cell,
  );
}

function featureLines({ style }: Context, descriptors: readonly Descriptor[]): string[] {
  const names = descriptors.map((descriptor) => nameOf(descriptor) ?? '(not declared here)');
  const rows = descriptors.map(({ featureCode, version, current, persistent }, i) => [
    hexNumber(featureCode, 4),
    names[i]!,
    `${version}`,
    [current ? 'current' : '', persistent ? 'persistent' : ''].filter(Boolean).join(', '),
  ]);
  const [header, ...lines] = table([['feature', 'name', 'version', ''], ...rows], (cell, column, row) =>
    row === 0 ? style.faint(cell) : column === 3 ? style.good(cell) : cell,
  );
  return [header!, ...lines.flatMap((line, i) => [line, ...detailLines(descriptors[i]!)])];
}

function detailLines(descriptor: Descriptor): string[] {
  const { featureCode, version, current, persistent, additionalLength, ...fields } = descriptor as Record<
    string,
    unknown
  >;
  return indented(wrap(compact(fields), lineWidth - 9), 9);
}
