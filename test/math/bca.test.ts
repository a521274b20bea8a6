import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bcaInterval } from '../../math/bca.js';
import { bootstrapInterval, pairedBootstrap, stratifiedBootstrap } from '../../math/bootstrap.js';
import { OptionError } from '../../math/check.js';
import { random } from '../../math/random.js';
import { mean } from '../../math/statistics.js';

interface Recorded {
  readonly name: string;
  readonly samples: readonly (readonly number[])[];
  readonly confidence: number;
  readonly drawn: readonly number[];
  readonly low: number;
  readonly high: number;
}
const { cases } = JSON.parse(readFileSync(new URL('../peers/bca.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Recorded[];
};
const without = (values: readonly number[], left: number): number[] => values.filter((_, i) => i !== left);
const leftOut = ({ name, samples: [x, y] }: Recorded): number[][] =>
  name.includes('pairs')
    ? [x.map((_, i) => mean(without(x, i)) - mean(without(y, i)))]
    : y === undefined
      ? [x.map((_, i) => mean(without(x, i)))]
      : [x.map((_, i) => mean(without(x, i)) - mean(y)), y.map((_, i) => mean(x) - mean(without(y, i)))];

describe('the BCa interval', () => {
  it.each(cases)('of a $name has the ends that scipy has from the same resamples', (recorded) => {
    const [x, y] = recorded.samples;
    const value = y === undefined ? mean(x) : mean(x) - mean(y);
    const { drawn, confidence, low, high } = recorded;
    const found = bcaInterval({ value, drawn, leftOut: leftOut(recorded), confidence });
    expect(found.low).toBeCloseTo(low, 10);
    expect(found.high).toBeCloseTo(high, 10);
  });

  it('of a sample without skew or bias is the percentile interval, but for the resamples’ own noise', () => {
    const values = [-3, -2, -1, 0, 1, 2, 3];
    const options = { resamples: 20_000 };
    const percentile = bootstrapInterval(values, { ...options, random: random(5) });
    const bca = bootstrapInterval(values, { ...options, random: random(5), method: 'bca' });
    expect(bca.value).toBe(percentile.value);
    expect(bca.low).toBeCloseTo(percentile.low, 1);
    expect(bca.high).toBeCloseTo(percentile.high, 1);
  });

  it('moves towards the long tail, and keeps a constant without width', () => {
    const skewed = [1, 1, 1, 1, 2, 2, 3, 30];
    const options = { resamples: 4000 };
    const percentile = bootstrapInterval(skewed, { ...options, random: random(2) });
    const bca = bootstrapInterval(skewed, { ...options, random: random(2), method: 'bca' });
    expect(bca.low).toBeGreaterThan(percentile.low);
    expect(bca.high).toBeGreaterThan(percentile.high);
    expect(bootstrapInterval([2, 2, 2], { random: random(1), method: 'bca' })).toEqual({ value: 2, low: 2, high: 2 });
  });

  it('of pairs is that of their differences, and of one task that of its runs', () => {
    const [first, second] = [
      [5, 3, 8, 6, 9, 1],
      [4, 4, 4, 7, 2, 1],
    ];
    const options = { method: 'bca' } as const;
    const paired = pairedBootstrap(first, second, { ...options, random: random(7) });
    const differences = first.map((value, i) => value - second[i]);
    const single = bootstrapInterval(differences, { ...options, random: random(7) });
    expect(paired.low).toBeCloseTo(single.low, 12);
    expect(paired.high).toBeCloseTo(single.high, 12);
    const records = first.map((score, run) => ({ task: 'a', run: String(run), score }));
    const stratified = stratifiedBootstrap(records, { ...options, random: random(9) });
    expect(stratified).toEqual(bootstrapInterval(first, { ...options, random: random(9) }));
  });

  it('needs a second value to leave the first one out, and is one of two methods', () => {
    expect(() => bootstrapInterval([1], { random: random(1), method: 'bca' })).toThrow(OptionError);
    const method = 'basic' as 'bca';
    expect(() => bootstrapInterval([1, 2], { random: random(1), method })).toThrow(OptionError);
  });
});
