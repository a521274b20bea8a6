import { readdirSync, readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import * as room from '../../curriculum/index.js';

const folder = new URL('../../curriculum/', import.meta.url);
/** Every file that states something, without its ending; a folder's index only re-exports. */
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('index.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
  .sort();
const sources = new Map(files.map((file) => [file, readFileSync(new URL(`${file}.ts`, folder), 'utf8')]));

/** A value as plain data in which numbers that are not finite still differ. */
function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return plain(Array.from(value as Float64Array));
  const text = JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'number' && !Number.isFinite(member) ? String(member) : member,
  );
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}

/** The value of an expression in TypeScript with the exports of the room and of one file in scope. */
async function evaluate(file: string, expression: string): Promise<unknown> {
  const own = (await import(/* @vite-ignore */ new URL(`${file}.ts`, folder).href)) as object;
  const { outputText } = ts.transpileModule(`(${expression});`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  return plain(runInContext(outputText, createContext({ ...room, ...own })));
}

/** Numbers to twelve digits: an example is written as people write it. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toFixed(12));
  return Array.isArray(value) ? value.map(rounded) : value;
}

const examples = files.flatMap((file) =>
  [...sources.get(file)!.matchAll(/@example (.+?)(?:\n \*)? \/\/ (.+)$/gm)].map(
    ([, expression, value]) => [file, expression, value] as const,
  ),
);

describe('the examples of the curriculum', () => {
  it('are read completely: as many as there are tags', () => {
    const tags = [...sources.values()].reduce((count, source) => count + source.split('@example').length - 1, 0);
    expect(examples.length).toBe(tags);
    expect(examples.length).toBeGreaterThan(120);
  });

  it.each(['@example', '@source'])('every value the room exports has an %s', (tag) => {
    const all = [...sources.values()].join('\n');
    const without = Object.entries(room)
      .filter(([, value]) => typeof value !== 'function' || !/^class\b/.test(value.toString()))
      .map(([name]) => name)
      .filter((name) => {
        const declared = all.search(new RegExp(`^export (?:async )?(?:function|const) ${name}\\b`, 'm'));
        const comment = all.slice(all.lastIndexOf('/**', declared), declared);
        return declared < 0 || !comment.includes(tag);
      });
    expect(without).toEqual([]);
  });

  it.each(examples)('%s: %s gives %s', async (file, expression, value) => {
    expect(rounded(await evaluate(file, expression))).toEqual(rounded(await evaluate(file, value)));
  });
});
