/** Every medium that there is, in the states that it can be in: for what has to hold for all of them. */
import {
  blankingType,
  closeFunction,
  formatType,
  multiSession,
  readFormatCapacities,
  writeType,
} from '../../../mmc/index.js';
import { Dvd, type Medium, numberedSource, recordableMedia } from '../../../src/virtual/index.js';
import { bdRom } from '../../../src/virtual/media/dvd.js';
import { type Burner, blocksOf, burner } from './dvd-bd/burner.js';
import { mixedDisc } from './virtual-helpers.js';

/** A medium in a state, and how it comes there from being blank. */
interface Preparation {
  readonly medium: string;
  readonly state: string;
  readonly prepare: (drive: Burner) => void;
}

/** A medium in a state; `make` makes another one each time. */
export interface MediumState {
  readonly medium: string;
  readonly state: string;
  readonly make: () => Medium;
}

function must(answer: string): void {
  if (answer !== 'GOOD') throw new Error(`a preparation that should go through was answered ${answer}`);
}

/** One ECC block of any medium, or a packet of a CD-RW. */
const runBlocks = 32;

function record(drive: Burner): void {
  drive.select({ multiSession: multiSession.nextAllowed, ...incrementally(drive) });
  must(drive.write(drive.track(0xff).nextWritableAddress, blocksOf(runBlocks)));
  must(drive.synchronize());
}

/** CDs are recorded track at once here, the others incrementally. */
const incrementally = ({ drive }: Burner) =>
  drive.medium?.kind === 'cd' ? {} : { writeType: writeType.packetOrIncremental };

/** The format of a type that is offered, with a sub-type. */
function format(type: number, formatSubType = 0) {
  return (drive: Burner): void => {
    const { formattableCapacities } = drive.device.sendSync(readFormatCapacities, {});
    const offered = formattableCapacities.find((choice) => choice.formatType === type);
    if (!offered) throw new Error(`format ${type} is not offered`);
    must(drive.format({ ...offered, formatSubType }));
  };
}

function finalize(drive: Burner): void {
  record(drive);
  drive.select({ multiSession: multiSession.none, ...incrementally(drive) });
  // DVD+R and BD-R do not ask mode page 05h.
  const answer = drive.close(closeFunction.finalize);
  if (answer !== 'GOOD') must(drive.close(closeFunction.session));
}

function closeSession(drive: Burner): void {
  record(drive);
  must(drive.close(closeFunction.session));
}

const sequential = ['cd-r', 'cd-rw', 'dvd-r', 'dvd-r-dl', 'dvd-rw', 'dvd+r', 'dvd+r-dl', 'bd-r', 'bd-r-dl'];

const preparations: readonly Preparation[] = [
  ...Object.keys(recordableMedia).map((medium) => ({ medium, state: 'as sold', prepare: () => {} })),
  ...sequential.flatMap((medium) => [
    { medium, state: 'recorded', prepare: record },
    { medium, state: 'with a session that is closed', prepare: closeSession },
    { medium, state: 'finalized', prepare: finalize },
  ]),
  { medium: 'cd-rw', state: 'formatted', prepare: format(formatType.cdRwOrDvdRwFull) },
  { medium: 'dvd-rw', state: 'blanked minimally', prepare: (drive) => must(drive.erase(blankingType.minimal)) },
  { medium: 'dvd-rw', state: 'formatted', prepare: format(formatType.cdRwOrDvdRwFull) },
  {
    medium: 'dvd-rw',
    state: 'formatted in part',
    prepare: (drive) =>
      must(drive.format({ formatType: formatType.cdRwOrDvdRwFull, numberOfBlocks: 1600, typeDependentParameter: 16 })),
  },
  {
    medium: 'dvd-rw',
    state: 'formatted quickly',
    prepare: (drive) =>
      must(drive.format({ formatType: formatType.quick, numberOfBlocks: 0, typeDependentParameter: 16 })),
  },
  { medium: 'dvd+rw', state: 'formatted', prepare: format(formatType.dvdPlusRwBasic) },
  { medium: 'dvd-ram', state: 'with more spare blocks', prepare: format(formatType.spareAreaExpansion) },
  ...['bd-re', 'bd-re-dl'].flatMap((medium) => [
    { medium, state: 'formatted', prepare: format(formatType.bdReFullWithSpareAreas) },
    { medium, state: 'formatted without spare areas', prepare: format(formatType.bdReFullWithoutSpareAreas) },
  ]),
  { medium: 'bd-r', state: 'formatted for pseudo-overwrite', prepare: format(formatType.full, 0) },
  { medium: 'bd-r', state: 'formatted with spare areas', prepare: format(formatType.bdRFullWithSpareAreas, 1) },
];

const readOnly: readonly MediumState[] = [
  { medium: 'CD-ROM', state: 'mixed', make: mixedDisc },
  { medium: 'DVD-ROM', state: 'with one layer', make: () => new Dvd(numberedSource(500)) },
  { medium: 'BD-ROM', state: 'with one layer', make: () => bdRom(numberedSource(500)) },
  { medium: 'BD-ROM', state: 'with two layers', make: () => bdRom(numberedSource(20_000_000)) },
];

export const mediaStates: readonly MediumState[] = [
  ...readOnly,
  ...preparations.map(({ medium, state, prepare }) => ({
    medium,
    state,
    make() {
      const drive = burner(medium);
      prepare(drive);
      return drive.drive.removeMedium()!;
    },
  })),
];
