import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  announcedLength,
  ascText,
  blank,
  type Command,
  closeTrackSession,
  decodeSense,
  fieldsOf,
  formatDescriptorList,
  formatUnit,
  mmcCommands,
  modeSelect10,
  modeSense10,
  read10,
  readFormatCapacities,
  readTrackInformation,
  reserveTrack,
  synchronizeCache10,
  toBytes,
  write10,
} from '../../../mmc/index.js';
import { ManualClock } from '../../../src/time/clock.js';
import type { Completion } from '../../../src/transport/transport.js';
import { VirtualDrive, type VirtualTransport } from '../../../src/virtual/index.js';
import { mediaStates } from './media-states.js';
import { answerOf, poison } from './virtual-helpers.js';

const blockBytes = 2048;
const modeHeaderBytes = 8;
const addressMask = 0xffff_ffff;
const readingCommands = new Set([
  'readCapacity',
  'readDiscInformation',
  'readTrackInformation',
  'readFormatCapacities',
]);

/** What a host does: a number each for what it chooses from, so that a history shrinks to the simplest. */
const step = fc.record({
  what: fc.constantFrom(
    'write',
    'write',
    'write',
    'page',
    'flush',
    'close',
    'reserve',
    'erase',
    'format',
    'any',
    'any',
    'wait',
  ),
  a: fc.nat(255),
  b: fc.nat(255),
  address: fc.oneof(
    fc.constantFrom(0, 16, 32, 0xffff_ffff, 0xffff_ff6a, 0x8000_0000),
    fc.nat(5000),
    fc.nat(0xffff_ffff),
  ),
  bytes: fc.uint8Array({ minLength: 16, maxLength: 16 }),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const chosen = <T>(from: readonly T[], number: number): T => from[number % from.length]!;

/** A host that remembers what it has written. */
class Host {
  /** What each block begins with, as far as it must be there still. */
  readonly blocks = new Map<number, number>();
  #stamp = 0;
  #isTesting = false;

  constructor(
    readonly transport: VirtualTransport,
    readonly clock: ManualClock,
  ) {}

  /** Sends a command, and looks at everything that has to hold for all. */
  send(cdb: Uint8Array, direction: 'none' | 'in' | 'out', bytes: Uint8Array | number = 0): [Completion, Uint8Array] {
    const length = typeof bytes === 'number' ? bytes : bytes.length;
    const arena = new Uint8Array(length + 16).fill(poison);
    const data = arena.subarray(8, 8 + length);
    if (typeof bytes !== 'number') data.set(bytes);
    const completion = this.transport.executeSync({ cdb, direction, data, timeoutMs: 100_000_000 });
    expect([0x00, 0x02]).toContain(completion.status);
    if (completion.status === 0x02) {
      const { asc, ascq } = decodeSense(completion.sense)!;
      expect([asc, ascq, ascText(asc!, ascq!)]).toEqual([asc, ascq, expect.any(String)]);
    }
    if (direction === 'in') {
      expect(arena.subarray(8 + completion.transferredBytes).every((byte) => byte === poison)).toBe(true);
      if (completion.status === 0) checkParameterData(cdb, data.subarray(0, completion.transferredBytes), length);
    }
    return [completion, data.subarray(0, completion.transferredBytes)];
  }

  /** Parameter data of a command that is answered; undefined: it is not. */
  ask<T>(command: Command<any, any, T>, input: object): T | undefined {
    const [completion, data] = this.send(command.encodeCdb(input), 'in', 4096);
    const { layout } = command.transfer as { layout: { decode(bytes: Uint8Array): T } };
    return completion.status === 0 ? layout.decode(data.slice()) : undefined;
  }

  take({ what, a, b, address, bytes }: Step): void {
    const immed = (b & 1) === 1;
    switch (what) {
      case 'write':
        this.#write(a, b, address);
        break;
      case 'page':
        this.#select(a, b);
        break;
      case 'flush':
        this.send(synchronizeCache10.encodeCdb({ immed }), 'none');
        break;
      case 'close': {
        const logicalTrackNumber = chosen([1, 2, 3, 0xff, address & 0xffff], b);
        this.send(closeTrackSession.encodeCdb({ immed, closeFunction: a & 7, logicalTrackNumber }), 'none');
        break;
      }
      case 'reserve':
        this.send(reserveTrack.encodeCdb({ reservationSizeBlocks: chosen([16, 100, 32, address], a) }), 'none');
        break;
      case 'erase':
        this.#erase(a & 7, b, immed);
        break;
      case 'format':
        this.#format(a, b, immed);
        break;
      case 'wait':
        this.clock.advance(chosen([1, 1000, 60_000, 7_200_000], a));
        break;
      default:
        this.#any(a, b, address, bytes);
    }
  }

  /** Mostly where READ TRACK INFORMATION says that the next write has to be. */
  #write(a: number, b: number, anywhere: number): void {
    const track = this.ask(readTrackInformation, {
      addressNumberType: 1,
      addressOrNumber: chosen([1, 0xff, 2, 0xff], a),
    });
    const address = track?.nwaV && b < 200 ? track.nextWritableAddress : anywhere;
    const count = chosen([16, 32, 1, 48, 2], a);
    const data = new Uint8Array(count * blockBytes);
    const stamps = Array.from({ length: count }, () => ++this.#stamp);
    const view = new DataView(data.buffer);
    for (const [i, stamp] of stamps.entries()) view.setUint32(i * blockBytes, stamp);
    const cdb = write10.encodeCdb({ logicalBlockAddress: address | 0, transferLengthBlocks: count });
    const [{ status }] = this.send(cdb, 'out', data);
    for (const [i, stamp] of stamps.entries()) {
      // What a write that was refused has left is not known.
      if (status !== 0) this.blocks.delete(address + i);
      else if (!this.#isTesting) this.blocks.set(address + i, stamp);
    }
  }

  #select(a: number, b: number): void {
    const [{ status }, list] = this.send(modeSense10.encodeCdb({ pageCode: 5 }), 'in', 60);
    if (status !== 0) return;
    const change = list.slice();
    change.fill(0, 0, 2);
    const isTest = a % 16 === 15;
    change[modeHeaderBytes + 2] = 0x40 | (isTest ? 0x10 : 0) | chosen([0, 1, 2, 0, 1, 3], a);
    change[modeHeaderBytes + 3] = chosen([0xc0, 0], b) | chosen([4, 4, 5], a);
    const [{ status: answer }] = this.send(modeSelect10.encodeCdb({ parameterListLength: 60 }), 'out', change);
    if (answer !== 0) return;
    // What is under way when a test begins or ends is given up.
    if (isTest || this.#isTesting) this.blocks.clear();
    this.#isTesting = isTest;
  }

  #erase(blankingType: number, startAddressOrTrackNumber: number, immed: boolean): void {
    const cdb = blank.encodeCdb({ immed, blankingType, startAddressOrTrackNumber });
    if (answerOf(this.send(cdb, 'none')[0]) === 'GOOD') this.blocks.clear();
  }

  #format(a: number, b: number, immed: boolean): void {
    const offered = this.ask(readFormatCapacities, {})?.formattableCapacities ?? [];
    if (offered.length === 0) return;
    const choice = chosen(offered, a);
    const list = toBytes(formatDescriptorList, { ...choice, formatSubType: b % 4, immed });
    if (answerOf(this.send(formatUnit.encodeCdb({}), 'out', list)[0]) === 'GOOD') this.blocks.clear();
  }

  /** Any declared command that only looks, with anything in its fields. */
  #any(a: number, b: number, address: number, bytes: Uint8Array): void {
    const looking = [...mmcCommands].filter(
      ({ changes, transfer }) => changes === 'nothing' && transfer.direction === 'in',
    );
    const command = chosen(looking, a * 256 + b);
    const cdb = command.encodeCdb(Object.fromEntries(command.required.map((name) => [name, 0])));
    for (const [i, { name, byte, byteLength, bit }] of fieldsOf(command.layout).entries()) {
      if (name === undefined || name === 'operationCode' || name === 'control' || name in command.fixed) continue;
      const value = bytes[i % bytes.length]!;
      if (value < 100) continue;
      // Lengths stay small, so that no answer is larger than the buffer.
      const isAddress = byteLength === 4 && !/length/i.test(name);
      if (bit !== undefined) cdb[byte + byteLength! - 1] = value;
      else
        for (let k = 0; k < byteLength!; k++)
          cdb[byte + k] = isAddress ? (address >>> (24 - 8 * k)) & 0xff : k < byteLength! - 1 ? 0 : value;
    }
    this.send(cdb, 'in', chosen([70_000, 8, 0, 100], b));
  }

  /** Everything that must be there is there. */
  check(): void {
    this.clock.advance(100_000_000);
    for (const [address, stamp] of this.blocks) {
      const [completion, data] = this.send(
        read10.encodeCdb({ logicalBlockAddress: address & addressMask, transferLengthBlocks: 1 }),
        'in',
        blockBytes,
      );
      expect([address, answerOf(completion)]).toEqual([address, 'GOOD']);
      expect([address, new DataView(data.buffer, data.byteOffset).getUint32(0)]).toEqual([address, stamp]);
    }
  }
}

/** No more than was asked for; what is whole is as long as it says, and decodes to what encodes to the same. */
function checkParameterData(cdb: Uint8Array, data: Uint8Array, room: number): void {
  const command = mmcCommands.find(cdb);
  if (!command || !('layout' in command.transfer)) return;
  const { transfer } = command;
  const asked = 'length' in transfer ? (command.decodeCdb(cdb)[transfer.length] as number) : Number.POSITIVE_INFINITY;
  expect(data.length).toBeLessThanOrEqual(asked);
  if (data.length === Math.min(asked, room)) return;
  const announced = announcedLength(transfer.layout, data);
  if (announced !== undefined) expect([command.id, data.length]).toEqual([command.id, announced]);
  if (readingCommands.has(command.id))
    expect(toBytes(transfer.layout, transfer.layout.decode(data.slice()))).toEqual(data);
}

const personalities = ['bd-writer', 'bd-writer', 'dvd-writer', 'cd-writer', 'cd-reader'];

describe.each(mediaStates.map(({ medium, state, make }) => [medium, state, make] as const))(
  '%s, %s',
  (_m, _s, make) => {
    it('is answered whatever its history is, and keeps what was written', () => {
      fc.assert(
        fc.property(fc.array(step, { maxLength: 40 }), fc.nat(4), fc.boolean(), (steps, which, isInstant) => {
          const clock = new ManualClock();
          const drive = new VirtualDrive({
            medium: make(),
            clock,
            personality: personalities[which]!,
            powerOnUnitAttention: false,
            reservedBits: 'ignore',
            timing: isInstant ? 'instant' : 0.001,
            becomingReadyMs: 0,
          });
          const host = new Host(drive.connect(), clock);
          for (const each of steps) host.take(each);
          host.check();
        }),
        { numRuns: 6 },
      );
    });
  },
);
