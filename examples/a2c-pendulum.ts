/** A2C swings a pendulum up: a learnt deviation, observations and rewards normalised, the rate falling to 0. */
import { a2c, experiment, linearDecay, pendulum } from 'antiphase';

const updates = 4000;

export default experiment({
  env: pendulum(),
  agent: a2c({
    rows: 8,
    steps: 8,
    learningRate: linearDecay({ from: 2e-3, to: 0, updates }),
    discount: 0.9,
    gaeLambda: 0.9,
    valueWeight: 0.4,
    normalizeObservations: true,
    normalizeRewards: true,
  }),
  updates,
});
