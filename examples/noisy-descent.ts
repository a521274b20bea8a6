/** A landscape is a learner too: noise at a high rate jumps over the barrier of a double well, the low rate settles behind it. */
import { cycle, doubleWell, experiment, landscapeDescent, stabilityProbe } from 'antiphase';

export default experiment({
  name: 'noisy descent',
  learner: landscapeDescent({
    landscape: doubleWell,
    learningRate: cycle({ wave: 'warmRestart', period: 500, min: 0, max: 0.2 }),
    gradientNoise: 0.8,
  }),
  updates: 4000,
  hooks: [stabilityProbe({ every: 10 })],
});
