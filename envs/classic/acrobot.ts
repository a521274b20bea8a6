import { checkMembers, checkName } from '../../math/check.js';
import { defineEnv, type EnvDefinition, type Settings } from '../env.js';
import { box, discrete } from '../space.js';
import { signed, sketch } from '../text.js';

const turn = 2 * Math.PI;
const timeStep = 0.2;
const maxSpeed1 = 4 * Math.PI;
const maxSpeed2 = 9 * Math.PI;

const knobs = {
  torque: { default: 1, min: 0.4, max: 2, unit: 'N·m', hard: 0.6 },
  length1: { default: 1, min: 0.5, max: 2, unit: 'm', hard: 1.5 },
  mass1: { default: 1, min: 0.25, max: 3, unit: 'kg', hard: 2 },
  mass2: { default: 1, min: 0.25, max: 3, unit: 'kg', hard: 2 },
  com1: { default: 0.5, min: 0.1, max: 0.9, unit: 'm' },
  com2: { default: 0.5, min: 0.1, max: 0.9, unit: 'm' },
  inertia: { default: 1, min: 0.25, max: 4, unit: 'kg·m²', hard: 2 },
  torqueNoise: { default: 0, min: 0, max: 2, unit: 'N·m', hard: 1 },
  gravity: { default: 9.8, min: 1, max: 20, unit: 'm/s²' },
} as const;

/** Options of {@link acrobotDefinition}. */
export interface AcrobotOptions {
  /** Equations of Sutton & Barto's book, or of the 1996 paper, which lack one term. Default 'book'. */
  readonly equations?: 'book' | 'nips';
}

/** Stages of one Runge–Kutta step: four derivatives of (θ₁, θ₂, ω₁, ω₂); written before they are read in every step. */
const stages = new Float64Array(16);
/** Torque of the step; an array holds it because a number handed through a call is boxed. */
const torques = new Float64Array(1);

/** Writes the derivative at state + share·(stage before) to `stages[k …]`; share in seconds. */
function derive(
  k: number,
  share: number,
  state: Float64Array,
  at: number,
  settings: Settings<typeof knobs>,
  nips: boolean,
): void {
  const { length1, mass1, mass2, com1, com2, inertia, gravity } = settings;
  const before = k === 0 ? 0 : k - 4;
  const t1 = k === 0 ? state[at] : state[at] + share * stages[before];
  const t2 = k === 0 ? state[at + 1] : state[at + 1] + share * stages[before + 1];
  const w1 = k === 0 ? state[at + 2] : state[at + 2] + share * stages[before + 2];
  const w2 = k === 0 ? state[at + 3] : state[at + 3] + share * stages[before + 3];
  const cos2 = Math.cos(t2);
  const sin2 = Math.sin(t2);
  const d1 =
    mass1 * (com1 * com1) + mass2 * (length1 * length1 + com2 * com2 + 2 * length1 * com2 * cos2) + inertia + inertia;
  const d2 = mass2 * (com2 * com2 + length1 * com2 * cos2) + inertia;
  const phi2 = mass2 * com2 * gravity * Math.cos(t1 + t2 - Math.PI / 2);
  const phi1 =
    -mass2 * length1 * com2 * (w2 * w2) * sin2 -
    2 * mass2 * length1 * com2 * w2 * w1 * sin2 +
    (mass1 * com1 + mass2 * length1) * gravity * Math.cos(t1 - Math.PI / 2) +
    phi2;
  const centrifugal = nips ? 0 : mass2 * length1 * com2 * (w1 * w1) * sin2;
  const a2 = (torques[0] + (d2 / d1) * phi1 - centrifugal - phi2) / (mass2 * (com2 * com2) + inertia - (d2 * d2) / d1);
  stages[k] = w1;
  stages[k + 1] = w2;
  stages[k + 2] = -(d2 * a2 + phi1) / d1;
  stages[k + 3] = a2;
}

/** The angle in [−π, π], by whole turns. */
function wrapped(angle: number): number {
  while (angle > Math.PI) angle -= turn;
  while (angle < -Math.PI) angle += turn;
  return angle;
}

function aboveLine(state: Float64Array, at: number): boolean {
  return -Math.cos(state[at]) - Math.cos(state[at + 1] + state[at]) > 1;
}

/**
 * Acrobot with other equations. State: angles θ₁ (rad, 0 hanging) and θ₂ (against the first link), their velocities.
 *
 * One fourth-order Runge–Kutta step of 0.2 s; angles wrap to [−π, π], velocities are bounded by 4π and 9π.
 * The second link's length is not in the dynamics, and the goal line assumes links of 1 m.
 *
 * @throws OptionError for unknown equations.
 * @source Sutton 1996; Gymnasium's Acrobot-v1
 * @example acrobotDefinition({ equations: 'nips' }).id // 'Acrobot-v1'
 */
export function acrobotDefinition(options: AcrobotOptions = {}): EnvDefinition<typeof knobs> {
  checkMembers('acrobot', options, ['equations']);
  const nips = checkName('acrobot.equations', options.equations ?? 'book', ['book', 'nips']) === 'nips';
  const high1 = Math.fround(maxSpeed1);
  const high2 = Math.fround(maxSpeed2);
  return {
    id: 'Acrobot-v1',
    about: 'Two links hang from a bar; swing the tip above the line by turning the joint between them.',
    observation: box([
      [-1, 1],
      [-1, 1],
      [-1, 1],
      [-1, 1],
      [-high1, high1],
      [-high2, high2],
    ]),
    action: discrete(3),
    knobs,
    difficulty: ['torque'],
    stateSize: 4,
    maxSteps: 500,
    worstRewardPerStep: -1,
    score: 'return',
    reset(state, at, _settings, random) {
      // The reference stores its first state in float32.
      for (let i = 0; i < 4; i++) state[at + i] = Math.fround(random.uniform(-0.1, 0.1));
    },
    step(state, at, actions, a, settings, random) {
      let u = (actions[a] - 1) * settings.torque;
      if (settings.torqueNoise > 0) u += random.uniform(-settings.torqueNoise, settings.torqueNoise);
      torques[0] = u;
      derive(0, 0, state, at, settings, nips);
      derive(4, timeStep / 2, state, at, settings, nips);
      derive(8, timeStep / 2, state, at, settings, nips);
      derive(12, timeStep, state, at, settings, nips);
      for (let i = 0; i < 4; i++)
        state[at + i] += (timeStep / 6) * (stages[i] + 2 * stages[4 + i] + 2 * stages[8 + i] + stages[12 + i]);
      state[at] = wrapped(state[at]);
      state[at + 1] = wrapped(state[at + 1]);
      state[at + 2] = Math.min(Math.max(state[at + 2], -maxSpeed1), maxSpeed1);
      state[at + 3] = Math.min(Math.max(state[at + 3], -maxSpeed2), maxSpeed2);
      return aboveLine(state, at) ? 0 : -1;
    },
    terminal: (state, at) => aboveLine(state, at),
    observe(state, at, out, o) {
      out[o] = Math.cos(state[at]);
      out[o + 1] = Math.sin(state[at]);
      out[o + 2] = Math.cos(state[at + 1]);
      out[o + 3] = Math.sin(state[at + 1]);
      out[o + 4] = state[at + 2];
      out[o + 5] = state[at + 3];
    },
    render(state, at) {
      const first = state[at];
      const both = first + state[at + 1];
      const x = Math.sin(first);
      const y = -Math.cos(first);
      const links = [
        [0, 0, x, y],
        [x, y, x + Math.sin(both), y - Math.cos(both)],
      ] as const;
      return [...sketch(links, 2, 13), `tip ${signed(y - Math.cos(both))} m, goal above +1`];
    },
  };
}

/**
 * Gymnasium's Acrobot-v1: 500 steps, −1 a step, solved at a mean return of −100. Difficulty weakens the torque.
 *
 * @source Sutton 1996; Gymnasium's Acrobot-v1
 * @example acrobot({ torque: 0.8 }).tunables // { torque: 0.8 }
 */
export const acrobot = defineEnv(acrobotDefinition());
