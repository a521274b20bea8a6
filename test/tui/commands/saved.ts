import { expect } from 'vitest';
import type { Ended } from '../command.js';

/** A small run in flags. */
export const small =
  '--env cart-pole --agent ppo --hyper rows=2 --hyper steps=4 --hyper hidden=4 --knob gravity=12'.split(' ');
export const waves = ['--difficulty', '0.5-0.5*cos(2*pi*t/6)', '--learning-rate', '1e-3*(1+0.9*cos(2*pi*t/6))'];
export const quick = ['--updates', '7', '--workers', '2', '--reporter', 'jsonl'];

/** What flags train and what the file they saved trains are the same bytes; `again` are flags that a file does not hold. */
export async function sameWhenSaved(
  antiphase: (...parameters: readonly string[]) => Promise<Ended>,
  mode: string,
  more: readonly string[],
  again: readonly string[],
): Promise<void> {
  const saved = `${mode}-${more.length}.ts`;
  // An axis takes the place of the flag.
  const flags = small.filter((word, i) => mode !== 'sweep' || !(word === 'hidden=4' || small[i + 1] === 'hidden=4'));
  const said = await antiphase(mode, ...flags, ...waves, ...more, ...quick, '--no-store', '--save', saved);
  expect([said.code, said.stderr]).toEqual([0, '']);
  expect(said.stdout).toContain('"type":"verdict"');
  const filed = await antiphase(mode, saved, ...again, ...quick.slice(2), '--no-store');
  expect(filed).toEqual(said);
}
