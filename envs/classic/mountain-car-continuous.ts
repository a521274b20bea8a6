import { defineEnv, type EnvDefinition } from '../env.js';
import { box } from '../space.js';
import { drawHill, drive, hillKnobs, roadEnd, roadStart, startPosition } from './hill.js';

const knobs = {
  ...hillKnobs,
  power: { default: 0.0015, min: 0.0008, max: 0.003, hard: 0.0009 },
  gravity: { default: 0.0025, min: 0.001, max: 0.004, hard: 0.0035 },
  goalPosition: { default: 0.45, min: 0.3, max: 0.6, hard: 0.6 },
} as const;

/** State: position, velocity, as float32 numbers after every step (the first state is not rounded). */
const definition: EnvDefinition<typeof knobs> = {
  id: 'MountainCarContinuous-v0',
  about: 'A car too weak for the hill swings in a valley; reach the flag with little fuel.',
  observation: box([
    [Math.fround(roadStart), Math.fround(roadEnd)],
    [-Math.fround(0.07), Math.fround(0.07)],
  ]),
  action: box([[-1, 1]]),
  knobs,
  difficulty: ['power'],
  stateSize: 2,
  maxSteps: 999,
  worstRewardPerStep: -0.1,
  reset(state, at, { startLow, startHigh }, random) {
    state[at] = startPosition('MountainCarContinuous-v0', startLow, startHigh, random);
    state[at + 1] = 0;
  },
  step(state, at, actions, a, { gravity, power, maxSpeed, goalPosition, goalVelocity }) {
    const action = actions[a];
    const throttle = Math.min(Math.max(action, -1), 1);
    drive(state, at, state[at + 1] + (throttle * power - gravity * Math.cos(3 * state[at])), maxSpeed);
    state[at] = Math.fround(state[at]);
    state[at + 1] = Math.fround(state[at + 1]);
    const arrived = state[at] >= goalPosition && state[at + 1] >= goalVelocity;
    return (arrived ? 100 : 0) - 0.1 * (action * action);
  },
  terminal: (state, at, { goalPosition, goalVelocity }) => state[at] >= goalPosition && state[at + 1] >= goalVelocity,
  observe(state, at, out, o) {
    out[o] = state[at];
    out[o + 1] = state[at + 1];
  },
  render: (state, at, { goalPosition }) => drawHill(state[at], state[at + 1], goalPosition),
};

/**
 * Gymnasium's MountainCarContinuous-v0: 999 steps, solved at a mean return of 90. Difficulty weakens the engine.
 *
 * v ← v + clip(action, ±1)·power − cos(3p)·gravity; reward −0.1·action² of the action before clipping, and 100 at the flag.
 * The goal is judged on the rounded state; the reference judges it just before rounding, within 3·10⁻⁸ of the flag.
 *
 * @throws OptionError at an episode's start when startLow lies above startHigh.
 * @source Moore 1990; Gymnasium's MountainCarContinuous-v0
 * @example mountainCarContinuous({ power: 0.001 }).tunables // { power: 0.001 }
 */
export const mountainCarContinuous = defineEnv(definition);
