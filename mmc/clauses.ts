/**
 * In which clause of a standard something stands, as far as it is known.
 *
 * The standards' texts were not at hand: a number is here only when public places confirm it, and of the edition that
 * they name. Clauses move from edition to edition.
 */
import { type Command, familyName } from './command.js';

/** The editions that clauses are known of. MMC-5 counts from revision 3 on: its earlier drafts number otherwise. */
export type ClauseDocument = 'MMC-4' | 'MMC-5' | 'MMC-6' | 'SBC-2' | 'SPC-3';

/** A clause of a standard. */
export interface Clause {
  readonly document: ClauseDocument;
  /** As the standard counts, e.g. `6.33`. */
  readonly number: string;
  /** What it is about, e.g. `SEND CUE SHEET`. */
  readonly title: string;
}

/** Something besides commands and features that a clause is about. */
export type ClauseSubject = 'ALLOCATION LENGTH field' | 'sense data' | 'sense keys';

/**
 * How a number is known. `cited`: two independent public places or more give it. `order`: one gives it, and between
 * its confirmed neighbours the order of the edition's commands or features leaves no other. `within`: one gives it,
 * and it is part of a clause that is confirmed.
 */
export type ClauseEvidence = 'cited' | 'order' | 'within';

/** A clause, what it belongs to, and how it is known. */
export interface KnownClause extends Clause {
  /** Its command, without what tells siblings apart. */
  readonly command?: string;
  /** The one declaration that it belongs to, where it is part of its command's clause. */
  readonly commandId?: string;
  /** The number of its feature. */
  readonly feature?: number;
  readonly subject?: ClauseSubject;
  readonly evidence: ClauseEvidence;
  /** The public projects and documents that give the number. */
  readonly sources: readonly string[];
}

const libburn = 'libburn';
const libcdio = 'libcdio';
const libcdioRs = 'libcdio-rs';
const accudisc = 'accudisc';
const cdfs = 'Plan 9 cdfs';
const snowScsi = 'SnowSCSI';
const pioneer = 'Pioneer BDR-203 command reference';
/** The tables of contents that the standards' shop of SAI Global shows, up to where each is cut. */
const contents = 'SAI Global, contents of the standard';
const vmd = 'OpenBSD vmd';
const illumos = 'illumos';
const haruka = 'Haruka';
const symbian = 'Symbian';
const gotgt = 'gotgt';
const wireshark = 'Wireshark';
const esp32 = 'usbhost_scsi_cmd.c for ESP32';

type Row = readonly [number: string, title: string, ...sources: readonly string[]];
type Described = Pick<KnownClause, 'command' | 'commandId' | 'feature' | 'subject'>;

/** Clauses of one edition that are known in the same way. */
const of = (
  document: ClauseDocument,
  evidence: ClauseEvidence,
  rows: readonly Row[],
  describe: (title: string) => Described = (command) => ({ command }),
): KnownClause[] =>
  rows.map(([number, title, ...sources]) => ({ document, number, title, ...describe(title), evidence, sources }));

const ofFeatures = (evidence: ClauseEvidence, rows: readonly (readonly [feature: number, ...Row])[]): KnownClause[] =>
  rows.flatMap(([feature, ...row]) => of('MMC-5', evidence, [row], () => ({ feature })));

const within = (document: ClauseDocument, rows: readonly (readonly [commandId: string, ...Row])[]): KnownClause[] =>
  rows.flatMap(([commandId, ...row]) => of(document, 'within', [row], () => ({ commandId })));

const ofSubjects = (rows: readonly Row[]): KnownClause[] =>
  of('SPC-3', 'cited', rows, (subject) => ({ subject: subject as ClauseSubject }));

/** Every clause that is known. */
export const knownClauses: readonly KnownClause[] = [
  ...of('MMC-6', 'cited', [
    ['6.19', 'READ CD', libcdioRs, 'Concerto'],
    ['6.22', 'READ DISC STRUCTURE', libcdio, cdfs, 'redumper'],
    ['6.23', 'READ FORMAT CAPACITIES', 'Zephyr', snowScsi],
    ['6.25', 'READ TOC/PMA/ATIP', 'Linux USB mass storage gadget, patches', snowScsi],
  ]),
  ...within('MMC-6', [
    ['readDiscStructurePhysicalFormat', '6.22.3.2.1', 'READ DISC STRUCTURE, format code 00h', cdfs],
    ['readDiscStructureBdDiscInformation', '6.22.3.3.1', 'READ DISC STRUCTURE, BD, format code 00h', cdfs],
  ]),
  ...of('MMC-5', 'cited', [
    ['6.2', 'BLANK', libburn, pioneer, contents],
    ['6.3', 'CLOSE TRACK SESSION', libburn, pioneer, contents],
    ['6.4', 'ERASE(10)', libcdio, contents],
    ['6.5', 'FORMAT UNIT', libburn, pioneer, contents],
    ['6.6', 'GET CONFIGURATION', libburn, pioneer, contents, vmd],
    ['6.7', 'GET EVENT STATUS NOTIFICATION', pioneer, contents, accudisc],
    ['6.8', 'GET PERFORMANCE', libburn, pioneer, contents],
    ['6.9', 'INQUIRY', pioneer, contents],
    ['6.11', 'MECHANISM STATUS', pioneer, contents],
    ['6.15', 'READ(10)', libburn, pioneer],
    ['6.18', 'READ BUFFER CAPACITY', pioneer, accudisc],
    ['6.19', 'READ CAPACITY(10)', libcdio, pioneer],
    ['6.22', 'READ DISC INFORMATION', libburn, pioneer, illumos],
    ['6.23', 'READ DISC STRUCTURE', libburn, libcdio, pioneer],
    ['6.24', 'READ FORMAT CAPACITIES', libburn, libcdio, pioneer],
    ['6.26', 'READ TOC/PMA/ATIP', libburn, pioneer],
    ['6.27', 'READ TRACK INFORMATION', libburn, pioneer, accudisc],
    ['6.31', 'RESERVE TRACK', libburn, pioneer],
    ['6.33', 'SEND CUE SHEET', libburn, libcdio, pioneer],
  ]),
  ...of('MMC-5', 'order', [
    ['6.10', 'LOAD/UNLOAD MEDIUM', contents],
    ['6.12', 'MODE SELECT(10)', pioneer],
    ['6.13', 'MODE SENSE(10)', pioneer],
    ['6.14', 'PREVENT ALLOW MEDIUM REMOVAL', pioneer],
    ['6.16', 'READ(12)', pioneer],
    ['6.17', 'READ BUFFER', pioneer],
    ['6.20', 'READ CD', pioneer],
    ['6.21', 'READ CD MSF', pioneer],
    ['6.25', 'READ MEDIA SERIAL NUMBER', libcdio],
    ['6.28', 'REPAIR TRACK', pioneer],
    ['6.29', 'REPORT KEY', pioneer],
    ['6.30', 'REQUEST SENSE', pioneer],
    ['6.32', 'SEEK(10)', pioneer],
  ]),
  ...within('MMC-5', [
    ['getPerformanceWriteSpeed', '6.8.5.3', 'GET PERFORMANCE, type 03h', libburn],
    ['readDiscStructurePhysicalFormat', '6.23.3.2.1', 'READ DISC STRUCTURE, format code 00h', libburn],
    ['readDiscStructurePreRecorded', '6.23.3.2.14', 'READ DISC STRUCTURE, format code 0Eh', libburn],
    ['readDiscStructureUniqueDiscIdentifier', '6.23.3.2.15', 'READ DISC STRUCTURE, format code 0Fh', libburn],
    ['readDiscStructureControlData', '6.23.3.2.16', 'READ DISC STRUCTURE, format code 10h', libburn],
    ['readDiscStructureAdip', '6.23.3.2.17', 'READ DISC STRUCTURE, format code 11h', libburn],
    ['readDiscStructureBdDiscInformation', '6.23.3.3.1', 'READ DISC STRUCTURE, BD, format code 00h', libburn],
    ['readDiscStructureBdSpareArea', '6.23.3.3.4', 'READ DISC STRUCTURE, BD, format code 0Ah', libburn],
    ['readTocFormatted', '6.26.3.2', 'READ TOC/PMA/ATIP, format 0000b', libburn],
    ['readTocMultiSession', '6.26.3.3', 'READ TOC/PMA/ATIP, format 0001b', libburn],
    ['readTocRaw', '6.26.3.4', 'READ TOC/PMA/ATIP, format 0010b', libburn],
    ['readTocAtip', '6.26.3.6', 'READ TOC/PMA/ATIP, format 0100b', libburn],
    ['readTocCdText', '6.26.3.7', 'READ TOC/PMA/ATIP, format 0101b', libburn],
  ]),
  ...ofFeatures('cited', [[0x002f, '5.3.25', 'DVD-R/-RW Write feature', libburn, 'Brasero']]),
  ...ofFeatures('order', [
    [0x0001, '5.3.2', 'Core feature', libburn],
    [0x0021, '5.3.11', 'Incremental Streaming Writable feature', libburn],
    [0x0022, '5.3.12', 'Sector Erasable feature', libcdioRs],
    [0x0023, '5.3.13', 'Formattable feature', libburn],
    [0x0026, '5.3.16', 'Restricted Overwrite feature', libburn],
    [0x002c, '5.3.22', 'Rigid Restricted Overwrite feature', libburn],
    [0x002e, '5.3.24', 'CD Mastering feature', accudisc],
  ]),
  ...of('MMC-4', 'cited', [
    ['6.7', 'GET EVENT STATUS NOTIFICATION', contents, esp32],
    ['6.23', 'READ CAPACITY(10)', contents, esp32],
  ]),
  ...of('MMC-4', 'order', [
    ['6.14', 'PAUSE/RESUME', contents],
    ['6.15', 'PLAY AUDIO(10)', contents],
    ['6.16', 'PLAY AUDIO(12)', contents],
    ['6.17', 'PLAY AUDIO MSF', contents],
  ]),
  ...of('SPC-3', 'cited', [
    ['6.4', 'INQUIRY', illumos, haruka, symbian, wireshark],
    ['6.5', 'LOG SELECT', illumos, haruka],
    ['6.6', 'LOG SENSE', illumos, haruka],
    ['6.7', 'MODE SELECT(6)', illumos, haruka],
    ['6.8', 'MODE SELECT(10)', illumos, haruka, libburn],
    ['6.9', 'MODE SENSE(6)', illumos, haruka, symbian],
    ['6.10', 'MODE SENSE(10)', illumos, haruka, symbian, esp32],
    ['6.11', 'PERSISTENT RESERVE IN', illumos, haruka],
    ['6.13', 'PREVENT ALLOW MEDIUM REMOVAL', haruka, symbian],
    ['6.16', 'READ MEDIA SERIAL NUMBER', illumos, haruka],
    ['6.18', 'RECEIVE DIAGNOSTIC RESULTS', illumos, haruka],
    ['6.21', 'REPORT LUNS', illumos, haruka, 'libiscsi'],
    ['6.27', 'REQUEST SENSE', illumos, haruka, symbian, libburn, esp32],
    ['6.28', 'SEND DIAGNOSTIC', illumos, haruka],
    ['6.33', 'TEST UNIT READY', illumos, haruka, symbian, libburn, esp32],
  ]),
  ...of('SPC-3', 'order', [
    ['6.12', 'PERSISTENT RESERVE OUT', haruka],
    ['6.15', 'READ BUFFER', haruka],
    ['6.23', 'REPORT SUPPORTED OPERATION CODES', haruka],
  ]),
  ...ofSubjects([
    ['4.3.4.6', 'ALLOCATION LENGTH field', symbian, cdfs],
    ['4.5', 'sense data', 'Linux', libcdio],
    ['4.5.6', 'sense keys', symbian, 'Micrium uC/USB-Device'],
  ]),
  ...of('SBC-2', 'cited', [
    ['5.6', 'READ(10)', haruka, gotgt],
    ['5.7', 'READ(12)', haruka, gotgt],
    ['5.10', 'READ CAPACITY(10)', haruka, gotgt],
    ['5.17', 'START STOP UNIT', haruka, symbian],
    ['5.18', 'SYNCHRONIZE CACHE(10)', haruka, gotgt],
    ['5.20', 'VERIFY(10)', haruka, gotgt],
    ['5.25', 'WRITE(10)', haruka, gotgt],
    ['5.26', 'WRITE(12)', haruka, gotgt],
    ['5.29', 'WRITE AND VERIFY(10)', haruka, gotgt],
    ['5.30', 'WRITE AND VERIFY(12)', haruka, gotgt],
  ]),
  ...of('SBC-2', 'order', [['5.21', 'VERIFY(12)', haruka]]),
];

/** MMC first, the newest edition before; MMC-4 only for what no later one has or is known for. */
const inOrder: readonly ClauseDocument[] = ['MMC-6', 'MMC-5', 'SPC-3', 'SBC-2', 'MMC-4'];

/** At most one of each edition, MMC's first. */
function pick(clauses: readonly KnownClause[]): Clause[] {
  const byDocument = new Map(clauses.map((clause) => [clause.document, clause]));
  if (byDocument.has('MMC-5') || byDocument.has('MMC-6')) byDocument.delete('MMC-4');
  return inOrder
    .map((document) => byDocument.get(document))
    .filter((clause) => clause !== undefined)
    .map(({ document, number, title }) => ({ document, number, title }));
}

/** The clauses of a command, of each edition that one is known of; of a sibling's part of the clause where that is known. */
export function clausesOf(command: Command): readonly Clause[] {
  const name = familyName(command);
  const family = knownClauses.filter((clause) => clause.command === name);
  const own = knownClauses.filter((clause) => clause.commandId === command.id);
  return pick([...family, ...own]);
}

/** The clause that describes a feature, by the feature's number. */
export const clausesOfFeature = (feature: number): readonly Clause[] =>
  pick(knownClauses.filter((clause) => clause.feature === feature));

/** The clause of something that many commands have in common. */
export const clausesOfSubject = (subject: ClauseSubject): readonly Clause[] =>
  pick(knownClauses.filter((clause) => clause.subject === subject));

/** `MMC-5 6.33, SPC-3 6.4`; the empty text where there are none. */
export const clausesText = (clauses: readonly Clause[]): string =>
  clauses.map(({ document, number }) => `${document} ${number}`).join(', ');
