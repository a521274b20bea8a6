/** The natural gradient as a trust region: every step moves the policy by the same divergence, whatever the scale of the rewards. */
import { acrobot, cycle, experiment, naturalGradient } from 'antiphase';

export default experiment({
  env: acrobot(),
  agent: naturalGradient({
    rows: 16,
    steps: 128,
    // The divergence itself may breathe.
    klStep: cycle({ wave: 'cosine', period: 20, min: 2e-3, max: 2e-2 }),
    lineSearch: 10,
    normalizeObservations: true,
    normalizeRewards: true,
  }),
  updates: 100,
});
