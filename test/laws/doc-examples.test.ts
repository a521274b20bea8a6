import { readdirSync, readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { LinearOperator } from '../../agents/index.js';
import * as antiphase from '../../index.js';

/** Rooms beside the curriculum, which has a test of its own: there every example has a value. */
const rooms = ['math', 'envs', 'agents', 'experiments', 'tui'] as const;
const root = new URL('../../', import.meta.url);

/** What examples use without saying where it comes from. */
const given = {
  ...antiphase,
  /** A diagonal matrix. */
  diagonal: (...entries: number[]): LinearOperator => ({
    size: entries.length,
    apply(v, out) {
      for (let i = 0; i < entries.length; i++) out[i] = entries[i] * v[i];
    },
  }),
};

/** Names that stand for something of the reader's; an example with one of them shows a use, and has no value here. */
const readers = new Set(
  'network metric loss v matrix definition first make plan arm agent predict kept set'.split(' '),
);

interface Example {
  readonly file: string;
  readonly code: string;
  readonly value: string;
}

const parses = (text: string): boolean =>
  (ts.transpileModule(text, { reportDiagnostics: true }).diagnostics ?? []).length === 0;

/** Examples in one go: statements and an expression, then its value, both of them TypeScript. */
const examples: Example[] = rooms.flatMap((room) =>
  readdirSync(new URL(`${room}/`, root), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/(^|\/)(index|kernel)\.ts$/.test(file))
    .sort()
    .flatMap((name) => {
      const file = `${room}/${name}`;
      const found = readFileSync(new URL(file, root), 'utf8').matchAll(
        /@example (?!\/\/)(.+?) \/\/ (.+?)(?: \*\/)?$/gm,
      );
      return [...found].map(([, code, value]) => ({ file, code, value }));
    })
    .filter(({ code, value }) => parses(code) && !/\bawait\b/.test(code) && parses(`(${value});`)),
);

/** The value of the last expression of a text, with the package's exports and the file's own in scope; undefined for a use of the reader's own things. */
async function valueOf(file: string, text: string): Promise<{ readonly value: unknown } | undefined> {
  const own = (await import(/* @vite-ignore */ new URL(file, root).href)) as Record<string, unknown>;
  const scope: Readonly<Record<string, unknown>> = { ...given, ...own };
  const last = text.lastIndexOf('; ') + 1;
  const { outputText } = ts.transpileModule(`${text.slice(0, last)} return (${text.slice(last)});`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  const names = Object.keys(scope).filter((name) => name !== 'default');
  const run = runInThisContext(`((${names.join(', ')}) => { ${outputText} })`) as (...values: unknown[]) => unknown;
  try {
    return { value: run(...names.map((name) => scope[name])) };
  } catch (error) {
    const [, missing] = /^(\w+) is not defined$/.exec((error as Error).message) ?? [];
    if (error instanceof ReferenceError && readers.has(missing)) return undefined;
    throw error;
  }
}

/** Plain data with numbers to twelve digits, typed arrays as arrays; what is not finite, and −0, as its name. */
function plain(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? Number(value.toFixed(12)) + 0 : String(value);
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array, plain);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}

describe('examples of the rooms', () => {
  it('are most of those there are', () => expect(examples.length).toBeGreaterThan(280));

  it.each(examples)('$file: $code gives $value', async ({ file, code, value }) => {
    const answer = await valueOf(file, code);
    if (answer !== undefined) expect(plain(answer.value)).toEqual(plain((await valueOf(file, value))?.value));
  });
});
