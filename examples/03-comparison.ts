/** Arms of any kind over the same seeds: here the same anti-phase wave with three shapes of the rate, on a bandit whose curvature is the knob. */
import {
  antiPhase,
  comparison,
  cycle,
  experiment,
  quadraticBandit,
  reinforce,
  stabilityProbe,
  type WaveformName,
} from 'antiphase';

const shapes: readonly WaveformName[] = ['cosine', 'triangle', 'square'];

export default comparison({
  name: 'shapes of the rate',
  arms: shapes.map((name) => ({ name, about: `${name} rate in anti-phase` })),
  seeds: 20,
  collapse: { signal: 'rewardPerStep', below: -2, over: 'last half' },
  make: ({ arm, start }) =>
    experiment({
      env: quadraticBandit({ curvature: cycle({ wave: 'cosine', period: 50, phase: start, min: 0.5, max: 1.5 }) }),
      agent: reinforce({
        learningRate: cycle({ wave: arm.name, period: 50, phase: start + antiPhase, min: 0.25, max: 0.75 }),
        episodes: 64,
        hidden: [],
        deviation: 1,
        discount: 1,
      }),
      updates: 200,
      hooks: [stabilityProbe({ every: 5 })],
    }),
});
