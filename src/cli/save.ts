/** `discwire save`: the disc in a drive as an image. */
import { extname } from 'node:path';
import type { Command as Cli } from 'commander';
import { type DiscLayout, imageExtensions, patientRetry, saveImage } from '../index.js';
import { action, type CliIo, type Context } from './context.js';
import { withDevice } from './session.js';

interface Options {
  readonly overwrite?: boolean;
}

/** Adds the sub-command. */
export function addSave(program: Cli, io: CliIo): void {
  program
    .command('save')
    .summary('save the disc in a drive as an image')
    .description(
      'Saves a CD as .iso (one data track), .cue with .bin, or .ccd with .img and .sub; a DVD or BD as .iso. An image or a recording in place of a drive is put into the embedded drive.',
    )
    .argument('<device>', 'e.g. /dev/sr0, D:, virtual:, burn.disc, disc.ccd')
    .argument('<image>', 'e.g. disc.iso, disc.cue, disc.ccd')
    .option('--overwrite', 'replace files of the same names')
    .action(action(io, save));
}

async function save(context: Context, deviceName: string, path: string, options: Options): Promise<void> {
  const isImage = imageExtensions.includes(extname(deviceName).toLowerCase()) && !deviceName.includes('virtual:');
  const name = isImage ? `virtual:${deviceName}` : deviceName;
  await withDevice(context, name, { retry: patientRetry() }, async ({ device }) => {
    const saved = await saveImage(device, path, { overwrite: options.overwrite ?? false });
    const { files, blockCount, missingBlocks, losses, layout } = saved;
    context.result({ files, blockCount, missingBlocks, losses, ...(layout ? summary(layout) : {}) }, () => [
      `${blockCount} sectors${layout ? described(layout) : ''}`,
      ...(missingBlocks > 0
        ? [`${missingBlocks} between two writings cannot be read: zeros, or left out of .iso`]
        : []),
      ...losses.map((what) => `not in the image: ${what}`),
      ...files,
    ]);
  });
}

function summary({ sessions, mediaCatalogNumber, cdTextPacks }: DiscLayout) {
  return {
    sessions: sessions.length,
    tracks: sessions.flatMap(({ tracks }) => tracks).length,
    mediaCatalogNumber,
    cdText: cdTextPacks !== undefined,
  };
}

function described(layout: DiscLayout): string {
  const { sessions, tracks, cdText } = summary(layout);
  const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
  return `, ${count(tracks, 'track')} in ${count(sessions, 'session')}${cdText ? ', CD-TEXT' : ''}`;
}
