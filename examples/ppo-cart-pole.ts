/** PPO on a cart-pole whose pole shortens and lengthens, the rate in anti-phase to it. The readings are those that Adam feels. */
import { antiPhase, cartPole, cycle, experiment, ppo, stabilityProbe } from 'antiphase';

const wave = { wave: 'cosine', period: 20 } as const;

export default experiment({
  env: cartPole({ difficulty: cycle({ ...wave, min: 0, max: 0.6 }) }),
  agent: ppo({
    rows: 8,
    steps: 64,
    learningRate: cycle({ ...wave, phase: antiPhase, min: 2e-4, max: 2e-3 }),
    discount: 0.98,
    gaeLambda: 0.9,
  }),
  updates: 160,
  hooks: [stabilityProbe({ every: 5 })],
});
