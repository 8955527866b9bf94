import { afterEach, describe, expect, it } from 'vitest';
import {
  persistentReserveAction as action,
  decodeIscsiTransportId,
  decodeSense,
  encodeIscsiTransportId,
  type IscsiInitiatorName,
  iscsiTransportId,
  persistentReserveInReadFullStatus,
  persistentReserveInReadReservation,
  persistentReserveInReportCapabilities,
  persistentReserveMoveParameters,
  persistentReserveOut,
  persistentReserveParameters,
  specifiedInitiatorPorts,
  toBytes,
  persistentReservationType as type,
} from '../../../../mmc/index.js';
import { Device } from '../../../../src/device/index.js';
import { openTransport, serveIscsi, type Transport } from '../../../../src/index.js';
import { dvdRamInMemory, VirtualDrive } from '../../../../src/virtual/index.js';

const name = 'iqn.2000-01.localhost:persistent';
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

/** An initiator, and who it is to the target. */
interface Host {
  readonly transport: Transport;
  readonly device: Device;
  readonly port: Required<IscsiInitiatorName>;
}

/** Keys of the hosts. */
const keys = [0xa1n, 0xb2n, 0xc3n] as const;
const exclusive = type.exclusiveAccess;

async function setUp(count = 3) {
  const drive = new VirtualDrive({ medium: dvdRamInMemory(16), powerOnUnitAttention: false });
  const target = await serveIscsi({ targets: [{ name, luns: [drive] }], port: 0 });
  open.push(target);
  const hosts: Host[] = [];
  for (let i = 0; i < count; i++) {
    const transport = await openTransport(`iscsi://127.0.0.1:${target.address.port}/${name}/0`);
    open.push(transport);
    const device = new Device(transport);
    const key = 0x1000n + BigInt(i);
    // Who one is, one learns by registering.
    await device.send(persistentReserveOut, { serviceAction: action.register }, { serviceActionReservationKey: key });
    const { descriptors } = await device.send(persistentReserveInReadFullStatus, {});
    const { transportId } = descriptors.find(({ reservationKey }) => reservationKey === key)!;
    const port = decodeIscsiTransportId(transportId) as Required<IscsiInitiatorName>;
    await device.send(persistentReserveOut, { serviceAction: action.register }, { reservationKey: key });
    hosts.push({ transport, device, port });
  }
  return { target, hosts: hosts as [Host, Host, Host] };
}

/** PERSISTENT RESERVE OUT with any list: the answer, and what its sense data point to. */
async function out({ transport }: Host, serviceAction: number, list: Uint8Array, reservationType = 0, scope = 0) {
  const cdb = Uint8Array.of(0x5f, serviceAction, (scope << 4) | reservationType, 0, 0, 0, 0, 0, list.length, 0);
  const { status, sense } = await transport.execute({ cdb, direction: 'out', data: list, timeoutMs: 10_000 });
  if (status === 0) return 'GOOD';
  if (status === 0x18) return 'CONFLICT';
  const { senseKey, asc, ascq, senseKeySpecific: at } = decodeSense(sense)!;
  const place =
    at?.kind === 'fieldPointer'
      ? ` ${at.commandData ? 'CDB' : 'list'} ${at.fieldPointer}${at.bitPointer === undefined ? '' : `.${at.bitPointer}`}`
      : '';
  return `${[senseKey, asc, ascq].map((each) => each?.toString(16).toUpperCase()).join('/')}${place}`;
}

const listOf = (values: object): Uint8Array => toBytes(persistentReserveParameters, values as never);
const register = (host: Host, key: bigint, more: object = {}) =>
  out(host, action.register, listOf({ serviceActionReservationKey: key, ...more }));
const reserve = (host: Host, key: bigint, reservationType: number = exclusive) =>
  out(host, action.reserve, listOf({ reservationKey: key }), reservationType);
const naming = (...initiators: readonly IscsiInitiatorName[]) => ({
  specIPt: true,
  additionalData: toBytes(specifiedInitiatorPorts, {
    transportIds: initiators.map((each) => iscsiTransportId.decode(encodeIscsiTransportId(each))),
  }),
});
const moveOf = (to: IscsiInitiatorName, more: object = {}) =>
  toBytes(persistentReserveMoveParameters, {
    reservationKey: keys[0],
    serviceActionReservationKey: keys[1],
    relativeTargetPortIdentifier: 1,
    transportId: encodeIscsiTransportId(to),
    ...more,
  });

async function status({ device }: Host) {
  const { descriptors } = await device.send(persistentReserveInReadFullStatus, {});
  return descriptors.map(({ reservationKey, rHolder, allTgPt, relativeTargetPortIdentifier, transportId }) => ({
    key: reservationKey,
    isid: decodeIscsiTransportId(transportId)?.isid,
    rHolder,
    allTgPt,
    relativeTargetPortIdentifier,
  }));
}

it('REPORT CAPABILITIES says what there is', async () => {
  const { hosts } = await setUp(1);
  const capabilities = await hosts[0].device.send(persistentReserveInReportCapabilities, {});
  expect(capabilities).toMatchObject({ sipC: true, atpC: true, ptplC: false, ptplA: false, crh: false, tmv: true });
});

describe('REGISTER', () => {
  it('registers the ports that it names, logged in or not', async () => {
    const { hosts } = await setUp();
    const [host, other] = hosts;
    const absent = { name: 'iqn.2000-01.localhost:absent', isid: '00023d0000ff' };
    expect(await register(host, keys[0], naming(other.port, absent))).toBe('GOOD');
    expect((await status(host)).map(({ key, isid }) => [key, isid])).toEqual([
      [keys[0], host.port.isid],
      [keys[0], other.port.isid],
      [keys[0], absent.isid],
    ]);
    // It is a registration as any other.
    expect(await reserve(other, keys[0])).toBe('GOOD');
    expect(await reserve(host, keys[0])).toBe('CONFLICT');
  });

  it('registers every port of an initiator that it names without one', async () => {
    const { hosts } = await setUp();
    const [host] = hosts;
    expect(await register(host, keys[0], naming({ name: host.port.name }))).toBe('GOOD');
    const isids = (await status(host)).map(({ isid }) => isid);
    expect(isids.sort()).toEqual(hosts.map(({ port }) => port.isid).sort());
  });

  it('registers none where one is registered already', async () => {
    const { hosts } = await setUp();
    const [host, other, third] = hosts;
    expect(await register(other, keys[1])).toBe('GOOD');
    expect(await register(host, keys[0], naming(third.port, other.port))).toBe('5/24/0');
    expect((await status(host)).map(({ key }) => key)).toEqual([keys[1]]);
    // Nor for one who is registered.
    expect(await register(other, 9n, { reservationKey: keys[1], ...naming(third.port) })).toBe('5/24/0');
    expect((await status(host)).map(({ key }) => key)).toEqual([keys[1]]);
  });

  it.each([
    ['another protocol', [28, 0x06], '5/26/0 list 28'],
    ['no name', [32, 0], '5/26/0 list 28'],
    ['a TransportID that is cut off', [31, 0xff], '5/26/0 list 28'],
    ['more than there is', [26, 1], '5/1A/0'],
  ] as const)('refuses %s', async (_, [at, value], answer) => {
    const { hosts } = await setUp();
    const [host, other] = hosts;
    const list = listOf({ serviceActionReservationKey: keys[0], ...naming(other.port) });
    list[at] = value;
    expect(await out(host, action.register, list)).toBe(answer);
    expect(await status(host)).toEqual([]);
  });

  it('refuses an initiator that it does not know, and no TransportIDs at all', async () => {
    const { hosts } = await setUp(1);
    const [host] = hosts;
    const stranger = naming({ name: 'iqn.2000-01.localhost:stranger' });
    expect(await register(host, keys[0], stranger)).toBe('5/26/0 list 28');
    expect(await register(host, keys[0], { specIPt: true })).toBe('5/1A/0');
  });

  it('for all ports of the target is told as such', async () => {
    const { hosts } = await setUp();
    const [host, other] = hosts;
    expect(await register(host, keys[0], { allTgPt: true })).toBe('GOOD');
    expect(await register(other, keys[1])).toBe('GOOD');
    expect(await status(host)).toMatchObject([
      { key: keys[0], allTgPt: true, relativeTargetPortIdentifier: 0 },
      { key: keys[1], allTgPt: false, relativeTargetPortIdentifier: 1 },
    ]);
  });

  it('refuses APTPL, and SPEC_I_PT where it does not belong', async () => {
    const { hosts } = await setUp(1);
    const [host] = hosts;
    expect(await register(host, keys[0], { aptpl: true })).toBe('5/26/0 list 20.0');
    const ignoring = listOf({ serviceActionReservationKey: keys[0], aptpl: true });
    expect(await out(host, action.registerAndIgnoreExistingKey, ignoring)).toBe('5/26/0 list 20.0');
    for (const each of [action.registerAndIgnoreExistingKey, action.reserve, action.clear])
      expect(await out(host, each, listOf({ specIPt: true }), exclusive)).toBe('5/26/0 list 20.3');
  });
});

describe('REGISTER AND MOVE', () => {
  const move = (host: Host, to: IscsiInitiatorName, more?: object) =>
    out(host, action.registerAndMove, moveOf(to, more));

  async function reserved(reservationType: number = exclusive) {
    const { hosts } = await setUp();
    expect(await register(hosts[0], keys[0])).toBe('GOOD');
    expect(await reserve(hosts[0], keys[0], reservationType)).toBe('GOOD');
    return hosts;
  }

  it.each([
    ['and stays registered', false],
    ['and goes', true],
  ])('hands the reservation to another port, %s', async (_, unreg) => {
    const [host, other, third] = await reserved();
    const { prGeneration } = await third.device.send(persistentReserveInReadReservation, {});
    const sent = moveOf(other.port, { unreg });
    expect(await out(host, action.registerAndMove, sent)).toBe('GOOD');
    const stays = { key: keys[0], isid: host.port.isid, rHolder: false };
    const holds = { key: keys[1], isid: other.port.isid, rHolder: true };
    expect(await status(third)).toMatchObject(unreg ? [holds] : [stays, holds]);
    expect(await third.device.send(persistentReserveInReadReservation, {})).toMatchObject({
      prGeneration: prGeneration + 1,
      reservationKey: keys[1],
      type: exclusive,
    });
    const read = { cdb: Uint8Array.of(0x28, 0, 0, 0, 0, 0, 0, 0, 1, 0), direction: 'in' as const, timeoutMs: 10_000 };
    const reads = [host, other].map(({ transport }) => transport.execute({ ...read, data: new Uint8Array(2048) }));
    expect((await Promise.all(reads)).map((completion) => completion.status)).toEqual([0x18, 0]);
  });

  it('gives a port that is registered another key', async () => {
    const [host, other] = await reserved();
    expect(await register(other, 0x77n)).toBe('GOOD');
    expect(await move(host, other.port)).toBe('GOOD');
    expect((await status(host)).map(({ key }) => key)).toEqual([keys[0], keys[1]]);
  });

  it('is for the holder', async () => {
    const [host, other, third] = await reserved();
    expect(await move(other, third.port)).toBe('CONFLICT');
    expect(await register(other, keys[0])).toBe('GOOD');
    expect(await move(other, third.port)).toBe('CONFLICT');
    expect(await move(host, third.port, { reservationKey: 5n })).toBe('CONFLICT');
  });

  it('has nothing to move where nothing is reserved, or everybody holds it', async () => {
    const { hosts } = await setUp();
    expect(await register(hosts[0], keys[0])).toBe('GOOD');
    expect(await move(hosts[0], hosts[1].port)).toBe('5/24/0 CDB 1.4');
    const [host, other] = await reserved(type.exclusiveAccessAllRegistrants);
    expect(await move(host, other.port)).toBe('CONFLICT');
  });

  it('refuses what it cannot do, and points to it', async () => {
    const [host, other] = await reserved();
    expect(await move(host, other.port, { aptpl: true })).toBe('5/26/0 list 17.0');
    expect(await move(host, other.port, { serviceActionReservationKey: 0n })).toBe('5/26/0 list 8');
    expect(await move(host, other.port, { relativeTargetPortIdentifier: 2 })).toBe('5/26/0 list 18');
    expect(await move(host, host.port)).toBe('5/26/0 list 24');
    // An initiator has several ports, and one of them has to be meant.
    expect(await move(host, { name: other.port.name })).toBe('5/26/0 list 24');
    expect(await move(host, other.port, { transportId: new Uint8Array(24) })).toBe('5/26/0 list 24');
    expect(await move(host, other.port, { transportIdLength: 200 })).toBe('5/1A/0');
    expect(await out(host, action.registerAndMove, new Uint8Array(20))).toBe('5/1A/0');
    expect((await status(host)).map(({ rHolder }) => rHolder)).toEqual([true]);
  });
});

describe('PERSISTENT RESERVE OUT', () => {
  it('points to what is wrong in its CDB and its list', async () => {
    const { hosts } = await setUp(1);
    const [host] = hosts;
    expect(await register(host, keys[0])).toBe('GOOD');
    const list = listOf({ reservationKey: keys[0] });
    expect(await out(host, action.reserve, list, 0x2)).toBe('5/24/0 CDB 2.3');
    expect(await out(host, action.reserve, list, exclusive, 1)).toBe('5/24/0 CDB 2.7');
    expect(await out(host, 0x1f, list, exclusive)).toBe('5/24/0 CDB 1.4');
    expect(await out(host, action.preempt, list, exclusive)).toBe('5/26/0 list 8');
    expect(await out(host, action.reserve, Uint8Array.of(...list, 0), exclusive)).toBe('5/1A/0');
    expect(await out(host, action.reserve, list.subarray(0, 16), exclusive)).toBe('5/1A/0');
  });
});
