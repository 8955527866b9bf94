/** The login, seen from the target: who the initiator is, whether it may, and what the session goes by. */
import { randomBytes, randomInt } from 'node:crypto';
import { toBytes, type Value } from '../../../mmc/layout/index.js';
import { chapResponse, chooseAlgorithm, isSameResponse } from '../chap.js';
import { loginStage, loginStatus, nameOf, opcode } from '../codes.js';
import { isIscsiName } from '../names.js';
import { answerOffer, defaultParameters, isRefusal, NegotiationError, type SessionParameters } from '../negotiation.js';
import { loginRequest, loginResponse, opcodeOf } from '../pdu.js';
import { decodeBinary, decodeText, encodeBinary, encodeText, type Pairs, printable, TextError } from '../text.js';
import type { TargetSettings } from './options.js';
import type { Target } from './target.js';

type LoginRequest = Value<typeof loginRequest>;

/** What a login has come to. */
export interface LoginOutcome {
  readonly initiatorName: string;
  readonly isid: Uint8Array;
  readonly cid: number;
  /** Undefined: a discovery session. */
  readonly target: Target | undefined;
  readonly parameters: SessionParameters;
  readonly expCmdSn: number;
}

/** One step's answer; the last one has either an outcome or a failure. */
export interface LoginStep {
  readonly response: Uint8Array;
  readonly data: Uint8Array;
  readonly outcome?: LoginOutcome;
  /** Why the connection ends, for the log. */
  readonly failure?: string;
}

/** A login that ends here, with this status. */
class LoginFailure extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const portalGroupTag = 1;
const maximumTextBytes = 64 * 1024;
const maximumSteps = 64;
const challengeBytes = 16;

/** The state of one login. */
export class TargetLogin {
  readonly #settings: TargetSettings;
  readonly #findTarget: (name: string) => Target | undefined;
  /** What goes into TSIH of the last response: the number of the new session. */
  readonly #tsih: number;
  readonly #parameters: SessionParameters = { ...defaultParameters };
  #first: LoginRequest | undefined;
  #stage: number | undefined;
  #steps = 0;
  #text: Uint8Array[] = [];
  #initiatorName = '';
  #target: Target | undefined;
  #isDiscovery = false;
  #isAuthenticated: boolean;
  #challenge: { readonly algorithm: number; readonly identifier: number; readonly bytes: Uint8Array } | undefined;
  #declared = false;
  #statSn = 0;

  constructor(settings: TargetSettings, findTarget: (name: string) => Target | undefined, tsih: number) {
    this.#settings = settings;
    this.#findTarget = findTarget;
    this.#tsih = tsih;
    this.#isAuthenticated = settings.chap === undefined;
  }

  /** StatSN of the next response of the connection. */
  get statSn(): number {
    return this.#statSn;
  }

  /** Takes a PDU of the initiator. */
  step(header: Uint8Array, data: Uint8Array): LoginStep {
    const request = loginRequest.decode(header);
    try {
      if (opcodeOf(header) !== opcode.loginRequest)
        throw new LoginFailure(
          loginStatus.invalidDuringLogin,
          `the first PDU must be a login request, not ${nameOf(opcode, opcodeOf(header))}`,
        );
      return this.#take(request, data);
    } catch (error) {
      if (error instanceof LoginFailure) return this.#fail(request, error.status, error.message);
      if (error instanceof NegotiationError || error instanceof TextError)
        return this.#fail(request, loginStatus.initiatorError, error.message);
      throw error;
    }
  }

  #take(request: LoginRequest, data: Uint8Array): LoginStep {
    this.#begin(request);
    this.#text.push(data.slice());
    if (this.#text.reduce((sum, part) => sum + part.length, 0) > maximumTextBytes)
      throw new LoginFailure(loginStatus.outOfResources, `more than ${maximumTextBytes} bytes of login text`);
    // The text goes on in the next request.
    if (request.continue) return { response: this.#respond(request, false), data: new Uint8Array(0) };
    const pairs = decodeText(Buffer.concat(this.#text));
    this.#text = [];
    const answers: [string, string][] = [];
    this.#identify(request, pairs, answers);
    const proof = this.#negotiate(pairs, answers);
    const transit = request.transit && this.#mayLeave(request, pairs, proof);
    if (transit) this.#stage = request.nsg;
    const response = this.#respond(request, transit, transit && request.nsg === loginStage.fullFeature);
    const text = encodeText(answers);
    if (!transit || request.nsg !== loginStage.fullFeature) return { response, data: text };
    const { maxBurstLength, firstBurstLength } = this.#parameters;
    this.#parameters.firstBurstLength = Math.min(firstBurstLength, maxBurstLength);
    return {
      response,
      data: text,
      outcome: {
        initiatorName: this.#initiatorName,
        isid: this.#first!.isid,
        cid: this.#first!.cid,
        target: this.#isDiscovery ? undefined : this.#target,
        parameters: this.#parameters,
        expCmdSn: this.#first!.cmdSn,
      },
    };
  }

  /** What has to be right in every request. */
  #begin(request: LoginRequest): void {
    if (++this.#steps > maximumSteps) throw new LoginFailure(loginStatus.initiatorError, 'the login does not end');
    if (!this.#first) {
      this.#first = { ...request, isid: request.isid.slice(), lun: undefined } as unknown as LoginRequest;
      this.#stage = request.csg;
      if (request.versionMin > 0)
        throw new LoginFailure(loginStatus.unsupportedVersion, `version ${request.versionMin} or later is asked for`);
      if (request.tsih !== 0)
        throw new LoginFailure(
          loginStatus.sessionDoesNotExist,
          `a further connection to session ${request.tsih}; a session has one connection here`,
        );
      if (request.csg !== loginStage.securityNegotiation && request.csg !== loginStage.operationalNegotiation)
        throw new LoginFailure(loginStatus.initiatorError, `a login cannot begin with stage ${request.csg}`);
    } else if (request.csg !== this.#stage || request.initiatorTaskTag !== this.#first.initiatorTaskTag)
      throw new LoginFailure(loginStatus.initiatorError, 'a request is for another stage or another login');
    if (request.transit && request.continue)
      throw new LoginFailure(loginStatus.initiatorError, 'a request both goes on and transits');
    if (request.transit && (request.nsg <= request.csg || request.nsg === 2))
      throw new LoginFailure(loginStatus.initiatorError, `no way leads from stage ${request.csg} to ${request.nsg}`);
  }

  /** Names, which the first request has to have. */
  #identify(_request: LoginRequest, pairs: Pairs, answers: [string, string][]): void {
    if (this.#initiatorName !== '') return;
    const valueFor = (key: string) => pairs.find(([each]) => each === key)?.[1];
    const initiatorName = valueFor('InitiatorName');
    if (initiatorName === undefined)
      throw new LoginFailure(loginStatus.missingParameter, 'the first request has no InitiatorName');
    if (!isIscsiName(initiatorName))
      throw new LoginFailure(loginStatus.initiatorError, `"${printable(initiatorName)}" is no iSCSI name`);
    this.#initiatorName = initiatorName;
    const sessionType = valueFor('SessionType') ?? 'Normal';
    if (sessionType !== 'Normal' && sessionType !== 'Discovery')
      throw new LoginFailure(
        loginStatus.sessionTypeNotSupported,
        `there is no session type "${printable(sessionType)}"`,
      );
    this.#isDiscovery = sessionType === 'Discovery';
    const targetName = valueFor('TargetName');
    if (targetName === undefined) {
      if (this.#isDiscovery) return;
      throw new LoginFailure(loginStatus.missingParameter, 'the first request of a normal session has no TargetName');
    }
    this.#target = this.#findTarget(targetName);
    if (!this.#target && !this.#isDiscovery)
      throw new LoginFailure(loginStatus.notFound, `there is no target "${printable(targetName)}"`);
    if (this.#target?.alias !== undefined) answers.push(['TargetAlias', this.#target.alias]);
    answers.push(['TargetPortalGroupTag', String(portalGroupTag)]);
  }

  /** Answers the pairs of one request. Returns whether the initiator has just proved itself. */
  #negotiate(pairs: Pairs, answers: [string, string][]): boolean {
    let proof = false;
    const chap: Record<string, string> = {};
    const seen = new Set<string>();
    for (const [key, value] of pairs) {
      if (seen.has(key)) throw new NegotiationError(`${printable(key)} comes twice`);
      seen.add(key);
      if (/^(?:InitiatorName|InitiatorAlias|TargetName|SessionType)$/.test(key)) continue;
      if (key === 'AuthMethod') answers.push([key, this.#chooseMethod(value)]);
      else if (/^CHAP_[ANRIC]$/.test(key)) chap[key] = value;
      else if (isRefusal(value)) continue;
      else {
        if (this.#stage === loginStage.securityNegotiation && !/^(?:X-|Y-|Z-)/.test(key) && !this.#isAuthenticated)
          throw new LoginFailure(loginStatus.initiatorError, `${printable(key)} comes before the authentication`);
        const answer = answerOffer(key, value, this.#settings.wishes, this.#parameters);
        if (answer !== undefined) answers.push([printable(key), answer]);
      }
    }
    if (chap['CHAP_A'] !== undefined) this.#challengeInitiator(chap['CHAP_A'], answers);
    else if (Object.keys(chap).length > 0) {
      this.#verify(chap, answers);
      proof = true;
    }
    if (this.#stage === loginStage.operationalNegotiation && !this.#declared) {
      this.#declared = true;
      answers.push(['MaxRecvDataSegmentLength', String(this.#settings.wishes.maxRecvDataSegmentLength)]);
    }
    return proof;
  }

  #chooseMethod(offer: string): string {
    const offered = offer.split(',');
    const wanted = this.#settings.chap ? 'CHAP' : 'None';
    if (offered.includes(wanted)) return wanted;
    throw new LoginFailure(
      loginStatus.authenticationFailure,
      `AuthMethod=${printable(offer)} was offered; this target wants ${wanted}`,
    );
  }

  #challengeInitiator(offer: string, answers: [string, string][]): void {
    if (!this.#settings.chap) throw new LoginFailure(loginStatus.authenticationFailure, 'CHAP was not agreed on');
    const algorithm = chooseAlgorithm(offer);
    if (algorithm === undefined)
      throw new LoginFailure(loginStatus.authenticationFailure, `CHAP_A=${printable(offer)}: none of these is known`);
    this.#challenge = { algorithm, identifier: randomInt(256), bytes: randomBytes(challengeBytes) };
    answers.push(['CHAP_A', String(algorithm)]);
    answers.push(['CHAP_I', String(this.#challenge.identifier)]);
    answers.push(['CHAP_C', encodeBinary(this.#challenge.bytes)]);
  }

  #verify(chap: Readonly<Record<string, string>>, answers: [string, string][]): void {
    const failure = (message: string) => new LoginFailure(loginStatus.authenticationFailure, message);
    const challenge = this.#challenge;
    // A challenge is answered once.
    this.#challenge = undefined;
    const { chap: expected, mutualChap } = this.#settings;
    if (!challenge || !expected) throw failure('a CHAP response without a challenge');
    const given = decodeBinary(chap['CHAP_R'] ?? '');
    if (!given || chap['CHAP_N'] === undefined) throw failure('CHAP_N or CHAP_R is missing');
    const right = chapResponse(challenge.algorithm, challenge.identifier, expected.secret, challenge.bytes);
    if (!isSameResponse(given, right) || chap['CHAP_N'] !== expected.user)
      throw failure(`CHAP user "${printable(chap['CHAP_N'])}" or its secret is wrong`);
    this.#isAuthenticated = true;
    if (chap['CHAP_I'] === undefined && chap['CHAP_C'] === undefined) return;
    const identifier = Number(chap['CHAP_I']);
    const theirs = decodeBinary(chap['CHAP_C'] ?? '');
    if (!(identifier >= 0 && identifier <= 255) || !theirs || theirs.length === 0 || theirs.length > 1024)
      throw failure('CHAP_I or CHAP_C is wrong');
    if (!mutualChap) throw failure('the initiator asks for mutual CHAP, which is not set up here');
    if (Buffer.from(theirs).equals(challenge.bytes)) throw failure('the challenge is the one this target sent');
    const answer = chapResponse(challenge.algorithm, identifier, mutualChap.secret, theirs);
    answers.push(['CHAP_N', mutualChap.user]);
    answers.push(['CHAP_R', encodeBinary(answer)]);
  }

  /** Whether the stage may be left as the initiator wants it. */
  #mayLeave(request: LoginRequest, pairs: Pairs, proof: boolean): boolean {
    if (this.#isAuthenticated) return true;
    const isNegotiating = pairs.some(([key]) => key === 'AuthMethod' || key.startsWith('CHAP_'));
    if (request.csg === loginStage.securityNegotiation && isNegotiating && !proof) return false;
    throw new LoginFailure(loginStatus.authenticationFailure, 'the initiator has not authenticated itself');
  }

  #respond(request: LoginRequest, transit: boolean, isLast = false): Uint8Array {
    return toBytes(loginResponse, {
      opcode: opcode.loginResponse,
      transit,
      csg: request.csg,
      nsg: transit ? request.nsg : 0,
      isid: request.isid,
      tsih: isLast ? this.#tsih : 0,
      initiatorTaskTag: request.initiatorTaskTag,
      ...this.#numbers(request),
    });
  }

  #numbers(request: LoginRequest) {
    const statSn = this.#statSn;
    this.#statSn = (statSn + 1) >>> 0;
    const maxCmdSn = (request.cmdSn + this.#settings.limits.commands - 1) >>> 0;
    return { statSn, expCmdSn: request.cmdSn, maxCmdSn };
  }

  #fail(request: LoginRequest, status: number, failure: string): LoginStep {
    const response = toBytes(loginResponse, {
      opcode: opcode.loginResponse,
      csg: request.csg,
      isid: request.isid,
      tsih: 0,
      initiatorTaskTag: request.initiatorTaskTag,
      status,
      ...this.#numbers(request),
    });
    return { response, data: new Uint8Array(0), failure: `${nameOf(loginStatus, status)}: ${failure}` };
  }
}
