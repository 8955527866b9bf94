/** The table of contents in the control file of CloneCD: one section for each descriptor, and whether they go together. */
import { framesPerSecond, lbaOfMsf, tocPoint } from '../../../mmc/index.js';
import { type CcdSection, ccdNumber } from './ccd-sheet.js';
import { ImageError } from './image-error.js';
import type { LeadInPoint } from './medium.js';

export const lastTrack = 99;
const anyByte = { most: 0xff } as const;
const mostAddress = 256 * 60 * framesPerSecond;

/** One [Entry]: a descriptor of the table of contents. */
export interface CcdEntry extends LeadInPoint {
  readonly session: number;
  readonly section: CcdSection;
}

/** Where a track or the lead-out begins. */
export const addressOf = ({ pmin, psec, pframe }: LeadInPoint): number =>
  lbaOfMsf({ minute: pmin, second: psec, frame: pframe });

/** The entries, in sessions. Throws {@link ImageError} where they contradict each other. */
export function ccdSessions(sections: readonly CcdSection[], path: string): readonly (readonly CcdEntry[])[] {
  const entries = sections.filter(({ name }) => /^ENTRY \d+$/.test(name)).map((section) => entryOf(section, path));
  if (!entries.some(({ point }) => point <= lastTrack)) throw new ImageError(path, undefined, 'there is no track');
  const numbers = [...new Set(entries.map(({ session }) => session))].sort((a, b) => a - b);
  const sessions = numbers.map((number) => entries.filter(({ session }) => session === number));
  checkCounts(sections, entries.length, numbers.length, path);
  for (const [i, session] of sessions.entries()) {
    if (session[0]!.session !== i + 1) throw wrong(session[0]!, `session ${numbers[i]} where ${i + 1} is next`, path);
    checkPoints(session, path);
  }
  const tracks = sessions.flatMap(tracksOf);
  for (const [i, track] of tracks.entries()) {
    const expected = tracks[0]!.point + i;
    if (track.point !== expected) throw wrong(track, `track ${track.point} where ${expected} is next`, path);
  }
  return sessions;
}

/** The tracks among the entries of a session, in order. */
export const tracksOf = (session: readonly CcdEntry[]): CcdEntry[] =>
  session.filter(({ point }) => point <= lastTrack).sort((a, b) => a.point - b.point);

/** The entry of a session for a point. */
export const pointOf = (session: readonly CcdEntry[], wanted: number): CcdEntry | undefined =>
  session.find(({ point }) => point === wanted);

function entryOf(section: CcdSection, path: string): CcdEntry {
  const byte = (key: string, otherwise?: number) =>
    ccdNumber(section, key, path, otherwise === undefined ? anyByte : { ...anyByte, otherwise });
  const entry: CcdEntry = {
    section,
    session: ccdNumber(section, 'SESSION', path, { least: 1, most: lastTrack }),
    point: byte('POINT'),
    adr: ccdNumber(section, 'ADR', path, { most: 0x0f, otherwise: 1 }),
    control: ccdNumber(section, 'CONTROL', path, { most: 0x0f }),
    tno: byte('TRACKNO', 0),
    min: byte('AMIN', 0),
    sec: byte('ASEC', 0),
    frame: byte('AFRAME', 0),
    zero: byte('ZERO', 0),
    pmin: byte('PMIN'),
    psec: byte('PSEC'),
    pframe: byte('PFRAME'),
  };
  const { point, adr, pmin, psec, pframe } = entry;
  if (point === 0 || (point > lastTrack && point < tocPoint.firstTrack))
    throw wrong(entry, `there is no point ${point}`, path);
  if (adr !== 1 && point <= tocPoint.leadOut) throw wrong(entry, `ADR ${adr} of point ${point} is not supported`, path);
  if (point > lastTrack && point !== tocPoint.leadOut) return entry;
  if (pmin > 99 || psec > 59 || pframe >= framesPerSecond)
    throw wrong(entry, `${pmin}:${psec}:${pframe} is no time`, path);
  const address = addressOf(entry);
  const told = ccdNumber(section, 'PLBA', path, { least: -150, most: mostAddress, otherwise: address });
  if (told !== address) throw wrong(entry, `PLBA is ${told}, and PMin, PSec and PFrame are ${address}`, path);
  return entry;
}

const wrong = ({ section }: CcdEntry, problem: string, path: string): ImageError =>
  new ImageError(path, section.line, problem);

function checkCounts(sections: readonly CcdSection[], entries: number, sessions: number, path: string): void {
  const disc = sections.find(({ name }) => name === 'DISC');
  for (const [key, count] of [
    ['TOCENTRIES', entries],
    ['SESSIONS', sessions],
  ] as const) {
    const told = disc && ccdNumber(disc, key, path, { most: 0xffff, otherwise: count });
    if (told !== undefined && told !== count)
      throw new ImageError(path, disc!.values.get(key)!.line, `${key} is ${told}, and there are ${count}`);
  }
}

/** A session has a track and a lead-out, and its first two points tell the right tracks. */
function checkPoints(session: readonly CcdEntry[], path: string): void {
  const tracks = tracksOf(session);
  const leadOut = pointOf(session, tocPoint.leadOut);
  if (!leadOut || tracks.length === 0)
    throw wrong(session[0]!, `session ${session[0]!.session} has no track, or no lead-out`, path);
  const once = session.filter(({ point }) => point <= tocPoint.leadOut);
  const twice = once.find((entry, i) => once.findIndex(({ point }) => point === entry.point) !== i);
  if (twice) throw wrong(twice, `a second point ${twice.point} in session ${twice.session}`, path);
  for (const [point, what, track] of [
    [tocPoint.firstTrack, 'first', tracks[0]!],
    [tocPoint.lastTrack, 'last', tracks.at(-1)!],
  ] as const) {
    const entry = pointOf(session, point);
    if (entry && entry.pmin !== track.point)
      throw wrong(entry, `the ${what} track of session ${entry.session} is ${track.point}, not ${entry.pmin}`, path);
  }
}
