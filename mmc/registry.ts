/** Finding a declared command from its bytes. */
import type { Command } from './command.js';

/** Commands by operation code and identity; the commands of this package are in `mmcCommands`. */
export class CommandSet {
  readonly #byOperationCode = new Map<number, Command[]>();
  readonly #byId = new Map<string, Command>();

  /** Throws when two commands have the same identity or id. */
  constructor(commands: Iterable<Command>) {
    for (const command of commands) this.#add(command);
  }

  #add(command: Command): void {
    if (this.#byId.has(command.id)) throw new Error(`two commands have the id ${command.id}`);
    this.#byId.set(command.id, command);
    const siblings = this.#byOperationCode.get(command.operationCode) ?? [];
    const twin = siblings.find((sibling) => JSON.stringify(sibling.fixed) === JSON.stringify(command.fixed));
    if (twin) throw new Error(`${command.name} and ${twin.name} have the same operation code and fixed fields`);
    siblings.push(command);
    // The sibling that fixes more is the closer match: a known VPD page before "any VPD page".
    siblings.sort((a, b) => Object.keys(b.fixed).length - Object.keys(a.fixed).length);
    this.#byOperationCode.set(command.operationCode, siblings);
  }

  /** The command that a CDB is, or undefined for one that is not declared. */
  find(cdb: Uint8Array): Command | undefined {
    return this.#byOperationCode.get(cdb[0] ?? -1)?.find((command) => command.matches(cdb));
  }

  /** All commands with this operation code, the most specific first. */
  siblings(operationCode: number): readonly Command[] {
    return this.#byOperationCode.get(operationCode) ?? [];
  }

  /** The command with this `id`. */
  byId(id: string): Command | undefined {
    return this.#byId.get(id);
  }

  [Symbol.iterator](): IterableIterator<Command> {
    return this.#byId.values();
  }
}
