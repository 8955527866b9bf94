/** CloneCD: sectors in `.img`, sub-channels in `.sub`, and everything else in `.ccd`. */
import { cdTextCrc, framesPerSecond, rawSectorBytes, rawSubChannelBytes, subChannelControl } from '../../mmc/index.js';
import { takeApart } from '../virtual/index.js';
import type { DiscLayout, SessionLayout, TocDescriptor, TrackLayout } from './disc-layout.js';
import type { ImageWriter } from './image-writer.js';
import { readTrack } from './sector-reader.js';

const bothBytes = rawSectorBytes + rawSubChannelBytes;
const packBytes = 18;
const lineEnd = '\r\n';
const modes = { audio: 0, mode1: 1, mode2: 2 } as const;

/** @internal */
export const ccdWriter: ImageWriter = {
  blockCount: ({ sessions }) =>
    sessions.flatMap(({ tracks }) => tracks).reduce((sum, { pauseStart, end }) => sum + end - pauseStart, 0),
  async write(device, layout, path, files, progress) {
    const base = path.replace(/\.ccd$/i, '');
    const image = files.create(`${base}.img`);
    const channels = files.create(`${base}.sub`);
    let missing = 0;
    for (const { tracks } of layout.sessions)
      for (const track of tracks)
        missing += await readTrack(device, track, true, (sectors) => {
          const count = sectors.length / bothBytes;
          const main = new Uint8Array(count * rawSectorBytes);
          const sub = new Uint8Array(count * rawSubChannelBytes);
          for (let i = 0; i < count; i++) {
            const at = i * bothBytes;
            main.set(sectors.subarray(at, at + rawSectorBytes), i * rawSectorBytes);
            sub.set(sectors.subarray(at + rawSectorBytes, at + bothBytes), i * rawSubChannelBytes);
            takeApart(sub, i * rawSubChannelBytes);
          }
          image.write(main);
          channels.write(sub);
          progress(count);
        });
    files.create(path).write(new TextEncoder().encode(ccdSheet(layout)));
    return missing;
  },
};

/** The control file. */
export function ccdSheet({ sessions, mediaCatalogNumber, cdTextPacks }: DiscLayout): string {
  const descriptors = sessions.flatMap((session) => session.descriptors);
  const sections = [
    ['[CloneCD]', 'Version=3'],
    [
      '[Disc]',
      `TocEntries=${descriptors.length}`,
      `Sessions=${sessions.length}`,
      'DataTracksScrambled=0',
      `CDTextLength=${cdTextPacks ? cdTextPacks.length + 2 : 0}`,
      ...(mediaCatalogNumber ? [`CATALOG=${mediaCatalogNumber}`] : []),
    ],
    ...(cdTextPacks ? [textLines(cdTextPacks)] : []),
    ...sessions.map((session) => [
      `[Session ${session.number}]`,
      `PreGapMode=${modes[session.tracks[0]!.type]}`,
      'PreGapSubC=1',
    ]),
    ...descriptors.map(entryLines),
    ...sessions.flatMap((session) => session.tracks.map((track) => trackLines(track, session))),
  ];
  return sections.map((lines) => lines.join(lineEnd) + lineEnd).join('');
}

function textLines(packs: Uint8Array): string[] {
  const count = packs.length / packBytes;
  const lines = Array.from({ length: count }, (_, i) => {
    const pack = packs.subarray(i * packBytes, (i + 1) * packBytes);
    // The CRC is left out, and has to be right then.
    const isIntact = cdTextCrc(pack) === ((pack[16]! << 8) | pack[17]!);
    const bytes = [...pack.subarray(0, isIntact ? 16 : packBytes)];
    return `Entry ${i}=${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}`;
  });
  return ['[CDText]', `Entries=${count}`, ...lines];
}

const hexByte = (value: number): string => `0x${value.toString(16).padStart(2, '0')}`;

/** The address of a time, also of one that there is not. */
const address = (minute: number, second: number, frame: number): number =>
  (minute * 60 + second) * framesPerSecond + frame - 150;

function entryLines(entry: TocDescriptor, i: number): string[] {
  const { sessionNumber, point, adr, control, tno, min, sec, frame, zero, pmin, psec, pframe } = entry;
  return [
    `[Entry ${i}]`,
    `Session=${sessionNumber}`,
    `Point=${hexByte(point)}`,
    `ADR=${hexByte(adr)}`,
    `Control=${hexByte(control)}`,
    `TrackNo=${tno}`,
    `AMin=${min}`,
    `ASec=${sec}`,
    `AFrame=${frame}`,
    `ALBA=${address(min, sec, frame)}`,
    `Zero=${zero}`,
    `PMin=${pmin}`,
    `PSec=${psec}`,
    `PFrame=${pframe}`,
    `PLBA=${address(pmin, psec, pframe)}`,
  ];
}

/** Indexes count from the first sector of the session in the image. */
function trackLines(track: TrackLayout, { tracks }: SessionLayout): string[] {
  const { number, type, isrc, control, pauseStart, start, indexes } = track;
  const first = tracks[0]!.pauseStart;
  const isFirst = track === tracks[0];
  const flags = control & subChannelControl.copyPermitted ? ['FLAGS= DCP'] : [];
  return [
    `[TRACK ${number}]`,
    `MODE=${modes[type]}`,
    ...flags,
    ...(isrc ? [`ISRC=${isrc}`] : []),
    ...(!isFirst && start > pauseStart ? [`INDEX 0=${pauseStart - first}`] : []),
    `INDEX 1=${start - first}`,
    ...indexes.map((at, i) => `INDEX ${i + 2}=${start - first + at}`),
  ];
}
