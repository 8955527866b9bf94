/** docs/compatibility.md: what unmodified programs do with the embedded drive behind a kernel. */
import type { ProgramCheck, ProgramRecording } from '../../test/lab/differential/program-checks.js';
import { table } from './markdown.js';

const row = ({ programs, medium, what }: ProgramCheck): string[] => [
  programs[0]!,
  medium,
  what,
  programs.slice(1).join(', '),
];

/** By program, and what one does in the order in which it was done. */
const byProgram = (checks: readonly ProgramCheck[]): ProgramCheck[] =>
  [...checks].sort((a, b) => a.programs[0]!.localeCompare(b.programs[0]!, 'en'));

/** The page. */
export function compatibilityPage({ versions, checks }: ProgramRecording): string {
  return `# What other programs do with the embedded drive

\`npm run lab\` serves embedded drives with \`discwire serve\`, a Linux kernel attaches them with its own iSCSI initiator as
\`/dev/srN\` and \`/dev/sgN\`, and programs that know nothing of discwire use them like any other drive. To have one yourself:

\`\`\`sh
discwire serve "virtual:burn.disc?new=cd-r" &
iscsiadm -m discovery -t sendtargets -p 127.0.0.1:3260
iscsiadm -m node -p 127.0.0.1:3260 --login
\`\`\`

Every line of the table is a check that passes. What is read is compared with what is on the disc, to the byte and the
sample; what was written is compared with what went in, after the disc was taken out, its file opened anew and laid in
again. "With" names the programs that read or prepare what the first one did. Where a program only prints something, what
it prints is compared.

The page is made from \`test/lab/recordings/programs.json\`; a test keeps it true, and the lab fails where a program does not
manage what stands here. \`npm run recorders\` runs many more cases of the recording programs, without a kernel.

## Programs

${table(['program', 'medium', 'what it does', 'with'], byProgram(checks).map(row))}

The same drive passes the conformance suite of this project through the kernel, and what it tells there is byte for byte
what it tells to \`iscsi://\` directly, and what sg_inq, sg_raw, cd-info and dd get. A program compiled for Windows reads it
under Wine, and [Where Wine and discwire differ](ioctl-differences.md) has what Wine's driver makes of its audio.

## Versions

${table(
  ['program', 'package'],
  Object.entries(versions).map(([program, version]) => [program, version]),
)}

## What to know

- Linux closes an open tray when a program opens the block node without \`O_NONBLOCK\`. The unit attention of that ends the
  first read in an I/O error; whoever opens it again reads.
- Linux takes a unit attention of a removable medium for another medium, also after a reset, unless it has asked for the
  reset itself: what is being read then ends in an I/O error. \`reset\` on the control socket shows how a program takes that.
- wodim puts the LUN into the CDB as in SCSI-2, bits that are reserved today, and the drive refuses that with 5/24/00:
  \`discwire serve --each\` makes every drive LUN 0.
- A drive without MODE SENSE(6), as the personalities of ATAPI drives are, is "scsi-1 drive" to Linux when it comes by
  iSCSI: Linux asks such drives for MODE SENSE(10) only behind libata and USB.
- sg_get_config of sg3_utils 1.46 finds feature 0041h (BD Write) too short: it expects 28 bytes there, as
  in feature 0040h (BD Read).
`;
}
