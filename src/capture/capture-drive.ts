/** Asks a drive for everything that makes its personality. Nothing that is sent changes the drive or the medium. */
import {
  announcedLength,
  type Codec,
  type Command,
  configuration,
  eventStatus,
  getConfiguration,
  getEventStatusNotification,
  getPerformance,
  getPerformanceWriteSpeed,
  hex,
  type InputOf,
  inquiry,
  inquiryVitalProductData,
  mmcCommands,
  modePages,
  modeParameterList,
  modeSense10,
  pageControl,
  preFetch10,
  profileName,
  read6,
  read10,
  read12,
  reportKeyRpcState,
  rezeroUnit,
  rpcState,
  standardInquiry,
  testUnitReady,
  writeSpeeds,
} from '../../mmc/index.js';
import type { Device, Outcome, RetryPolicy } from '../device/index.js';
import { TransportError } from '../transport/index.js';
import type { CapturedAnswer, CapturedModePage, DriveCapture } from '../virtual/index.js';

/** What {@link captureDrive} asks. */
export interface CaptureOptions {
  /**
   * Whether commands that change nothing are sent only to see which of them the drive has. Default: true. Some bridges
   * hang on a command that they do not know.
   */
  readonly probeCommands?: boolean | undefined;
}

const allPages = 0x3f;
/** Page 00h is the vendor's, and has no known form. */
const firstPage = 0x01;
const vpdPagesListAt = 4;
/** Even, as some adapters want it, and less than 256, as old drives do. */
const vitalProductDataBytes = 252;
/** Up to the version descriptors. QEMU's drives announce as much as they are asked for. */
const inquiryBytes = 96;

/** The first commands after a change are told of it; that says nothing of the command. */
const afterUnitAttention: RetryPolicy = ({ outcome, sends }) =>
  outcome?.kind === 'checkCondition' && outcome.sense?.senseKey === 6 && sends < 8 ? 0 : undefined;

/**
 * Asks a drive who it is, what it can do and how fast, and keeps every answer, refusals too. The medium that is in it
 * should be ready: what the drive says of it is kept as well. Throws TransportError where it does not answer INQUIRY
 * at all.
 */
export async function captureDrive(device: Device, options: CaptureOptions = {}): Promise<DriveCapture> {
  await ask(device, testUnitReady, {});
  const identity = await ask(device, inquiry, { allocationLength: inquiryBytes });
  const features = await ask(device, getConfiguration, { allocationLength: 8192 });
  const pages = await askModePages(device);
  const capture: DriveCapture = {
    format: 'discwire drive',
    version: 1,
    inquiry: identity,
    vitalProductData: await askVitalProductData(device),
    configuration: features,
    modePages: pages,
    performance: {
      read: await ask(device, getPerformance, {}),
      write: await ask(device, getPerformance, { write: true }),
      writeSpeeds: await ask(device, getPerformanceWriteSpeed, {}),
    },
    rpcState: await ask(device, reportKeyRpcState, {}),
    eventStatus: await ask(device, getEventStatusNotification, { notificationClassRequest: 0x10 }),
    commands: (options.probeCommands ?? true) ? await probeCommands(device) : [],
  };
  return { ...capture, decoded: decode(capture) };
}

/** Sends a command and keeps what came of it, whatever it was. */
async function ask<X extends Command>(device: Device, command: X, input: InputOf<X>): Promise<CapturedAnswer> {
  const cdb = hex(command.encodeCdb(input));
  try {
    const outcome = await device.exchange(command as Command, input, undefined, { retry: afterUnitAttention });
    return { cdb, ...answerOf(outcome, command) };
  } catch (error) {
    // Without this one there is no drive to speak of.
    if (!(error instanceof TransportError) || command === (inquiry as Command)) throw error;
    return { cdb, refused: `no answer: ${error.kind}` };
  }
}

function answerOf(
  { kind, data, sense, completion }: Outcome,
  { transfer }: Command,
): Pick<CapturedAnswer, 'data' | 'refused'> {
  if (kind === 'good' || kind === 'recovered') {
    // Not every driver says how much of the buffer was filled.
    const announced = 'layout' in transfer ? announcedLength(transfer.layout, data) : undefined;
    return { data: hex(data.subarray(0, announced ?? data.length)) };
  }
  if (!sense) return { refused: `status ${twoDigits(completion.status)}h` };
  const { senseKey = 0, asc = 0, ascq = 0 } = sense;
  return { refused: `${senseKey.toString(16).toUpperCase()}/${twoDigits(asc)}/${twoDigits(ascq)}` };
}

const twoDigits = (value: number): string => value.toString(16).toUpperCase().padStart(2, '0');

async function askVitalProductData(device: Device): Promise<DriveCapture['vitalProductData']> {
  const page = (pageCode: number) =>
    ask(device, inquiryVitalProductData, { pageCode, allocationLength: vitalProductDataBytes });
  const list = await page(0);
  const codes = [...bytesOf(list)].slice(vpdPagesListAt).filter((code) => code !== 0);
  const pages = [{ page: 0, ...list }];
  for (const code of codes) pages.push({ page: code, ...(await page(code)) });
  return pages;
}

async function askModePages(device: Device): Promise<readonly CapturedModePage[]> {
  const pages: CapturedModePage[] = [await askModePage(device, allPages)];
  for (let page = firstPage; page < allPages; page++) {
    const captured = await askModePage(device, page);
    if (captured.current.data !== undefined) pages.push(captured);
  }
  return pages;
}

async function askModePage(device: Device, pageCode: number): Promise<CapturedModePage> {
  const control = (pc: number) => ask(device, modeSense10, { pageCode, pc, dbd: true });
  const current = await control(pageControl.current);
  const name = modePages.get(pageCode)?.name;
  return {
    page: pageCode,
    ...(name !== undefined && { name }),
    current,
    changeable: await control(pageControl.changeable),
    default: await control(pageControl.default),
    saved: await control(pageControl.saved),
  };
}

/** Of length zero these go over the whole disc, or read 256 blocks; the last one only moves the pick-up. */
const notWorthIt: ReadonlySet<string> = new Set([preFetch10.id, read6.id, rezeroUnit.id]);

/** Commands that change nothing, each operation code once, with zeros for what they need. */
function harmlessCommands(): readonly Command[] {
  const byCode = new Map<number, Command>();
  for (const command of mmcCommands)
    if (command.changes === 'nothing' && command.transfer.direction !== 'out' && !notWorthIt.has(command.id))
      if (!byCode.has(command.operationCode)) byCode.set(command.operationCode, command);
  return [...byCode.values()].sort((a, b) => a.operationCode - b.operationCode);
}

async function probeCommands(device: Device): Promise<DriveCapture['commands']> {
  const answers: DriveCapture['commands'][number][] = [];
  for (const command of harmlessCommands()) {
    const { cdb, refused } = await ask(device, command, leastInput(command));
    answers.push({ name: command.name, cdb, ...(refused === undefined ? { data: '' } : { refused }) });
  }
  return answers;
}

/** There are drives that never end a READ without blocks, QEMU's IDE drive among them: those read one. */
const readsOneBlock: ReadonlySet<string> = new Set([read10.id, read12.id]);

function leastInput({ id, required }: Command): Record<string, number> {
  const zeros = Object.fromEntries(required.map((field) => [field, 0]));
  return readsOneBlock.has(id) ? { ...zeros, transferLengthBlocks: 1 } : zeros;
}

const bytesOf = ({ data }: CapturedAnswer): Uint8Array =>
  Uint8Array.from(data?.split(' ').filter(Boolean) ?? [], (digits) => Number.parseInt(digits, 16));

/** The answers in words, for whoever reads the file. */
function decode(capture: DriveCapture): unknown {
  const { inquiry: identity, configuration: features, performance } = capture;
  const decodedFeatures = decodeAnswer(configuration, features);
  return {
    inquiry: decodeAnswer(standardInquiry, identity),
    currentProfile: decodedFeatures && profileName(decodedFeatures.currentProfile ?? 0),
    configuration: decodedFeatures,
    modePages: capture.modePages
      .filter(({ page }) => page !== allPages)
      .map(({ current }) => decodeAnswer(modeParameterList, current)?.pages),
    writeSpeeds: decodeAnswer(writeSpeeds, performance.writeSpeeds),
    rpcState: decodeAnswer(rpcState, capture.rpcState),
    eventStatus: decodeAnswer(eventStatus, capture.eventStatus),
  };
}

/** Undefined for a refusal, and for an answer too short to be one. */
function decodeAnswer<T>(layout: Codec<T>, answer: CapturedAnswer): T | undefined {
  if (answer.data === undefined) return undefined;
  try {
    return layout.decode(bytesOf(answer));
  } catch {
    return undefined;
  }
}
