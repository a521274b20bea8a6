import { describe, expect, it } from 'vitest';
import { a2c, naturalGradient, ppo, reinforce, type AgentSpec } from '../../agents/index.js';
import { box, defineEnv, discrete, type EnvSpec } from '../../envs/index.js';
import { noiseProbe } from '../../experiments/curvature-probes.js';
import { experiment } from '../../experiments/experiment.js';
import { stabilityProbe } from '../../experiments/probes.js';
import { run } from '../../experiments/run.js';
import { only } from './tiny.js';

/** A world of eight steps that breaks at its hundredth: four rows, 32 steps an update, so in the fourth. */
function broken(what: 'reward' | 'observation'): EnvSpec {
  let lived = 0;
  const isBad = (part: string): boolean => part === what && lived > 100;
  return defineEnv({
    id: 'Broken-v0',
    about: 'Breaks at its hundredth step.',
    observation: box([[-10, 10]]),
    action: discrete(2),
    knobs: {},
    stateSize: 1,
    maxSteps: 8,
    worstRewardPerStep: -1,
    reset(state, at) {
      state[at] = 0;
    },
    step(state, at) {
      state[at]++;
      lived++;
      return isBad('reward') ? Number.NaN : 1;
    },
    terminal: () => false,
    observe(state, at, out, o) {
      out[o] = isBad('observation') ? Number.NaN : state[at];
    },
  })();
}

const agents: readonly (readonly [string, () => AgentSpec])[] = [
  ['REINFORCE', () => reinforce({ episodes: 4 })],
  ['PPO', () => ppo({ rows: 4, steps: 8, hidden: [4] })],
  ['PPO that normalises all', () => ppo({ rows: 4, steps: 8, normalizeObservations: true, normalizeRewards: true })],
  ['PPO with batch normalisation', () => ppo({ rows: 4, steps: 8, hidden: [4], batchNorm: true })],
  ['A2C', () => a2c({ rows: 4, steps: 8, hidden: [4] })],
  ['natural gradient', () => naturalGradient({ rows: 4, steps: 8, hidden: [4] })],
];

describe.each(['reward', 'observation'] as const)('a %s that is not a number', (what) => {
  it.each(agents)(
    'ends a run of %s as diverged; the alarm names signal and update, the last checkpoint is finite',
    (_, agent) => {
      const saved: unknown[] = [];
      const events = [
        ...run(
          experiment({
            env: broken(what),
            agent: agent(),
            updates: 8,
            hooks: [stabilityProbe({ every: 1 }), noiseProbe({ every: 1 })],
          }),
          { checkpointEvery: 1, save: ({ update, learner }) => saved.push([update, learner]) },
        ),
      ];
      const alarms = only(events, 'alarm').filter(({ reading }) => reading === 'nonFinite');
      expect(alarms.map(({ update }) => update)).toEqual([3]);
      const [{ signal }] = alarms;
      expect(only(events, 'update').at(-1)?.nonFinite?.[0]).toBe(signal);
      // Of a reward its mean is the first to show it.
      if (what === 'reward') expect(signal).toBe('rewardPerStep');
      expect(events.at(-1)).toMatchObject({ type: 'end', update: 4, reason: 'diverged' });
      expect(saved.length).toBe(3);
      // NaN is written as null.
      expect(JSON.stringify((saved[2] as [number, { agent: object }])[1].agent)).not.toContain('null');
    },
  );
});
