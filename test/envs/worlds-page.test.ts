import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkEnv } from '../../envs/check-env.js';
import type { EnvDefinition } from '../../envs/env.js';
import * as worlds from '../../envs/index.js';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const page = read('docs/worlds.md');
const bundled = Object.entries(worlds).flatMap(([name, world]) =>
  typeof world === 'function' && 'definition' in world
    ? [[name, world.definition as unknown as EnvDefinition] as const]
    : [],
);

describe('the page of worlds', () => {
  it.each(bundled)('has %s in a row with the knobs that its difficulty moves', (name, { difficulty = [] }) => {
    const row = page.split('\n').find((line) => line.startsWith('|') && line.includes(`\`${name}\``)) ?? '';
    expect(row).not.toBe('');
    for (const knob of difficulty) expect(row).toContain(`\`${knob}\``);
  });

  it('names nothing in its table that is not exported or a knob', () => {
    const known = new Set([...Object.keys(worlds), ...bundled.flatMap(([, { knobs }]) => Object.keys(knobs))]);
    const named = page
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .flatMap((line) => [...line.matchAll(/`(\w+)`/g)].map(([, word]) => word));
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((word) => !known.has(word))).toEqual([]);
  });

  it('shows the world of the example, word for word', () => {
    const [, code] = /```ts\n([\s\S]*?)```/.exec(page) ?? [];
    expect(code).toContain('defineEnv');
    expect(read('examples/04-own-world.ts')).toContain(code);
  });
});

describe('every bundled world keeps the rules', () => {
  it.each(bundled)('%s', (_, definition) => {
    expect(checkEnv(definition)).toEqual([]);
  });
});
