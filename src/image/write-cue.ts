/** BIN/CUE: all sectors in one file of 2352 bytes each, and a sheet. */
import { basename } from 'node:path';
import { formatMsf, framesPerSecond, rawSectorBytes, subChannelControl } from '../../mmc/index.js';
import type { DiscLayout, SessionLayout, TrackLayout } from './disc-layout.js';
import type { ImageWriter } from './image-writer.js';
import { readTrack } from './sector-reader.js';

const cdi = 0x10;
const xa = 0x20;
const leadInBlocks = 4500;

/** @internal */
export const cueWriter: ImageWriter = {
  blockCount: ({ sessions }) =>
    sessions.flatMap(({ tracks }) => tracks).reduce((sum, { pauseStart, end }) => sum + end - pauseStart, 0),
  async write(device, layout, path, files, progress) {
    const base = path.replace(/\.cue$/i, '');
    const image = files.create(`${base}.bin`);
    let missing = 0;
    for (const { tracks } of layout.sessions)
      for (const track of tracks)
        missing += await readTrack(device, track, false, (sectors) => {
          image.write(sectors);
          progress(sectors.length / rawSectorBytes);
        });
    if (layout.cdTextPacks) {
      const texts = files.create(`${base}.cdt`);
      texts.write(layout.cdTextPacks);
      // As the files of other programs end.
      texts.write(Uint8Array.of(0));
    }
    files.create(path).write(new TextEncoder().encode(cueSheet(layout, basename(base))));
    return missing;
  },
};

/** The sheet for an image whose files are called `name`. */
export function cueSheet({ sessions, mediaCatalogNumber, cdTextPacks }: DiscLayout, name: string): string {
  const lines: string[] = [];
  if (mediaCatalogNumber) lines.push(`CATALOG ${mediaCatalogNumber}`);
  if (cdTextPacks) lines.push(`CDTEXTFILE "${name}.cdt"`);
  let fileStart = 0;
  let before: SessionLayout | undefined;
  for (const session of sessions) {
    lines.push(...sessionLines(session, before, sessions.length > 1));
    if (!before) lines.push(`FILE "${name}.bin" BINARY`);
    for (const track of session.tracks) {
      lines.push(...trackLines(track, session.discType, fileStart));
      fileStart += track.end - track.pauseStart;
    }
    before = session;
  }
  return `${lines.join('\r\n')}\r\n`;
}

function sessionLines(session: SessionLayout, before: SessionLayout | undefined, areMany: boolean): string[] {
  const lines: string[] = [];
  if (before) {
    const gap = session.tracks[0]!.pauseStart - before.leadOutStart;
    const leadIn = Math.min(leadInBlocks, gap);
    // The pause is in the file, so there is none to be made up.
    lines.push(
      `REM LEAD-OUT ${time(gap - leadIn)}`,
      `REM SESSION ${two(session.number)}`,
      `REM LEAD-IN ${time(leadIn)}`,
      'REM PREGAP 00:00:00',
    );
  } else if (areMany) lines.push('REM SESSION 01');
  const usualType = session.tracks.some(({ type }) => type === 'mode2') ? xa : 0;
  if (session.discType !== usualType && session.discType !== cdi)
    lines.push(`REM DISC-TYPE ${session.discType.toString(16).padStart(2, '0')}`);
  return lines;
}

function trackLines(track: TrackLayout, discType: number, fileStart: number): string[] {
  const { number, control, type, isrc, indexes, pauseStart, start } = track;
  const mode = { audio: 'AUDIO', mode1: 'MODE1/2352', mode2: discType === cdi ? 'CDI/2352' : 'MODE2/2352' }[type];
  const flags = [
    ...(control & subChannelControl.copyPermitted ? ['DCP'] : []),
    ...(control & subChannelControl.fourChannel ? ['4CH'] : []),
    ...(control & subChannelControl.preEmphasisOrIncremental ? ['PRE'] : []),
  ];
  const index = (n: number, frames: number) => `    INDEX ${two(n)} ${time(frames)}`;
  const startInFile = fileStart + start - pauseStart;
  return [
    `  TRACK ${two(number)} ${mode}`,
    ...(flags.length > 0 ? [`    FLAGS ${flags.join(' ')}`] : []),
    ...(isrc ? [`    ISRC ${isrc}`] : []),
    ...(start > pauseStart ? [index(0, fileStart)] : []),
    index(1, startInFile),
    ...indexes.map((at, i) => index(i + 2, startInFile + at)),
  ];
}

const two = (value: number): string => String(value).padStart(2, '0');
const time = (frames: number): string =>
  formatMsf({
    minute: Math.floor(frames / (60 * framesPerSecond)),
    second: Math.floor(frames / framesPerSecond) % 60,
    frame: frames % framesPerSecond,
  });
