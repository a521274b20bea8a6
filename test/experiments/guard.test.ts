import { describe, expect, it } from 'vitest';
import { resolve } from '../../curriculum/schedule.js';
import { guard } from '../../experiments/guard.js';
import { rewind } from '../../experiments/learner.js';
import { streams } from '../../math/random.js';
import { run } from '../../experiments/run.js';
import type { RunCheckpoint } from '../../experiments/run-options.js';
import type { Experiment } from '../../experiments/experiment.js';
import { eventsOf, only, scripted, tiny, tinyAgent } from './tiny.js';

/** A learner whose one parameter counts its steps; its score falls from 0 to −9 once it has made more than `edge` at a rate above ½. */
function counting(edge: number, updates: number): Experiment {
  let theta = 0;
  const of = scripted(
    {
      stepTunables: { learningRate: 1 },
      collect: () => ({ rewardPerStep: theta > edge ? -9 : 0 }),
      learn: ({ learningRate }) => {
        theta += learningRate;
        return {};
      },
    },
    { updates, hooks: [guard({ collapse: { below: -1, over: 2 }, every: 2 })] },
  );
  const create = (context: Parameters<Experiment['learner']['create']>[0]) => {
    theta = 0;
    return {
      ...of.learner.create(context),
      checkpoint: () => ({ theta }),
      rewind: (checkpoint: object) => {
        theta = (checkpoint as { theta: number }).theta;
      },
    };
  };
  return { ...of, learner: { ...of.learner, create } };
}

describe('a guard', () => {
  it('goes back to the last state that stood and halves the rate from the next update on; the index never goes back', () => {
    const events = eventsOf(counting(4.5, 12), { run: 'r' });
    const updates = only(events, 'update');
    expect(updates.map(({ update }) => update)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    // θ: 0 1 2 3 4, then 5 and 6 fall: the mean of two is below −1 at update 5 already. Kept last at update 4, θ = 4; then 4 4.5 5 fall …
    expect(updates.map(({ signals }) => signals['rewardPerStep'])).toEqual([0, 0, 0, 0, 0, -9, 0, 0, -9, 0, 0, 0]);
    expect(updates.map(({ values }) => values['learningRate'])).toEqual([
      1, 1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25,
    ]);
    expect(only(events, 'command')).toEqual([
      { type: 'command', run: 'r', update: 6, patch: { name: 'learningRate', options: { scale: 0.5 } } },
      { type: 'command', run: 'r', update: 9, patch: { name: 'learningRate', options: { scale: 0.5 } } },
    ]);
    expect(only(events, 'alarm').map(({ update, reading }) => [update, reading])).toEqual([
      [5, 'collapse'],
      [8, 'collapse'],
    ]);
    expect(updates.at(-1)?.signals['guard.rollBacks']).toBe(2);
  });

  it('lets go on what would have diverged: an absurd rate is halved until it is none', () => {
    const wild = (hooks: Parameters<typeof tiny>[0]): Experiment =>
      tiny({ agent: tinyAgent({ learningRate: 1e300 }), updates: 12, ...hooks });
    expect(eventsOf(wild({})).at(-1)).toMatchObject({ reason: 'diverged' });
    const events = eventsOf(wild({ hooks: [guard({ collapse: { below: -1e9 }, factor: 1e-301, every: 1 })] }));
    expect(events.at(-1)).toMatchObject({ reason: 'finished', update: 12 });
    expect(only(events, 'alarm').some(({ reading }) => reading === 'nonFinite')).toBe(true);
    expect(only(events, 'command')).not.toHaveLength(0);
    for (const { signals } of only(events, 'update').slice(-4))
      expect(Object.values(signals).every(Number.isFinite)).toBe(true);
  });

  it('gives up after as many roll-backs as it is allowed: then the run ends as it would have', () => {
    const hooks = [guard({ collapse: { below: -1e9 }, factor: 0.9, every: 1, most: 2 })];
    const events = eventsOf(tiny({ agent: tinyAgent({ learningRate: 1e300 }), updates: 12, hooks }));
    expect(only(events, 'command').length).toBeLessThanOrEqual(2);
    expect(events.at(-1)).toMatchObject({ reason: 'diverged' });
  });

  it('leaves a run alone in which nothing falls', () => {
    const of = (hooks: Parameters<typeof tiny>[0]) => only(eventsOf(tiny(hooks)), 'update').map(({ values }) => values);
    expect(of({ hooks: [guard({ collapse: { below: -1e9 } })] })).toEqual(of({}));
  });

  it('resumed from any checkpoint, also between two roll-backs, goes on to the same bytes', () => {
    const of = tiny({
      agent: tinyAgent({ learningRate: 10 }),
      updates: 24,
      hooks: [guard({ collapse: { below: -3, over: 2 }, every: 1 })],
    });
    const kept: string[] = [];
    const whole = [...run(of, { checkpointEvery: 1, save: (one) => kept.push(JSON.stringify(one)) })];
    expect(only(whole, 'command').length).toBeGreaterThan(1);
    for (const text of kept.slice(0, -1)) {
      const from = JSON.parse(text) as RunCheckpoint;
      expect(JSON.stringify([...run(of, { checkpointEvery: 1, from })])).toBe(
        JSON.stringify(whole.slice(from.eventCount)),
      );
    }
  });

  it('takes back parameters and optimizer; random streams and the world go on', () => {
    const of = tiny({ agent: tinyAgent({ momentum: 0.9, learningRate: 0.1 }) });
    const learner = of.learner.create({ streams: streams(1) });
    const update = (n: number): void => {
      learner.collect(resolve(learner.batchTunables, n, {}));
      learner.learn(resolve(learner.stepTunables, n, {}));
    };
    const agent = (): Record<string, unknown> => learner.checkpoint()['agent'] as Record<string, unknown>;
    update(0);
    const kept = learner.checkpoint();
    const before = agent();
    update(1);
    const [after, world] = [agent(), learner.checkpoint()['world']];
    expect(after['velocity']).not.toEqual(before['velocity']);
    rewind(learner, kept);
    const { parameters, velocity, noise } = agent();
    expect({ parameters, velocity }).toEqual({ parameters: before['parameters'], velocity: before['velocity'] });
    expect(noise).toEqual(after['noise']);
    expect(noise).not.toEqual(before['noise']);
    expect(learner.checkpoint()['world']).toEqual(world);
  });

  it('refuses what it cannot guard', () => {
    expect(() => guard({ collapse: { below: -1 }, factor: 1 })).toThrow('guard.factor');
    expect(() => guard({ colapse: { below: -1 } } as never)).toThrow("Did you mean 'collapse'?");
    const fixed = scripted(
      { stepTunables: { rate: 1 } },
      { hooks: [guard({ collapse: { below: -1 }, rate: 'rate' })] },
    );
    expect(() => eventsOf(fixed)).toThrow('guard: expected a learner that can take back parameters and optimizer');
    const unknown = tiny({ hooks: [guard({ collapse: { below: -1 }, rate: 'learningrate' })] });
    expect(() => eventsOf(unknown)).toThrow("Did you mean 'learningRate'?");
  });
});
