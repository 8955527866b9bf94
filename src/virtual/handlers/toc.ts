/** The table of contents and the state of the disc. */
import {
  addressOfMsf,
  maximumLba,
  msfOfLba,
  readDiscInformation,
  readTocAtip,
  readTocFormatted,
  readTocMultiSession,
  readTocPma,
  readTocRaw,
  subChannelControl,
  tocPoint,
} from '../../../mmc/index.js';
import { type Handled, handle } from '../handler.js';
import type { Medium } from '../media/medium.js';
import { incompatibleMedium, invalidField } from '../refusal.js';

/** Q sub-channel mode 1: the current position, or in the lead-in the table of contents. */
const adr = 1;
const onlySession = 1;

interface TocTrack {
  readonly number: number;
  readonly control: number;
  readonly start: number;
}

/** READ TOC/PMA/ATIP and READ DISC INFORMATION. */
export const tocHandlers: readonly Handled[] = [
  handle(readTocFormatted, ({ msf, trackSessionNumber }, { unit }) => {
    const medium = unit.requireMedium();
    const tracks = tracksOf(medium);
    const first = tracks[0]!.number;
    const last = tracks.at(-1)!.number;
    if (trackSessionNumber > last && trackSessionNumber !== tocPoint.formattedLeadOut)
      throw invalidField('trackSessionNumber');
    const leadOut = {
      number: tocPoint.formattedLeadOut,
      control: tracks.at(-1)!.control,
      start: medium.blockCount,
    };
    return {
      firstTrackNumber: first,
      lastTrackNumber: last,
      tracks: [...tracks, leadOut]
        .filter(({ number }) => number >= trackSessionNumber)
        .map(({ number, control, start }) => ({
          adr,
          control,
          trackNumber: number,
          trackStartAddress: address(start, msf),
        })),
    };
  }),

  handle(readTocMultiSession, ({ msf }, { unit }) => {
    const { number, control, start } = tracksOf(unit.requireMedium())[0]!;
    return {
      firstCompleteSessionNumber: onlySession,
      lastCompleteSessionNumber: onlySession,
      adr,
      control,
      firstTrackNumberInLastCompleteSession: number,
      startAddressOfFirstTrackInLastSession: address(start, msf),
    };
  }),

  handle(readTocRaw, ({ trackSessionNumber }, { unit }) => {
    const medium = unit.requireMedium();
    if (medium.kind !== 'cd') throw incompatibleMedium();
    if (trackSessionNumber > onlySession) throw invalidField('trackSessionNumber');
    const tracks = tracksOf(medium);
    const { blockCount } = medium;
    const first = tracks[0]!;
    const last = tracks.at(-1)!;
    const descriptor = { sessionNumber: onlySession, adr };
    return {
      firstCompleteSessionNumber: onlySession,
      lastCompleteSessionNumber: onlySession,
      descriptors: [
        { ...descriptor, control: first.control, point: tocPoint.firstTrack, pmin: first.number },
        { ...descriptor, control: last.control, point: tocPoint.lastTrack, pmin: last.number },
        { ...descriptor, control: last.control, point: tocPoint.leadOut, ...pTime(blockCount) },
        ...tracks.map(({ number, control, start }) => ({ ...descriptor, control, point: number, ...pTime(start) })),
      ],
    };
  }),

  handle(readTocPma, (_cdb, { unit }) => {
    const { programMemoryArea } = unit.requireDisc();
    if (!programMemoryArea) throw invalidField('format');
    return { descriptors: programMemoryArea };
  }),

  handle(readTocAtip, (_cdb, { unit }) => {
    const { atip } = unit.requireDisc();
    if (!atip) throw invalidField('format');
    return atip;
  }),

  handle(readDiscInformation, (_cdb, { unit }) => unit.requireMedium().discInformation),
];

/** A DVD has a table of contents as well, made up by the drive: all of it is one data track. */
function tracksOf(medium: Medium): readonly TocTrack[] {
  if (medium.kind !== 'cd') return [{ number: 1, control: subChannelControl.dataTrack, start: 0 }];
  // What is in no complete session is in no lead-in either.
  const last = medium.sessions.at(-1)?.lastTrackNumber ?? 0;
  if (last === 0) throw invalidField('format');
  return medium.tracks.filter(({ number }) => number <= last);
}

/** An address as READ TOC gives it. A time ends at 89:59:74; behind that, on a DVD, it stays there. */
function address(logicalBlockAddress: number, msf: boolean): number {
  return msf ? addressOfMsf(msfOfLba(Math.min(logicalBlockAddress, maximumLba))) : logicalBlockAddress;
}

function pTime(logicalBlockAddress: number) {
  const { minute, second, frame } = msfOfLba(logicalBlockAddress);
  return { pmin: minute, psec: second, pframe: frame };
}
