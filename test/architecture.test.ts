/** The layers of docs/architecture.md: which folder may import what. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

interface SourceFile {
  /** Path from the project's root, with slashes. */
  readonly path: string;
  readonly syntax: ts.SourceFile;
}

function sourcesOf(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => {
      const path = relative(root, join(entry.parentPath, entry.name)).split(sep).join('/');
      return parse(path, readFileSync(join(root, path), 'utf8'));
    });
}

const parse = (path: string, text: string): SourceFile => ({
  path,
  syntax: ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true),
});

/** What a file imports, statically or not, types included: paths from the root, or the names of packages. */
function importsOf({ path, syntax }: SourceFile): string[] {
  const specifiers: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && isImporting(node.expression)
          ? node.arguments[0]
          : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
            ? node.argument.literal
            : undefined;
    if (specifier && ts.isStringLiteralLike(specifier)) specifiers.push(specifier.text);
    ts.forEachChild(node, visit);
  };
  visit(syntax);
  return specifiers.map((specifier) =>
    specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts') : specifier,
  );
}

const isImporting = (callee: ts.Expression): boolean =>
  callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');

const mmc = sourcesOf('mmc');
const src = sourcesOf('src');

interface Rule {
  readonly files: RegExp;
  readonly why: string;
  /** What the files may import; anything else is forbidden. */
  readonly allowed?: RegExp;
  readonly forbidden?: RegExp;
}

const rules: readonly Rule[] = [
  {
    files: /^mmc\/layout\//,
    allowed: /^mmc\/layout\/|^buffer-layout$/,
    why: 'layouts stand on buffer-layout alone',
  },
  { files: /^mmc\/(?!layout\/)/, allowed: /^mmc\//, why: 'the standard as data is pure' },
  { files: /^src\//, forbidden: /^buffer-layout$/, why: 'only mmc/layout knows buffer-layout' },
  {
    files: /^src\/(?!transport\/[^/]+\/ffi\.ts$)/,
    forbidden: /^koffi(\/|$)/,
    why: 'native code is loaded in one place for each transport',
  },
  {
    files: /^src\/transport\//,
    forbidden: /^mmc\/(?!layout\/)|^src\/(device|ioctl|virtual|cli)\//,
    why: 'a transport carries bytes',
  },
  {
    files: /^src\/(device|ioctl)\//,
    forbidden: /^src\/(transport\/(?!transport(-error)?\.ts|index\.ts)|virtual\/|cli\/)/,
    why: 'any transport has to do',
  },
  {
    files: /^src\/win32\//,
    forbidden: /^mmc\/|^src\/((transport|device|ioctl)\/(?!index\.ts|transport(-error)?\.ts)|virtual\/|cli\/|iscsi\/)/,
    why: 'the functions of Win32 use what users can use',
  },
  {
    files: /^src\/(?!win32\/|cli\/)/,
    forbidden: /^src\/win32\//,
    why: 'the functions of Win32 stand on everything else',
  },
  {
    files: /^src\/device\//,
    forbidden: /^src\/ioctl\//,
    why: 'IOCTLs are built on the device, not the other way round',
  },
  {
    files: /^src\/(virtual|iscsi)\//,
    forbidden: /^src\/(transport\/(?!(transport|transport-error|check-request)\.ts|index\.ts)|device\/|ioctl\/|cli\/)/,
    why: 'a drive knows nothing of who talks to it',
  },
  { files: /^src\/iscsi\//, forbidden: /^src\/virtual\//, why: 'a target serves any drive' },
  { files: /^src\/virtual\//, forbidden: /^src\/iscsi\//, why: 'a drive does not know the way that leads to it' },
  {
    files: /^src\/virtual\/(handlers|media)\//,
    forbidden: /^src\/virtual\/(judge|faults)\//,
    why: 'the drive works without a judge and without faults',
  },
  {
    files: /^src\/image\//,
    allowed: /^src\/image\/|^src\/(device|virtual)\/index\.ts$|^mmc\/index\.ts$|^node:/,
    why: 'an image is made of what any drive tells',
  },
  {
    files: /^src\/cli\//,
    allowed: /^src\/cli\/|^src\/([^/]+\/)?index\.ts$|^mmc\/index\.ts$|^[^./](?!rc\/|mc\/)/,
    why: 'the command line uses what users can use',
  },
];

/** `file imports something: reason`, for each import that breaks a rule. */
function violations(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap((name) =>
      rules
        .filter((rule) => rule.files.test(file.path))
        .filter((rule) => (rule.allowed && !rule.allowed.test(name)) || rule.forbidden?.test(name))
        .map((rule) => `${file.path} imports ${name}: ${rule.why}`),
    ),
  );
}

/** Globals of Node that a browser does not have, used as a value. */
function nodeGlobals({ path, syntax }: SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
    const isName = ts.isPropertyAssignment(node.parent) && node.parent.name === node;
    if (ts.isIdentifier(node) && !isMember && !isName && /^(Buffer|process|require|__dirname|global)$/.test(node.text))
      found.push(`${path} uses ${node.text}`);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(syntax, visit);
  return found;
}

test('no file imports what its layer may not', () => {
  expect(violations([...mmc, ...src])).toEqual([]);
});

test('mmc runs in a browser: no Buffer, no process', () => {
  expect(mmc.flatMap(nodeGlobals)).toEqual([]);
});

test('koffi is loaded when a native transport opens, not before', () => {
  const statically = src.filter(({ syntax }) =>
    syntax.statements.some(
      (statement) =>
        ts.isImportDeclaration(statement) &&
        statement.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword &&
        (statement.moduleSpecifier as ts.StringLiteral).text.startsWith('koffi'),
    ),
  );
  expect(statically.map(({ path }) => path)).toEqual([]);
});

describe('a file that breaks a rule is named with what it imports', () => {
  test.each([
    ['mmc/layout/x.ts', `import { inquiry } from '../commands/inquiry.js';`, 'mmc/commands/inquiry.ts'],
    ['mmc/layout/x.ts', `import { readFileSync } from 'node:fs';`, 'node:fs'],
    ['mmc/commands/x.ts', `import { Structure } from 'buffer-layout';`, 'buffer-layout'],
    ['mmc/sense/x.ts', `import type { Device } from '../../src/device/device.js';`, 'src/device/device.ts'],
    ['mmc/x.ts', `export const f = () => import('koffi');`, 'koffi'],
    ['src/device/x.ts', `import koffi from 'koffi';`, 'koffi'],
    ['src/transport/linux/x.ts', `import koffi from 'koffi';`, 'koffi'],
    ['src/transport/linux/x.ts', `import { inquiry } from '../../../mmc/index.js';`, 'mmc/index.ts'],
    [
      'src/device/x.ts',
      `export * from '../transport/linux/linux-transport.js';`,
      'src/transport/linux/linux-transport.ts',
    ],
    ['src/ioctl/x.ts', `let x: import('../virtual/drive.js').Drive;`, 'src/virtual/drive.ts'],
    ['src/win32/x.ts', `import { hex } from '../../mmc/index.js';`, 'mmc/index.ts'],
    ['src/win32/x.ts', `import { perform } from '../ioctl/perform.js';`, 'src/ioctl/perform.ts'],
    ['src/win32/x.ts', `import { openVirtual } from '../virtual/index.js';`, 'src/virtual/index.ts'],
    ['src/ioctl/x.ts', `import { Win32 } from '../win32/index.js';`, 'src/win32/index.ts'],
    ['src/index.ts', `export * from './win32/index.js';`, 'src/win32/index.ts'],
    ['src/virtual/x.ts', `import { Device } from '../device/device.js';`, 'src/device/device.ts'],
    ['src/virtual/media/x.ts', `import { Judge } from '../judge/judge.js';`, 'src/virtual/judge/judge.ts'],
    ['src/iscsi/x.ts', `import { VirtualDrive } from '../virtual/index.js';`, 'src/virtual/index.ts'],
    ['src/iscsi/target/x.ts', `import { Device } from '../../device/device.js';`, 'src/device/device.ts'],
    ['src/virtual/x.ts', `import { serveIscsi } from '../iscsi/index.js';`, 'src/iscsi/index.ts'],
    ['src/cli/x.ts', `import { Device } from '../device/device.js';`, 'src/device/device.ts'],
    ['src/cli/x.ts', `import { inquiry } from '../../mmc/commands/inquiry.js';`, 'mmc/commands/inquiry.ts'],
  ])('%s: %s', (path, text, name) => {
    expect(violations([parse(path, text)])).toEqual([expect.stringContaining(`${path} imports ${name}: `)]);
  });

  test.each([
    ['mmc/layout/x.ts', `import { Structure } from 'buffer-layout';`],
    ['src/transport/linux/ffi.ts', `export const load = () => import('koffi');`],
    ['src/transport/linux/x.ts', `import { record } from '../../../mmc/layout/index.js';`],
    ['src/device/x.ts', `import type { Transport } from '../transport/transport.js';`],
    [
      'src/win32/x.ts',
      `import { open } from '../open.js'; import { openCdrom } from '../ioctl/index.js'; import { AsyncLocalStorage } from 'node:async_hooks';`,
    ],
    [
      'src/cli/x.ts',
      `import { Command } from 'commander'; import { inquiry } from '../../mmc/index.js'; import { open } from '../index.js'; import { Device } from '../device/index.js'; import { argv } from 'node:process'; import { red } from './style.js';`,
    ],
  ])('%s may: %s', (path, text) => {
    expect(violations([parse(path, text)])).toEqual([]);
  });

  test.each([`const a = Buffer.from([]);`, `const a = process.env;`])('mmc/x.ts: %s', (text) => {
    expect(nodeGlobals(parse('mmc/x.ts', text))).toHaveLength(1);
  });

  test('a member that happens to be called so is not the global', () => {
    expect(nodeGlobals(parse('mmc/x.ts', `const a = b.buffer.process; const c = { process: 1 };`))).toEqual([]);
  });
});
