/** The short form; `FUZZ_COMMANDS=1000000 npx vitest run test/fuzz/persistent-reserve.test.ts` is a long one. */
import { expect, test } from 'vitest';
import { decodeIscsiTransportId, encodeIscsiTransportId, persistentReserveFullStatus } from '../../mmc/index.js';
import { initiatorPortName } from '../../src/iscsi/names.js';
import { LogicalUnit, type Nexus } from '../../src/iscsi/target/logical-unit.js';
import { persistentReserve, persistentReserveIn } from '../../src/iscsi/target/persistent-reserve.js';
import { VirtualDrive } from '../../src/virtual/index.js';
import { makeInput, Random } from './inputs.js';

const commands = Number(process.env['FUZZ_COMMANDS'] ?? 5000);
const seed = Number(process.env['FUZZ_SEED'] ?? 1 + Math.floor(Math.random() * 0x7fff_fffe));
const readFullStatus = Uint8Array.of(0x5e, 3, 0, 0, 0, 0, 0, 0xff, 0xff, 0);
const isids = ['000000000001', '000000000002', '0000000000ff'];
const initiatorName = 'iqn.2000-01.localhost:a';
const transportIds = [undefined, ...isids].map((isid) => encodeIscsiTransportId({ name: initiatorName, isid }));
const types = [1, 3, 5, 6, 7, 8, 0, 2, 9, 15];

/** A parameter list as it should be, with small keys so that they meet; a third of them is changed. */
function parameterList(random: Random, isMove: boolean): Uint8Array {
  const named = Array.from({ length: isMove ? 1 : random.below(3) }, () => random.pick(transportIds));
  const rest = Buffer.concat(named);
  const isSpecified = !isMove && rest.length > 0;
  const list = new Uint8Array(24 + (isSpecified ? 4 : 0) + rest.length);
  list.set(rest, list.length - rest.length);
  list[7] = random.below(3);
  list[15] = random.below(3);
  const view = new DataView(list.buffer);
  if (isMove) {
    list[17] = random.pick([0, 0, 2]);
    list[19] = 1;
    view.setUint32(20, rest.length);
  } else {
    list[20] = (isSpecified ? 8 : 0) | random.pick([0, 0, 4]);
    if (isSpecified) view.setUint32(24, rest.length);
  }
  return random.below(3) === 0 ? makeInput(random, [list]) : list;
}

/** What is wrong with the state that is left; undefined: nothing. */
function inconsistency(unit: LogicalUnit, nexus: Nexus): string | undefined {
  const { persistent, registrations } = unit.reservations;
  if (registrations.some(({ key }) => key === 0n)) return 'a registration without a key';
  if (new Set(registrations.map(({ port }) => port)).size !== registrations.length) return 'a port registered twice';
  const holders = registrations.filter(({ port }) => unit.reservations.holds(port));
  if (persistent && holders.length === 0) return 'a reservation that nobody holds';
  if (persistent && persistent.type < 7 && (holders.length !== 1 || holders[0]!.key !== persistent.key))
    return 'a reservation with another key than its holder';
  const { descriptors } = persistentReserveFullStatus.decode(persistentReserveIn(nexus, readFullStatus).data!);
  if (descriptors.some(({ transportId }) => !decodeIscsiTransportId(transportId)?.isid)) return 'a port without a name';
  if (descriptors.length !== registrations.length) return 'a registration that is not told';
  return undefined;
}

test(`reservations stay sound whatever PERSISTENT RESERVE OUT asks for (seed ${seed})`, { timeout: 600_000 }, () => {
  const random = new Random(seed);
  const unit = new LogicalUnit(new VirtualDrive());
  const nexuses = isids.slice(0, 2).map((isid) => unit.connect(initiatorPortName(initiatorName, isid)));
  const answers = new Map<number, number>();
  for (let i = 0; i < commands; i++) {
    const nexus = random.pick(nexuses);
    // Registrations outlast what is tried with them.
    const serviceAction = random.pick([0, 0, 6, 1, 1, 2, 3, 4, 5, 7, 7, 7, random.below(32)]);
    const list = parameterList(random, serviceAction === 7);
    const cdb = Uint8Array.of(0x5f, serviceAction, random.pick(types), 0, 0, 0, 0, list.length >> 8, list.length, 0);
    const { generation } = unit.reservations;
    const { status } = persistentReserve(nexus, cdb, list);
    answers.set(status, (answers.get(status) ?? 0) + 1);
    const isChanged = status !== 0 && unit.reservations.generation !== generation;
    const problem = isChanged ? 'a command that was refused has changed something' : inconsistency(unit, nexus);
    if (problem)
      expect.fail(`command ${i}, ${Buffer.from(cdb).toString('hex')} ${Buffer.from(list).toString('hex')}: ${problem}`);
  }
  // GOOD, CHECK CONDITION and RESERVATION CONFLICT, none of them rarely.
  for (const status of [0x00, 0x02, 0x18]) expect(answers.get(status) ?? 0).toBeGreaterThan(commands / 50);
});
