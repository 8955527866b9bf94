/** The login, seen from the initiator. */
import { randomBytes, randomInt } from 'node:crypto';
import { toBytes, type Value } from '../../../mmc/layout/index.js';
import { TransportError, type TransportErrorKind } from '../../transport/transport-error.js';
import { type Credentials, chapAlgorithms, chapResponse, isSameResponse } from '../chap.js';
import { loginStage, loginStatus, nameOf, opcode } from '../codes.js';
import {
  answerOffer,
  defaultParameters,
  NegotiationError,
  offerOf,
  type SessionParameters,
  takeAnswer,
  type Wishes,
} from '../negotiation.js';
import { loginRequest, loginResponse, opcodeOf } from '../pdu.js';
import { decodeBinary, decodeText, encodeBinary, encodeText, type Pairs, printable, TextError } from '../text.js';

/** Who logs in to what. */
export interface LoginInput {
  /** For messages. */
  readonly name: string;
  readonly initiatorName: string;
  /** Undefined: a discovery session. */
  readonly targetName: string | undefined;
  readonly isid: Uint8Array;
  readonly chap: Credentials | undefined;
  readonly mutualChap: Credentials | undefined;
  readonly wishes: Wishes;
}

/** What a step leads to. */
export type LoginStep =
  | { readonly kind: 'send'; readonly header: Uint8Array; readonly data: Uint8Array }
  | { readonly kind: 'moved'; readonly address: string }
  | {
      readonly kind: 'done';
      readonly parameters: SessionParameters;
      readonly statSn: number;
      readonly cmdSn: number;
      readonly maxCmdSn: number;
    };

type LoginResponse = Value<typeof loginResponse>;

const maximumSteps = 32;
const maximumTextBytes = 64 * 1024;
const challengeBytes = 16;

const kindOfStatus: Readonly<Record<number, TransportErrorKind>> = {
  [loginStatus.authenticationFailure]: 'accessDenied',
  [loginStatus.authorizationFailure]: 'accessDenied',
  [loginStatus.notFound]: 'notFound',
  [loginStatus.targetRemoved]: 'notFound',
  [loginStatus.tooManyConnections]: 'busy',
  [loginStatus.serviceUnavailable]: 'busy',
  [loginStatus.outOfResources]: 'busy',
};

/** The state of one login. */
export class InitiatorLogin {
  readonly #input: LoginInput;
  readonly #parameters: SessionParameters = { ...defaultParameters };
  #stage: number = loginStage.securityNegotiation;
  #steps = 0;
  #text: Uint8Array[] = [];
  #isOffered = false;
  #hasProved = false;
  #challenge: { readonly identifier: number; readonly bytes: Uint8Array; readonly algorithm: number } | undefined;
  #expStatSn = 0;

  constructor(input: LoginInput) {
    this.#input = input;
  }

  /** The first request. */
  begin(): LoginStep {
    const { initiatorName, targetName, chap } = this.#input;
    const pairs: [string, string][] = [['InitiatorName', initiatorName]];
    if (targetName === undefined) pairs.push(['SessionType', 'Discovery']);
    else pairs.push(['SessionType', 'Normal'], ['TargetName', targetName]);
    pairs.push(['AuthMethod', chap ? 'CHAP,None' : 'None']);
    return this.#request(pairs, chap === undefined);
  }

  /** Takes a response. Throws TransportError where the login fails. */
  take(header: Uint8Array, data: Uint8Array): LoginStep {
    if (opcodeOf(header) !== opcode.loginResponse)
      throw this.#failure('hostError', `${nameOf(opcode, opcodeOf(header))} came instead of a login response`);
    const response = loginResponse.decode(header);
    const { status } = response;
    this.#expStatSn = (response.statSn + 1) >>> 0;
    if (++this.#steps > maximumSteps) throw this.#failure('hostError', 'the login does not end');
    try {
      if (status === loginStatus.targetMovedTemporarily || status === loginStatus.targetMovedPermanently)
        return { kind: 'moved', address: this.#addressIn(decodeText(data)) };
      if (status !== loginStatus.success)
        throw this.#failure(kindOfStatus[status] ?? 'hostError', `the target refuses: ${this.#explain(status)}`);
      this.#text.push(data.slice());
      if (this.#text.reduce((sum, part) => sum + part.length, 0) > maximumTextBytes)
        throw this.#failure('hostError', `more than ${maximumTextBytes} bytes of login text`);
      // The answer goes on in the next response.
      if (response.continue) return this.#request([], false);
      const pairs = decodeText(Buffer.concat(this.#text));
      this.#text = [];
      return this.#stage === loginStage.securityNegotiation
        ? this.#security(response, pairs)
        : this.#operational(response, pairs);
    } catch (error) {
      if (error instanceof NegotiationError || error instanceof TextError)
        throw this.#failure('hostError', error.message);
      throw error;
    }
  }

  #security(response: LoginResponse, pairs: Pairs): LoginStep {
    const value = (key: string) => pairs.find(([each]) => each === key)?.[1];
    if (response.transit) {
      if (this.#input.mutualChap) this.#verify(value('CHAP_N'), value('CHAP_R'));
      this.#stage = response.nsg;
      if (this.#stage === loginStage.fullFeature) return this.#done(response);
      return this.#offer();
    }
    const method = value('AuthMethod');
    if (method === 'None') {
      if (this.#input.mutualChap)
        throw this.#failure('accessDenied', 'the target does not authenticate itself: leave target_user out');
      return this.#request([], true);
    }
    if (method === 'CHAP') return this.#request([['CHAP_A', chapAlgorithms.join(',')]], false);
    if (method !== undefined)
      throw this.#failure('accessDenied', `the target wants AuthMethod=${printable(method)}; give a user and a secret`);
    const challenge = value('CHAP_C');
    if (challenge !== undefined) return this.#prove(value('CHAP_A'), value('CHAP_I'), challenge);
    return this.#request([], true);
  }

  #prove(algorithmText: string | undefined, identifierText: string | undefined, challengeText: string): LoginStep {
    const { chap, mutualChap } = this.#input;
    const algorithm = Number(algorithmText);
    const identifier = Number(identifierText);
    const challenge = decodeBinary(challengeText);
    if (!chap || this.#hasProved) throw this.#failure('hostError', 'the target asks for a CHAP response out of turn');
    if (!chapAlgorithms.includes(algorithm) || !(identifier >= 0 && identifier <= 255) || !challenge)
      throw this.#failure('hostError', 'the target sent a CHAP challenge that makes no sense');
    this.#hasProved = true;
    const pairs: [string, string][] = [
      ['CHAP_N', chap.user],
      ['CHAP_R', encodeBinary(chapResponse(algorithm, identifier, chap.secret, challenge))],
    ];
    if (mutualChap) {
      this.#challenge = { identifier: randomInt(256), bytes: randomBytes(challengeBytes), algorithm };
      pairs.push(['CHAP_I', String(this.#challenge.identifier)], ['CHAP_C', encodeBinary(this.#challenge.bytes)]);
    }
    return this.#request(pairs, true);
  }

  #verify(user: string | undefined, responseText: string | undefined): void {
    const challenge = this.#challenge;
    const { mutualChap } = this.#input;
    const given = decodeBinary(responseText ?? '');
    const right =
      challenge && chapResponse(challenge.algorithm, challenge.identifier, mutualChap!.secret, challenge.bytes);
    if (!given || !right || user !== mutualChap!.user || !isSameResponse(given, right))
      throw this.#failure('accessDenied', 'the target did not prove that it knows target_password');
  }

  #offer(): LoginStep {
    this.#isOffered = true;
    const { targetName, wishes } = this.#input;
    const offered = offerOf(wishes);
    // Of a discovery session there is little to negotiate.
    const pairs = targetName === undefined ? offered.filter(([key]) => /Digest$|^MaxRecv/.test(key)) : offered;
    return this.#request(pairs, true);
  }

  #operational(response: LoginResponse, pairs: Pairs): LoginStep {
    if (!this.#isOffered) return this.#offer();
    const { wishes } = this.#input;
    const offered = new Set(offerOf(wishes).map(([key]) => key));
    const answers: [string, string][] = [];
    for (const [key, value] of pairs) {
      if (/^Target(?:PortalGroupTag|Alias|Address)$/.test(key)) continue;
      if (offered.has(key)) takeAnswer(key, value, wishes, this.#parameters);
      else {
        const answer = answerOffer(key, value, wishes, this.#parameters);
        if (answer !== undefined) answers.push([key, answer]);
      }
    }
    if (response.transit && response.nsg === loginStage.fullFeature) return this.#done(response);
    return this.#request(answers, true);
  }

  #done({ statSn, expCmdSn, maxCmdSn }: LoginResponse): LoginStep {
    const parameters = this.#parameters;
    parameters.firstBurstLength = Math.min(parameters.firstBurstLength, parameters.maxBurstLength);
    return { kind: 'done', parameters, statSn: (statSn + 1) >>> 0, cmdSn: expCmdSn, maxCmdSn };
  }

  #request(pairs: Pairs, transit: boolean): LoginStep {
    const isSecurity = this.#stage === loginStage.securityNegotiation;
    const nsg = isSecurity ? loginStage.operationalNegotiation : loginStage.fullFeature;
    const header = toBytes(loginRequest, {
      opcode: opcode.loginRequest,
      immediate: true,
      transit,
      csg: this.#stage,
      nsg: transit ? nsg : 0,
      isid: this.#input.isid,
      initiatorTaskTag: 0,
      cmdSn: 1,
      expStatSn: this.#expStatSn,
    });
    return { kind: 'send', header, data: encodeText(pairs) };
  }

  #addressIn(pairs: Pairs): string {
    const address = pairs.find(([key]) => key === 'TargetAddress')?.[1];
    if (address === undefined) throw this.#failure('hostError', 'the target has moved and does not say where');
    return address;
  }

  #explain(status: number): string {
    const { targetName, chap } = this.#input;
    const text = nameOf(loginStatus, status);
    if (status === loginStatus.notFound) return `${text}: there is no target ${targetName}`;
    if (status !== loginStatus.authenticationFailure) return text;
    return chap
      ? `${text}: the user ${chap.user} or the secret is wrong`
      : `${text}: it wants CHAP, give user%secret@ in front of the host`;
  }

  #failure(kind: TransportErrorKind, problem: string): TransportError {
    return new TransportError(kind, `${this.#input.name}: ${problem}`, { fate: 'notSent' });
  }
}

/** An ISID of the random kind: no two sessions are taken for one. */
export function randomIsid(): Uint8Array {
  const isid = randomBytes(6);
  isid[0] = 0x80;
  return isid;
}
