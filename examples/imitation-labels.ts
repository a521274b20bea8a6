/** A labelled set in the same loop: label noise breathes, the rate in anti-phase to it, and the probe reads the curvature of the cross-entropy. */
import { antiPhase, contextualBandit, cycle, experiment, imitation, stabilityProbe } from 'antiphase';

const wave = { wave: 'cosine', period: 40 } as const;

export default experiment({
  env: contextualBandit({ labelNoise: cycle({ ...wave, min: 0, max: 0.3 }) }),
  agent: imitation({
    learningRate: cycle({ ...wave, phase: antiPhase, min: 0.02, max: 0.4 }),
    momentum: 0.9,
    labelSmoothing: 0.05,
    rows: 128,
  }),
  updates: 200,
  hooks: [stabilityProbe()],
});
