/**
 * Asks Wine's driver and ours for the same, request by request: `differential.js DEVICE RESULT_FILE [audio]`. Runs with node.exe
 * under Wine; our side sends its commands through Wine's own pass-through to the same drive.
 */
import { writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { hex } from '../../../mmc/index.js';
import { Device } from '../../../src/device/index.js';
import { openCdrom, scsiPassThroughDirect } from '../../../src/ioctl/index.js';
import { openTransport } from '../../../src/open.js';
import { type NativeDriver, openNativeDriver } from '../../../src/transport/index.js';
import { audioCases, type DifferentialCase, differentialCases } from '../differential/cases.js';
import type { RecordedCase, RecordedResult } from '../differential/recording.js';

interface Buffers {
  readonly input: Uint8Array;
  readonly output: Uint8Array;
  readonly data: Uint8Array | undefined;
}

interface Result {
  readonly ntStatus: number;
  readonly information: number | undefined;
  readonly output: Uint8Array;
}

/** Where DataBuffer lies in SCSI_PASS_THROUGH_DIRECT: an address, another one in every run. */
const [pointerStart, pointerEnd] = [24, 32];
/** Where ScsiStatus lies in it and in SCSI_PASS_THROUGH, and what comes behind structure and sense. */
const [scsiStatusAt, dataStart] = [2, 74];

function buffersOf({ input, outputLength, isOneBuffer, dataBytes }: DifferentialCase, driver: NativeDriver): Buffers {
  const own = input.slice();
  const data = dataBytes === undefined ? undefined : new Uint8Array(dataBytes);
  if (data && data.length > 0) {
    const fields = scsiPassThroughDirect.decode(input);
    scsiPassThroughDirect.encode({ ...fields, dataBuffer: driver.addressOf(data) }, own);
  }
  return { input: own, output: isOneBuffer ? own : new Uint8Array(outputLength), data };
}

function recorded(code: string, { ntStatus, information, output }: Result, data?: Uint8Array): RecordedResult {
  if (data) output.fill(0, pointerStart, pointerEnd);
  // Of a command that failed the kernel hands out whatever its memory has.
  if (code.startsWith('IOCTL_SCSI_PASS_THROUGH') && output[scsiStatusAt] !== 0) {
    data?.fill(0);
    output.fill(0, dataStart);
  }
  const shown = [...output, ...(output.length > 0 ? (data ?? []) : [])];
  return { ntStatus, information: information ?? null, output: hex(Uint8Array.from(shown)) };
}

const [device, resultFile, which] = argv.slice(2);
if (!device || !resultFile) throw new Error('usage: differential.js DEVICE RESULT_FILE [audio]');
await using driver = await openNativeDriver(device);
await using ours = new Device(await openTransport(device));
await using cdrom = openCdrom(ours, { volumeMounted: false, retry: 'none', profile: 'driver' });
const cases: RecordedCase[] = [];
for (const each of which === 'audio' ? audioCases : differentialCases) {
  const { code, number, title } = each;
  const theirs = buffersOf(each, driver);
  const wine = recorded(code, await driver.ioctl(number, theirs.input, theirs.output), theirs.data);
  const own = buffersOf(each, driver);
  const memory = () => own.data;
  const result = await cdrom.ioctl(number, own.input, own.output, { memory });
  cases.push({ code, title, wine, ours: recorded(code, result, own.data) });
}
writeFileSync(resultFile, JSON.stringify(cases));
