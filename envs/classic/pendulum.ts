import { defineEnv, type EnvDefinition } from '../env.js';
import { box } from '../space.js';
import { signed, sketch } from '../text.js';

const turn = 2 * Math.PI;

const knobs = {
  gravity: { default: 10, min: 1, max: 16, unit: 'm/s²', hard: 15 },
  maxTorque: { default: 2, min: 0.5, max: 4, unit: 'N·m', hard: 1 },
  mass: { default: 1, min: 0.2, max: 2, unit: 'kg', hard: 1.5 },
  length: { default: 1, min: 0.3, max: 2, unit: 'm', hard: 1.5 },
  timeStep: { default: 0.05, min: 0.01, max: 0.1, unit: 's' },
  maxSpeed: { default: 8, min: 6, max: 12, unit: 'rad/s' },
  initAngle: { default: Math.PI, min: 0.01, max: Math.PI, unit: 'rad' },
  initSpeed: { default: 1, min: 0, max: 8, unit: 'rad/s' },
} as const;

/** The angle in [−π, π): floored modulo, which JavaScript's % is not. */
function wrapped(angle: number): number {
  return angle + Math.PI - turn * Math.floor((angle + Math.PI) / turn) - Math.PI;
}

/** State: angle θ (rad, 0 upright, never wrapped), angular velocity. */
const definition: EnvDefinition<typeof knobs> = {
  id: 'Pendulum-v1',
  about: 'A pendulum hangs from a weak motor; swing it up and hold it upright.',
  observation: box([
    [-1, 1],
    [-1, 1],
    [-8, 8],
  ]),
  action: box([[-2, 2]]),
  knobs,
  difficulty: ['gravity'],
  stateSize: 2,
  maxSteps: 200,
  worstRewardPerStep: -17,
  reset(state, at, { initAngle, initSpeed }, random) {
    state[at] = random.uniform(-initAngle, initAngle);
    state[at + 1] = random.uniform(-initSpeed, initSpeed);
  },
  step(state, at, actions, a, { gravity, maxTorque, mass, length, timeStep, maxSpeed }) {
    const angle = state[at];
    const speed = state[at + 1];
    const torque = Math.min(Math.max(actions[a], -maxTorque), maxTorque);
    const lean = wrapped(angle);
    const cost = lean * lean + 0.1 * (speed * speed) + 0.001 * (torque * torque);
    const acceleration = ((3 * gravity) / (2 * length)) * Math.sin(angle) + (3 / (mass * (length * length))) * torque;
    const newSpeed = Math.min(Math.max(speed + acceleration * timeStep, -maxSpeed), maxSpeed);
    state[at] = angle + newSpeed * timeStep;
    state[at + 1] = newSpeed;
    return -cost;
  },
  terminal: () => false,
  observe(state, at, out, o) {
    out[o] = Math.cos(state[at]);
    out[o + 1] = Math.sin(state[at]);
    out[o + 2] = state[at + 1];
  },
  render(state, at) {
    const angle = wrapped(state[at]);
    const numbers = `angle ${signed(angle)} rad  speed ${signed(state[at + 1])} rad/s`;
    return [...sketch([[0, 0, Math.sin(angle), Math.cos(angle)]], 1, 9), numbers];
  },
};

/**
 * Gymnasium's Pendulum-v1: 200 steps, never terminates. Difficulty is gravity.
 *
 * θ̈ = 3g/(2l)·sin θ + 3u/(m·l²), u the action clipped to ±maxTorque; reward −(θ² + 0.1·θ̇² + 0.001·u²), θ wrapped to
 * [−π, π), on the state before the step.
 *
 * @source Gymnasium's Pendulum-v1
 * @example pendulum({ gravity: 12 }).tunables // { gravity: 12 }
 */
export const pendulum = defineEnv(definition);
