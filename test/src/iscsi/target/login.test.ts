import { describe, expect, it } from 'vitest';
import { chapResponse } from '../../../../src/iscsi/chap.js';
import { loginStage, loginStatus, opcode } from '../../../../src/iscsi/codes.js';
import type { TargetOptions } from '../../../../src/iscsi/index.js';
import * as pdu from '../../../../src/iscsi/pdu.js';
import { decodeBinary, decodeText, encodeBinary, encodeText, type Pairs } from '../../../../src/iscsi/text.js';
import { type RawInitiator, SteppingClock } from '../loopback.js';
import { answer, identity, initiator, name, serve, testUnitReady } from './serving.js';

describe('a login', () => {
  it.each([
    ['without a name', [['TargetName', name]], {}, loginStatus.missingParameter],
    ['without a target', [['InitiatorName', initiator]], {}, loginStatus.missingParameter],
    [
      'to an unknown target',
      [
        ['InitiatorName', initiator],
        ['TargetName', `${name}x`],
      ],
      {},
      loginStatus.notFound,
    ],
    [
      'of an unknown kind',
      [
        ['InitiatorName', initiator],
        ['SessionType', 'Other'],
      ],
      {},
      loginStatus.sessionTypeNotSupported,
    ],
    [
      'with a name that is none',
      [
        ['InitiatorName', 'me'],
        ['TargetName', name],
      ],
      {},
      loginStatus.initiatorError,
    ],
    ['of a later version', identity, { versionMin: 1 }, loginStatus.unsupportedVersion],
    ['to a session that there is not', identity, { tsih: 99 }, loginStatus.sessionDoesNotExist],
    ['that goes back', identity, { csg: 1, nsg: 0 }, loginStatus.initiatorError],
    ['that cannot agree', [...identity, ['DataDigest', 'MD5']], {}, loginStatus.initiatorError],
    ['with a value that is none', [...identity, ['MaxBurstLength', 'much']], {}, loginStatus.initiatorError],
    ['with a key twice', [...identity, ['InitialR2T', 'No'], ['InitialR2T', 'Yes']], {}, loginStatus.initiatorError],
  ] as const)('%s is refused with its status, and the connection ends', async (_, pairs, fields, status) => {
    const { connect, log } = await serve();
    const raw = await connect();
    expect((await raw.login(pairs, fields)).status).toBe(status);
    await raw.closed();
    expect(log.at(-1)?.event).toBe('loginFailed');
  });

  it('that is none is refused', async () => {
    const { connect } = await serve();
    const raw = await connect();
    raw.command(1, testUnitReady);
    const response = await raw.expect(opcode.loginResponse, pdu.loginResponse);
    expect(response.status).toBe(loginStatus.invalidDuringLogin);
    await raw.closed();
  });

  it('may skip the stage of security where none is wanted, and not where it is', async () => {
    const { connect } = await serve({ chap: { user: 'joe', secret: 'secret' } });
    const raw = await connect();
    expect((await raw.login(identity)).status).toBe(loginStatus.authenticationFailure);
    await raw.closed();
    const other = await connect();
    const none = await other.login([...identity, ['AuthMethod', 'None']], { csg: 0, nsg: 1 });
    expect(none.status).toBe(loginStatus.authenticationFailure);
  });

  it('takes its text in pieces', async () => {
    const { connect } = await serve();
    const raw = await connect();
    const text = encodeText([...identity, ['X-filler', 'x'.repeat(9000)], ['MaxBurstLength', '4096']]);
    const header = { opcode: opcode.loginRequest, immediate: true, csg: 1, nsg: 0, isid: new Uint8Array(6), cmdSn: 1 };
    raw.send(pdu.loginRequest, { ...header, continue: true }, text.subarray(0, 8000));
    expect(await raw.expect(opcode.loginResponse, pdu.loginResponse)).toMatchObject({ status: 0, transit: false });
    raw.send(pdu.loginRequest, { ...header, transit: true, nsg: 3 }, text.subarray(8000));
    const last = await raw.expect(opcode.loginResponse, pdu.loginResponse);
    expect(last).toMatchObject({ status: 0, transit: true, nsg: 3 });
    expect(decodeText(last.data)).toEqual(
      expect.arrayContaining([
        ['MaxBurstLength', '4096'],
        ['X-filler', 'NotUnderstood'],
        ['TargetPortalGroupTag', '1'],
      ]),
    );
  });

  it('does not take text without end', async () => {
    const { connect } = await serve();
    const raw = await connect();
    const header = { opcode: opcode.loginRequest, continue: true, csg: 1, isid: new Uint8Array(6) };
    for (let i = 0; i < 9; i++) raw.send(pdu.loginRequest, header, new Uint8Array(8192).fill(0x61));
    let status = 0;
    for (let i = 0; i < 9 && status === 0; i++)
      status = (await raw.expect(opcode.loginResponse, pdu.loginResponse)).status;
    expect(status).toBe(loginStatus.outOfResources);
    await raw.closed();
  });

  it('has its time', async () => {
    const clock = new SteppingClock();
    const { connect, log } = await serve({ clock });
    const raw = await connect();
    while (!log.some(({ event }) => event === 'connected')) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(15_000);
    await raw.closed();
    expect(log.at(-1)).toMatchObject({ event: 'loginFailed', message: expect.stringContaining('no login') });
  });

  it('of the same initiator ends the session before', async () => {
    const { logIn, target } = await serve();
    const first = await logIn();
    const second = await logIn();
    await first.closed();
    expect(target.sessions).toHaveLength(1);
    second.command(1, testUnitReady);
    expect((await answer(second)).status).toBe(0);
  });

  it('beyond the limit of connections finds no one', async () => {
    const { logIn, connect, log } = await serve({ limits: { connections: 1 } });
    await logIn();
    await (await connect()).closed();
    expect(log.at(-1)?.event).toBe('refused');
  });
});

describe('a login that goes wrong', () => {
  const security = { csg: loginStage.securityNegotiation, nsg: loginStage.securityNegotiation, transit: false };
  const joe = { user: 'joe', secret: 'secret-of-joe' };
  const drive = { user: 'drive', secret: 'secret-of-drive' };
  const mutual = { chap: joe, mutualChap: drive };

  /** Logs in up to the challenge of the target. */
  async function challenged(raw: RawInitiator) {
    expect(await raw.login([...identity, ['AuthMethod', 'CHAP']], security)).toMatchObject({ status: 0 });
    const { status, data } = await raw.login([['CHAP_A', '5']], security);
    expect(status).toBe(0);
    const values = Object.fromEntries(decodeText(data));
    const identifier = Number(values['CHAP_I']);
    const challenge = values['CHAP_C']!;
    const response = chapResponse(5, identifier, joe.secret, decodeBinary(challenge)!);
    return {
      challenge,
      right: [
        ['CHAP_N', joe.user],
        ['CHAP_R', encodeBinary(response)],
      ] as const,
    };
  }

  it.each([
    ['AuthMethod=None', { chap: joe }, [['AuthMethod', 'None']]],
    ['AuthMethod=CHAP where nobody has to prove anything', {}, [['AuthMethod', 'CHAP']]],
    ['CHAP where nobody has to prove anything', {}, [['CHAP_A', '5']]],
    [
      'an algorithm that nobody knows',
      { chap: joe },
      [
        ['AuthMethod', 'CHAP'],
        ['CHAP_A', '99'],
      ],
    ],
    [
      'a response to no challenge',
      { chap: joe },
      [
        ['AuthMethod', 'CHAP'],
        ['CHAP_N', 'joe'],
        ['CHAP_R', '0x00'],
      ],
    ],
  ] as const)('in its authentication: %s', async (_, options, pairs) => {
    const { connect, log } = await serve(options);
    const raw = await connect();
    expect((await raw.login([...identity, ...pairs], security)).status).toBe(loginStatus.authenticationFailure);
    await raw.closed();
    expect(log.at(-1)).toMatchObject({
      event: 'loginFailed',
      message: expect.stringContaining('authentication failure'),
    });
  });

  it.each([
    [
      'a wrong response',
      mutual,
      () => [
        ['CHAP_N', 'joe'],
        ['CHAP_R', '0x00112233445566778899aabbccddeeff'],
      ],
    ],
    ['a wrong user', mutual, ({ right }) => [['CHAP_N', 'jim'], right[1]]],
    ['no user', mutual, ({ right }) => [right[1]]],
    ['no response', mutual, ({ right }) => [right[0]]],
    ['a response that is no number', mutual, ({ right }) => [right[0], ['CHAP_R', 'secret']]],
    ['an identifier out of range', mutual, ({ right }) => [...right, ['CHAP_I', '256'], ['CHAP_C', '0x0102']]],
    ['a challenge that is none', mutual, ({ right }) => [...right, ['CHAP_I', '1'], ['CHAP_C', '0x']]],
    [
      'the challenge of the target',
      mutual,
      ({ right, challenge }) => [...right, ['CHAP_I', '1'], ['CHAP_C', challenge]],
    ],
    [
      'a challenge where none is answered',
      { chap: joe },
      ({ right }) => [...right, ['CHAP_I', '1'], ['CHAP_C', '0x0102']],
    ],
  ] as readonly [string, Partial<TargetOptions>, (given: Awaited<ReturnType<typeof challenged>>) => Pairs][])(
    'in its proof: %s',
    async (_, options, pairs) => {
      const { connect } = await serve(options);
      const raw = await connect();
      const { status } = await raw.login(pairs(await challenged(raw)), { ...security, transit: true, nsg: 1 });
      expect(status).toBe(loginStatus.authenticationFailure);
      await raw.closed();
    },
  );

  it('in nothing but the number of its steps', async () => {
    const { connect } = await serve();
    const raw = await connect();
    let status: number = loginStatus.success;
    let steps = 0;
    for (; status === loginStatus.success; steps++)
      ({ status } = await raw.login(steps === 0 ? identity : [], { csg: 1, nsg: 0, transit: false }));
    expect([status, steps]).toEqual([loginStatus.initiatorError, 65]);
  });

  it.each([
    ['begins with no stage there is', identity, { csg: 2, nsg: 3 }],
    ['both goes on and transits', identity, { transit: true, continue: true }],
    ['goes on to no stage there is', identity, { csg: 1, nsg: 2 }],
  ] as const)('since it %s', async (_, pairs, fields) => {
    const { connect } = await serve();
    const raw = await connect();
    expect((await raw.login(pairs, fields)).status).toBe(loginStatus.initiatorError);
    await raw.closed();
  });

  it.each([
    ['is for another stage', { csg: 0, nsg: 0, transit: false }],
    ['has another tag', { csg: 1, nsg: 3, initiatorTaskTag: 8 }],
  ])('since its second request %s', async (_, fields) => {
    const { connect } = await serve();
    const raw = await connect();
    expect((await raw.login(identity, { csg: 1, nsg: 0, transit: false })).status).toBe(0);
    expect((await raw.login([], fields as object)).status).toBe(loginStatus.initiatorError);
    await raw.closed();
  });

  it('since it talks of other things before it has proved anything', async () => {
    const { connect } = await serve({ chap: joe });
    const raw = await connect();
    const { status } = await raw.login([...identity, ['MaxBurstLength', '4096']], security);
    expect(status).toBe(loginStatus.initiatorError);
  });

  it('since its text is none', async () => {
    const { connect } = await serve();
    const raw = await connect();
    const header = { opcode: opcode.loginRequest, immediate: true, transit: true, csg: 1, nsg: 3 };
    raw.send(pdu.loginRequest, { ...header, isid: new Uint8Array(6) }, Uint8Array.of(0x61));
    expect((await raw.expect(opcode.loginResponse, pdu.loginResponse)).status).toBe(loginStatus.initiatorError);
  });
});
