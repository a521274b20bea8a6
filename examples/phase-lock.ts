/** The period of the difficulty is not known: a phase lock starts at 34 updates, finds 40 in the spread of the advantages, and stays in anti-phase to it. */
import { balance, closedLoop, cycle, experiment, phaseLock, reinforce, stabilityProbe } from 'antiphase';

const loop = phaseLock({ signal: 'advantageDeviation', mid: 16, period: 34 });

export default experiment({
  name: 'phase-lock',
  env: balance({ rewardScale: cycle({ wave: 'cosine', period: 40, min: 0.2, max: 1.8 }) }),
  agent: reinforce({ learningRate: loop.schedule, baseline: 'timeStep', advantageScale: 1 / 5 }),
  warmStart: {
    updates: 80,
    learningRate: 0.4,
    momentum: 0.9,
    keep: { signal: 'rewardPerStep', above: -0.1, over: 10 },
  },
  updates: 160,
  hooks: [stabilityProbe({ every: 4 }), closedLoop(loop)],
});
