/** Another optimizer than the agent's own: the same REINFORCE by plain descent, with its gradient clipped, and by Adam, each in anti-phase. */
import { antiPhase, balance, comparison, cycle, experiment, reinforce, withOptimizer } from 'antiphase';

const wave = { wave: 'cosine', period: 40 } as const;
const steps = {
  plain: { meanRate: 1, options: {} },
  clipped: { meanRate: 1, options: { gradientNormLimit: 0.1 } },
  adam: { meanRate: 0.02, options: { optimizer: 'adam' } },
} as const;

export default comparison({
  name: 'other steps',
  arms: Object.keys(steps).map((name) => ({ name, about: `steps: ${name}` })),
  seeds: 20,
  collapse: { signal: 'rewardPerStep', below: -0.5, over: 'last half' },
  make({ arm }) {
    const { meanRate, options } = steps[arm.name as keyof typeof steps];
    const learningRate = cycle({ ...wave, phase: antiPhase, min: 0.2 * meanRate, max: 1.8 * meanRate });
    return experiment({
      env: balance({ rewardScale: cycle({ ...wave, min: 0.2, max: 1.8 }) }),
      agent: withOptimizer(reinforce({ learningRate, advantageScale: 1 / 5 }), options),
      updates: 160,
    });
  },
});
