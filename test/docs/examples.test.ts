import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const readme = read('README.md');
const examples = readdirSync(new URL('docs/examples', root)).sort();

/** The block of text that README.md prints after a block of code. */
function promisedOutput(code: string): string | undefined {
  const after = readme.split(`\`\`\`ts\n${code}\`\`\`\n`)[1];
  return after && /```text\n([\s\S]*?)```/.exec(after)?.[1];
}

afterEach(() => vi.restoreAllMocks());

describe('the examples of README.md', () => {
  it('are the files in docs/examples, word for word', () => {
    const blocks = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code).sort();
    expect(blocks).toEqual(examples.map((name) => read(`docs/examples/${name}`)).sort());
  });

  it.each(examples)('%s prints what README.md says', async (name) => {
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((...args) => void lines.push(args.join(' ')));
    await import(new URL(`docs/examples/${name}`, root).href);
    expect(`${lines.join('\n')}\n`).toBe(promisedOutput(read(`docs/examples/${name}`)));
  });
});
