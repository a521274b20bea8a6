import { describe, expect, it } from 'vitest';
import { prepared, type Job } from '../../../experiments/job.js';
import { loadSubject } from '../../../experiments/load.js';
import { sweep as sweepOf } from '../../../experiments/sweep.js';
import { passesOf } from '../../../experiments/stages.js';
import { freshJob } from '../../../tui/commands/fresh-job.js';
import { tiny } from '../../experiments/tiny.js';

const points = sweepOf({ a: [1, 2, 3, 4, 5], b: [6, 7] }, () => tiny());
const sweep: Job = { source: { kind: 'file', path: 'sweep.ts' }, mode: 'sweep' };
const openJob = async ({ source, ...changes }: Job): Promise<ReturnType<typeof prepared>> =>
  prepared(source.kind === 'catalog' ? await loadSubject(source) : points, changes);
const fresh = { seeds: 20, firstSeed: 40 };

describe('one point of a sweep on other seeds', () => {
  it('is a job of that point alone', async () => {
    const whole = await openJob(sweep);
    const { name } = whole.arms[3];
    const found = await openJob(await freshJob(sweep, name, fresh, openJob));
    expect(found.arms.map((arm) => arm.name)).toEqual([name]);
    expect([found.seeds, found.firstSeed]).toEqual([20, 40]);
  });

  it('is found in a part of a sweep and in halving too', async () => {
    const { arms } = await openJob(sweep);
    for (const job of [
      { ...sweep, shard: { index: 2, count: 3 } },
      { ...sweep, sampler: 'halving' as const },
    ]) {
      const found = await openJob(await freshJob(job, arms[4].name, fresh, openJob));
      expect(found.arms.map((arm) => arm.name)).toEqual([arms[4].name]);
    }
  });

  it('is refused for a point that is not there, and for what is no sweep', async () => {
    await expect(freshJob(sweep, 'a=9,b=6', fresh, openJob)).rejects.toThrow('a point of a sweep');
    const balance: Job = { source: { kind: 'catalog', name: 'balance' }, mode: 'compare' };
    await expect(freshJob(balance, 'anti', fresh, openJob)).rejects.toThrow('a point of a sweep');
  });
});

describe('how many comparisons a job has', () => {
  it('is one a basis, or the rounds of halving down to one point', async () => {
    expect(passesOf(await openJob({ source: { kind: 'catalog', name: 'flagship' }, mode: 'compare' }))).toBe(5);
    expect(passesOf(await openJob(sweep))).toBe(1);
    // Ten points: 10, 5, 3, 2, 1.
    expect(passesOf(await openJob({ ...sweep, sampler: 'halving' }))).toBe(5);
  });
});
