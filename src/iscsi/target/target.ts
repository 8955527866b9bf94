import { LogicalUnit } from './logical-unit.js';
import type { TargetInput } from './options.js';

/** A name that initiators log in to, and what stands behind it. */
export class Target {
  readonly name: string;
  readonly alias: string | undefined;
  /** By LUN. */
  readonly units: ReadonlyMap<number, LogicalUnit>;

  constructor({ name, alias, luns }: TargetInput) {
    this.name = name;
    this.alias = alias;
    this.units = new Map(luns.flatMap((source, lun) => (source ? [[lun, new LogicalUnit(source)] as const] : [])));
  }
}
