/** A map by training: how far the rate runs ahead of the difficulty, against its mean. `antiphase sweep examples/phase-sweep.ts --seeds 2` */
import { balance, cycle, experiment, linspace, reinforce, stabilityProbe, sweep } from 'antiphase';

const wave = { wave: 'cosine', period: 40 } as const;
const keep = { signal: 'rewardPerStep', above: -0.1, over: 10 };

export default sweep(
  { phase: linspace(0, 0.5, 5), meanRate: [6, 16] },
  ({ phase, meanRate }, { start }) =>
    experiment({
      env: balance({ rewardScale: cycle({ ...wave, phase: start, min: 0.2, max: 1.8 }) }),
      agent: reinforce({
        learningRate: cycle({ ...wave, phase: start + phase, min: 0.2 * meanRate, max: 1.8 * meanRate }),
        baseline: 'timeStep',
        advantageScale: 1 / 5,
      }),
      warmStart: { updates: 80, learningRate: 0.4, momentum: 0.9, keep },
      updates: 160,
      hooks: [stabilityProbe({ every: 4 })],
    }),
  { name: 'phase', seeds: 8, collapse: { signal: 'rewardPerStep', below: -0.5, over: 'last half' } },
);
