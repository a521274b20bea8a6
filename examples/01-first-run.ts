/** The flagship in a dozen lines: difficulty oscillates, the rate runs in anti-phase to it. Run it, or compare its arms. */
import { antiPhase, balance, cycle, experiment, reinforce, stabilityProbe } from 'antiphase';

const wave = { wave: 'cosine', period: 40 } as const;
const learningRate = cycle({ ...wave, phase: antiPhase, min: 3.2, max: 28.8 });
const keep = { signal: 'rewardPerStep', above: -0.1, over: 10 };

export default experiment({
  env: balance({ rewardScale: cycle({ ...wave, min: 0.2, max: 1.8 }) }),
  agent: reinforce({ learningRate, baseline: 'timeStep', advantageScale: 1 / 5 }),
  warmStart: { updates: 80, learningRate: 0.4, momentum: 0.9, keep },
  updates: 160,
  hooks: [stabilityProbe({ every: 4 })],
});
