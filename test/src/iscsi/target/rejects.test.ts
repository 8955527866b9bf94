import { describe, expect, it } from 'vitest';
import { logoutReason, logoutResult, noTag, opcode, rejectReason } from '../../../../src/iscsi/codes.js';
import type { TargetLogRecord } from '../../../../src/iscsi/index.js';
import * as pdu from '../../../../src/iscsi/pdu.js';
import { dvdRamInMemory } from '../../../../src/virtual/index.js';
import type { RawInitiator } from '../loopback.js';
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

describe('a PDU that is wrong', () => {
  it('in its length ends the connection, and no other', async () => {
    const { logIn, log } = await serve({ limits: { dataSegmentBytes: 8192 } });
    const [raw, other] = [await logIn(), await logIn([], 2)];
    raw.command(1, testUnitReady, {}, new Uint8Array(8196));
    expect((await raw.expect(opcode.reject, pdu.reject)).reason).toBe(rejectReason.protocolError);
    await raw.closed();
    expect(log.at(-1)?.message).toContain('8196 bytes; the limit is 8192');
    other.command(1, testUnitReady);
    expect((await answer(other)).status).toBe(0);
  });

  it('in its digest ends the connection', async () => {
    const { logIn, log } = await serve();
    const raw = await logIn([['HeaderDigest', 'CRC32C']]);
    raw.command(1, testUnitReady);
    raw.sendBytes(new Uint8Array(4));
    await raw.closed();
    expect(log.at(-1)).toMatchObject({ event: 'dropped', message: expect.stringContaining('digest') });
  });

  it('in the digest of its data is rejected first', async () => {
    const { logIn } = await serve();
    const raw = await logIn([['DataDigest', 'CRC32C']]);
    raw.reader.dataDigest = true;
    raw.send(
      pdu.nopOut,
      { opcode: opcode.nopOut, immediate: true, initiatorTaskTag: 1, targetTransferTag: noTag },
      new Uint8Array(8),
    );
    raw.sendBytes(new Uint8Array(4));
    expect((await raw.expect(opcode.reject, pdu.reject)).reason).toBe(rejectReason.dataDigestError);
    await raw.closed();
  });

  it('in its operation code is rejected with its header, and the session goes on', async () => {
    const { logIn } = await serve();
    const raw = await logIn();
    const unknown = new Uint8Array(48);
    unknown.set([0x5c, 0x80]);
    raw.sendBytes(unknown);
    const { reason, data } = await raw.expect(opcode.reject, pdu.reject);
    expect([reason, data]).toEqual([rejectReason.commandNotSupported, unknown]);
    raw.command(1, testUnitReady);
    expect((await answer(raw)).status).toBe(0);
  });
});

describe('a PDU is rejected', () => {
  const discovery = async (connect: () => Promise<RawInitiator>) => {
    const raw = await connect();
    const pairs = [
      ['InitiatorName', initiator],
      ['SessionType', 'Discovery'],
    ] as const;
    expect((await raw.login(pairs)).status).toBe(0);
    return raw;
  };
  const text = { opcode: opcode.textRequest, immediate: true, initiatorTaskTag: 1, targetTransferTag: noTag };
  const header = (code: number) => Uint8Array.of(0x40 | code, 0x80, ...new Uint8Array(46));

  it.each([
    ['commandNotSupported', 'of an unknown operation code', (raw) => raw.sendBytes(header(0x1c))],
    [
      'commandNotSupported',
      'for SCSI data both ways',
      (raw) => raw.command(1, read10(0, 1), { read: true, write: true }),
    ],
    ['snackReject', 'that asks for something again', (raw) => raw.sendBytes(header(opcode.snackRequest))],
  ] as readonly [keyof typeof rejectReason, string, (raw: RawInitiator) => void][])(
    'with %s: one %s; the session goes on',
    async (reason, _, send) => {
      const { logIn } = await serve();
      const raw = await logIn();
      send(raw);
      expect((await raw.expect(opcode.reject, pdu.reject)).reason).toBe(rejectReason[reason]);
      raw.command(7, testUnitReady);
      expect((await answer(raw)).status).toBe(0);
    },
  );

  it.each([
    [
      'invalidPduField',
      'with data for a command that reads',
      (raw) => raw.command(1, read10(0, 1), readIn(2048), new Uint8Array(8)),
    ],
    [
      'protocolError',
      'with more data than the command takes',
      (raw) => raw.command(1, write10(0, 1), writeOut(2048), new Uint8Array(2052)),
    ],
    [
      'protocolError',
      'that announces data which were not agreed on',
      (raw) => raw.command(1, write10(0, 1), { ...writeOut(2048), final: false }),
    ],
    [
      'protocolError',
      'to log in again',
      (raw) => raw.send(pdu.loginRequest, { opcode: opcode.loginRequest, immediate: true }),
    ],
    [
      'protocolError',
      'with text that is none',
      (raw) => raw.send(pdu.textRequest, { ...text, final: true }, Uint8Array.of(0x61)),
    ],
    [
      'protocolError',
      'with text without end',
      (raw) => {
        for (let i = 0; i < 9; i++) raw.send(pdu.textRequest, { ...text, continue: true }, new Uint8Array(8192));
      },
    ],
  ] as readonly [keyof typeof rejectReason, string, (raw: RawInitiator) => void][])(
    'with %s: one %s; the connection ends',
    async (reason, _, send) => {
      const { logIn, log } = await serve({ targets: [{ name, luns: [silentDrive(dvdRamInMemory(16))] }] });
      const raw = await logIn();
      send(raw);
      let pduThatCame = await raw.next();
      while (pduThatCame && pdu.opcodeOf(pduThatCame.header) !== opcode.reject) pduThatCame = await raw.next();
      expect(pdu.reject.decode(pduThatCame!.header).reason).toBe(rejectReason[reason]);
      await raw.closed();
      expect(log.at(-1)).toMatchObject({ event: 'dropped' });
    },
  );

  it('with taskInProgress: one whose tag is in use; the first command goes on', async () => {
    const { logIn } = await serve({ targets: [{ name, luns: [silentDrive(dvdRamInMemory(16))] }] });
    const raw = await logIn([['ImmediateData', 'No']]);
    raw.command(1, write10(0, 1), writeOut(2048));
    const { targetTransferTag } = await raw.expect(opcode.readyToTransfer, pdu.readyToTransfer);
    raw.command(1, testUnitReady);
    expect((await raw.expect(opcode.reject, pdu.reject)).reason).toBe(rejectReason.taskInProgress);
    raw.dataOut(1, { targetTransferTag, dataSn: 0, bufferOffset: 0, final: true }, new Uint8Array(2048));
    expect(await answer(raw)).toMatchObject({ initiatorTaskTag: 1, status: 0 });
  });

  it('with commandNotSupported: a command in a discovery', async () => {
    const { connect } = await serve();
    const raw = await discovery(connect);
    raw.command(1, testUnitReady);
    expect((await raw.expect(opcode.reject, pdu.reject)).reason).toBe(rejectReason.commandNotSupported);
  });
});

describe('a logout', () => {
  const logout = { opcode: opcode.logoutRequest, immediate: true, final: true, initiatorTaskTag: 5 };

  it.each([
    [
      'for recovery, of which there is none',
      { reason: logoutReason.removeForRecovery },
      logoutResult.recoveryNotSupported,
    ],
    [
      'of a connection that there is not',
      { reason: logoutReason.closeConnection, cid: 9 },
      logoutResult.noSuchConnection,
    ],
  ] as const)('%s is answered, and the session goes on', async (_, fields, result) => {
    const { logIn } = await serve({ targets: [{ name, luns: [silentDrive(dvdRamInMemory(16))] }] });
    const raw = await logIn([['ImmediateData', 'No']]);
    raw.command(1, write10(0, 1), writeOut(2048));
    const { targetTransferTag } = await raw.expect(opcode.readyToTransfer, pdu.readyToTransfer);
    raw.send(pdu.logoutRequest, { ...logout, ...fields });
    expect((await raw.expect(opcode.logoutResponse, pdu.logoutResponse)).response).toBe(result);
    raw.dataOut(1, { targetTransferTag, dataSn: 0, bufferOffset: 0, final: true }, new Uint8Array(2048));
    expect(await answer(raw)).toMatchObject({ initiatorTaskTag: 1, status: 0 });
  });

  it.each([
    ['of the session', { reason: logoutReason.closeSession }],
    ['of its connection', { reason: logoutReason.closeConnection, cid: 0 }],
  ] as const)('%s ends it, and what was to come after is not carried out', async (_, fields) => {
    const { logIn, drive } = await serve();
    const raw = await logIn();
    const { cmdSn } = raw;
    // PREVENT, which comes before its turn and would have it after the logout.
    raw.command(1, [0x1e, 0, 0, 0, 1, 0], { cmdSn: cmdSn + 1 });
    raw.send(pdu.logoutRequest, { ...logout, ...fields, immediate: false, cmdSn });
    expect((await raw.expect(opcode.logoutResponse, pdu.logoutResponse)).response).toBe(logoutResult.closed);
    expect(await raw.next()).toBeUndefined();
    expect(drive.isRemovalPrevented).toBe(false);
  });
});

describe('the end of a connection is told as', () => {
  const last = async (log: readonly TargetLogRecord[], count: number) => {
    while (log.length < count) await new Promise(setImmediate);
    return log.at(-1);
  };

  it.each(['reset', 'close'] as const)('the end of a discovery, by %s', async (how) => {
    const { connect, log } = await serve();
    const raw = await connect();
    await raw.login([
      ['InitiatorName', initiator],
      ['SessionType', 'Discovery'],
    ]);
    const before = log.length;
    raw[how]();
    expect(await last(log, before + 1)).toMatchObject({
      event: 'loggedOut',
      message: expect.stringContaining('is over'),
    });
  });

  it.each([
    ['reset', 'the initiator reset the connection'],
    ['close', 'the initiator closed the connection'],
  ] as const)('the loss of a session, by %s', async (how, message) => {
    const { logIn, log } = await serve();
    const raw = await logIn();
    const before = log.length;
    raw[how]();
    expect(await last(log, before + 1)).toMatchObject({ event: 'dropped', message: expect.stringContaining(message) });
  });

  it('a logout that was answered, whatever comes after', async () => {
    const { logIn, log, target } = await serve();
    const raw = await logIn();
    raw.send(pdu.logoutRequest, { opcode: opcode.logoutRequest, immediate: true, final: true, initiatorTaskTag: 5 });
    await raw.expect(opcode.logoutResponse, pdu.logoutResponse);
    raw.reset();
    while (target.sessions.length > 0) await new Promise(setImmediate);
    expect(log.at(-1)?.event).toBe('loggedOut');
  });
});
