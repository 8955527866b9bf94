/** `discwire ioctl`: a control code, carried out with MMC commands. */
import { type Command as Cli, Option } from 'commander';
import { toBytes } from '../../mmc/index.js';
import {
  type CdromOptions,
  controlCode,
  type IoctlOptions,
  type IoctlResult,
  isNtSuccess,
  openCdrom,
  streamingControl,
  streamingRequestType,
} from '../index.js';
import { action, type CliIo, type Context } from './context.js';
import { controlCodeArgument, streamingModeArgument } from './control-code-argument.js';
import { countOption } from './data-argument.js';
import { RefusedError, UsageError } from './failure.js';
import { bytesArgument } from './hex-argument.js';
import { controlCodeText, ioctlFailureText, ioctlJson, ioctlLines, ntStatusJson } from './ioctl-answer.js';
import { type NativeAnswer, nativeJson, nativeLines } from './native-answer.js';
import { withDevice } from './session.js';
import { normalized } from './suggest.js';
import { cNumber, table } from './text.js';

interface Options {
  readonly list?: boolean;
  readonly input?: string;
  readonly outputLength?: number;
  readonly profile?: CdromOptions['profile'];
  readonly retry?: CdromOptions['retry'];
  readonly mounted?: boolean;
  readonly unmounted?: boolean;
  readonly documented?: boolean;
  readonly probe?: boolean;
  readonly native?: boolean;
}

/** More than any output of the codes that there are. */
const defaultOutputLength = 2048;
const longestOutput = 0x100_0000;
/** Their input has addresses in it, which mean nothing here and anything to the system. */
const codesWithPointers: readonly number[] = [
  controlCode.IOCTL_SCSI_PASS_THROUGH_DIRECT,
  controlCode.IOCTL_SCSI_PASS_THROUGH_DIRECT_EX,
];

/** Adds the sub-command. */
export function addIoctl(program: Cli, io: CliIo): void {
  program
    .command('ioctl')
    .summary('carry out a CD-ROM control code')
    .description('Carries out a CD-ROM control code of Windows, and shows the commands it becomes and its NTSTATUS.')
    .argument('[code]', 'e.g. check_verify, IOCTL_CDROM_STOP_AUDIO or 0x24068; all of them with --list')
    .argument('[device]', 'e.g. /dev/sr0, D: or virtual:')
    .argument('[mode]', 'of enable_streaming: disable, read-only, write-only or read-write')
    .option('--list', 'show the control codes, or those whose name has CODE in it; send nothing')
    .option('--input <hex>', 'input buffer')
    .option('--output-length <bytes>', `length of the output buffer (default: ${defaultOutputLength})`, countOption)
    .addOption(
      new Option(
        '--profile <name>',
        'send the CDBs of MMC, or the very ones that Windows sends: stop_audio, for instance, STOP PLAY/SCAN or START STOP UNIT',
      ).choices(['mmc', 'driver']),
    )
    .addOption(
      new Option('--retry <policy>', 'send a failed command again as Windows does, or never').choices([
        'driver',
        'none',
      ]),
    )
    .option('--mounted', 'a file system is mounted: unit attentions end in VERIFY_REQUIRED (default)')
    .addOption(new Option('--unmounted', 'none is: the command is sent again').conflicts('mounted'))
    .option('--documented', 'end only in statuses that the documentation of the code lists')
    .option('--probe', 'stop_audio asks first whether anything is playing')
    .option('--native', "ask Windows' own driver for the same first, and show in what the two differ (Windows only)")
    .action(action(io, ioctl));
}

async function ioctl(
  context: Context,
  codeText: string | undefined,
  deviceName: string | undefined,
  modeText: string | undefined,
  options: Options,
): Promise<void> {
  if (options.list) return controlCodeList(context, codeText);
  if (codeText === undefined) throw new UsageError('which control code? `discwire ioctl --list` shows them all');
  const code = controlCodeArgument(codeText);
  if (deviceName === undefined)
    throw new UsageError(`${controlCodeText(code)}: on which device? e.g. /dev/sr0, D: or virtual:`);
  const input = inputOf(code, modeText, options.input);
  const outputLength = options.outputLength ?? defaultOutputLength;
  if (outputLength > longestOutput)
    throw new UsageError(`--output-length ${outputLength}: at most ${longestOutput} bytes`);
  const native = options.native ? await askNative(context, deviceName, code, input, outputLength) : undefined;
  await withDevice(context, deviceName, {}, async ({ device, exchanges }) => {
    const handle = openCdrom(device);
    const result = await handle.ioctl(code, input, outputLength, settingsOf(options));
    const answer = { code, result, exchanges: [...exchanges] };
    // A process ends with all its handles closed: what follows is no part of the answer.
    await handle.close();
    context.result({ ...ioctlJson(answer), ...(native && nativeJson(native(result))) }, () => [
      context.style.heading(controlCodeText(code)),
      ...ioctlLines(answer, context.style),
      ...(native ? nativeLines(native(result), context.style) : []),
    ]);
    if (!isNtSuccess(result.ntStatus))
      throw new RefusedError(ioctlFailureText(answer), 'ntStatus', { ntStatus: ntStatusJson(result.ntStatus) });
  });
}

/** What Windows' driver makes of the request, to be put beside what becomes of it here. */
async function askNative(
  { io }: Context,
  name: string,
  code: number,
  input: Uint8Array,
  outputLength: number,
): Promise<(ours: IoctlResult) => NativeAnswer> {
  if (codesWithPointers.includes(code))
    throw new UsageError(
      `--native: ${controlCodeText(code)} has an address in its input, which only a program can give`,
    );
  const native = await io.nativeIoctl(name, code, input, outputLength);
  return (ours) => ({ ours, native });
}

/** Shows all control codes that there are, or those with `text` in their name. */
function controlCodeList(context: Context, text = ''): void {
  const wanted = normalized(text);
  const found = Object.entries(controlCode).filter(([name]) => normalized(name).includes(wanted));
  // It says what may have been meant by a name that nothing has.
  if (found.length === 0) controlCodeArgument(text);
  context.result(
    found.map(([name, code]) => ({ name, code })),
    () => table(found.map(([name, code]) => [cNumber(code), name])),
  );
}

function settingsOf({ profile, retry, unmounted, documented, probe }: Options): IoctlOptions {
  return {
    ...(profile && { profile }),
    ...(retry && { retry }),
    ...(unmounted && { volumeMounted: false }),
    ...(documented && { documentedOnly: true }),
    ...(probe && { probePlayState: true }),
  };
}

function inputOf(code: number, mode: string | undefined, input: string | undefined): Uint8Array {
  if (mode === undefined) return input ? bytesArgument(input, '--input') : new Uint8Array(0);
  if (code !== controlCode.IOCTL_CDROM_ENABLE_STREAMING)
    throw new UsageError(`${mode}: only enable_streaming takes a mode; give other input with --input`);
  if (input !== undefined) throw new UsageError(`give the mode ${mode} or --input, not both`);
  return toBytes(streamingControl, { requestType: streamingRequestType[streamingModeArgument(mode)] });
}
