import { describe, expect, it } from 'vitest';
import { cycle } from '../../curriculum/schedule.js';
import { balance } from '../../envs/control/balance.js';
import { actorLearner } from '../../experiments/actor-learner.js';
import {
  experiment,
  periodOf,
  withTunables,
  withUpdates,
  type ExperimentOptions,
} from '../../experiments/experiment.js';
import { tiny, tinyAgent, wave } from './tiny.js';

describe('an experiment', () => {
  it('is a plain value that can be asked: name, tunables, period', () => {
    const first = experiment({ env: balance({ rewardScale: wave(0.2, 1.8) }), agent: tinyAgent(), updates: 10 });
    expect(first.kind).toBe('experiment');
    expect(first.name).toBe('Balance-reinforce');
    expect(Object.keys(first.tunables)).toEqual([
      'rewardScale',
      'discount',
      'advantageScale',
      'learningRate',
      'momentum',
    ]);
    expect(periodOf(first.tunables)).toBe(4);
  });

  it('can be changed into another one', () => {
    const other = withTunables(tiny(), { learningRate: 6 });
    expect(other.tunables['learningRate']).toBe(6);
    expect(other.learner.stepTunables['learningRate']).toBe(6);
    expect(other.tunables['rewardScale']).toBe(
      tiny().tunables['rewardScale'] === undefined ? 0 : other.learner.batchTunables['rewardScale'],
    );
    expect(withUpdates(other, 3)).toMatchObject({ updates: 3, name: 'tiny' });
  });

  it('cannot be given a tunable it has not', () => {
    expect(() => withTunables(tiny(), { learningrate: 6 })).toThrow("Did you mean 'learningRate'?");
  });

  it('lets a schedule pass that reads signals: it cannot be known before', () => {
    const learningRate = (_: number, signals: object): number => ('return' in signals ? NaN : 1);
    expect(() => tiny({ agent: tinyAgent({ learningRate }) })).not.toThrow();
  });
});

describe('errors before any training', () => {
  const env = balance();
  const agent = tinyAgent();

  it.each<[string, () => unknown, string]>([
    ['a misspelt option', () => experiment({ env, agent, update: 3 } as never), "Did you mean 'updates'?"],
    ['no updates', () => experiment({ env, agent, updates: 0 }), 'experiment.updates: expected an integer ≥ 1, got 0.'],
    [
      'a world that was not called',
      () => experiment({ env: balance as never, agent, updates: 1 }),
      'experiment.env: expected a world with its knobs, got a function. Call it: balance().',
    ],
    [
      'no agent',
      () => experiment({ env, updates: 1 } as unknown as ExperimentOptions),
      'experiment.agent: expected an agent',
    ],
    [
      'a period below one update',
      () => wave(0, 1, { period: 0.5 }),
      'cycle.period: expected a number ≥ 1, got 0.5. Periods are counted in updates.',
    ],
    ['a misspelt waveform', () => wave(0, 1, { wave: 'cosin' as never }), "Did you mean 'cosine'?"],
    ['a misspelt knob', () => balance({ gravty: 3 } as never), "Did you mean 'gravity'?"],
    [
      'a knob out of its bounds',
      () => balance({ gravity: 13 }),
      'Balance.gravity: expected a number in [0, 12], got 13.',
    ],
    [
      'a knob that leaves its bounds within its period',
      () => experiment({ env: balance({ rewardScale: wave(0.2, 5) }), agent, updates: 8 }),
      'Balance.rewardScale at update 2: expected a number in [0.05, 4], got 5.',
    ],
    [
      'a knob without a period that leaves its bounds within the run',
      () => experiment({ env: balance({ rewardScale: (n: number) => 1 + n }), agent, updates: 8 }),
      'Balance.rewardScale at update 4: expected a number in [0.05, 4], got 5.',
    ],
    [
      'a rate that is not finite',
      () => experiment({ env, agent: tinyAgent({ learningRate: NaN }), updates: 1 }),
      'learningRate: expected',
    ],
    [
      'a rate that becomes infinite',
      () => experiment({ env, agent: tinyAgent({ learningRate: (n: number) => 1 / (3 - n) }), updates: 8 }),
      'learningRate at update 3: expected a finite number, got Infinity.',
    ],
    [
      'text in place of a number',
      () => experiment({ env, agent: tinyAgent({ learningRate: '1' as never }), updates: 1 }),
      'learningRate: expected',
    ],
    [
      'a misspelt member of the warm start',
      () => tiny({ warmStart: { updates: 3, learningrate: 1 } as never }),
      "Did you mean 'learningRate'?",
    ],
    [
      'a rule over more updates than the warm start has',
      () => tiny({ warmStart: { updates: 3, learningRate: 1, keep: { signal: 'return', above: 0, over: 4 } } }),
      'warmStart.keep.over: expected an integer in [1, 3], got 4. The warm start has 3 updates.',
    ],
    [
      'both difficulty and a knob it moves',
      () => balance({ difficulty: 0.5, gravity: 3 }),
      'either difficulty or a knob it moves',
    ],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(expect.objectContaining({ name: 'OptionError' }));
    expect(make).toThrow(message);
  });

  it('a knob with the name of a hyperparameter', () => {
    const { definition } = balance();
    const knobs = { discount: { default: 1, min: 0, max: 2 } };
    const clash = { definition: { ...definition, knobs }, tunables: { discount: 1 }, apply: 'update' } as const;
    expect(() => actorLearner(clash, agent)).toThrow('a name that reinforce does not use');
  });

  it('a cycle is looked at over its period even when its phase hides the crest at update 0', () => {
    const late = cycle({ wave: 'pulse', period: 100, min: 1, max: 5 });
    expect(() => tiny({ env: balance({ rewardScale: late }), updates: 100 })).toThrow('Balance.rewardScale at update');
  });
});
