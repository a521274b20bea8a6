import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OptionError } from '../../math/check.js';
import { survivalCurve, type Lifetime } from '../../math/survival.js';

interface Recorded {
  readonly events: readonly number[];
  readonly censored: readonly number[];
  readonly times: readonly number[];
  readonly survival: readonly number[];
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}
const { cases } = JSON.parse(readFileSync(new URL('../peers/survival.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Recorded[];
};
const lifetimes = ({ events, censored }: Pick<Recorded, 'events' | 'censored'>): Lifetime[] => [
  ...events.map((time) => ({ time, ended: true })),
  ...censored.map((time) => ({ time, ended: false })),
];

describe('the survival curve', () => {
  it('is the product by hand: 5 of 6 outlive time 1, then 2 of those 4 that are left outlive time 3', () => {
    const curve = survivalCurve(lifetimes({ events: [1, 3, 3], censored: [2, 4, 5] }));
    expect(curve.map(({ time, atRisk, ended }) => [time, atRisk, ended])).toEqual([
      [0, 6, 0],
      [1, 6, 1],
      [3, 4, 2],
    ]);
    expect(curve.map(({ value }) => value)).toEqual([1, 5 / 6, (5 / 6) * (1 - 2 / 4)]);
    // Greenwood by hand after time 1: v = 1/(6·5); log(−log) by hand: S^exp(±1.96·√v/−log S).
    const bound = (sign: number): number =>
      (5 / 6) ** Math.exp((sign * 1.959963984540054 * Math.sqrt(1 / 30)) / -Math.log(5 / 6));
    expect(curve[1].low).toBeCloseTo(bound(1), 14);
    expect(curve[1].high).toBeCloseTo(bound(-1), 14);
  });

  it.each(cases)('has the values and intervals that scipy has for $events', (recorded) => {
    const curve = survivalCurve(lifetimes(recorded));
    for (const [i, time] of recorded.times.entries()) {
      const step = curve.findLast((one) => one.time <= time);
      expect(step?.value).toBeCloseTo(recorded.survival[i], 12);
      // scipy gives no interval where nothing has ended yet, or nothing is left.
      if (recorded.low[i] !== null) expect(step?.low).toBeCloseTo(recorded.low[i], 11);
      if (recorded.high[i] !== null) expect(step?.high).toBeCloseTo(recorded.high[i], 11);
    }
  });

  it('stays at 1 when nothing ended, and at 0 when nothing is left', () => {
    expect(survivalCurve([{ time: 7, ended: false }])).toEqual([
      { time: 0, atRisk: 1, ended: 0, value: 1, low: 1, high: 1 },
    ]);
    expect(survivalCurve([{ time: 7, ended: true }]).at(-1)).toMatchObject({ value: 0, low: 0, high: 0 });
  });

  it('turns down no lifetimes and negative times', () => {
    expect(() => survivalCurve([])).toThrow(OptionError);
    expect(() => survivalCurve([{ time: -1, ended: true }])).toThrow(OptionError);
  });
});
