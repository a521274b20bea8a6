import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compare } from '../../experiments/compare.js';
import { eventLine, type RunEvent } from '../../experiments/event.js';
import type { Experiment } from '../../experiments/experiment.js';
import { prepared } from '../../experiments/job.js';
import { sweep, sweepComparison, sweepPoints, type SweepSettings } from '../../experiments/sweep.js';
import { freshFolder, textsIn } from './folder.js';
import { only, scripted, tiny, tinyAgent } from './tiny.js';

/** The score of a point is known: −(x − 3)² − (y/10)², whatever the seed. */
function bowl(point: { readonly x: number; readonly y?: number }): Experiment {
  const score = -(point.x - 3) * (point.x - 3) - (point.y ?? 0) * (point.y ?? 0) * 0.01;
  return scripted(
    { stepTunables: { learningRate: 1 }, collect: () => ({ rewardPerStep: score }) },
    { name: 'bowl', updates: 2 },
  );
}

async function eventsOf(of: Parameters<typeof compare>[0], options = {}): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of compare(of, options)) events.push(event);
  return events;
}

const bowls = (settings: SweepSettings = {}): ReturnType<typeof sweep> =>
  sweep({ x: [0, 1, 2, 3, 4], y: [0, 1] }, (point) => bowl(point), { seeds: 2, ...settings });

describe('a sweep', () => {
  it('runs every point over the same seeds, and its verdict has the best first', async () => {
    const events = await eventsOf(bowls());
    const [plan] = only(events, 'plan');
    expect(plan.arms.map(({ name }) => name).slice(0, 3)).toEqual(['x=0,y=0', 'x=0,y=1', 'x=1,y=0']);
    expect(only(events, 'end').map(({ run }) => run)).toEqual(
      plan.arms.flatMap(({ name }) => [`${name}/0`, `${name}/1`]),
    );
    const [verdict] = only(events, 'verdict');
    expect(verdict.arms.map(({ name }) => name).slice(0, 4)).toEqual(['x=3,y=0', 'x=3,y=1', 'x=2,y=0', 'x=4,y=0']);
    expect(verdict.arms[1].score.value).toBeCloseTo(-0.01, 12);
    expect(verdict.words.at(-1)).toMatch(/a choice among 10 over 2 seeds: chance flatters it\. Run it again on fresh/);
  });

  it('gives its function the values and the seed with its start phase', () => {
    const seen: unknown[] = [];
    const of = sweep({ wave: ['sine'], on: [true] }, (point, facts) => {
      seen.push([point, facts.seed]);
      return tiny();
    });
    sweepComparison(of);
    expect(seen[0]).toEqual([{ wave: 'sine', on: true }, 0]);
  });

  it('has parts that are together the whole, without a point twice', async () => {
    const stored = async (
      folder: string,
      shard?: { index: number; count: number },
    ): Promise<Record<string, string>> => {
      await eventsOf(prepared(bowls(), { mode: 'sweep', ...(shard === undefined ? {} : { shard }) }), {
        store: folder,
      });
      return textsIn(folder, 'events.jsonl');
    };
    const folder = freshFolder();
    const whole = await stored(join(folder, 'whole'));
    const parts: Record<string, string>[] = [];
    for (let index = 1; index <= 3; index++) parts.push(await stored(join(folder, String(index)), { index, count: 3 }));
    expect(parts.map((part) => Object.keys(part).length)).toEqual([8, 6, 6]);
    const together: Record<string, string> = {};
    for (const part of parts) Object.assign(together, part);
    expect(together).toEqual(whole);
    expect(Object.keys(whole)).toHaveLength(20);
  });

  it('trains a warm start by the whole first point in every part', () => {
    const warm = sweep({ rate: [1, 2, 3] }, ({ rate }) => tiny({ agent: tinyAgent({ learningRate: rate }) }));
    const part = sweepComparison(warm, { shard: { index: 3, count: 3 } });
    expect(part.arms.map(({ name }) => name)).toEqual(['rate=3']);
    expect(part.reference?.name).toBe('rate=1');
  });

  it.each([
    ['no axes', () => sweep({}, () => tiny()), 'sweep.axes: expected at least one axis'],
    ['an empty axis', () => sweep({ x: [] }, () => tiny()), 'sweep.x: expected at least one value'],
    ['a value twice', () => sweep({ x: [1, 2, 1] }, () => tiny()), 'sweep.x: expected values that differ, got 1'],
    [
      'two points of one name',
      () => sweepPoints(sweep({ x: [1, 1 + 1e-12] }, () => tiny())),
      "sweep.axes: expected points of different names, got 'x=1'",
    ],
    ['a range upside down', () => sweep({ x: { from: 1, to: 1 } }, () => tiny()), 'sweep.x.to: expected a number > 1'],
    ['a misspelt setting', () => sweep({ x: [1] }, () => tiny(), { seedz: 1 } as object), "Did you mean 'seeds'?"],
    ['a sampler without points', () => sweepPoints(bowls(), { sampler: 'latin' }), 'sweep.points: expected an integer'],
    ['points of a grid', () => sweepPoints(bowls(), { points: 3 }), 'sweep.points: expected none for a grid'],
    [
      'a part beyond the last',
      () => sweepComparison(bowls(), { shard: { index: 3, count: 2 } }),
      "--shard: expected k/n with k from 1 to n, got '3/2'",
    ],
    [
      'more parts than points',
      () => sweepComparison(bowls(), { shard: { index: 1, count: 11 } }),
      '--shard: expected at most 10 parts',
    ],
    [
      'parts of a halving',
      () => sweepComparison(bowls(), { sampler: 'halving', shard: { index: 1, count: 2 } }),
      '--shard: expected another sampler',
    ],
    ['an experiment where a sweep is asked', () => prepared(tiny(), { mode: 'sweep' }), 'expected a sweep(axes, make)'],
  ])('refuses %s before anything is trained', (_, make, message) => {
    expect(make).toThrow(message);
  });

  it('names the point whose experiment is refused', () => {
    const of = sweep({ updates: [4, 0] }, ({ updates }) => tiny({ updates }));
    expect(() => sweepComparison(of)).toThrow('updates=0: experiment.updates: expected an integer ≥ 1, got 0');
  });
});

describe('successive halving', () => {
  it('drops the worse half in each round, doubles the seeds, all fresh, and ends with the best point', async () => {
    const events = await eventsOf(bowls({ sampler: 'halving' }));
    const plans = only(events, 'plan');
    expect(plans.map(({ arms }) => arms.length)).toEqual([10, 5, 3, 2, 1]);
    expect(plans.map(({ seeds }) => seeds.kept.length)).toEqual([2, 4, 8, 16, 32]);
    const seeds = plans.flatMap((plan) => plan.seeds.kept);
    expect(new Set(seeds).size).toBe(seeds.length);
    // By the known scores: 3, then 2 and 4, y as the smaller part.
    expect(plans[2].arms.map(({ name }) => name).sort()).toEqual(['x=2,y=0', 'x=3,y=0', 'x=3,y=1']);
    expect(plans[4].arms.map(({ name }) => name)).toEqual(['x=3,y=0']);
    expect(only(events, 'verdict').at(-1)?.words.at(-1)).toContain('Its seeds are fresh');
  });

  it('is stored round by round and goes on in the middle of one', async () => {
    const folder = freshFolder();
    const whole = await eventsOf(bowls({ sampler: 'halving' }), { store: join(folder, 'whole') });
    const cut = join(folder, 'cut');
    let count = 0;
    for await (const event of compare(bowls({ sampler: 'halving' }), { store: cut })) {
      expect(event).toBeDefined();
      if (++count === 160) break;
    }
    expect(readdirSync(join(cut, 'trials')).sort()).toEqual(['round-1', 'round-2']);
    const resumed = await eventsOf(bowls({ sampler: 'halving' }), { store: cut });
    expect(resumed.map(eventLine)).toEqual(whole.map(eventLine));
    for (const name of ['events.jsonl', 'plan.json', 'verdict.json'])
      expect(textsIn(cut, name)).toEqual(textsIn(join(folder, 'whole'), name));
  });
});
