/** `discwire toc`: the tracks of a disc. */
import type { Command as Cli } from 'commander';
import {
  type Command,
  type DataOf,
  formatMsf,
  type InputOf,
  lbaOfMsf,
  maximumLba,
  minimumLba,
  msfOfLba,
  readSubChannelIsrc,
  readSubChannelMediaCatalogNumber,
  readTocFormatted,
  readTocRaw,
  subChannelControl,
  tocPoint,
} from '../../mmc/index.js';
import { CheckConditionError, type Device, patientRetry } from '../index.js';
import { action, type CliIo, type Context } from './context.js';
import { withDevice } from './session.js';
import { table } from './text.js';

interface Options {
  readonly codes?: boolean;
}

interface Track {
  /** Track number; undefined for a lead-out. */
  readonly number: number | undefined;
  /** Undefined where the drive does not give the lead-ins. */
  readonly session: number | undefined;
  readonly control: number;
  readonly startLba: number;
  readonly isrc?: string | undefined;
}

/** Adds the sub-command. */
export function addToc(program: Cli, io: CliIo): void {
  program
    .command('toc')
    .summary('show the tracks of a disc')
    .description('Shows the tracks, sessions and lead-outs of the disc in a drive.')
    .argument('<device>', 'e.g. /dev/sr0, D: or virtual:')
    .option('--codes', 'look for the media catalog number and the ISRC of each audio track, which can take a while')
    .action(action(io, toc));
}

async function toc(context: Context, deviceName: string, options: Options): Promise<void> {
  await withDevice(context, deviceName, { retry: patientRetry() }, async ({ device }) => {
    const formatted = await device.send(readTocFormatted, {});
    const raw = await ifSupported(device, readTocRaw, { trackSessionNumber: 1 });
    const tracks = (raw && fromRaw(formatted, raw)) ?? fromFormatted(formatted);
    const codes = options.codes ? await readCodes(device, tracks) : undefined;
    const rows = codes?.tracks ?? tracks;
    const sessions = raw && { first: raw.firstCompleteSessionNumber, last: raw.lastCompleteSessionNumber };
    const document = {
      firstTrack: formatted.firstTrackNumber,
      lastTrack: formatted.lastTrackNumber,
      sessions,
      mediaCatalogNumber: codes?.mediaCatalogNumber,
      tracks: rows.map((track, i) => trackJson(track, lengthOf(rows, i))),
    };
    context.result(document, () => [
      ...trackLines(context, rows),
      ...(codes ? ['', `media catalog number  ${codes.mediaCatalogNumber ?? '(none)'}`] : []),
    ]);
  });
}

/** The answer, or undefined where the drive refuses: DVD and Blu-ray media have no lead-in to read. */
async function ifSupported<X extends Command>(
  device: Device,
  command: X,
  input: InputOf<X>,
): Promise<DataOf<X> | undefined> {
  try {
    return await device.send(command as Command, input);
  } catch (error) {
    if (error instanceof CheckConditionError) return undefined;
    throw error;
  }
}

function fromFormatted({ tracks }: DataOf<typeof readTocFormatted>): Track[] {
  return tracks.map(({ trackNumber, control, trackStartAddress }) => ({
    number: trackNumber === tocPoint.formattedLeadOut ? undefined : trackNumber,
    session: undefined,
    control,
    startLba: trackStartAddress | 0,
  }));
}

/**
 * Tracks in order, each session's lead-out after its last track. The raw TOC says which session a track is in;
 * undefined where it is not the TOC of a CD.
 */
function fromRaw(
  formatted: DataOf<typeof readTocFormatted>,
  { descriptors }: DataOf<typeof readTocRaw>,
): Track[] | undefined {
  const positions = descriptors.filter(({ adr }) => adr === 1);
  const leadOuts = positions.filter(({ point }) => point === tocPoint.leadOut);
  if (leadOuts.length === 0 || leadOuts.some(({ pmin, psec, pframe }) => pmin > 99 || psec > 59 || pframe > 74))
    return undefined;
  const sessionOf = new Map(positions.map(({ point, sessionNumber }) => [point, sessionNumber]));
  const tracks = fromFormatted(formatted).filter(({ number }) => number !== undefined);
  return [
    ...tracks.map((track) => ({ ...track, session: sessionOf.get(track.number!) })),
    ...leadOuts.map(({ sessionNumber, control, pmin, psec, pframe }) => ({
      number: undefined,
      session: sessionNumber,
      control,
      startLba: lbaOfMsf({ minute: pmin, second: psec, frame: pframe }),
    })),
  ].sort((a, b) => a.startLba - b.startLba);
}

async function readCodes(device: Device, tracks: readonly Track[]) {
  const number = await ifSupported(device, readSubChannelMediaCatalogNumber, {});
  const withCodes: Track[] = [];
  for (const track of tracks) {
    const isAudio = track.number !== undefined && !isData(track);
    const code = isAudio ? await ifSupported(device, readSubChannelIsrc, { trackNumber: track.number! }) : undefined;
    withCodes.push({ ...track, isrc: code?.tcval ? code.isrc : undefined });
  }
  return { mediaCatalogNumber: number?.mcval ? number.mediaCatalogNumber : undefined, tracks: withCodes };
}

const isData = ({ control }: Track): boolean => (control & subChannelControl.dataTrack) !== 0;

/** Sectors up to what comes next; the gap between two sessions counts for the lead-out before it. */
function lengthOf(tracks: readonly Track[], i: number): number | undefined {
  const next = tracks[i + 1];
  return tracks[i]!.number === undefined || !next ? undefined : next.startLba - tracks[i]!.startLba;
}

/** Undefined for an address that no CD has: DVD and Blu-ray count further than minutes do. */
const msfText = (lba: number): string | undefined =>
  lba < minimumLba || lba > maximumLba ? undefined : formatMsf(msfOfLba(lba));

function flagsOf(track: Track): string[] {
  const has = (bit: number) => (track.control & bit) !== 0;
  const flags: string[] = [];
  if (has(subChannelControl.preEmphasisOrIncremental)) flags.push(isData(track) ? 'incremental' : 'pre-emphasis');
  if (has(subChannelControl.copyPermitted)) flags.push('copy permitted');
  if (has(subChannelControl.fourChannel) && !isData(track)) flags.push('four channels');
  return flags;
}

const typeOf = (track: Track): string => {
  if (track.number === undefined) return 'lead-out';
  return isData(track) ? 'data' : 'audio';
};

function trackJson(track: Track, lengthSectors: number | undefined): unknown {
  const { number, session, control, startLba, isrc } = track;
  return {
    number,
    session,
    type: typeOf(track),
    control,
    startLba,
    startMsf: msfText(startLba),
    lengthSectors,
    isrc,
  };
}

function trackLines({ style }: Context, tracks: readonly Track[]): string[] {
  const hasCodes = tracks.some(({ isrc }) => isrc !== undefined);
  const rows = tracks.map((track, i) => {
    const sectors = lengthOf(tracks, i);
    // A length is a time without the two seconds before address 0.
    const length = sectors === undefined ? '' : (msfText(sectors - 150) ?? '');
    return [
      `${track.number ?? ''}`.padStart(5),
      `${track.session ?? ''}`.padStart(7),
      typeOf(track),
      `${track.startLba}`.padStart(9),
      msfText(track.startLba) ?? '',
      `${sectors ?? ''}`.padStart(7),
      length,
      ...(hasCodes ? [track.isrc ?? ''] : []),
      flagsOf(track).join(', '),
    ];
  });
  const header = [
    'track',
    'session',
    'type',
    'start LBA',
    'MSF',
    'sectors',
    'length',
    ...(hasCodes ? ['ISRC'] : []),
    '',
  ];
  return table([header, ...rows], (cell, _, row) => (row === 0 ? style.faint(cell) : cell));
}
