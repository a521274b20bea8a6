import { defineEnv, type EnvDefinition } from '../env.js';
import { box, discrete } from '../space.js';
import { drawHill, drive, hillKnobs, roadEnd, roadStart, startPosition } from './hill.js';

const knobs = {
  ...hillKnobs,
  gravity: { default: 0.0025, min: 0.001, max: 0.004, hard: 0.0035 },
  force: { default: 0.001, min: 0.0005, max: 0.003, hard: 0.00085 },
  goalPosition: { default: 0.5, min: 0.3, max: 0.6, hard: 0.6 },
} as const;

/** State: position, velocity. The observation's bounds are the float32 numbers nearest to the road's ends and the top speed. */
const definition: EnvDefinition<typeof knobs> = {
  id: 'MountainCar-v0',
  about: 'A car too weak for the hill swings in a valley; reach the flag on the right.',
  observation: box([
    [Math.fround(roadStart), Math.fround(roadEnd)],
    [-Math.fround(0.07), Math.fround(0.07)],
  ]),
  action: discrete(3),
  knobs,
  difficulty: ['gravity'],
  stateSize: 2,
  maxSteps: 200,
  worstRewardPerStep: -1,
  score: 'return',
  reset(state, at, { startLow, startHigh }, random) {
    state[at] = startPosition('MountainCar-v0', startLow, startHigh, random);
    state[at + 1] = 0;
  },
  step(state, at, actions, a, { gravity, force, maxSpeed }) {
    const push = (actions[a] - 1) * force - Math.cos(3 * state[at]) * gravity;
    drive(state, at, state[at + 1] + push, maxSpeed);
    return -1;
  },
  terminal: (state, at, { goalPosition, goalVelocity }) => state[at] >= goalPosition && state[at + 1] >= goalVelocity,
  observe(state, at, out, o) {
    out[o] = state[at];
    out[o + 1] = state[at + 1];
  },
  render: (state, at, { goalPosition }) => drawHill(state[at], state[at + 1], goalPosition),
};

/**
 * Gymnasium's MountainCar-v0: 200 steps, −1 a step, solved at a mean return of −110. Difficulty is gravity.
 *
 * v ← v + (action − 1)·force − cos(3p)·gravity, p ← p + v; the wall on the left stops the car.
 *
 * @throws OptionError at an episode's start when startLow lies above startHigh.
 * @source Moore 1990; Gymnasium's MountainCar-v0
 * @example mountainCar({ gravity: 0.003 }).tunables // { gravity: 0.003 }
 */
export const mountainCar = defineEnv(definition);
