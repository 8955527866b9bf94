import { describe, expect, it } from 'vitest';
import { opcode, rejectReason, taskFunction, taskResponse } from '../../../../src/iscsi/codes.js';
import { encodeLun } from '../../../../src/iscsi/lun.js';
import * as pdu from '../../../../src/iscsi/pdu.js';
import { type Transport } from '../../../../src/transport/transport.js';
import { dvdRamInMemory } from '../../../../src/virtual/index.js';
import { type RawInitiator } from '../loopback.js';
import {
  answer,
  initiator,
  name,
  read10,
  readIn,
  serve,
  silentDrive,
  testUnitReady,
  write10,
  writeOut,
} from './serving.js';

/** A transport whose commands last until they are taken back, or `finish` is called. */
function slowTransport() {
  const running: (() => void)[] = [];
  let aborted = 0;
  const transport: Transport = {
    name: 'slow',
    limits: { maximumTransferBytes: 1 << 20, alignmentBytes: 1, maximumCdbBytes: 16, maximumSenseBytes: 18 },
    execute: ({ signal }) =>
      new Promise((resolve) => {
        running.push(() => resolve({ status: 0, sense: new Uint8Array(0), transferredBytes: 0, durationMs: 0 }));
        signal!.addEventListener('abort', () => aborted++);
      }),
    close: async () => {},
    [Symbol.asyncDispose]: async () => {},
  };
  const begun = async () => {
    while (running.length === 0) await new Promise(setImmediate);
  };
  return { transport, begun, finish: () => running.splice(0).forEach((end) => void end()), aborted: () => aborted };
}

describe('task management', () => {
  const manage = (raw: RawInitiator, fields: Record<string, unknown>) => {
    const header = {
      opcode: opcode.taskManagementRequest,
      immediate: true,
      final: true,
      initiatorTaskTag: 99,
      cmdSn: raw.cmdSn,
    };
    raw.send(pdu.taskManagementRequest, { ...header, lun: encodeLun(0), ...fields } as never);
    return raw.expect(opcode.taskManagementResponse, pdu.taskManagementResponse);
  };

  it('aborts a command that waits for its data', async () => {
    const { logIn } = await serve({ targets: [{ name, luns: [silentDrive(dvdRamInMemory(16))] }] });
    const raw = await logIn([['ImmediateData', 'No']]);
    raw.command(1, write10(0, 1), writeOut(2048));
    await raw.expect(opcode.readyToTransfer, pdu.readyToTransfer);
    const abort = { function: taskFunction.abortTask, referencedTaskTag: 1 };
    expect((await manage(raw, abort)).response).toBe(taskResponse.complete);
    expect((await manage(raw, abort)).response).toBe(taskResponse.noSuchTask);
    raw.command(2, testUnitReady);
    expect(await answer(raw)).toMatchObject({ initiatorTaskTag: 2, status: 0 });
  });

  it.each([
    [taskFunction.abortTaskSet, taskResponse.complete],
    [taskFunction.clearTaskSet, taskResponse.complete],
    [taskFunction.clearAca, taskResponse.notSupported],
    [taskFunction.taskReassign, taskResponse.reassignmentNotSupported],
    [127, taskResponse.notSupported],
  ])('function %i is answered %i', async (number, response) => {
    const { logIn } = await serve();
    expect((await manage(await logIn(), { function: number })).response).toBe(response);
  });

  it('knows LUNs that are not there', async () => {
    const { logIn } = await serve();
    const fields = { function: taskFunction.abortTaskSet, lun: encodeLun(3) };
    expect((await manage(await logIn(), fields)).response).toBe(taskResponse.noSuchLun);
  });

  it.each([taskFunction.logicalUnitReset, taskFunction.targetWarmReset])(
    'function %i resets, and every session hears of it',
    async (number) => {
      const { logIn } = await serve();
      const [raw, other] = [await logIn(), await logIn([], 2)];
      raw.command(1, [0x1e, 0, 0, 0, 1, 0]);
      await answer(raw);
      raw.command(2, [0x16, 0, 0, 0, 0, 0]);
      await answer(raw);
      expect((await manage(raw, { function: number })).response).toBe(taskResponse.complete);
      for (const each of [raw, other]) {
        each.command(3, testUnitReady);
        expect(await answer(each)).toMatchObject({ status: 2, sense: [6, 0x29, 0] });
      }
      // Neither the reservation nor the lock is left.
      other.command(4, [0x1b, 0, 0, 0, 2, 0]);
      expect((await answer(other)).status).toBe(0);
    },
  );

  it.each([
    ['ABORT TASK SET', taskFunction.abortTaskSet, false],
    ['CLEAR TASK SET', taskFunction.clearTaskSet, true],
  ] as const)('%s takes back the commands of its session, and of the others: %#', async (_, number, takesOthers) => {
    const { logIn } = await serve({ targets: [{ name, luns: [silentDrive(dvdRamInMemory(16))] }] });
    const sessions = [await logIn([['ImmediateData', 'No']]), await logIn([['ImmediateData', 'No']], 2)];
    const tags: number[] = [];
    for (const each of sessions) {
      each.command(1, write10(0, 1), writeOut(2048));
      tags.push((await each.expect(opcode.readyToTransfer, pdu.readyToTransfer)).targetTransferTag);
    }
    const [raw, other] = sessions as [RawInitiator, RawInitiator];
    expect((await manage(raw, { function: number })).response).toBe(taskResponse.complete);
    for (const [i, each] of sessions.entries()) {
      const data = { targetTransferTag: tags[i], dataSn: 0, bufferOffset: 0, final: true };
      each.dataOut(1, data, new Uint8Array(2048));
      each.command(2, testUnitReady);
    }
    expect(await answer(raw)).toMatchObject({ initiatorTaskTag: 2, status: 0 });
    if (!takesOthers) expect(await answer(other)).toMatchObject({ initiatorTaskTag: 1, status: 0 });
    const told = takesOthers ? { status: 2, sense: [6, 0x2f, 0] } : { status: 0 };
    expect(await answer(other)).toMatchObject({ initiatorTaskTag: 2, ...told });
  });

  it('CLEAR TASK SET tells nobody who has lost nothing', async () => {
    const { logIn } = await serve();
    const [raw, other] = [await logIn(), await logIn([], 2)];
    await manage(raw, { function: taskFunction.clearTaskSet });
    other.command(1, testUnitReady);
    expect((await answer(other)).status).toBe(0);
  });

  it('TARGET COLD RESET resets, is answered, and ends every session', async () => {
    const { logIn, log, drive, target } = await serve();
    const [raw, other] = [await logIn(), await logIn([], 2)];
    raw.command(1, [0x1e, 0, 0, 0, 1, 0]);
    await answer(raw);
    raw.command(2, [0x16, 0, 0, 0, 0, 0]);
    await answer(raw);
    expect((await manage(raw, { function: taskFunction.targetColdReset })).response).toBe(taskResponse.complete);
    for (const each of [raw, other]) expect(await each.next()).toBeUndefined();
    expect(log.filter(({ event }) => event === 'dropped').map(({ message }) => message)).toEqual([
      expect.stringContaining('target cold reset'),
      expect.stringContaining('target cold reset'),
    ]);
    expect(target.sessions).toEqual([]);
    expect(drive.isRemovalPrevented).toBe(false);
    const late = await logIn();
    late.command(1, read10(0, 1), readIn(2048));
    expect((await late.expect(opcode.dataIn, pdu.dataIn)).data).toHaveLength(2048);
  });

  it('TARGET COLD RESET waits for what runs before it is answered', async () => {
    const { transport, begun, finish, aborted } = slowTransport();
    const { logIn } = await serve({ targets: [{ name, luns: [transport] }] });
    const raw = await logIn();
    raw.command(1, testUnitReady);
    await begun();
    const answered = manage(raw, { function: taskFunction.targetColdReset });
    while (aborted() === 0) await new Promise(setImmediate);
    finish();
    expect((await answered).response).toBe(taskResponse.complete);
    await raw.closed();
  });

  it('is not for discoveries', async () => {
    const { connect } = await serve();
    const raw = await connect();
    await raw.login([
      ['InitiatorName', initiator],
      ['SessionType', 'Discovery'],
    ]);
    const request = { opcode: opcode.taskManagementRequest, immediate: true, function: taskFunction.targetColdReset };
    raw.send(pdu.taskManagementRequest, request);
    expect((await raw.expect(opcode.reject, pdu.reject)).reason).toBe(rejectReason.commandNotSupported);
  });

  it('aborts what runs on a transport that takes its time', async () => {
    const { transport, begun, finish, aborted } = slowTransport();
    const { logIn } = await serve({ targets: [{ name, luns: [transport] }] });
    const raw = await logIn();
    raw.command(1, testUnitReady);
    await begun();
    const answered = manage(raw, { function: taskFunction.abortTask, referencedTaskTag: 1 });
    while (aborted() === 0) await new Promise(setImmediate);
    finish();
    expect((await answered).response).toBe(taskResponse.complete);
  });
});
