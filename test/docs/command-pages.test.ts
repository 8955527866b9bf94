/** docs/commands is what the declarations say, and its examples are right. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { runExample, shorten } from '../../docs/tools/example.js';
import { allCommands as commands, families } from '../../docs/tools/families.js';
import { commandPages } from '../../docs/tools/pages.js';
import { root } from '../../docs/tools/source.js';
import { typicalErrors } from '../../docs/tools/typical-errors.js';
import { parseHex } from '../../mmc/index.js';

const folder = join(root, 'docs/commands');
const remedy = 'run `npm run docs:commands`';
const onDisk = new Map(
  readdirSync(folder)
    .sort()
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const),
);

interface Example {
  /** Page and number of the example in it. */
  readonly name: string;
  readonly code: string;
  readonly output: string;
}

const examples: readonly Example[] = [...onDisk].flatMap(([page, text]) =>
  [...text.matchAll(/```ts\n(import [\s\S]*?)```\n\nprints\n\n```text\n([\s\S]*?)```/g)].map(([, code, output], i) => ({
    name: `${page} example ${i + 1}`,
    code: code!,
    output: output!,
  })),
);

describe('docs/commands', () => {
  let pages: ReadonlyMap<string, string>;
  beforeAll(async () => {
    pages = await commandPages();
  });

  test('has all pages and no others', () => {
    expect([...onDisk.keys()], remedy).toEqual([...pages.keys()].sort());
  });

  test.each([...onDisk.keys()])('%s says what the declarations say', (name) => {
    expect(onDisk.get(name), `${name} differs from the declarations: ${remedy}`).toBe(pages.get(name));
  });

  test('knows every command that has typical errors', () => {
    const names = families.map(({ name }) => name);
    expect([...typicalErrors.keys()].filter((name) => !names.includes(name))).toEqual([]);
  });

  test('links only to what is there', () => {
    const missing = [...onDisk].flatMap(([page, text]) =>
      linksOf(text)
        .filter((link) => !isThere(page, link))
        .map((link) => `${page}: ${link}`),
    );
    expect(missing).toEqual([]);
  });
});

const linksOf = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)]+)\)|href="([^"]+)"/g)].map(([, markdown, html]) => (markdown ?? html)!);

const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );

function isThere(page: string, link: string): boolean {
  const [file, anchor] = link.split('#');
  if (file!.startsWith('../../')) return ts.sys.fileExists(join(folder, file!));
  const target = onDisk.get(file === '' ? page : file!);
  return target !== undefined && (anchor === undefined || anchorsOf(target).includes(anchor));
}

/** What the compiler says of the examples, each as a file of its own in docs/commands. */
function compile(sources: ReadonlyMap<string, string>): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => sources.has(path) || fileExists(path);
  host.getSourceFile = (path, version, ...rest) => {
    const source = sources.get(path);
    return source === undefined
      ? getSourceFile(path, version, ...rest)
      : ts.createSourceFile(path, source, version, true);
  };
  const program = ts.createProgram([...sources.keys()], options, host);
  return [...sources.keys()].flatMap((path) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(path))
      .map(({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`),
  );
}

describe('the examples', () => {
  test('are one for each command', () => {
    expect(examples.length).toBe(commands.length);
    const missing = commands.filter(
      ({ id }) => !examples.some(({ code }) => code.includes(`${id}.encodeCdb(`) || code.includes(`exchange(${id}, `)),
    );
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  test('compile', { timeout: 120_000 }, () => {
    const path = (name: string) => join(folder, `${name.replaceAll(' ', '-')}.ts`).replaceAll('\\', '/');
    expect(compile(new Map(examples.map(({ name, code }) => [path(name), code])))).toEqual([]);
  });

  test.each(examples)('$name prints what the page says', async ({ code, output }) => {
    expect(shorten(await runExample(code)).trimEnd()).toBe(output.trimEnd());
  });

  test.each(examples)('$name begins with a CDB that its command knows, and builds again', ({ code, output }) => {
    const cdb = parseHex(output.split('\n')[0]!);
    const command = commands.find(({ id }) => new RegExp(`\\b${id}\\.encodeCdb\\(|exchange\\(${id}, `).test(code))!;
    expect(command.matches(cdb)).toBe(true);
    const { operationCode: _, ...fields } = command.decodeCdb(cdb);
    const given = Object.entries(fields).filter(([name]) => !(name in command.fixed));
    expect(command.encodeCdb(Object.fromEntries(given))).toEqual(cdb);
  });
});
