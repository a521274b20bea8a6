import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crew } from '../../experiments/crew.js';
import { crewed } from '../../experiments/crewed.js';
import type { TaskPool } from '../../experiments/workers.js';

const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

/** A pool whose trials end when they are told to, and the seeds at work. */
function handPool(): { pool: TaskPool; working: number[]; end: (seed: number) => void } {
  const ends = new Map<number, () => void>();
  const working: number[] = [];
  const pool: TaskPool = {
    width: 8,
    warm: () => Promise.reject(new Error('no warm starts here')),
    async trial({ seed }) {
      working.push(seed);
      await new Promise<void>((done) => ends.set(seed, done));
      working.splice(working.indexOf(seed), 1);
    },
    stop: () => undefined,
    close: () => Promise.resolve(),
  };
  return { pool, working, end: (seed) => ends.get(seed)?.() };
}

const ask = (pool: TaskPool, count: number): Promise<void>[] =>
  Array.from({ length: count }, (_, seed) => pool.trial({ basis: 0, arm: 0, seed }, () => undefined));

describe('a crew', () => {
  it('is whole at first, lets those at work end theirs when it gets smaller, and takes more when it grows', async () => {
    const [of, { pool, working, end }] = [crew(), handPool()];
    of.hire(3);
    void ask(crewed(pool, of), 6);
    await settled();
    expect([of.size(), of.most(), [...working]]).toEqual([3, 3, [0, 1, 2]]);
    of.resize(1);
    for (const seed of [0, 1]) {
      end(seed);
      await settled();
    }
    expect(working).toEqual([2]);
    end(2);
    await settled();
    expect(working).toEqual([3]);
    of.resize(2);
    await settled();
    expect(working).toEqual([3, 4]);
  });

  it('may begin with fewer than there may be', async () => {
    const [of, { pool, working }] = [crew(), handPool()];
    of.hire(3, 1);
    void ask(crewed(pool, of), 4);
    await settled();
    expect([of.size(), of.most(), [...working]]).toEqual([1, 3, [0]]);
    of.resize(3);
    await settled();
    expect(working).toEqual([0, 1, 2]);
  });

  it('has one worker at least, and never more than there are', () => {
    const of = crew();
    of.hire(4);
    of.resize(0);
    expect(of.size()).toBe(1);
    of.resize(9);
    expect(of.size()).toBe(4);
  });

  it('ends every trial once, in the order of asking, never more at work than take trials, whatever is asked meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.nat(3), fc.constant('end' as const)), { maxLength: 30 }), async (steps) => {
        const [of, { pool, working, end }] = [crew(), handPool()];
        of.hire(3);
        const trials = ask(crewed(pool, of), 8);
        const begun: number[] = [];
        let before: number[] = [];
        for (const step of [...steps, ...Array<'end'>(8).fill('end')]) {
          await settled();
          begun.push(...working.filter((seed) => !begun.includes(seed)));
          // Those that began since the last look found room.
          if (working.some((seed) => !before.includes(seed))) expect(working.length).toBeLessThanOrEqual(of.size());
          before = [...working];
          if (step === 'end') end(working[0]);
          else of.resize(step);
        }
        await Promise.all(trials);
        expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      }),
      { seed: 7, numRuns: 60 },
    );
  });
});
