/** What the demo shows, scene by scene, as it happens. */
import { type Command, hex, type InputOf } from '../../mmc/index.js';
import { type CdromHandle, type IoctlOptions, type IoctlResult, TransportError } from '../index.js';
import type { Context } from './context.js';
import { exchangeJson, exchangeLines } from './exchange.js';
import { controlCodeText, ioctlJson, ioctlLines, ntStatusJson, statusLines } from './ioctl-answer.js';
import type { Session } from './session.js';
import { indented, lineWidth, wrap } from './text.js';

const noBytes = new Uint8Array(0);
const blockBytes = 2048;
const indent = 4;
const shownOutputBytes = 32;

/** Shows scenes on one context; the numbers run on over all drives. */
export class Stage {
  /** The scenes so far, for `--json`. */
  readonly scenes: unknown[] = [];

  constructor(readonly context: Context) {}

  /** A heading over the scenes that follow. */
  chapter(title: string): void {
    if (!this.context.json) this.context.print(['', this.context.style.heading(title)]);
  }

  /** Carries out a control code. */
  async ioctl(
    { exchanges }: Session,
    handle: CdromHandle,
    note: string,
    request: { code: number; input?: Uint8Array; outputLength?: number; options?: IoctlOptions },
  ): Promise<IoctlResult> {
    const { code, input = noBytes, outputLength = 0, options = {} } = request;
    const before = exchanges.length;
    const result = await handle.ioctl(code, input, outputLength, options);
    const answer = { code, result, exchanges: exchanges.slice(before) };
    const buffers = [
      input.length > 0 ? `input ${hex(input)}` : '',
      outputLength > 0 ? `output buffer of ${outputLength} bytes` : '',
    ].filter(Boolean);
    const { style } = this.context;
    const title = [style.name(controlCodeText(code)), ...buffers].join(', ');
    this.#show(note, ioctlJson(answer), [title, ...ioctlLines(answer, style)]);
    return result;
  }

  /** Reads a block the way ReadFile does. */
  async read({ exchanges }: Session, handle: CdromHandle, note: string, logicalBlockAddress: number): Promise<void> {
    const before = exchanges.length;
    const offset = logicalBlockAddress * blockBytes;
    const result = await handle.read(offset, blockBytes);
    const { style } = this.context;
    const sent = exchanges.slice(before);
    const document = {
      read: { offsetBytes: offset, lengthBytes: blockBytes },
      exchanges: sent.map((exchange) => ({ ...exchangeJson(exchange), data: undefined })),
      ntStatus: ntStatusJson(result.ntStatus),
      information: result.information,
    };
    this.#show(note, document, [
      `${style.name('ReadFile')}, ${blockBytes} bytes at offset ${offset}`,
      ...sent.flatMap((exchange) => exchangeLines({ ...exchange, data: undefined }, style)),
      ...(sent.length === 0 ? [style.faint('   nothing was sent to the drive')] : []),
      ...statusLines(result, style, shownOutputBytes),
    ]);
  }

  /**
   * Sends a command that belongs to no control code. Returns undefined where the adapter fails on it: some emulated ones
   * take the commands of drives for those of disks.
   */
  async command<X extends Command>({ device, exchanges }: Session, note: string, command: X, input: InputOf<X>) {
    const outcome = await device.exchange(command as Command, input).catch((error: unknown) => {
      if (error instanceof TransportError && error.kind === 'hostError') return undefined;
      throw error;
    });
    const exchange = exchanges.at(-1)!;
    this.#show(note, exchangeJson(exchange), exchangeLines(exchange, this.context.style));
    return outcome;
  }

  #show(note: string, document: object, lines: readonly string[]): void {
    this.scenes.push({ note, ...document });
    if (this.context.json) return;
    const number = `${this.scenes.length}.`.padEnd(indent);
    const [first, ...rest] = wrap(note, lineWidth - indent);
    this.context.print(['', number + first!, ...indented(rest, indent), ...indented(lines, indent)]);
  }
}
