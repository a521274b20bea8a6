import { describe, expect, it } from 'vitest';
import { claims } from '../../../experiments/claims/all.js';
import { resultOf } from '../../../experiments/claims/result.js';
import { entryLines, quickLines } from '../../../tui/commands/claims-lines.js';
import { columnsOf } from '../../../tui/charts/cells.js';

/** What each claim says of made-up numbers. */
const entries = claims.map((claim) => {
  const names = claim.effects.flatMap(({ of, minus }) => (minus === undefined ? [of] : [of, minus]));
  const seeds = Array.from({ length: 3 }, (_, seed) => ({
    seed,
    numbers: Object.fromEntries(names.map((name, i) => [name, i + seed / 7])),
  }));
  return { claim, result: resultOf(claim, true, seeds), seconds: 12.3 };
});
const words = (lines: readonly string[]): string[] => lines.join(' ').split(/\s+/);

describe('the lines of a claim', () => {
  it.each([60, 80, 120])('fit into %i columns, and are broken between words alone', (columns) => {
    for (const entry of entries) {
      const [whole, lines] = [entryLines(entry), entryLines(entry, columns)];
      expect(words(lines)).toEqual(words(whole));
      for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
    }
    expect(words(quickLines(columns))).toEqual(words(quickLines()));
  });

  it('keep the words about an effect to the right of its numbers where there is room', () => {
    const [entry] = entries.filter(({ claim }) => claim.name === 'label-smoothing');
    const lines = entryLines(entry, 80);
    const at = lines.findIndex((line) => line.includes('log-loss, none'));
    expect(lines[at + 1]).toMatch(/^ {30,}\S/);
  });
});
