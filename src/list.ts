import { featureRequest, getConfiguration } from '../mmc/index.js';
import { Device } from './device/index.js';
import { openTransport } from './open.js';
import { type FoundDrive, findDrives } from './transport/index.js';
import type { Transport } from './transport/transport.js';

/** A drive of this machine, and the kind of medium in it. */
export interface ListedDrive extends FoundDrive {
  /** Number of the current profile (MMC), 0 without a usable medium; undefined where the drive did not tell. */
  readonly currentProfile: number | undefined;
  /** Why the drive did not tell: no permission, no answer, an old drive without GET CONFIGURATION. */
  readonly problem: Error | undefined;
}

/** Bytes of the header of GET CONFIGURATION data, which names the profile. */
const headerBytes = 8;
const patienceMs = 10_000;

/** What {@link list} depends on; tests give their own. */
interface Surroundings {
  readonly find: () => Promise<FoundDrive[]>;
  readonly open: (name: string) => Promise<Transport>;
}

/**
 * The optical drives of this machine. Each is opened and asked for its current profile, nothing else; a drive that
 * cannot be asked is listed with its `problem`.
 */
export async function list(
  { find, open }: Surroundings = { find: findDrives, open: openTransport },
): Promise<ListedDrive[]> {
  return Promise.all(
    (await find()).map(async (drive) => {
      try {
        return { ...drive, currentProfile: await currentProfile(open, drive.name), problem: undefined };
      } catch (error) {
        return { ...drive, currentProfile: undefined, problem: error as Error };
      }
    }),
  );
}

async function currentProfile(open: Surroundings['open'], name: string): Promise<number> {
  await using transport = await open(name);
  const device = new Device(transport);
  const input = { rt: featureRequest.one, startingFeatureNumber: 0, allocationLength: headerBytes };
  return (await device.send(getConfiguration, input, undefined, { timeoutMs: patienceMs })).currentProfile;
}
