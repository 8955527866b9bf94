/** What a drive answered to the questions that make out its personality, as JSON values. */

/** One command, and what came of it. Bytes are hexadecimal text. */
export interface CapturedAnswer {
  readonly cdb: string;
  /** What the drive sent; not there where it refused. */
  readonly data?: string;
  /** Sense key, ASC and ASCQ of a refusal: `5/24/00`. Or what else kept the answer: `status 08h`. */
  readonly refused?: string;
}

/** A mode page, for each page control. Each answer is a whole mode parameter list of MODE SENSE(10). */
export interface CapturedModePage {
  readonly page: number;
  readonly name?: string | undefined;
  readonly current: CapturedAnswer;
  readonly changeable: CapturedAnswer;
  readonly default: CapturedAnswer;
  readonly saved: CapturedAnswer;
}

/** A file that `discwire capture` makes. What has a `decoded` says it again for people; nothing reads that. */
export interface DriveCapture {
  readonly format: 'discwire drive';
  readonly version: 1;
  readonly inquiry: CapturedAnswer;
  readonly vitalProductData: readonly (CapturedAnswer & { readonly page: number })[];
  readonly configuration: CapturedAnswer;
  /** All pages at once, page 3Fh, first; some drives refuse that. */
  readonly modePages: readonly CapturedModePage[];
  /** Speeds: GET PERFORMANCE, nominal for reading and writing, and the write speeds. */
  readonly performance: {
    readonly read: CapturedAnswer;
    readonly write: CapturedAnswer;
    readonly writeSpeeds: CapturedAnswer;
  };
  readonly rpcState: CapturedAnswer;
  readonly eventStatus: CapturedAnswer;
  /** Commands that change nothing, sent to see whether there are any such. */
  readonly commands: readonly (CapturedAnswer & { readonly name: string })[];
  readonly decoded?: unknown;
}

/** Reads the text of a captured drive. Throws Error where it is none, and says what is missing. */
export function parseCapture(text: string): DriveCapture {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`it is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const { format, version } = (value ?? {}) as Partial<DriveCapture>;
  if (format !== 'discwire drive')
    throw new Error('it does not hold a captured drive; discwire capture makes such files');
  if (version !== 1) throw new Error(`it is of version ${version}, and this program reads version 1`);
  const capture = value as DriveCapture;
  for (const name of ['inquiry', 'configuration', 'rpcState', 'eventStatus'] as const) checkAnswer(capture[name], name);
  for (const name of ['vitalProductData', 'modePages', 'commands'] as const)
    if (!Array.isArray(capture[name])) throw new Error(`"${name}" is no list`);
  for (const answer of [...capture.vitalProductData, ...capture.commands]) checkAnswer(answer, answer?.cdb);
  for (const page of capture.modePages)
    for (const name of ['current', 'changeable', 'default', 'saved'] as const)
      checkAnswer(page[name], `mode page ${page.page} ${name}`);
  for (const name of ['read', 'write', 'writeSpeeds'] as const) checkAnswer(capture.performance?.[name], name);
  return capture;
}

const hexBytes = /^(?:[0-9a-f]{2}(?: [0-9a-f]{2})*)?$/i;

function checkAnswer(answer: CapturedAnswer | undefined, name: string): void {
  if (typeof answer?.cdb !== 'string') throw new Error(`"${name}" is no answer: it has no cdb`);
  const { data, refused } = answer;
  if (data === undefined && refused === undefined) throw new Error(`"${name}" has neither data nor refused`);
  if (data !== undefined && !(typeof data === 'string' && hexBytes.test(data)))
    throw new Error(`the data of "${name}" is not bytes in hexadecimal`);
}
