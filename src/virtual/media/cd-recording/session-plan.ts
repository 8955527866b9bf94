/** What SEND CUE SHEET announces: its grammar, and the areas that the initiator then has to write. */
import {
  type CueLine,
  cueMainDataForm,
  cueSubChannelForm,
  lbaOfMsf,
  leadOutTrack,
  mode1Sector,
  mode2Form1Sector,
  rawSectorBytes,
  rawSubChannelBytes,
  sectorFormat,
  subChannelControl,
} from '../../../../mmc/index.js';
import { invalidParameter } from '../../refusal.js';
import { formOf, type SectorPart } from './data-block.js';
import { maximumTracks, pauseBlocks } from './layout.js';
import type { SubChannelForm } from './sent-sub-channels.js';
import type { RecordedMode } from './state.js';

/** Blocks from one track's index 1 to the next one's: at least four seconds. */
const minimumTrackBlocks = 300;
const lineBytes = 8;
/** Where things stand in a line. */
const at = { control: 0, trackNumber: 1, index: 2, dataForm: 3, scms: 4, minute: 5, second: 6, frame: 7 } as const;

/** Blocks one after the other that are sent alike. */
export interface PlannedArea extends SectorPart {
  readonly trackNumber: number;
  readonly start: number;
  readonly end: number;
  /** What is sent is not what is recorded: zeros are. */
  readonly isIgnored: boolean;
  /** What is sent with each sector, if anything. */
  readonly subChannels: SubChannelForm | undefined;
}

export interface PlannedTrack {
  readonly number: number;
  readonly mode: RecordedMode;
  readonly control: number;
  readonly copy: boolean;
  readonly pauseStart: number;
  readonly start: number;
  readonly indexes: readonly number[];
  readonly end: number;
  readonly isrc: string | undefined;
}

export interface SessionPlan {
  readonly mediaCatalogNumber: string | undefined;
  /** The lead-in is sent as raw sub-channels, 96 bytes a block. */
  readonly isLeadInSent: boolean;
  readonly tracks: readonly PlannedTrack[];
  /** From the first pause to the lead-out, without a gap. */
  readonly areas: readonly PlannedArea[];
  readonly leadOutStart: number;
}

/** Where a session has to lie. */
export interface PlanLimits {
  readonly firstTrackNumber: number;
  /** Whether its first track may have a higher number. */
  readonly isFirstSession: boolean;
  readonly programStart: number;
  readonly lastLeadOutStart: number;
}

type Position = CueLine & { kind: 'position' };
/** A position with its line's number. */
type Placed = Position & { readonly line: number; readonly address: number };

const { userData } = mode1Sector;
const { subHeader } = mode2Form1Sector;

const subChannelForms: ReadonlyMap<number, SubChannelForm | undefined> = new Map([
  [cueSubChannelForm.generated, undefined],
  [cueSubChannelForm.raw, 'raw'],
  [cueSubChannelForm.packed, 'packed'],
]);

interface Form extends SectorPart {
  readonly isIgnored?: boolean;
}

const forms: Readonly<Record<number, Form>> = {
  [cueMainDataForm.cdDa2352]: { mode: 'audio', length: rawSectorBytes, at: 0 },
  [cueMainDataForm.cdDa0]: { mode: 'audio', length: 0, at: 0 },
  [cueMainDataForm.mode1With2048]: { mode: 'mode1', length: 2048, at: userData, format: sectorFormat.mode1 },
  [cueMainDataForm.mode1With2352]: { mode: 'mode1', length: rawSectorBytes, at: 0 },
  [cueMainDataForm.mode1Ignored2048]: {
    mode: 'mode1',
    length: 2048,
    at: 0,
    format: sectorFormat.mode1,
    isIgnored: true,
  },
  [cueMainDataForm.mode1Ignored2352]: {
    mode: 'mode1',
    length: rawSectorBytes,
    at: 0,
    format: sectorFormat.mode1,
    isIgnored: true,
  },
  [cueMainDataForm.mode1With0]: { mode: 'mode1', length: 0, at: 0, format: sectorFormat.mode1 },
  [cueMainDataForm.xaWith2336]: { mode: 'xa', length: 2336, at: subHeader, format: formOf },
  [cueMainDataForm.xaWith2352]: { mode: 'xa', length: rawSectorBytes, at: 0 },
  [cueMainDataForm.xaIgnored2336]: {
    mode: 'xa',
    length: 2336,
    at: 0,
    format: sectorFormat.mode2Form2,
    isIgnored: true,
  },
  [cueMainDataForm.xaIgnored2352]: {
    mode: 'xa',
    length: rawSectorBytes,
    at: 0,
    format: sectorFormat.mode2Form2,
    isIgnored: true,
  },
  [cueMainDataForm.xaForm2With0]: { mode: 'xa', length: 0, at: 0, format: sectorFormat.mode2Form2 },
  [cueMainDataForm.mode2With2336]: {
    mode: 'mode2Formless',
    length: 2336,
    at: userData,
    format: sectorFormat.mode2Formless,
  },
  [cueMainDataForm.mode2With2352]: { mode: 'mode2Formless', length: rawSectorBytes, at: 0 },
  [cueMainDataForm.mode2Ignored2336]: {
    mode: 'mode2Formless',
    length: 2336,
    at: 0,
    format: sectorFormat.mode2Formless,
    isIgnored: true,
  },
  [cueMainDataForm.mode2Ignored2352]: {
    mode: 'mode2Formless',
    length: rawSectorBytes,
    at: 0,
    format: sectorFormat.mode2Formless,
    isIgnored: true,
  },
  [cueMainDataForm.mode2With0]: { mode: 'mode2Formless', length: 0, at: 0, format: sectorFormat.mode2Formless },
};

/** What a cue sheet says. Throws a Refusal that points to the first byte which breaks a rule. */
export function planSession(lines: readonly CueLine[], limits: PlanLimits): SessionPlan {
  const isrcs = new Map<number, string>();
  const mediaCatalogNumber = leadingCatalogNumber(lines);
  let line = mediaCatalogNumber === undefined ? 0 : 2;
  const leadIn = lines[line];
  if (leadIn?.kind !== 'position' || leadIn.trackNumber !== 0) throw refused(line, at.trackNumber);
  checkLeadIn(leadIn, line);
  const placed: Placed[] = [];
  for (line++; line < lines.length; line++) {
    const next = lines[line]!;
    if (next.kind === 'isrc') {
      isrcs.set(next.trackNumber, isrcOf(lines, line));
      line++;
      checkFollows(lines, line + 1, next.trackNumber, placed.at(-1));
    } else if (next.kind === 'position') placed.push(checkedPosition(next, line, placed.at(-1), limits));
    else throw refused(line, at.control);
  }
  const leadOut = placed.pop();
  if (leadOut?.trackNumber !== leadOutTrack) throw refused(lines.length - 1, at.trackNumber);
  if (placed.length === 0) throw refused(leadOut.line, at.trackNumber);
  if (leadOut.address > limits.lastLeadOutStart) throw refused(leadOut.line, at.minute);
  const tracks = tracksOf(placed, leadOut, isrcs);
  const areas = placed.map((position, i) => areaOf(position, (placed[i + 1] ?? leadOut).address));
  const isLeadInSent = leadIn.subChannelForm === cueSubChannelForm.raw;
  return { mediaCatalogNumber, isLeadInSent, tracks, areas, leadOutStart: leadOut.address };
}

const refused = (line: number, byte: number, bit?: number) => invalidParameter(line * lineBytes + byte, bit);

function leadingCatalogNumber(lines: readonly CueLine[]): string | undefined {
  const [first, second] = lines;
  if (first?.kind !== 'catalogNumber') return undefined;
  if (second?.kind !== 'catalogNumber') throw refused(1, at.control);
  const text = first.text + second.text.slice(0, 6);
  const wrong = [...text].findIndex((character) => !/[0-9]/.test(character));
  if (text.length < 13 || wrong >= 0)
    throw refused(wrong < 7 ? 0 : 1, 1 + (wrong < 7 ? Math.max(0, wrong) : wrong - 7));
  return text;
}

function isrcOf(lines: readonly CueLine[], line: number): string {
  const first = lines[line] as CueLine & { kind: 'isrc' };
  const second = lines[line + 1];
  if (second?.kind !== 'isrc') throw refused(line + 1, at.control);
  if (second.trackNumber !== first.trackNumber) throw refused(line + 1, at.trackNumber);
  const text = first.text.padEnd(6) + second.text.padEnd(6);
  const wrong = [...text].findIndex((character, i) => !(i < 5 ? /[A-Z0-9]/ : /[0-9]/).test(character));
  if (wrong >= 0) throw refused(line + (wrong < 6 ? 0 : 1), 2 + (wrong % 6));
  return text;
}

/** The lines of an ISRC stand before those of its track. */
function checkFollows(lines: readonly CueLine[], line: number, trackNumber: number, before: Placed | undefined): void {
  const next = lines[line];
  const isNext = next?.kind === 'position' && next.trackNumber === trackNumber;
  if (!isNext || before?.trackNumber === trackNumber) throw refused(line - 2, at.trackNumber);
}

function checkLeadIn({ index, mainDataForm, subChannelForm, minute, second, frame }: Position, line: number): void {
  if (index !== 0) throw refused(line, at.index);
  const form = forms[mainDataForm];
  if (
    form?.length !== 0 ||
    (subChannelForm !== cueSubChannelForm.generated && subChannelForm !== cueSubChannelForm.raw)
  )
    throw refused(line, at.dataForm);
  for (const [value, byte] of [
    [minute, at.minute],
    [second, at.second],
    [frame, at.frame],
  ] as const)
    if (value !== 0) throw refused(line, byte);
}

function checkedPosition(position: Position, line: number, before: Placed | undefined, limits: PlanLimits): Placed {
  if (before?.trackNumber === leadOutTrack) throw refused(line, at.trackNumber);
  const { control, trackNumber, index, mainDataForm, subChannelForm } = position;
  const isLeadOut = trackNumber === leadOutTrack;
  if (isLeadOut ? index !== 1 && index !== 0 : !isNextNumber(trackNumber, before, limits))
    throw refused(line, isLeadOut ? at.index : at.trackNumber);
  const isSame = before?.trackNumber === trackNumber;
  if (!isLeadOut && (isSame ? index !== before.index + 1 : index > 1)) throw refused(line, at.index);
  const form = forms[mainDataForm];
  if (!form || (isLeadOut && form.length !== 0)) throw refused(line, at.dataForm, 5);
  if (!subChannelForms.has(subChannelForm)) throw refused(line, at.dataForm, 7);
  if (isSame && !isSameMode(form, forms[before.mainDataForm]!)) throw refused(line, at.dataForm, 5);
  const isData = (control & subChannelControl.dataTrack) !== 0;
  if (isData !== (form.mode !== 'audio') && !isLeadOut) throw refused(line, at.control, 6);
  const address = addressOf(position, line);
  if (before && address <= before.address) throw refused(line, at.minute);
  if (!before && address !== limits.programStart) throw refused(line, at.minute);
  if (!before && index !== 0) throw refused(line, at.index);
  return { ...position, line, address };
}

/** The pause of a track may be sent otherwise than the track, but it is of the same kind. */
const isSameMode = (a: Form, b: Form): boolean => (a.mode === 'audio') === (b.mode === 'audio');

function isNextNumber(number: number, before: Placed | undefined, { firstTrackNumber, isFirstSession }: PlanLimits) {
  if (number < 1 || number > maximumTracks) return false;
  if (!before) return isFirstSession ? number >= firstTrackNumber : number === firstTrackNumber;
  return number === before.trackNumber || number === before.trackNumber + 1;
}

function addressOf({ minute, second, frame }: Position, line: number): number {
  if (minute > 99) throw refused(line, at.minute);
  if (second > 59) throw refused(line, at.second);
  if (frame > 74) throw refused(line, at.frame);
  return lbaOfMsf({ minute, second, frame });
}

function tracksOf(placed: readonly Placed[], leadOut: Placed, isrcs: ReadonlyMap<number, string>): PlannedTrack[] {
  const numbers = [...new Set(placed.map(({ trackNumber }) => trackNumber))];
  const tracks: PlannedTrack[] = [];
  for (const number of numbers) {
    const own = placed.filter(({ trackNumber }) => trackNumber === number);
    const pause = own[0]!;
    const first = own.find(({ index }) => index === 1);
    if (!first) throw refused(pause.line, at.index);
    const mode = forms[first.mainDataForm]!.mode;
    const before = tracks.at(-1);
    const pauseLength = first.address - pause.address;
    // Two seconds of pause before the first track, and where data and audio, or two ways of data, meet.
    if ((!before || before.mode !== mode) && pauseLength < pauseBlocks) throw refused(first.line, at.minute);
    const following = placed.filter(({ trackNumber }) => trackNumber === number + 1);
    const next = following[0] ?? leadOut;
    const nextStart = following.find(({ index }) => index === 1) ?? leadOut;
    if (nextStart.address - first.address < minimumTrackBlocks) throw refused(nextStart.line, at.minute);
    const isrc = isrcs.get(number);
    if (isrc !== undefined && mode !== 'audio') throw refused(first.line, at.control, 6);
    tracks.push({
      number,
      mode,
      control: first.control,
      copy: first.scms,
      pauseStart: pause.address,
      start: first.address,
      indexes: own.filter(({ index }) => index > 1).map(({ address }) => address - first.address),
      end: next.address,
      isrc,
    });
  }
  return tracks;
}

function areaOf({ trackNumber, mainDataForm, subChannelForm, address }: Placed, end: number): PlannedArea {
  const form = forms[mainDataForm]!;
  const subChannels = subChannelForms.get(subChannelForm);
  return { isIgnored: false, ...form, trackNumber, start: address, end, subChannels };
}

/** Bytes of a block that the initiator sends for an area. */
export const blockBytesOf = ({ length, subChannels }: PlannedArea): number =>
  length + (subChannels ? rawSubChannelBytes : 0);
