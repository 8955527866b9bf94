/** What lies on a CD, and an image of it will not have. */
import { cdSubChannelSelection, lbaOfMsf, readCd, subChannelControl, tocPoint } from '../../mmc/index.js';
import type { Device } from '../device/index.js';
import type { DiscLayout, SessionLayout, TocDescriptor, TrackLayout } from './disc-layout.js';
import { unlessRefused } from './sector-reader.js';

const rawPToW = cdSubChannelSelection.raw;
const rToWBits = 0x3f;
/** Graphics begin somewhere, and may pause: sectors that are looked at in each track, so many at so many places. */
const sampleBlocks = 16;
const samplePlaces = 4;

/** Says what of a CD an image with this extension does not hold, though it is there: one line each. */
export async function lossesOf(device: Device, layout: DiscLayout, extension: string): Promise<string[]> {
  if (extension === '.ccd') return [];
  const tracks = layout.sessions.flatMap((session) => session.tracks);
  const losses = extension === '.iso' ? lossesOfBlocks(layout, tracks[0]!) : [];
  const points = layout.sessions.flatMap((session, i) => otherPoints(session, layout.sessions[i + 1]));
  if (points.length > 0) losses.push(`points ${[...new Set(points)].join(', ')} of the lead-in`);
  const graphics: number[] = [];
  for (const track of tracks) if (track.type === 'audio' && (await hasRToW(device, track))) graphics.push(track.number);
  if (graphics.length > 0) losses.push(`sub-channels R to W, as of CD+G, of track ${graphics.join(', ')}`);
  return losses;
}

function lossesOfBlocks({ mediaCatalogNumber, cdTextPacks }: DiscLayout, { control, type }: TrackLayout): string[] {
  return [
    ...(mediaCatalogNumber ? [`the media catalog number ${mediaCatalogNumber}`] : []),
    ...(cdTextPacks ? ['CD-TEXT'] : []),
    ...(type === 'mode2' ? ['that its sectors are mode 2, and their sub-headers'] : []),
    ...(control & ~subChannelControl.dataTrack ? [`CONTROL ${control}h of its track: an image has 4h`] : []),
  ];
}

/** Points B0h and above, but for the one by which a session tells where the next one is: that is made anew. */
function otherPoints({ descriptors }: SessionLayout, next: SessionLayout | undefined): string[] {
  const isMadeAnew = ({ point, min, sec, frame }: TocDescriptor) =>
    point === tocPoint.multiSession &&
    next !== undefined &&
    lbaOfMsf({ minute: min, second: sec, frame }) === next.tracks[0]!.pauseStart;
  return descriptors
    .filter((descriptor) => descriptor.point >= tocPoint.multiSession && !isMadeAnew(descriptor))
    .map(({ point }) => `${point.toString(16).toUpperCase()}h`);
}

async function hasRToW(device: Device, { start, end }: TrackLayout): Promise<boolean> {
  const step = Math.max(sampleBlocks, Math.floor((end - start) / samplePlaces));
  for (let at = start; at < end; at += step) {
    const channels = await unlessRefused(
      device.send(readCd, {
        startingLogicalBlockAddress: at,
        transferLengthBlocks: Math.min(sampleBlocks, end - at),
        subChannelSelection: rawPToW,
      }),
    );
    if (channels?.some((byte) => (byte & rToWBits) !== 0)) return true;
  }
  return false;
}
