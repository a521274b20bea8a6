/** A world of your own is one row of state. Judge it with `check-env`, learn what its knobs do with `calibrate`, then `run` it. */
import { antiPhase, box, cycle, defineEnv, experiment, reinforce, stabilityProbe } from 'antiphase';

const clip = (x: number, bound: number): number => Math.max(-bound, Math.min(bound, x));

export const spring = defineEnv({
  id: 'Spring',
  about: 'A mass on a spring that is to be brought to rest.',
  observation: box([
    [-2, 2],
    [-4, 4],
  ]),
  action: box([[-1, 1]]),
  knobs: {
    stiffness: { default: 1, min: 0.1, max: 6, unit: 'N/m', hard: 4 },
    mass: { default: 1, min: 0.5, max: 2, unit: 'kg' },
  },
  difficulty: ['stiffness'],
  stateSize: 2, // position in m, speed in m/s
  maxSteps: 50,
  worstRewardPerStep: -6,
  reset(state, at, _settings, random) {
    state[at] = random.uniform(-1, 1);
    state[at + 1] = random.uniform(-1, 1);
  },
  step(state, at, actions, a, { stiffness, mass }) {
    const force = clip(actions[a], 1) - stiffness * state[at];
    state[at + 1] = clip(state[at + 1] + (0.1 * force) / mass, 4);
    state[at] = clip(state[at] + 0.1 * state[at + 1], 2);
    return -(state[at] * state[at] + 0.1 * state[at + 1] * state[at + 1]);
  },
  terminal: () => false,
  observe(state, at, out, o) {
    out[o] = state[at];
    out[o + 1] = state[at + 1];
  },
  render: (state, at) => [`position ${state[at].toFixed(2)} m  speed ${state[at + 1].toFixed(2)} m/s`],
});

const wave = { wave: 'cosine', period: 20 } as const;

export default experiment({
  env: spring({ difficulty: cycle({ ...wave, min: 0, max: 1 }) }),
  agent: reinforce({ learningRate: cycle({ ...wave, phase: antiPhase, min: 0.05, max: 0.45 }), advantageScale: 1 / 5 }),
  updates: 60,
  hooks: [stabilityProbe()],
});
