import { describe, expect, it } from 'vitest';
import { naturalGradient, ppo, reinforce } from '../../agents/index.js';
import { balance, cartPole } from '../../envs/index.js';
import { actorLearner } from '../../experiments/actor-learner.js';
import { noiseProbe, spectrumProbe } from '../../experiments/curvature-probes.js';
import { experiment } from '../../experiments/experiment.js';
import { stabilityProbe } from '../../experiments/probes.js';
import { streams } from '../../math/random.js';
import { eventsOf, only } from './tiny.js';

describe('probes of the gradient’s noise and of the spectrum', () => {
  const updates = only(
    eventsOf(
      experiment({
        env: balance(),
        agent: reinforce({ episodes: 4, learningRate: 0.1 }),
        updates: 5,
        hooks: [noiseProbe({ every: 2 }), spectrumProbe({ every: 3, samples: 1, steps: 4 })],
      }),
    ),
    'update',
  );

  it('measure when they are asked to, and name what they measured', () => {
    expect(updates.map(({ signals }) => 'gradientVariance' in signals)).toEqual([true, false, true, false, true]);
    expect(updates.map(({ signals }) => 'curvatureTrace' in signals)).toEqual([true, false, false, true, false]);
    for (const { signals } of updates) {
      if ('gradientVariance' in signals) expect(signals['gradientVariance']).toBeGreaterThan(0);
      if ('negativeShare' in signals) expect(signals['negativeShare']).toBeGreaterThanOrEqual(0);
      if ('negativeShare' in signals) expect(signals['negativeShare']).toBeLessThanOrEqual(1);
    }
  });

  it('change nothing of what is learnt', () => {
    const make = (hooks: readonly ReturnType<typeof noiseProbe>[]): readonly number[] =>
      only(
        eventsOf(
          experiment({
            env: cartPole(),
            agent: ppo({ rows: 2, steps: 16, minibatches: 2, hidden: [8] }),
            updates: 4,
            hooks,
          }),
        ),
        'update',
      ).map(({ signals }) => signals['policyLoss']);
    const probes = [
      noiseProbe({ every: 1 }),
      spectrumProbe({ every: 1, rows: 8 }),
      stabilityProbe({ every: 1, rows: 8 }),
    ];
    expect(make(probes)).toEqual(make([]));
  });

  it.each([
    [() => noiseProbe({ every: 0 }), 'noiseProbe.every'],
    [() => noiseProbe({ sample: 1 } as object), "Did you mean 'samples'?"],
    [() => spectrumProbe({ steps: 0.5 }), 'spectrumProbe.steps'],
    [() => spectrumProbe({ rows: 1 }), 'spectrumProbe.rows'],
    [() => stabilityProbe({ rows: 1 }), 'stabilityProbe.rows'],
  ])('refuse what they cannot use', (make, message) => {
    expect(make).toThrow(message);
  });
});

describe('the margin of a natural gradient', () => {
  it('is 1 − ηĉ/2 with ĉ of (F + δ)⁻¹·H and the size of the step that was taken', () => {
    const env = cartPole();
    const agent = naturalGradient({ rows: 4, steps: 16, hidden: [6], klStep: 0.005 });
    const updates = only(
      eventsOf(experiment({ env, agent, updates: 3, hooks: [stabilityProbe({ every: 1 })] })),
      'update',
    );
    expect(actorLearner(env, agent).create({ streams: streams(0) }).signals).toContain('stepSize');
    for (const { signals } of updates)
      expect(signals['margin']).toBeCloseTo(1 - (signals['stepSize'] * signals['sharpness']) / 2, 10);
  });
});
