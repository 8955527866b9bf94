/** A discovery session: which targets there are. */
import { toBytes } from '../../../mmc/layout/index.js';
import { type Clock, realClock } from '../../time/clock.js';
import { TransportError } from '../../transport/transport-error.js';
import { noTag, opcode } from '../codes.js';
import { opcodeOf, textRequest, textResponse } from '../pdu.js';
import type { PduSink, StreamProblem } from '../pdu-reader.js';
import { decodeText, encodeText } from '../text.js';
import { connectAndLogIn, type LoggedIn } from './connect.js';
import { randomIsid } from './login.js';
import { type IscsiAddress, parseIscsiName } from './url.js';

/** A target, and where it can be reached: `host:port,portal group`. */
export interface DiscoveredTarget {
  readonly targetName: string;
  readonly addresses: readonly string[];
}

const maximumTextBytes = 16 * 1024 * 1024;

/** SendTargets. */
class Discovery implements PduSink {
  readonly targets: Promise<DiscoveredTarget[]>;
  readonly #connection: LoggedIn;
  readonly #name: string;
  #cmdSn: number;
  #text: Uint8Array[] = [];
  #length = 0;
  #resolve!: (targets: DiscoveredTarget[]) => void;
  #reject!: (error: TransportError) => void;

  constructor(name: string, connection: LoggedIn) {
    this.#name = name;
    this.#connection = connection;
    this.#cmdSn = connection.cmdSn;
    this.targets = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    connection.attach(this, (why) => this.#fail(why));
    this.#ask(noTag, connection.statSn, encodeText([['SendTargets', 'All']]));
  }

  close(): void {
    this.#connection.socket.destroy();
  }

  place(): undefined {
    return undefined;
  }

  pdu(header: Uint8Array, data: Uint8Array): void {
    if (opcodeOf(header) !== opcode.textResponse) return;
    const response = textResponse.decode(header);
    this.#text.push(data.slice());
    this.#length += data.length;
    if (this.#length > maximumTextBytes) this.#fail('the list of targets does not end');
    else if (response.targetTransferTag !== noTag)
      this.#ask(response.targetTransferTag, (response.statSn + 1) >>> 0, new Uint8Array(0));
    else this.#finish();
  }

  failed({ message }: StreamProblem): void {
    this.#fail(message);
  }

  #finish(): void {
    const targets: { targetName: string; addresses: string[] }[] = [];
    for (const [key, value] of decodeText(Buffer.concat(this.#text))) {
      if (key === 'TargetName') targets.push({ targetName: value, addresses: [] });
      else if (key === 'TargetAddress') targets.at(-1)?.addresses.push(value);
    }
    this.#resolve(targets);
  }

  #ask(targetTransferTag: number, expStatSn: number, text: Uint8Array): void {
    const { writer } = this.#connection;
    writer.header();
    const request = { opcode: opcode.textRequest, final: true, initiatorTaskTag: 1, targetTransferTag };
    writer.slab.set(toBytes(textRequest, { ...request, cmdSn: this.#cmdSn, expStatSn }), writer.at);
    this.#cmdSn = (this.#cmdSn + 1) >>> 0;
    writer.end(text);
    writer.flush();
  }

  #fail(why: string): void {
    this.#reject(new TransportError('hostError', `${this.#name}: ${why}`, { fate: 'notSent' }));
  }
}

/** The targets at an address, as a discovery session tells them. Rejects with TransportError. */
export async function discoverAt(
  address: IscsiAddress,
  timeoutMs = 10_000,
  clock: Clock = realClock,
): Promise<DiscoveredTarget[]> {
  const discovery = await connectAndLogIn(
    { ...address, targetName: undefined },
    randomIsid(),
    clock,
    timeoutMs,
    (connection) => new Discovery(address.name, connection),
  );
  const patience = new AbortController();
  const late = clock.sleep(timeoutMs, patience.signal).then(() => {
    throw new TransportError('timeout', `${address.name}: no list of targets within ${timeoutMs} ms`);
  });
  try {
    return await Promise.race([discovery.targets, late]);
  } finally {
    patience.abort();
    late.catch(() => {});
    discovery.close();
  }
}

/** The targets at an address, `iscsi://[user%secret@]host[:port]`. Rejects with TransportError. */
export const discoverTargets = async (name: string): Promise<DiscoveredTarget[]> => discoverAt(parseIscsiName(name));
