import { describe, expect, it, test } from 'vitest';
import {
  type ClauseDocument,
  clausesOf,
  clausesOfFeature,
  clausesOfSubject,
  clausesText,
  familyName,
  features,
  formerCommands,
  type KnownClause,
  knownClauses,
  mmcCommands,
} from '../../mmc/index.js';

const commands = [...mmcCommands, ...formerCommands];
const documents = [...new Set(knownClauses.map(({ document }) => document))];
const parts = ({ number }: { number: string }): number[] => number.split('.').map(Number);

/** As standards count: 6.9 is before 6.10. */
function compareNumbers(a: KnownClause, b: KnownClause): number {
  const [left, right] = [parts(a), parts(b)];
  const at = left.findIndex((part, i) => part !== right[i]);
  return at < 0 ? left.length - right.length : left[at]! - (right[at] ?? -1);
}

/** Command names in the order in which standards print them: `READ(6)` before `READ(10)`, both before `READ BUFFER`. */
const sortKey = ({ command }: KnownClause): string =>
  command!.replace('(', ' \u0001').replace(/\d+/g, (digits) => digits.padStart(3, '0'));

const ofCommands = (document: ClauseDocument): KnownClause[] =>
  knownClauses.filter((clause) => clause.document === document && clause.command).sort(compareNumbers);
const ofFeatures = knownClauses.filter(({ feature }) => feature !== undefined).sort(compareNumbers);

/** The last of the list before `clause` that is sure by itself, and the first behind it. */
function neighbours(clause: KnownClause, list: readonly KnownClause[]) {
  const isSure = ({ evidence }: KnownClause): boolean => evidence === 'cited';
  const at = list.indexOf(clause);
  return { below: list.slice(0, at).findLast(isSure), above: list.slice(at).find(isSure) };
}

describe.each(knownClauses.map((clause) => [clausesText([clause]), clause] as const))('%s', (_text, clause) => {
  const { command, commandId, feature, subject, evidence, sources } = clause;

  it('has a number that is well-formed, and belongs to one thing that is declared', () => {
    expect(clause.number).toMatch(/^[1-9]\d*(\.[1-9]\d*)+$/);
    expect([command, commandId, feature, subject].filter((each) => each !== undefined)).toHaveLength(1);
    if (command) expect(commands.map(familyName)).toContain(command);
    if (commandId) expect(commands.map(({ id }) => id)).toContain(commandId);
    if (feature !== undefined) expect(features.has(feature)).toBe(true);
  });

  it('has the evidence that it says', () => {
    expect(new Set(sources).size).toBe(sources.length);
    if (evidence === 'cited') expect(sources.length).toBeGreaterThanOrEqual(2);
    else expect(sources.length).toBeGreaterThanOrEqual(1);
    if (evidence === 'order') {
      const { below, above } = neighbours(clause, feature === undefined ? ofCommands(clause.document) : ofFeatures);
      // Features are counted from the beginning of their own clause.
      if (feature === undefined) expect(below).toBeDefined();
      expect(above).toBeDefined();
    }
    if (evidence === 'within') {
      const family = familyName(mmcCommands.byId(commandId!)!);
      const confirmed = knownClauses.find((each) => each.document === clause.document && each.command === family);
      expect(clause.number.startsWith(`${confirmed!.number}.`)).toBe(true);
      const { document, number } = clause;
      expect(clausesOf(mmcCommands.byId(commandId!)!)).toContainEqual(expect.objectContaining({ document, number }));
    }
  });
});

describe.each(documents)('%s', (document) => {
  it('has its commands in the order of the alphabet', () => {
    const keys = ofCommands(document).map(sortKey);
    expect(keys).toEqual([...keys].sort());
  });

  it('has no clause twice, and of nothing two clauses', () => {
    const clauses = knownClauses.filter((clause) => clause.document === document);
    for (const member of ['number', 'command', 'commandId', 'feature', 'subject'] as const) {
      const values = clauses.map((clause) => clause[member]).filter((value) => value !== undefined);
      expect(new Set(values).size).toBe(values.length);
    }
  });
});

test('a feature has the clause that its place among all features gives it', () => {
  const inOrder = [...features.keys()].sort((a, b) => a - b);
  for (const clause of ofFeatures) expect(parts(clause)).toEqual([5, 3, inOrder.indexOf(clause.feature!) + 1]);
});

describe('what is looked up', () => {
  const textOf = (id: string): string => clausesText(clausesOf(commands.find((command) => command.id === id)!));

  it('is the same for siblings, but where the clause has a part of their own', () => {
    expect(textOf('readTocPma')).toBe('MMC-6 6.25, MMC-5 6.26');
    expect(textOf('readTocRaw')).toBe('MMC-6 6.25, MMC-5 6.26.3.4');
  });

  it('is one number of each edition, MMC first, the newest before', () => {
    expect(textOf('inquiry')).toBe('MMC-5 6.9, SPC-3 6.4');
    expect(textOf('readCd')).toBe('MMC-6 6.19, MMC-5 6.20');
  });

  it('is of MMC-4 where later editions do not have the command', () => {
    expect(textOf('getEventStatusNotification')).toBe('MMC-5 6.7');
    expect(textOf('playAudioMsf')).toBe('MMC-4 6.17');
  });

  it('is nothing where nothing is known', () => {
    expect(textOf('sendOpcInformation')).toBe('');
    expect(clausesOfFeature(0x0000)).toEqual([]);
  });

  it('also finds features and what many commands have in common', () => {
    expect(clausesText(clausesOfFeature(0x002f))).toBe('MMC-5 5.3.25');
    expect(clausesText(clausesOfSubject('sense keys'))).toBe('SPC-3 4.5.6');
  });
});
