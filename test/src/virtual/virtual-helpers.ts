import { decodeSense, fieldAt, mmcCommands, type Sense } from '../../../mmc/index.js';
import { Device, type Outcome } from '../../../src/device/index.js';
import { ManualClock } from '../../../src/time/clock.js';
import type { Completion, TransferRequest } from '../../../src/transport/transport.js';
import {
  bytesSource,
  CompactDisc,
  numberedSource,
  toneSource,
  VirtualDrive,
  type VirtualDriveOptions,
  type VirtualTransport,
} from '../../../src/virtual/index.js';

/** What a buffer holds before a command, so that a byte which was not written shows. */
export const poison = 0xa5;

/** 300 blocks of data, and two tracks of audio with a pause of two seconds before the first. */
export const dataBlocks = 300;
export const pauseBlocks = 150;
export const firstAudioStart = dataBlocks + pauseBlocks;
export const firstAudioBlocks = 610;
export const secondAudioStart = firstAudioStart + firstAudioBlocks + 75;
export const leadOut = secondAudioStart + 525;

/** A mixed-mode CD: data, audio, and audio whose pause of one second is recorded. */
export function mixedDisc(): CompactDisc {
  return new CompactDisc({
    mediaCatalogNumber: '4988006116269',
    tracks: [
      { type: 'mode1', source: numberedSource(dataBlocks) },
      {
        type: 'audio',
        source: toneSource({ blockCount: firstAudioBlocks, hertz: 441 }),
        pregapBlocks: pauseBlocks,
        isrc: 'GBAYE6700149',
        copyPermitted: true,
      },
      {
        type: 'audio',
        source: toneSource({ blockCount: 600, hertz: 882 }),
        pauseBlocksInSource: 75,
        indexes: [225],
        preEmphasis: true,
      },
    ],
  });
}

/** A CD-ROM of `blockCount` blocks, all of the byte `value`. */
export function plainDisc(blockCount = 300, value = 0x11): CompactDisc {
  return new CompactDisc({
    tracks: [{ type: 'mode1', source: bytesSource(new Uint8Array(2048 * blockCount).fill(value), 2048) }],
  });
}

export interface Setup {
  readonly drive: VirtualDrive;
  readonly clock: ManualClock;
  readonly transport: VirtualTransport;
  readonly device: Device;
}

/** A drive on a clock that stands still, with one initiator that has nothing left to be told. */
export function setUp(options: VirtualDriveOptions = {}): Setup {
  const clock = new ManualClock();
  const drive = new VirtualDrive({ medium: mixedDisc(), clock, powerOnUnitAttention: false, ...options });
  const transport = drive.connect();
  return { drive, clock, transport, device: new Device(transport) };
}

/** Runs a CDB as bytes, with a poisoned buffer for data-in. */
export function run(
  transport: VirtualTransport,
  cdb: readonly number[] | Uint8Array,
  data: { in: number } | { out: Uint8Array } | undefined = undefined,
): { completion: Completion; data: Uint8Array } {
  const bytes = data === undefined ? new Uint8Array(0) : 'in' in data ? new Uint8Array(data.in).fill(poison) : data.out;
  const direction: TransferRequest['direction'] = data === undefined ? 'none' : 'in' in data ? 'in' : 'out';
  const completion = transport.executeSync({ cdb: Uint8Array.from(cdb), direction, data: bytes, timeoutMs: 1000 });
  return { completion, data: bytes };
}

const twoDigits = (value: number | undefined): string => (value ?? 0).toString(16).toUpperCase().padStart(2, '0');

/** `GOOD`, or key, code and qualifier as `5/24/00`. */
export function answerOf(result: Completion | Outcome): string {
  const { status, sense } = 'completion' in result ? result.completion : result;
  if (status === 0) return 'GOOD';
  const decoded = decodeSense(sense);
  if (!decoded) return `status ${status}`;
  return `${decoded.senseKey?.toString(16).toUpperCase()}/${twoDigits(decoded.asc)}/${twoDigits(decoded.ascq)}`;
}

/** What the completion's sense data points to: a field of the CDB by its name, or `data 8.3`. */
export function culpritOf(cdb: readonly number[] | Uint8Array, completion: Completion): string | undefined {
  const specific: Sense['senseKeySpecific'] = decodeSense(completion.sense)?.senseKeySpecific;
  if (specific?.kind !== 'fieldPointer') return undefined;
  const { commandData, fieldPointer: byte, bitPointer: bit } = specific;
  if (!commandData) return `data ${byte}${bit === undefined ? '' : `.${bit}`}`;
  const bytes = Uint8Array.from(cdb);
  const command = mmcCommands.find(bytes) ?? mmcCommands.siblings(bytes[0]!)[0];
  return command && (fieldAt(command.layout, byte, bit)?.name ?? `reserved ${byte}.${bit}`);
}
