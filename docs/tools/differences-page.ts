/** docs/ioctl-differences.md: where Wine's driver and ours make something else of the same request. */
import { wrap } from '../../src/cli/text.js';
import { ntStatusName } from '../../src/ioctl/index.js';
import {
  caseName,
  type DifferentialRecording,
  isSame,
  type RecordedCase,
  type RecordedResult,
} from '../../test/lab/differential/recording.js';
import { type Reason, reasons } from './differences-reasons.js';
import { blocks, table } from './markdown.js';

const longestOutput = 24;
const lineWidth = 120;

const paragraph = (text: string): string => wrap(text, lineWidth).join('\n');

/** Why the two differ; throws where nobody has said why. */
export function reasonOf(request: RecordedCase): Reason {
  const found = reasons.find((reason) => reason.explains(request));
  if (!found) throw new Error(`docs/tools/differences-reasons.ts does not say why this differs: ${caseName(request)}`);
  return found;
}

function outputText(output: string, firstDifference: number): string {
  const bytes = output === '' ? [] : output.split(' ');
  if (bytes.length === 0) return '';
  const start = firstDifference < longestOutput || firstDifference >= bytes.length ? 0 : firstDifference;
  const shown = bytes.slice(start, start + longestOutput).join(' ');
  const [before, after] = [start > 0 ? '… ' : '', start + longestOutput < bytes.length ? ' …' : ''];
  return `; ${bytes.length} bytes: \`${before}${shown}${after}\``;
}

function resultText({ ntStatus, information, output }: RecordedResult, firstDifference: number): string {
  const count = information === null ? '' : `, ${information}`;
  return `${ntStatusName(ntStatus).replace('STATUS_', '')}${count}${outputText(output, firstDifference)}`;
}

function row(request: RecordedCase): string[] {
  const { wine, ours } = request;
  const [theirs, own] = [wine.output.split(' '), ours.output.split(' ')];
  const firstDifference = own.findIndex((byte, i) => byte !== theirs[i]);
  const texts = [wine, ours].map((result) => resultText(result, Math.max(firstDifference, 0)));
  return [request.code, request.title, ...texts];
}

function section(reason: Reason, requests: readonly RecordedCase[], level: string): string {
  return blocks(
    `${level} ${reason.title}`,
    paragraph(`Right: **${reason.right}**. ${reason.because}`),
    paragraph(`Source: ${reason.source}.`),
    table(['code', 'buffers', 'Wine', 'discwire'], requests.map(row)),
  );
}

/** The requests that differ, by reason, in the order of the reasons. */
function sections(different: readonly RecordedCase[], level: string): string[] {
  return reasons.flatMap((reason) => {
    const explained = different.filter((each) => reasonOf(each) === reason);
    return explained.length > 0 ? [section(reason, explained, level)] : [];
  });
}

const list = (requests: readonly RecordedCase[]): string => requests.map((each) => `- ${caseName(each)}`).join('\n');

/** What only a drive with audio can be asked for. */
function audioSection({ cases }: DifferentialRecording): string {
  const same = cases.filter(isSame);
  return blocks(
    '## On our own drive, with audio',
    paragraph(
      'The embedded drive with an audio CD in it, served by `discwire serve` and attached by the kernel, which both Wine and ' +
        `discwire send their commands through. Of ${cases.length} requests ${same.length} end in the same.`,
    ),
    ...sections(
      cases.filter((each) => !isSame(each)),
      '###',
    ),
    '### No difference there',
    list(same),
  );
}

/** The page. */
export function differencesPage(recording: DifferentialRecording, audio: DifferentialRecording): string {
  const { wine, cases } = recording;
  const same = cases.filter(isSame);
  return `# Where Wine and discwire differ

${paragraph(
  'Wine has a CD-ROM driver of its own, made without a look at ours: `dlls/ntdll/unix/cdrom.c`. The lab gives the same ' +
    'requests, the same control codes with the same buffers, to that driver and to discwire, one after the other on one ' +
    `drive: QEMU's ATAPI CD-ROM with a data disc. Of ${cases.length} requests ${same.length} end in the same, status, ` +
    'Information and every byte of output; the others are listed here with the reason, and with who does as Windows does. ' +
    "Wine is no oracle: where the two differ, the published source of Windows' driver or Microsoft's documentation " +
    `decides. Wine is ${wine}.`,
)}

The page is made from \`test/lab/recordings/wine-ioctls.json\` and \`wine-ioctls-audio.json\`; a test keeps it true, and the lab
fails where a request ends in anything else than what is recorded. A result is the NTSTATUS, Information, and the output
where there is one.

QEMU's drive has no audio, no sub-channel and no DVD: what needs those is compared only as far as it is refused.
[Our own drive](#on-our-own-drive-with-audio) has audio.

${blocks(
  ...sections(
    cases.filter((each) => !isSame(each)),
    '##',
  ),
)}

## No difference

${list(same)}

${audioSection(audio)}
`;
}
