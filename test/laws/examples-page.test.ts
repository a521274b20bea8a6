import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const examples = readdirSync(new URL('examples/', root)).filter((file) => file.endsWith('.ts'));

/** The first comment of a file, on its first line. */
function firstLine(file: string): string {
  return /^\/\*\* (.+) \*\/\n/.exec(read(`examples/${file}`))?.[1] ?? '';
}

describe('the page of examples', () => {
  it('has a row for each file, in order, with the file’s own first line', () => {
    const rows = read('docs/examples.md')
      .split('\n')
      .filter((line) => line.startsWith('| ['));
    expect(rows).toEqual(
      examples.sort().map((file) => `| [${file}](../examples/${file}) | ${firstLine(file).replaceAll('|', '\\|')} |`),
    );
  });

  it.each(examples)('%s says on its first line what it shows, in a sentence', (file) => {
    expect(firstLine(file)).toMatch(/^[A-Z].{30,}[.`]$/);
  });
});
