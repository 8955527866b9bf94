import { appendFileSync } from 'node:fs';

/** One check, as a line of `checks.jsonl`. */
export interface CheckRecord {
  readonly name: string;
  /** Why it failed; absent where it passed. */
  readonly error?: string;
}

/** Where the parts of the lab are, inside the guest. */
export interface Places {
  /** Laid out as the project is: `dist/`, `bundled/`, `node_modules/`, `test/bench/`. */
  readonly app: string;
  /** `node.exe`, `wine/`, `disc.iso`. */
  readonly work: string;
  /** The only folder that outlives the guest. */
  readonly out: string;
}

/** Counts checks. Each is written down as soon as it is known: a guest that hangs later takes nothing back. */
export class Lab {
  readonly figures: Record<string, unknown> = {};

  constructor(readonly places: Places) {}

  /** Runs `body`; the check has passed unless that throws. */
  async check(name: string, body: () => unknown): Promise<void> {
    try {
      await body();
      this.record({ name });
    } catch (error) {
      this.record({ name, error: error instanceof Error ? error.message : String(error) });
    }
  }

  record(check: CheckRecord): void {
    console.log(check.error === undefined ? `ok      ${check.name}` : `FAILED  ${check.name}\n${check.error}`);
    appendFileSync(`${this.places.out}/checks.jsonl`, `${JSON.stringify(check)}\n`);
  }

  /** A headline on the console. */
  heading(text: string): void {
    console.log(`\n== ${text} (${Math.round(process.uptime())} s)`);
  }
}
