/**
 * How commands typically fail. From the source code of emulated drives (QEMU, CDemu, tgt) and of programs that handle
 * the errors (libburn, dvd+rw-tools, cdrkit, libcdio, redumper, the cdrom driver of Linux), and from Pioneer's manuals.
 *
 * Trust: medium. A list is neither complete nor true of every drive. No source confirms what has a question mark.
 */
import { ascText, senseKeyName } from '../../mmc/index.js';

/** One way in which a command fails. */
export interface TypicalError {
  /** Sense key, additional sense code and qualifier, e.g. `5/24/00`. */
  readonly sense: string;
  /** T10's text for the code. */
  readonly text: string;
  /** When it happens. */
  readonly when: string;
  /** No source confirms it. */
  readonly isUncertain: boolean;
}

/** What the codes mean that many commands fail with, unless a command says it in its own way. */
const usual = `
  2/04/01 the drive is becoming ready
  2/04/04 formatting is in progress
  2/04/08 an earlier write is still in progress
  2/3A/00 there is no medium; 3A/01 with the tray closed, 3A/02 with it open
  3/0C/00 writing failed
  3/0C/09 the data did not come in time
  3/11/00 a sector cannot be read; 11/05 and 11/06 tell L-EC and CIRC apart
  3/73/03 the power calibration failed
  5/1A/00 the parameter list ends inside a field or page
  5/20/00 the drive does not have the command
  5/21/00 the address is outside the range of the medium
  5/21/02 the address is not the next writable one
  5/24/00 a field of the CDB has a value that the drive does not take
  5/26/00 a field of the parameter list has a value that the drive does not take
  5/2C/00 another command has to come first
  5/30/02 the medium is not of the kind that the command is for
  5/39/00 saved values are asked for, but the drive saves none
  5/63/00 the end of the user area of the track is reached
  5/64/00 the address is in a data track
  5/6F/00 the authentication failed
  5/6F/01 there is no key
  5/6F/02 no key has been agreed on
  5/6F/03 a scrambled sector, read without authentication
  5/6F/04 the region of the disc is not that of the drive
  6/28/00 the medium may have been changed since the last command
  7/27/00 the medium or the drive is write protected
`;

const anyCommand = `
  5/20/00 the drive does not have the command
  5/24/00 a field of the CDB has a value that the drive does not take
  5/25/00 there is no such logical unit
  6/28/00 the medium may have been changed
  6/29/00 the drive was switched on or reset
  6/2A/01 somebody else changed the mode parameters
  6/3F/01 the drive has other firmware
  6/5A/01 somebody pressed eject while removal is prevented persistently
  2/3A/00 there is no medium
  2/3A/01 there is no medium, the tray is closed
  2/3A/02 there is no medium, the tray is open
  2/04/00 the drive is not ready, and does not say why
  2/04/01 the drive is becoming ready
  2/04/02 START STOP UNIT has to come first
  2/04/04 formatting is in progress
  2/04/07 an operation is in progress
  2/04/08 an earlier write is still in progress
  2/30/00 the drive cannot use the medium
  2/3E/00 the drive has not finished starting
  B/4E/00 a second command came before the first had ended
`;

/** By command as T10 names it: codes alone have their usual meaning. */
const byCommand = `
TEST UNIT READY
  2/3A/00, 2/04/01, 6/28/00, 2/04/04, 2/04/08
  6/29/00 the drive was switched on or reset since the last command
REQUEST SENSE
  5/24/00
FORMAT UNIT
  2/3A/00, 5/24/00, 5/26/00
  3/31/01 formatting failed
  5/30/06 the medium cannot be formatted
  5/24/00? the format type is not one for this medium
  7/27/00, 2/04/04
  3/31/00 the format of the medium is damaged
READ(6)
  2/3A/00, 5/21/00, 3/11/00
SEEK(6)
  2/3A/00, 5/21/00
INQUIRY
  5/24/00 the VPD page does not exist, or there is a page code without EVPD
MODE SELECT(6)
  5/24/00, 5/26/00, 5/1A/00
MODE SENSE(6)
  5/24/00, 5/39/00
START STOP UNIT
  2/3A/00
  5/53/02 ejecting while medium removal is prevented
  2/53/02 the same, as several emulators report it
  4/53/00? loading or ejecting failed
  5/24/00
RECEIVE DIAGNOSTIC RESULTS
  5/24/00
SEND DIAGNOSTIC
  5/24/00
  4/3E/03 the self-test failed
PREVENT ALLOW MEDIUM REMOVAL
  2/3A/00? there is no medium, and the drive wants one
  5/24/00 the drive does not know PERSISTENT
READ FORMAT CAPACITIES
  2/3A/00 there is no medium; some drives answer with descriptor type 3 instead
  5/24/00
READ CAPACITY(10)
  2/3A/00, 2/04/01, 5/24/00
READ(10)
  2/3A/00, 6/28/00, 5/21/00
  5/64/00 the track is of another kind than the sectors asked for
  3/11/00, 5/6F/03
  8/00/00? a blank block; the additional sense code depends on the drive
WRITE(10)
  2/3A/00, 7/27/00, 5/21/02, 5/21/00, 2/04/08, 5/63/00, 3/0C/00, 3/0C/09, 5/2C/00
  5/64/00 the write parameters do not fit the track
  5/30/05 the medium cannot be written in this format
  5/21/03? the data would cross a layer jump
  3/73/03
  5/63/01? the packet does not fit into the space there is
SEEK(10)
  2/3A/00, 5/21/00
ERASE(10)
  2/3A/00, 7/27/00, 5/21/00
  3/51/00 erasing failed
WRITE AND VERIFY(10)
  2/3A/00, 7/27/00, 5/21/00, 5/21/02, 3/0C/00
  3/11/00 reading back failed
VERIFY(10)
  2/3A/00, 5/21/00
  3/11/00 a sector cannot be read
  3/31/00? what background formatting left cannot be read
  5/24/00
PRE-FETCH(10)
  2/3A/00, 5/21/00
SYNCHRONIZE CACHE(10)
  2/3A/00, 2/04/08
  3/0C/00 writing what was cached failed
  5/2C/00
WRITE BUFFER
  5/24/00, 5/26/00, 5/2C/00
  5/24/00 the drive does not have this mode, buffer or offset
READ BUFFER
  5/24/00
READ SUB-CHANNEL
  2/3A/00, 5/24/00, 3/11/00
READ TOC/PMA/ATIP
  2/3A/00, 5/30/02
  5/24/00 the drive does not have this format, or there is no such track or session
  3/57/00 the table of contents cannot be read
READ HEADER
  2/3A/00, 5/21/00
  5/64/00 the track is of another kind than the sectors asked for
PLAY AUDIO(10)
  2/3A/00, 5/21/00, 5/64/00, 5/63/00?
GET CONFIGURATION
  5/24/00
PLAY AUDIO MSF
  2/3A/00, 5/21/00, 5/64/00, 5/63/00?, 5/24/00
PLAY AUDIO TRACK INDEX
  2/3A/00, 5/21/00, 5/64/00, 5/63/00?
PLAY TRACK RELATIVE(10)
  2/3A/00, 5/21/00, 5/64/00, 5/63/00?
GET EVENT STATUS NOTIFICATION
  5/24/00 the drive only answers with POLLED
PAUSE/RESUME
  5/2C/00 nothing plays that could be paused or resumed
LOG SELECT
  5/24/00, 5/26/00
LOG SENSE
  5/24/00
STOP PLAY/SCAN
  2/3A/00
READ DISC INFORMATION
  2/3A/00, 5/24/00
  5/20/00 drives that only read need not have the command
  2/04/01
READ TRACK INFORMATION
  2/3A/00
  5/24/00 there is no such address, track or session
  5/30/02? the medium has no tracks
RESERVE TRACK
  2/3A/00, 5/2C/00
  5/72/05 no further track can be reserved
  5/24/00 the reservation is larger than the free space
  7/27/00
  5/2C/00 there is an incomplete track already
SEND OPC INFORMATION
  2/3A/00, 3/73/03
  3/73/02 the power calibration area is full
  1/73/01 the power calibration area is almost full
  5/24/00, 5/26/00
MODE SELECT(10)
  5/24/00, 5/26/00, 5/1A/00
  5/2C/00? the write parameters cannot change while a disc is written
REPAIR TRACK
  2/3A/00
  5/24/00? the track is not damaged, or not written incrementally
  3/0C/00
MODE SENSE(10)
  5/24/00, 5/39/00
CLOSE TRACK SESSION
  2/3A/00, 5/2C/00
  5/24/00 the close function is not one for this medium
  5/72/03 the session has an incomplete track
  5/72/04 a reserved track is empty or not full
  3/72/01 writing the lead-in failed
  3/72/02 writing the lead-out failed
  2/04/08
READ BUFFER CAPACITY
  2/3A/00 there is no medium; not every drive minds
  5/24/00
SEND CUE SHEET
  2/3A/00
  5/2C/00 the write type is not session at once
  5/26/00 the cue sheet has a line that cannot be carried out
  5/30/05? the medium cannot be written session at once
PERSISTENT RESERVE IN
  5/24/00
PERSISTENT RESERVE OUT
  5/24/00, 5/1A/00
REPORT LUNS
  5/24/00
BLANK
  2/3A/00
  5/30/05? the medium cannot be blanked
  5/24/00 the blanking type is not one for this medium
  3/51/01 an earlier blanking did not complete
  7/27/00
  2/04/07 an earlier immediate operation is still in progress
SECURITY PROTOCOL IN
  5/24/00
SEND EVENT
  5/26/00
SEND KEY
  5/6F/00, 5/6F/01, 5/6F/02, 5/2C/00, 5/24/00, 5/6F/04
  5/6F/05 the region of the drive cannot be changed any more
  5/30/02
REPORT SUPPORTED OPERATION CODES
  5/20/00
  5/24/00 the drive takes it for SEND KEY, which has the same operation code
REPORT KEY
  5/6F/00, 5/6F/01, 5/6F/02, 2/3A/00, 5/6F/03, 5/6F/04
  5/55/00? all grant IDs are in use
  5/30/02, 5/2C/00
PLAY AUDIO(12)
  2/3A/00, 5/21/00, 5/64/00, 5/63/00?
LOAD/UNLOAD MEDIUM
  5/53/02 medium removal is prevented
  2/3B/0E? the slot has no disc
  2/3B/0D? the place for the disc is taken
  5/24/00
SET READ AHEAD
  2/3A/00, 5/21/00
READ(12)
  2/3A/00, 6/28/00, 5/21/00
  5/64/00 the track is of another kind than the sectors asked for
  3/11/00
  3/11/11 reading did not keep up with the stream
  5/6F/03
PLAY TRACK RELATIVE(12)
  2/3A/00, 5/21/00, 5/64/00, 5/63/00?
WRITE(12)
  2/3A/00, 7/27/00, 5/21/02, 5/21/00, 2/04/08, 5/63/00, 3/0C/00, 3/0C/09
READ MEDIA SERIAL NUMBER
  2/3A/00, 5/24/00, 5/20/00
GET PERFORMANCE
  5/24/00 the drive does not have this type, or TOLERANCE is not 10b
  2/3A/00
READ DISC STRUCTURE
  2/3A/00
  5/30/02 the medium is a CD, or of another family
  5/24/00 the drive does not have this format, or the medium not this layer
  5/6F/01 there is no burst cutting area, or no key
  5/6F/02
  5/2C/00? authentication has to come first
WRITE AND VERIFY(12)
  2/3A/00, 7/27/00, 5/21/00
VERIFY(12)
  2/3A/00, 5/21/00, 3/11/00
SECURITY PROTOCOL OUT
  5/24/00, 5/26/00
SET STREAMING
  5/24/00, 5/26/00, 5/1A/00
  2/3A/00 there is no medium; not every drive minds
READ CD MSF
  2/3A/00, 5/30/02, 5/21/00
  5/64/00 the track is of another kind than the sectors asked for
  3/11/00, 5/24/00
SCAN
  2/3A/00, 5/21/00, 5/64/00, 5/63/00?
SET CD SPEED
  5/24/00
  2/3A/00 there is no medium; not every drive minds
PLAY CD
  2/3A/00, 5/21/00, 5/64/00, 5/63/00?
MECHANISM STATUS
  5/24/00
READ CD
  2/3A/00
  5/30/02 the medium is no CD
  5/21/00
  5/64/00 the track is of another kind than the sectors asked for
  3/11/00
  5/24/00 the drive does not give this selection of main channel, C2 and sub-channel
SEND DISC STRUCTURE
  2/3A/00, 5/30/02, 5/24/00, 5/26/00, 7/27/00
  5/2C/00? the structure cannot be changed now
`;

const sensePattern = /^([0-9A-F])\/([0-9A-F]{2})\/([0-9A-F]{2})(\?)?(?: (.+))?$/;

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');

const usualMeanings = new Map(
  linesOf(usual).map((line) => {
    const [sense, ...words] = line.trim().split(' ');
    return [sense, words.join(' ')] as const;
  }),
);

function parseError(entry: string): TypicalError {
  const match = sensePattern.exec(entry);
  if (!match) throw new Error(`typical-errors.ts: "${entry}" is no sense code`);
  const [, key, asc, ascq, mark, words] = match;
  const sense = `${key}/${asc}/${ascq}`;
  const when = words ?? usualMeanings.get(sense);
  const text = ascText(Number.parseInt(asc!, 16), Number.parseInt(ascq!, 16));
  if (when === undefined || text === undefined) throw new Error(`typical-errors.ts: "${entry}" has no meaning`);
  return { sense, text: `${senseKeyName(Number.parseInt(key!, 16))}, ${text}`, when, isUncertain: mark === '?' };
}

/** Codes alone may share a line; a code with words has its own. */
function parseErrors(line: string): TypicalError[] {
  const entries = /[a-z]/.test(line) ? [line.trim()] : line.trim().split(', ');
  return entries.map(parseError);
}

/** How each command of T10 typically fails, by its name without what tells siblings apart. */
export const typicalErrors: ReadonlyMap<string, readonly TypicalError[]> = (() => {
  const found = new Map<string, TypicalError[]>();
  let errors: TypicalError[] = [];
  for (const line of linesOf(byCommand)) {
    if (line.startsWith(' ')) errors.push(...parseErrors(line));
    else {
      errors = [];
      found.set(line, errors);
    }
  }
  return found;
})();

/** What every command can end in. */
export const errorsOfAnyCommand: readonly TypicalError[] = linesOf(anyCommand).flatMap(parseErrors);
