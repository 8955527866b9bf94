/** Commands of SPC beside INQUIRY that ask for no medium: which units, which commands, self-test. */
import {
  type CdbOf,
  type Command,
  commandSupportLevel,
  reportingOptions,
  reportLuns,
  reportSupportedOperationCode,
  reportSupportedOperationCodes,
  reportSupportedOperationCodesWithTimeouts,
  sendDiagnostic,
  sendDiagnosticDefaultSelfTest,
  usedBits,
} from '../../../mmc/index.js';
import { type Handled, handle } from '../handler.js';
import { invalidField } from '../refusal.js';

const lunBytes = 8;
/** SELECT REPORT of REPORT LUNS: all but well-known units, well-known ones only, or all. */
const selectReport = { wellKnownOnly: 0x01, all: 0x02 } as const;
/** Bytes of a time-outs descriptor behind its length. */
const timeoutsBytes = 10;

/** REPORT LUNS, SEND DIAGNOSTIC and REPORT SUPPORTED OPERATION CODES. */
export const logicalUnitHandlers: readonly Handled[] = [
  handle(reportLuns, ({ selectReport: select }) => {
    if (select > selectReport.all) throw invalidField('selectReport');
    return { luns: select === selectReport.wellKnownOnly ? [] : [new Uint8Array(lunBytes)] };
  }),

  // A drive in software that runs is in order.
  handle(sendDiagnosticDefaultSelfTest, ({ selfTestCode, devoffl, unitoffl }) => {
    if (selfTestCode !== 0) throw invalidField('selfTestCode');
    if (devoffl) throw invalidField('devoffl');
    if (unitoffl) throw invalidField('unitoffl');
  }),

  handle(sendDiagnostic, ({ parameterListLength }) => {
    if (parameterListLength !== 0) throw invalidField('parameterListLength');
  }),

  handle(reportSupportedOperationCodes, (_cdb, { commands }) => ({ commands: distinct(commands).map(describe) })),

  handle(reportSupportedOperationCodesWithTimeouts, (_cdb, { commands }) => ({
    commands: distinct(commands).map((command) => ({
      ...describe(command),
      ctdp: true,
      timeoutsDescriptorLength: timeoutsBytes,
      recommendedCommandTimeoutSeconds: Math.ceil(command.timeoutMs / 1000),
    })),
  })),

  handle(reportSupportedOperationCode, (cdb, { commands }) => {
    const found = askedFor(commands, cdb);
    if (found.length === 0) return { support: commandSupportLevel.notSupported };
    return { support: commandSupportLevel.standard, cdbUsageData: usageOf(found) };
  }),
];

const serviceActionOf = ({ fixed }: Command): number | undefined =>
  typeof fixed['serviceAction'] === 'number' ? fixed['serviceAction'] : undefined;

/** One command for each operation code and service action. */
function distinct(commands: Iterable<Command>): readonly Command[] {
  const found = new Map<string, Command>();
  for (const command of commands) found.set(`${command.operationCode} ${serviceActionOf(command)}`, command);
  return [...found.values()].sort((a, b) => a.operationCode - b.operationCode);
}

function describe(command: Command) {
  const serviceAction = serviceActionOf(command);
  return {
    operationCode: command.operationCode,
    serviceAction: serviceAction ?? 0,
    servactv: serviceAction !== undefined,
    cdbLength: command.cdbLength,
  };
}

type Question = CdbOf<typeof reportSupportedOperationCode>;

/** The commands that a question is about. One operation code may have commands with a service action and without. */
function askedFor(commands: Iterable<Command>, cdb: Question): readonly Command[] {
  const all = [...commands].filter(({ operationCode }) => operationCode === cdb.requestedOperationCode);
  const hasAction = (command: Command) => serviceActionOf(command) !== undefined;
  switch (cdb.reportingOptions) {
    case reportingOptions.operationCode: {
      if (all.length > 0 && all.every(hasAction)) throw invalidField('requestedServiceAction');
      return all.filter((command) => !hasAction(command));
    }
    case reportingOptions.serviceAction: {
      if (all.length > 0 && !all.some(hasAction)) throw invalidField('requestedServiceAction');
      return all.filter((command) => serviceActionOf(command) === cdb.requestedServiceAction);
    }
    case reportingOptions.serviceActionIfAny:
      return all.filter((command) => (serviceActionOf(command) ?? 0) === cdb.requestedServiceAction);
    default:
      throw invalidField('reportingOptions');
  }
}

/** The bits that one of the siblings looks at, behind the operation code. */
function usageOf(siblings: readonly Command[]): Uint8Array {
  const usage = usedBits(siblings[0]!);
  for (const sibling of siblings) for (const [i, bits] of usedBits(sibling).entries()) usage[i]! |= bits;
  usage[0] = siblings[0]!.operationCode;
  return usage;
}
