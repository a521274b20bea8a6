/** One policy holds a pendulum, another pushes it; each learns at a rate of its own, half a turn apart. */
import { adversarialPendulum, adversaries, antiPhase, cycle, experiment, reinforce } from 'antiphase';

const player = { baseline: 'timeStep', advantageScale: 1 / 5 } as const;
const wave = { wave: 'cosine', period: 40, min: 0.2, max: 1.8 } as const;

export default experiment({
  name: 'holder and pusher',
  env: adversarialPendulum({ push: 5 }),
  agent: adversaries({
    x: reinforce({ ...player, learningRate: cycle(wave) }),
    y: reinforce({ ...player, learningRate: cycle({ ...wave, phase: antiPhase }) }),
  }),
  updates: 160,
});
