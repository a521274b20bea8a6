/** No tuned rate and no tuned phase: the governor measures the curvature of every batch and keeps rate × curvature at half the edge of stability. */
import { balance, closedLoop, cycle, experiment, governor, reinforce, stabilityProbe } from 'antiphase';

const loop = governor({ rate: 16, cap: 64 });

export default experiment({
  name: 'governed',
  env: balance({ rewardScale: cycle({ wave: 'cosine', period: 40, min: 0.2, max: 1.8 }) }),
  agent: reinforce({ learningRate: loop.schedule, baseline: 'timeStep', advantageScale: 1 / 5 }),
  warmStart: {
    updates: 80,
    learningRate: 0.4,
    momentum: 0.9,
    keep: { signal: 'rewardPerStep', above: -0.1, over: 10 },
  },
  updates: 160,
  // Five products an update; the probe stands before the loop that reads it.
  hooks: [stabilityProbe({ every: 1, steps: 5 }), closedLoop(loop)],
});
