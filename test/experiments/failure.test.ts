import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { describeError } from '../../experiments/failure.js';

const folder = mkdtempSync(join(tmpdir(), 'antiphase-failure-'));
afterAll(() => rmSync(folder, { recursive: true }));

const path = join(folder, 'mine.ts');
const source = { kind: 'file', path } as const;
const shown = relative(process.cwd(), path);

/** An error as Node makes it: a message, a stack. */
const thrown = (message: string, stack: string): Error => Object.assign(new SyntaxError(message), { stack });

describe('an error in one line', () => {
  it('names the place of an import of a name that is not exported', () => {
    const message = "The requested module 'antiphase' does not provide an export named 'antiPhas'";
    const stack = `${path}:2\nimport { antiPhas } from 'antiphase';\n         ^\n\nSyntaxError: ${message}\n    at ModuleJob._instantiate (node:internal/modules/esm/module_job:213:21)`;
    expect(describeError(thrown(message, stack), source)).toBe(`${shown}:2:10: ${message}`);
    expect(describeError(thrown(message, stack.replace(path, `file://${path}`)), source)).toBe(
      `${shown}:2:10: ${message}`,
    );
  });

  it('finds the import of a package that is not there', () => {
    writeFileSync(path, "const a = 1;\nimport x from 'not-a-thing';\nexport default [a, x];\n");
    const message = `Cannot find package 'not-a-thing' imported from ${path}`;
    expect(describeError(thrown(message, `Error: ${message}`), source)).toBe(
      `${shown}:2:15: Cannot find package 'not-a-thing'`,
    );
  });

  it('says what was thrown alone where no place is known', () => {
    expect(describeError(new Error('no\nmore'), { kind: 'catalog', name: 'balance' })).toBe('no');
    expect(describeError('text')).toBe('text');
  });
});
