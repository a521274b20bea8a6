import { mkdtempSync, rmSync } from 'node:fs';
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
  it('names the place of what could not be compiled, and of what threw', () => {
    const compiled = `${path}:2:10: Nothing named 'antiPhas' is exported there.`;
    expect(describeError(thrown(compiled, `SyntaxError: ${compiled}`), source)).toBe(
      `${shown}:2:10: Nothing named 'antiPhas' is exported there.`,
    );
    expect(describeError(thrown('no', `Error: no\n    at make (${path}:7:9)\n    at file:///x.js:1:1`), source)).toBe(
      `${shown}:7:9: no`,
    );
  });

  it('names another file of its folder where its own is not in the stack', () => {
    const near = join(folder, 'near.ts');
    expect(describeError(thrown('no', `Error: no\n    at f (${near}:3:1)`), source)).toBe(
      `${relative(process.cwd(), near)}:3:1: no`,
    );
  });

  it('says what was thrown alone where no place is known', () => {
    expect(describeError(new Error('no\nmore'), { kind: 'catalog', name: 'balance' })).toBe('no');
    expect(describeError('text')).toBe('text');
  });
});
