/** The table of contents and the state of the disc. */
import {
  addressOfMsf,
  cdTextPacks,
  maximumLba,
  msfOfLba,
  readDiscInformation,
  readDiscInformationPowResources,
  readDiscInformationTrackResources,
  readTocAtip,
  readTocCdText,
  readTocFormatted,
  readTocMultiSession,
  readTocPma,
  readTocRaw,
  tocPoint,
} from '../../../mmc/index.js';
import { type Handled, handle } from '../handler.js';
import type { BlockMedium, CdMedium, CdSession, Medium } from '../media/medium.js';
import { invalidField } from '../refusal.js';

/** Q sub-channel mode 1: the current position, or in the lead-in the table of contents. */
const adr = 1;

/** Values of `discInformationDataType`. */
const dataType = { trackResources: 1, powResources: 2 } as const;

/** A DVD or BD can have more, but the numbers behind 99 mean something else. */
const maximumTocTracks = 99;

interface TocTrack {
  readonly number: number;
  readonly control: number;
  readonly start: number;
}

/** READ TOC/PMA/ATIP and READ DISC INFORMATION. */
export const tocHandlers: readonly Handled[] = [
  handle(readTocFormatted, ({ msf, trackSessionNumber }, { unit }) => {
    const { tracks: all, leadOutStart } = tocOf(unit.requireMedium());
    const tracks = all.slice(0, maximumTocTracks);
    const first = tracks[0]!.number;
    const last = tracks.at(-1)!.number;
    if (trackSessionNumber > last && trackSessionNumber !== tocPoint.formattedLeadOut)
      throw invalidField('trackSessionNumber');
    const leadOut = { number: tocPoint.formattedLeadOut, control: tracks.at(-1)!.control, start: leadOutStart };
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
    const { tracks, firstSession, lastSession, firstTrackOfLastSession } = tocOf(unit.requireMedium());
    const { number, control, start } = tracks.find((track) => track.number === firstTrackOfLastSession)!;
    return {
      firstCompleteSessionNumber: firstSession,
      lastCompleteSessionNumber: lastSession & 0xff,
      adr,
      control,
      firstTrackNumberInLastCompleteSession: number & 0xff,
      startAddressOfFirstTrackInLastSession: address(start, msf),
    };
  }),

  handle(readTocRaw, ({ trackSessionNumber }, { unit }) => {
    const disc = unit.requireDisc();
    const { firstSession, lastSession } = tocOf(disc);
    if (trackSessionNumber > lastSession) throw invalidField('trackSessionNumber');
    return {
      firstCompleteSessionNumber: firstSession,
      lastCompleteSessionNumber: lastSession,
      descriptors: disc.sessions
        .filter(({ number }) => number >= trackSessionNumber)
        .flatMap((session) => leadIn(disc, session)),
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

  handle(readTocCdText, (_cdb, { unit }) => {
    const { cdTextPacks: packs } = unit.requireDisc();
    if (!packs) throw invalidField('format');
    return cdTextPacks.decode(packs);
  }),

  handle(readDiscInformation, (_cdb, { unit }) => unit.requireMedium().discInformation),

  handle(readDiscInformationTrackResources, (_cdb, { unit }) => {
    const medium = unit.requireMedium();
    const resources = medium.kind === 'cd' ? undefined : medium.trackResources;
    if (!resources) throw invalidField('dataType');
    return { ...resources, discInformationDataType: dataType.trackResources };
  }),

  handle(readDiscInformationPowResources, (_cdb, { unit }) => {
    const medium = unit.requireMedium();
    const resources = medium.kind === 'cd' ? undefined : medium.powResources;
    if (!resources) throw invalidField('dataType');
    return { ...resources, discInformationDataType: dataType.powResources };
  }),
];

interface TableOfContents {
  readonly tracks: readonly TocTrack[];
  readonly leadOutStart: number;
  readonly firstSession: number;
  readonly lastSession: number;
  readonly firstTrackOfLastSession: number;
}

/** All sessions that are complete. Throws a Refusal for a medium that has none. */
function tocOf(medium: Medium): TableOfContents {
  if (medium.kind !== 'cd') return tocOfBlocks(medium);
  const { tracks, sessions } = medium;
  const last = sessions.at(-1);
  if (!last) throw invalidField('format');
  return {
    tracks: tracks.filter(({ number }) => number <= last.lastTrackNumber),
    leadOutStart: last.leadOutStart,
    firstSession: sessions[0]!.number,
    lastSession: last.number,
    firstTrackOfLastSession: last.firstTrackNumber,
  };
}

/** Channel Q of a session's lead-in, each descriptor once. */
function leadIn({ tracks }: CdMedium, session: CdSession) {
  const { number: sessionNumber, firstTrackNumber, lastTrackNumber, leadOutStart, discType, otherPoints } = session;
  const own = tracks.filter(({ number }) => number >= firstTrackNumber && number <= lastTrackNumber);
  const first = own[0]!;
  const last = own.at(-1)!;
  const descriptor = { sessionNumber, adr };
  return [
    { ...descriptor, control: first.control, point: tocPoint.firstTrack, pmin: firstTrackNumber, psec: discType },
    { ...descriptor, control: last.control, point: tocPoint.lastTrack, pmin: lastTrackNumber },
    { ...descriptor, control: last.control, point: tocPoint.leadOut, ...pTime(leadOutStart) },
    ...own.map(({ number, control, start }) => ({ ...descriptor, control, point: number, ...pTime(start) })),
    ...otherPoints.map((point) => ({ sessionNumber, ...point })),
  ];
}

/** A DVD or BD has a table of contents as well, made up by the drive. */
function tocOfBlocks({ completeSessions, logicalTracks }: BlockMedium): TableOfContents {
  const closed = logicalTracks.filter(({ sessionNumber }) => sessionNumber <= completeSessions);
  const last = closed.at(-1);
  if (!last) throw invalidField('format');
  return {
    tracks: closed.map(({ number, trackMode, startAddress }) => ({ number, control: trackMode, start: startAddress })),
    leadOutStart: last.startAddress + last.sizeBlocks,
    firstSession: 1,
    lastSession: completeSessions,
    firstTrackOfLastSession: closed.find(({ sessionNumber }) => sessionNumber === completeSessions)!.number,
  };
}

/** An address as READ TOC gives it. A time ends at 89:59:74; behind that, on a DVD, it stays there. */
function address(logicalBlockAddress: number, msf: boolean): number {
  return msf ? addressOfMsf(msfOfLba(Math.min(logicalBlockAddress, maximumLba))) : logicalBlockAddress;
}

function pTime(logicalBlockAddress: number) {
  const { minute, second, frame } = msfOfLba(logicalBlockAddress);
  return { pmin: minute, psec: second, pframe: frame };
}
