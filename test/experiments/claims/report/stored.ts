import { claim, type Claim, type ClaimOptions } from '../../../../experiments/claims/claim.js';
import { judgeBy } from '../../../../experiments/claims/judge.js';
import { keepSeed, type SeedStore } from '../../../../experiments/claims/seed-file.js';

/** What somebody could write into a claim of their own. */
export const hostile = `</script><script>window.hacked = true</script><img src=x onerror="window.hacked = true">`;

/** A claim whose texts are all hostile, with two effects, a curve of two arms and a table. */
export function hostileClaim(changed: Partial<ClaimOptions> = {}): Claim {
  return claim({
    name: 'hostile',
    title: `title ${hostile}`,
    sentence: `sentence ${hostile}`,
    section: `section ${hostile}`,
    task: `task ${hostile}`,
    arms: [{ name: `arm ${hostile}`, about: hostile }],
    controls: [`control ${hostile}`],
    metric: `metric ${hostile}`,
    rule: `Holds if ${hostile}.`,
    revision: 3,
    seeds: { full: 20, quick: 20 },
    effects: [
      { name: `gain ${hostile}`, about: hostile, of: 'one', minus: 'two' },
      { name: 'other', about: 'two less one, a thousandth', of: 'small' },
    ],
    tables: [{ title: `means ${hostile}`, columns: [hostile, ''], rows: [{ name: hostile, cells: ['one', ''] }] }],
    curves: [
      {
        title: `curve ${hostile}`,
        axis: `axis ${hostile}`,
        at: [0, 0.25, 0.5],
        lines: [
          { name: 'in', points: ['one', 'two', 'small'] },
          { name: `line ${hostile}`, points: ['two', 'two', 'one'] },
        ],
      },
    ],
    seed: () => ({}),
    judge: judgeBy({ main: [`gain ${hostile}`] }),
    ...changed,
  });
}

/** Keeps seeds of a claim, as if they had been run: `one` is 1 above `two`, with a little noise. */
export function keepSeeds(store: SeedStore, of: Claim, quick: boolean, count: number): void {
  for (let seed = 0; seed < count; seed++) {
    const noise = seed % 2 === 0 ? 0.1 : -0.1;
    const numbers = { one: 4 + seed + noise, two: 3 + seed, small: (seed % 3 === 0 ? -1 : 1) * 0.002 };
    keepSeed(store, of, quick, seed, { numbers, seconds: 0.5 });
  }
}
