/** Faults of what is read: bad blocks, wrong bytes, C2 errors, jitter, sub-channels. */
import { rawSectorBytes, readCd, readCdMsf, subChannelQBytes, subChannelQCrc } from '../../../../mmc/index.js';
import { type Completion, scsiStatus } from '../../../transport/transport.js';
import { checkCondition } from '../completions.js';
import type { FaultContext } from '../fault-context.js';
import { defineFault, type FaultKind, type Struck } from '../fault-kind.js';
import { choice, flag, integer, orElse, sense } from '../members.js';
import { pointToByte, type SectorView, sectorView } from '../sector-view.js';

const isRead = (context: FaultContext): boolean => context.isRead;
const isReadCd = ({ command }: FaultContext): boolean => command === readCd || command === readCdMsf;
const isAudioRead = (context: FaultContext): boolean => isReadCd(context) && context.audioDisc !== undefined;
const isGood = ({ status }: Completion): boolean => status === scsiStatus.good;
const longestShift = 58_800;
/** The first of a sector's frames whose Q is what is told, and where its bits are in raw P to W. */
const qBit = 0x40;

/** The addresses of the blocks that are hit. */
function* hitBlocks({ context, hits }: Struck): Generator<number> {
  const { first, count } = context.extent!;
  for (let address = first; address < first + count; address++) if (hits(address)) yield address;
}

/** Calls `damage` with where each sector that is hit begins. */
function eachHitSector(
  struck: Struck,
  completion: Completion,
  damage: (view: SectorView, sectorStart: number, logicalBlockAddress: number) => void,
): void {
  const view = isGood(completion) ? sectorView(struck.context, completion.transferredBytes) : undefined;
  if (!view) return;
  const { first } = struck.context.extent!;
  for (const address of hitBlocks(struck)) damage(view, (address - first) * view.sectorBytes, address);
}

/** One byte is another one: never the same. */
const spoil = (data: Uint8Array, at: number, chance: number): void => {
  data[at] = data[at]! ^ (1 + Math.floor(chance * 255));
};

export const readingFaults: readonly FaultKind[] = [
  defineFault({
    kind: 'unreadable',
    about:
      'Blocks that cannot be read. The read ends at the first one, with the blocks before it, and its address is in the sense data.',
    members: {
      sense: orElse({ senseKey: 3, asc: 0x11, ascq: 0x05 }, sense('What is told: 3/11/05 where not given.')),
      recoveredAfter: orElse(0, integer(0, 1000, 'The block is read after so many attempts. 0: never.')),
    },
    isPerBlock: true,
    appliesTo: (context) => isRead(context) || context.fields['verificationLengthBlocks'] !== undefined,
    create({ sense: input, recoveredAfter }) {
      const attempts = new Map<number, number>();
      return {
        answer(struck, completion) {
          if (!isGood(completion)) return undefined;
          const { extent, request } = struck.context;
          for (const address of hitBlocks(struck)) {
            const attempt = (attempts.get(address) ?? 0) + 1;
            if (recoveredAfter > 0) attempts.set(address, attempt);
            if (recoveredAfter > 0 && attempt > recoveredAfter) continue;
            const before = Math.floor(completion.transferredBytes / extent!.count) * (address - extent!.first);
            if (request.direction === 'in') request.data.fill(0, before);
            return checkCondition({ ...input, information: address >>> 0 }, before);
          }
          return undefined;
        },
      };
    },
    example: { kind: 'unreadable', blocks: { first: 100, last: 115 }, recoveredAfter: 3 },
  }),

  defineFault({
    kind: 'slow',
    about: 'Blocks that take longer, as where a drive reads again and again. Time passes on the clock of the drive.',
    members: { delayMs: integer(1, 3_600_000, 'Milliseconds for each block.') },
    isPerBlock: true,
    appliesTo: ({ extent }) => extent !== undefined,
    create: ({ delayMs }) => ({
      answer(struck) {
        for (const _ of hitBlocks(struck)) struck.context.delayMs += delayMs;
        return undefined;
      },
    }),
    example: { kind: 'slow', blocks: { first: 100, last: 199 }, delayMs: 250 },
  }),

  defineFault({
    kind: 'corruptRead',
    about: 'Wrong bytes in blocks that are read, and nothing tells of it. What lies on the medium stays as it is.',
    members: {
      bytesPerBlock: orElse(1, integer(1, 2048, 'How many bytes of each block are wrong.')),
      persistent: orElse(true, flag('Whether a block is wrong in the same way every time it is read.')),
    },
    isPerBlock: true,
    appliesTo: isRead,
    create: ({ bytesPerBlock, persistent }) => ({
      answer(struck, completion) {
        if (!isGood(completion)) return undefined;
        const { extent, request } = struck.context;
        const blockBytes = Math.floor(completion.transferredBytes / extent!.count);
        const attempt = persistent ? 0 : struck.times;
        for (const address of hitBlocks(struck))
          for (let i = 0; i < Math.min(bytesPerBlock, blockBytes); i++) {
            const inBlock = Math.floor(struck.chance(address, attempt, 2 * i) * blockBytes);
            spoil(
              request.data,
              (address - extent!.first) * blockBytes + inBlock,
              struck.chance(address, attempt, 2 * i + 1),
            );
          }
        return undefined;
      },
    }),
    example: { kind: 'corruptRead', commands: ['read10'], probability: 0.01 },
  }),

  defineFault({
    kind: 'c2',
    about:
      'Wrong bytes in sectors that READ CD reads, with C2 pointers that say which, where the command asks for them.',
    members: {
      bytesPerSector: orElse(
        12,
        integer(1, rawSectorBytes, 'How many bytes of each sector are wrong, next to each other.'),
      ),
      pointers: orElse(
        'agree',
        choice(
          ['agree', 'missing', 'alone'],
          'Whether the pointers agree with the bytes, are missing, or stand alone, with all bytes right.',
        ),
      ),
      persistent: orElse(true, flag('Whether a sector is wrong in the same way every time it is read.')),
    },
    isPerBlock: true,
    appliesTo: isReadCd,
    create: ({ bytesPerSector, pointers, persistent }) => ({
      answer(struck, completion) {
        const { data } = struck.context.request;
        const selection = struck.context.fields['c2ErrorInformation'] as number;
        const attempt = persistent ? 0 : struck.times;
        eachHitSector(struck, completion, (view, start, address) => {
          const from = Math.floor(struck.chance(address, attempt) * (rawSectorBytes - bytesPerSector + 1));
          for (let at = from; at < from + bytesPerSector; at++) {
            const inMain = at - view.mainStart;
            if (pointers !== 'alone' && inMain >= 0 && inMain < view.mainBytes)
              spoil(data, start + inMain, struck.chance(address, attempt, at));
            if (pointers !== 'missing' && view.c2Bytes > 0) pointToByte(data, start + view.mainBytes, selection, at);
          }
        });
        return undefined;
      },
    }),
    example: { kind: 'c2', blocks: { first: 1000, last: 1999 }, bytesPerSector: 24, probability: 0.1 },
  }),

  defineFault({
    kind: 'jitter',
    about: 'Every read of audio begins some samples before or behind where it should.',
    members: { samples: integer(1, longestShift, 'How many samples at most. A sector has 588.') },
    appliesTo: isAudioRead,
    create: ({ samples }) => ({
      request({ context, chance, times }) {
        context.sampleShift += Math.floor(chance(times) * (2 * samples + 1)) - samples;
        return undefined;
      },
    }),
    example: { kind: 'jitter', samples: 100, probability: 0.5 },
  }),

  defineFault({
    kind: 'readOffset',
    about: 'All audio is read from some samples further on, as drives do: their read offset.',
    members: { samples: integer(-longestShift, longestShift, 'Negative: from further back.') },
    appliesTo: isAudioRead,
    create: ({ samples }) => ({
      request({ context }) {
        context.sampleShift += samples;
        return undefined;
      },
    }),
    example: { kind: 'readOffset', samples: -30 },
  }),

  defineFault({
    kind: 'subChannelQ',
    about: 'Channel Q of sectors that READ CD reads, raw or formatted, is damaged.',
    members: {
      damage: choice(
        ['crc', 'address'],
        'crc: bits are wrong and the CRC shows it. address: the absolute time is another one, and the CRC is right.',
      ),
    },
    isPerBlock: true,
    appliesTo: isReadCd,
    create: ({ damage }) => ({
      answer(struck, completion) {
        const { data } = struck.context.request;
        eachHitSector(struck, completion, (view, start, address) => {
          const at = start + view.mainBytes + view.c2Bytes;
          const q = readQ(data, at, view.subChannelBytes);
          if (!q) return;
          if (damage === 'crc') spoil(q, Math.floor(struck.chance(address) * 10), struck.chance(address, 1));
          else moveAddress(q);
          writeQ(data, at, view.subChannelBytes, q);
        });
        return undefined;
      },
    }),
    example: { kind: 'subChannelQ', damage: 'crc', probability: 0.05 },
  }),
];

const rawBytes = 96;
const frameAt = 9;
const crcAt = 10;

function readQ(data: Uint8Array, at: number, bytes: number): Uint8Array | undefined {
  if (bytes === 0) return undefined;
  if (bytes !== rawBytes) return data.slice(at, at + subChannelQBytes);
  const q = new Uint8Array(subChannelQBytes);
  for (let i = 0; i < rawBytes; i++) if ((data[at + i]! & qBit) !== 0) q[i >> 3]! |= 0x80 >> (i & 7);
  return q;
}

function writeQ(data: Uint8Array, at: number, bytes: number, q: Uint8Array): void {
  if (bytes !== rawBytes) data.set(q, at);
  else
    for (let i = 0; i < rawBytes; i++) {
      const isSet = (q[i >> 3]! & (0x80 >> (i & 7))) !== 0;
      data[at + i] = isSet ? data[at + i]! | qBit : data[at + i]! & ~qBit;
    }
}

/** Another frame of the same second, in BCD, with a CRC that is right. */
function moveAddress(q: Uint8Array): void {
  q[frameAt] = q[frameAt]! >= 0x70 ? 0x00 : q[frameAt]! ^ 0x01;
  const crc = subChannelQCrc(q);
  q[crcAt] = crc >> 8;
  q[crcAt + 1] = crc & 0xff;
}
