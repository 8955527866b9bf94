import { describe, expect, it } from 'vitest';
import { parseHex } from '../../../../mmc/index.js';
import { asyncEvent, noTag, opcode, rejectReason } from '../../../../src/iscsi/codes.js';
import { encodeLun } from '../../../../src/iscsi/lun.js';
import * as pdu from '../../../../src/iscsi/pdu.js';
import { encodeText } from '../../../../src/iscsi/text.js';
import { demoDisc, dvdRamInMemory, VirtualDrive } from '../../../../src/virtual/index.js';
import { SteppingClock } from '../loopback.js';
import {
  answer,
  initiator,
  inquiry,
  name,
  open,
  read10,
  readIn,
  serve,
  silentDrive,
  testUnitReady,
  write10,
  writeOut,
} from './serving.js';

describe('commands', () => {
  it('bring data, status and residual in one PDU', async () => {
    const { logIn } = await serve();
    const raw = await logIn();
    raw.command(1, inquiry(255), readIn(255));
    const { data, ...header } = await raw.expect(opcode.dataIn, pdu.dataIn);
    expect(header).toMatchObject({ final: true, hasStatus: true, status: 0, underflow: true, overflow: false });
    expect(data.length + header.residualCount).toBe(255);
    expect(header.initiatorTaskTag).toBe(1);
  });

  it('say what a short buffer leaves out', async () => {
    const { logIn } = await serve();
    const raw = await logIn();
    raw.command(1, read10(0, 2), readIn(2048));
    const { data, ...header } = await raw.expect(opcode.dataIn, pdu.dataIn);
    expect(data).toHaveLength(2048);
    expect(header).toMatchObject({ overflow: true, underflow: false, residualCount: 2048 });
  });

  it('come in segments and bursts as the initiator wants them', async () => {
    const { logIn } = await serve();
    const raw = await logIn([
      ['MaxRecvDataSegmentLength', '1024'],
      ['MaxBurstLength', '2048'],
    ]);
    raw.command(1, read10(0, 2), readIn(4096));
    const pieces = [];
    for (let i = 0; i < 4; i++) pieces.push(await raw.expect(opcode.dataIn, pdu.dataIn));
    expect(
      pieces.map(({ dataSn, bufferOffset, final, hasStatus }) => [dataSn, bufferOffset, final, hasStatus]),
    ).toEqual([
      [0, 0, false, false],
      [1, 1024, true, false],
      [2, 2048, false, false],
      [3, 3072, true, true],
    ]);
  });

  it('bring sense data with CHECK CONDITION', async () => {
    const { logIn } = await serve();
    const raw = await logIn();
    raw.command(1, [0x1f, 0, 0, 0, 0, 0]);
    expect(await answer(raw)).toMatchObject({ status: 2, sense: [5, 0x20, 0] });
  });

  it('outside of the window are not answered, and those before their turn wait', async () => {
    const { logIn } = await serve({ limits: { commands: 4 } });
    const raw = await logIn();
    raw.command(1, testUnitReady, { cmdSn: 5 });
    raw.command(2, testUnitReady, { cmdSn: 0 });
    raw.command(3, testUnitReady, { cmdSn: 2 });
    raw.command(4, testUnitReady, { cmdSn: 1 });
    expect((await answer(raw)).initiatorTaskTag).toBe(4);
    const { initiatorTaskTag, expCmdSn, maxCmdSn } = await answer(raw);
    expect([initiatorTaskTag, expCmdSn, maxCmdSn]).toEqual([3, 3, 6]);
  });

  it('know of LUNs that are not there', async () => {
    const { logIn } = await serve();
    const raw = await logIn();
    raw.command(1, testUnitReady, { lun: 5 });
    expect(await answer(raw)).toMatchObject({ status: 2, sense: [5, 0x25, 0] });
    raw.command(2, inquiry(36), { lun: 5, ...readIn(36) });
    expect((await raw.expect(opcode.dataIn, pdu.dataIn)).data[0]).toBe(0x7f);
    raw.command(3, [0xa0, 0, 0, 0, 0, 0, 0, 0, 0, 64, 0, 0], { lun: 5, ...readIn(64) });
    expect((await raw.expect(opcode.dataIn, pdu.dataIn)).data).toEqual(
      parseHex('00 00 00 08 00 00 00 00 00 00 00 00 00 00 00 00'),
    );
    raw.command(4, [0x03, 0, 0, 0, 18, 0], { lun: 5, ...readIn(18) });
    const { data } = await raw.expect(opcode.dataIn, pdu.dataIn);
    expect([data[2], data[12]]).toEqual([5, 0x25]);
  });

  it('that change the medium are refused where it is served read-only', async () => {
    const { logIn } = await serve({ readOnly: true, targets: [{ name, luns: [silentDrive(dvdRamInMemory(16))] }] });
    const raw = await logIn();
    raw.command(1, write10(0, 1), writeOut(2048), new Uint8Array(2048));
    expect(await answer(raw)).toMatchObject({ status: 2, sense: [7, 0x27, 0] });
    // WRITE(16), which nobody has declared.
    raw.command(2, [0x8a, ...new Array<number>(15).fill(0)]);
    expect(await answer(raw)).toMatchObject({ status: 2, sense: [5, 0x20, 0] });
    raw.command(3, read10(0, 1), readIn(2048));
    expect((await raw.expect(opcode.dataIn, pdu.dataIn)).data.every((byte) => byte === 0)).toBe(true);
  });
});

describe('data from the initiator', () => {
  const bytes = Uint8Array.from({ length: 8192 }, (_, i) => (i * 13) & 0xff);
  const rewritable = () => ({ targets: [{ name, luns: [silentDrive(dvdRamInMemory(16))] }] });

  it('are asked for burst by burst', async () => {
    const { logIn } = await serve(rewritable());
    const raw = await logIn([
      ['ImmediateData', 'No'],
      ['MaxBurstLength', '4096'],
    ]);
    raw.command(1, write10(0, 4), writeOut(8192));
    for (const [r2tSn, offset] of [0, 4096].entries()) {
      const ask = await raw.expect(opcode.readyToTransfer, pdu.readyToTransfer);
      expect(ask).toMatchObject({ r2tSn, bufferOffset: offset, desiredDataTransferLength: 4096 });
      const { targetTransferTag } = ask;
      raw.dataOut(1, { targetTransferTag, dataSn: 0, bufferOffset: offset }, bytes.subarray(offset, offset + 1000));
      const rest = { targetTransferTag, dataSn: 1, bufferOffset: offset + 1000, final: true };
      raw.dataOut(1, rest, bytes.subarray(offset + 1000, offset + 4096));
    }
    expect((await answer(raw)).status).toBe(0);
    raw.command(2, read10(0, 4), readIn(8192));
    const halves = [await raw.expect(opcode.dataIn, pdu.dataIn), await raw.expect(opcode.dataIn, pdu.dataIn)];
    expect(halves.map(({ data }) => data)).toEqual([bytes.subarray(0, 4096), bytes.subarray(4096)]);
  });

  it('come unasked where that was agreed on, and the rest is asked for', async () => {
    const { logIn } = await serve(rewritable());
    const raw = await logIn([
      ['InitialR2T', 'No'],
      ['FirstBurstLength', '4096'],
    ]);
    raw.command(1, write10(0, 4), { ...writeOut(8192), final: false }, bytes.subarray(0, 512));
    raw.dataOut(1, { dataSn: 0, bufferOffset: 512, final: true }, bytes.subarray(512, 4096));
    const { targetTransferTag, bufferOffset } = await raw.expect(opcode.readyToTransfer, pdu.readyToTransfer);
    expect(bufferOffset).toBe(4096);
    raw.dataOut(1, { targetTransferTag, dataSn: 0, bufferOffset, final: true }, bytes.subarray(4096));
    expect((await answer(raw)).status).toBe(0);
  });

  it.each([
    ['another DataSN', { dataSn: 5 }],
    ['another place', { bufferOffset: 2048 }],
    ['another tag', { targetTransferTag: 4711 }],
    ['an early end', { final: true }],
  ])('with %s end their command, and no other', async (_, wrong) => {
    const { logIn } = await serve(rewritable());
    const raw = await logIn([['ImmediateData', 'No']]);
    raw.command(1, write10(0, 4), writeOut(8192));
    raw.command(2, write10(4, 1), writeOut(2048));
    const { targetTransferTag } = await raw.expect(opcode.readyToTransfer, pdu.readyToTransfer);
    const other = await raw.expect(opcode.readyToTransfer, pdu.readyToTransfer);
    raw.dataOut(1, { targetTransferTag, dataSn: 0, bufferOffset: 0, ...wrong }, bytes.subarray(0, 2048));
    expect(await answer(raw)).toMatchObject({
      initiatorTaskTag: 1,
      status: 2,
      sense: [0xb, expect.anything(), expect.anything()],
    });
    const right = { targetTransferTag: other.targetTransferTag, dataSn: 0, bufferOffset: 0, final: true };
    raw.dataOut(2, right, bytes.subarray(0, 2048));
    expect(await answer(raw)).toMatchObject({ initiatorTaskTag: 2, status: 0 });
  });

  it('that were not agreed on end the connection', async () => {
    const { logIn, log } = await serve(rewritable());
    const raw = await logIn([['ImmediateData', 'No']]);
    raw.command(1, write10(0, 1), writeOut(2048), bytes.subarray(0, 2048));
    expect((await raw.expect(opcode.reject, pdu.reject)).reason).toBe(rejectReason.protocolError);
    await raw.closed();
    expect(log.at(-1)?.event).toBe('dropped');
  });

  it('have their bounds', async () => {
    const { logIn } = await serve({ ...rewritable(), limits: { waitingDataBytes: 4096 } });
    const raw = await logIn([['ImmediateData', 'No']]);
    raw.command(1, write10(0, 2), writeOut(4096));
    await raw.expect(opcode.readyToTransfer, pdu.readyToTransfer);
    raw.command(2, write10(4, 1), writeOut(2048));
    expect((await answer(raw)).status).toBe(0x28);
  });
});

describe('sessions', () => {
  it('have unit attentions of their own', async () => {
    const { logIn, drive } = await serve();
    const [raw, other] = [await logIn(), await logIn([], 2)];
    drive.changeMedium(demoDisc());
    for (const each of [raw, other]) {
      each.command(1, testUnitReady);
      expect(await answer(each)).toMatchObject({ sense: [6, 0x28, 0] });
    }
  });

  it('share a transport, and what it reports once', async () => {
    const shared = silentDrive().connect();
    open.push(shared);
    const { logIn } = await serve({ targets: [{ name, luns: [shared] }] });
    const [raw, other] = [await logIn(), await logIn([], 2)];
    shared.drive.changeMedium(demoDisc());
    for (const each of [raw, other]) {
      each.command(1, testUnitReady);
      expect(await answer(each)).toMatchObject({ sense: [6, 0x28, 0] });
    }
    raw.command(2, read10(0, 1), readIn(2048));
    expect((await raw.expect(opcode.dataIn, pdu.dataIn)).data).toHaveLength(2048);
  });

  it('do not wait for each other where a drive takes its time', async () => {
    const waiting: (() => void)[] = [];
    /** Sleeps until it is woken. */
    const clock = { now: () => 0, sleep: () => new Promise<void>((resolve) => void waiting.push(resolve)) };
    const slow = new VirtualDrive({ medium: demoDisc(), powerOnUnitAttention: false, clock });
    slow.setFaults({ faults: [{ kind: 'slow', delayMs: 1000 }] });
    const { logIn } = await serve({ targets: [{ name, luns: [slow, silentDrive()] }] });
    const [raw, other] = [await logIn(), await logIn([], 2)];
    raw.command(1, read10(0, 1), readIn(2048));
    other.command(1, testUnitReady, { lun: encodeLun(1) });
    expect((await answer(other)).status).toBe(0);
    while (waiting.length === 0) await new Promise(setImmediate);
    waiting[0]!();
    expect((await raw.expect(opcode.dataIn, pdu.dataIn)).data).toHaveLength(2048);
  });

  it('keep each other out with RESERVE, until one ends', async () => {
    const { logIn } = await serve();
    const [raw, other] = [await logIn(), await logIn([], 2)];
    raw.command(1, [0x56, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect((await answer(raw)).status).toBe(0);
    other.command(1, testUnitReady);
    expect((await answer(other)).status).toBe(0x18);
    other.command(2, inquiry(36), readIn(36));
    expect((await other.expect(opcode.dataIn, pdu.dataIn)).status).toBe(0);
    raw.close();
    let status = 0x18;
    for (let tag = 3; status === 0x18; tag++) {
      other.command(tag, testUnitReady);
      ({ status } = await answer(other));
    }
    expect(status).toBe(0);
  });

  it('lose their locks with their end', async () => {
    const { logIn, drive } = await serve();
    const raw = await logIn();
    raw.command(1, [0x1e, 0, 0, 0, 1, 0]);
    await answer(raw);
    expect(drive.isRemovalPrevented).toBe(true);
    raw.send(pdu.logoutRequest, { opcode: opcode.logoutRequest, immediate: true, final: true, initiatorTaskTag: 5 });
    expect((await raw.expect(opcode.logoutResponse, pdu.logoutResponse)).response).toBe(0);
    await raw.closed();
    expect(drive.isRemovalPrevented).toBe(false);
  });

  it('echo pings, and are asked when they are silent', async () => {
    const clock = new SteppingClock();
    const { logIn, log } = await serve({ clock });
    const raw = await logIn();
    const ping = { opcode: opcode.nopOut, immediate: true, final: true, initiatorTaskTag: 3, targetTransferTag: noTag };
    raw.send(pdu.nopOut, ping, parseHex('01 02 03 04 05'));
    expect((await raw.expect(opcode.nopIn, pdu.nopIn)).data).toEqual(parseHex('01 02 03 04 05'));
    await clock.advance(60_000);
    expect(await raw.expect(opcode.nopIn, pdu.nopIn)).toMatchObject({ initiatorTaskTag: noTag, targetTransferTag: 1 });
    await clock.advance(30_000);
    await raw.closed();
    expect(log.at(-1)).toMatchObject({ event: 'dropped', message: expect.stringContaining('does not answer') });
  });

  it('are asked to log out when the target closes, and then ended', async () => {
    const clock = new SteppingClock();
    const { logIn, target } = await serve({ clock });
    const raw = await logIn();
    const closing = target.close();
    const message = await raw.expect(opcode.asyncMessage, pdu.asyncMessage);
    expect(message).toMatchObject({ event: asyncEvent.logoutRequested, parameter3: 2 });
    await clock.advance(2000);
    await closing;
    await raw.closed();
  });

  it('for discovery are told every target, piece by piece, and take no commands', async () => {
    const targets = Array.from({ length: 300 }, (_, i) => ({ name: `${name}-${'x'.repeat(40)}-${i}`, luns: [] }));
    const { connect } = await serve({ targets });
    const raw = await connect();
    await raw.login([
      ['InitiatorName', initiator],
      ['SessionType', 'Discovery'],
    ]);
    let text = '';
    let targetTransferTag: number = noTag;
    do {
      const header = {
        opcode: opcode.textRequest,
        final: true,
        initiatorTaskTag: 9,
        targetTransferTag,
        cmdSn: raw.cmdSn++,
      };
      raw.send(pdu.textRequest, header, targetTransferTag === noTag ? encodeText([['SendTargets', 'All']]) : undefined);
      const response = await raw.expect(opcode.textResponse, pdu.textResponse);
      text += new TextDecoder().decode(response.data);
      targetTransferTag = response.targetTransferTag;
      expect(response.continue).toBe(targetTransferTag !== noTag);
    } while (targetTransferTag !== noTag);
    expect(text.match(/TargetName=/g)).toHaveLength(300);
    raw.command(1, testUnitReady);
    expect((await raw.expect(opcode.reject, pdu.reject)).reason).toBe(rejectReason.commandNotSupported);
  });
});

describe('what is not served', () => {
  it.each([
    [{ host: '0.0.0.0' }, /not loopback.*CHAP/],
    [{ targets: [] }, /no target/],
    [{ targets: [{ name: 'drives', luns: [] }] }, /"drives" is no iSCSI name/],
    [{ mutualChap: { user: 'a', secret: 'b' } }, /needs chap/],
    [{ chap: { user: 'a', secret: 's' }, mutualChap: { user: 'b', secret: 's' } }, /same secret/],
  ] as const)('%j', async (options, message) => {
    await expect(serve(options)).rejects.toThrow(message);
  });
});
