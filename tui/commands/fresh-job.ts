import { openJob, type Job } from '../../experiments/job.js';
import { OptionError } from '../../math/check.js';

/**
 * The job of one point of a sweep on other seeds.
 *
 * @throws OptionError for a job that is no sweep, or a point that it has not.
 */
export async function freshJob(
  job: Job,
  point: string,
  { seeds, firstSeed }: { readonly seeds: number; readonly firstSeed: number },
  open: typeof openJob = openJob,
): Promise<Job> {
  const { shard, ...rest } = job;
  const whole = await open(rest);
  const index = whole.arms.findIndex(({ name }) => name === point);
  if (whole.sweep === undefined || index < 0)
    throw new OptionError(
      'again',
      'a point of a sweep',
      point,
      shard === undefined ? undefined : 'It is of another part.',
    );
  // Halving drops points: a single one is taken from what it began with.
  const plain: Job =
    whole.sweep.sampler === 'halving' ? { ...rest, sampler: rest.points === undefined ? 'grid' : 'latin' } : rest;
  return { ...plain, seeds, firstSeed, shard: { index: index + 1, count: whole.arms.length } };
}
