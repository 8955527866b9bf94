/** What the declarations say that is not there at run time: docstrings, files, and length rules as they are written. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The project's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** An exported constant or function. */
export interface Declared {
  readonly name: string;
  /** Path from the project's folder, with `/`. */
  readonly file: string;
  /** Its docstring on one line, with code in backticks; empty where it has none. */
  readonly doc: string;
  /** Files that its file imports from. */
  readonly imports: readonly string[];
  /** For a command: the function that gives the bytes of its data, as it is written. */
  readonly lengthRule: ts.ArrowFunction | undefined;
}

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map((path) => `${folder}/${path.split(sep).join('/')}`)
    .sort();
}

const parse = (path: string): ts.SourceFile =>
  ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true);

function docOf(statement: ts.Statement): string {
  const comment = ts.getJSDocCommentsAndTags(statement).filter(ts.isJSDoc).at(-1)?.comment;
  const text = ts.getTextOfJSDocComment(comment) ?? '';
  return text
    .replace(/\{@link (\w+)\}/g, '`$1`')
    .replace(/\s+/g, ' ')
    .trim();
}

function property(object: ts.Expression | undefined, name: string): ts.Expression | undefined {
  if (!object || !ts.isObjectLiteralExpression(object)) return undefined;
  const found = object.properties.find((member) => member.name?.getText() === name);
  if (found && ts.isShorthandPropertyAssignment(found)) return found.name;
  return found && ts.isPropertyAssignment(found) ? found.initializer : undefined;
}

/** The arrow function that `expression` is, or that the constant of the same file is which it names. */
function arrowFunction(expression: ts.Expression | undefined, file: ts.SourceFile): ts.ArrowFunction | undefined {
  if (!expression || ts.isArrowFunction(expression)) return expression;
  const constant = constantsOf(file).find(({ name }) => name.getText() === expression.getText());
  return arrowFunction(constant?.initializer, file);
}

const constantsOf = (file: ts.SourceFile): ts.VariableDeclaration[] =>
  file.statements.filter(ts.isVariableStatement).flatMap((statement) => [...statement.declarationList.declarations]);

function lengthRuleOf(declaration: ts.VariableDeclaration): ts.ArrowFunction | undefined {
  const call = declaration.initializer;
  if (!call || !ts.isCallExpression(call)) return undefined;
  const transfer = property(call.arguments[0], 'transfer');
  return arrowFunction(property(transfer, 'byteLength'), declaration.getSourceFile());
}

const isExported = (statement: ts.VariableStatement | ts.FunctionDeclaration): boolean =>
  statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;

const pathFromRoot = (path: string): string => relative(root, resolve(path)).split(sep).join('/');

function importsOf(file: ts.SourceFile): string[] {
  return file.statements
    .filter(ts.isImportDeclaration)
    .map(({ moduleSpecifier }) => (moduleSpecifier as ts.StringLiteral).text.replace(/\.js$/, '.ts'))
    .map((specifier) => pathFromRoot(join(dirname(file.fileName), specifier)));
}

function declaredIn(file: ts.SourceFile): Declared[] {
  const place = { file: pathFromRoot(file.fileName), imports: importsOf(file) };
  return file.statements.flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement) && isExported(statement))
      return [{ name: statement.name!.text, ...place, doc: docOf(statement), lengthRule: undefined }];
    if (!ts.isVariableStatement(statement) || !isExported(statement)) return [];
    return statement.declarationList.declarations.map((declaration) => ({
      name: declaration.name.getText(),
      ...place,
      doc: docOf(statement),
      lengthRule: lengthRuleOf(declaration),
    }));
  });
}

const all = new Map<string, ReadonlyMap<string, Declared>>();

/** What the files of a folder export, by name. */
export function declared(folder = 'mmc'): ReadonlyMap<string, Declared> {
  const known = all.get(folder);
  if (known) return known;
  const found = new Map(
    filesIn(folder)
      .flatMap((path) => declaredIn(parse(join(root, path))))
      .map((item) => [item.name, item] as const),
  );
  all.set(folder, found);
  return found;
}

/** The rule of a command for the length of its data, in words of its CDB; a body of several statements as code. */
export function lengthRuleText(rule: ts.ArrowFunction): { expression: string } | { code: string } {
  if (ts.isBlock(rule.body)) return { code: outdented(rule.body) };
  const expression = rule.body
    .getText()
    .replace(/\bcdb\./g, '')
    .replace(/ \* /g, ' × ');
  return { expression };
}

function outdented(body: ts.Block): string {
  return body.statements
    .map((statement) =>
      statement
        .getText()
        .replace(/\bcdb\./g, '')
        .replace(/\n\s*/g, ' '),
    )
    .join('\n');
}
