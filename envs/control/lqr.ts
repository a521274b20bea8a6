import { checkMembers, OptionError } from '../../math/check.js';
import { defineEnv, type EnvMaker, type Settings } from '../env.js';
import { box } from '../space.js';
import type { LinearSystem } from './lqr-optimum.js';

/** A matrix as rows of numbers. */
export type Rows = readonly (readonly number[])[];

/** Options of {@link lqrOf}. */
export interface LqrOptions {
  /** How the state moves by itself: n × n. */
  readonly dynamics: Rows;
  /** How actions push the state: n × m. */
  readonly input: Rows;
  /** Cost of the state, symmetric and ≥ 0: n × n. */
  readonly stateCost: Rows;
  /** Cost of the action, symmetric and > 0: m × m. */
  readonly actionCost: Rows;
  /** Name of the world. Default `Lqr<n>x<m>`. */
  readonly id?: string;
}

const knobs = {
  rewardScale: { default: 1, min: 0.05, max: 4, hard: 1.8 },
  /** Multiplies the dynamics. */
  drift: { default: 1, min: 0.5, max: 1.3, hard: 1.1 },
  /** Multiplies the input: the inverse of a weak actuator. */
  actuatorGain: { default: 1, min: 0.2, max: 2, hard: 0.4 },
  /** Multiplies the state's cost. */
  stateCost: { default: 1, min: 0.1, max: 10 },
  /** Multiplies the action's cost. */
  actionCost: { default: 1, min: 0.1, max: 10 },
  /** Standard deviation of the disturbance of each coordinate. */
  noise: { default: 1, min: 0, max: 3, hard: 2 },
  /** Standard deviation of each coordinate of the first state. */
  initialSpread: { default: 1, min: 0, max: 3 },
} as const;

/** Knobs of {@link lqrOf}. */
export type LqrKnobs = typeof knobs;

/** An LQR world with the matrices it has under given settings, for its exact optimum. */
export interface LqrMaker extends EnvMaker<LqrKnobs> {
  /** The linear system at these settings; the reward scale is not in it. */
  system(settings?: Partial<Settings<LqrKnobs>>): LinearSystem;
}

/**
 * A linear system with a quadratic cost, whose optimum, policy gradient and Hessian are known exactly (see `lqrGradient`, `lqrHessian`).
 *
 * x′ = drift·A·x + actuatorGain·B·u + noise·N(0, I); reward −(stateCost·xᵀQx + actionCost·uᵀRu) of the state before the step.
 * Nothing is clipped: a policy that does not stabilise lets the state grow exponentially, which is the collapse.
 * One normal a coordinate is drawn at every step, also at noise 0.
 *
 * @throws OptionError for matrices whose shapes do not fit.
 * @source Fazel et al., Global Convergence of Policy Gradient Methods for the Linear Quadratic Regulator (2018)
 * @example lqr({ actuatorGain: 1.6 }).tunables // { actuatorGain: 1.6 }
 */
export function lqrOf(options: LqrOptions): LqrMaker {
  checkMembers('lqrOf', options, ['dynamics', 'input', 'stateCost', 'actionCost', 'id']);
  const states = options.dynamics.length;
  const inputs = options.actionCost.length;
  const a = flat('dynamics', options.dynamics, states, states);
  const b = flat('input', options.input, states, inputs);
  const q = flat('stateCost', options.stateCost, states, states);
  const r = flat('actionCost', options.actionCost, inputs, inputs);
  const before = new Float64Array(states);
  const anywhere = (count: number) => box(Array.from({ length: count }, () => [-Infinity, Infinity] as const));
  const maker = defineEnv<LqrKnobs>({
    id: options.id ?? `Lqr${states}x${inputs}`,
    about: 'A linear system under noise, to be held at zero at a quadratic cost.',
    observation: anywhere(states),
    action: anywhere(inputs),
    knobs,
    difficulty: ['actuatorGain'],
    stateSize: states,
    maxSteps: 100,
    worstRewardPerStep: -1000,
    reset(state, at, { initialSpread }, random) {
      for (let i = 0; i < states; i++) state[at + i] = initialSpread * random.normal();
    },
    step(state, at, actions, from, { drift, actuatorGain, stateCost, actionCost, noise }, random) {
      for (let i = 0; i < states; i++) before[i] = state[at + i];
      let effort = 0;
      for (let i = 0; i < inputs; i++) {
        let row = 0;
        for (let j = 0; j < inputs; j++) row += r[i * inputs + j] * actions[from + j];
        effort += actions[from + i] * row;
      }
      let distance = 0;
      for (let i = 0; i < states; i++) {
        let moved = 0;
        let row = 0;
        for (let j = 0; j < states; j++) {
          moved += a[i * states + j] * before[j];
          row += q[i * states + j] * before[j];
        }
        let pushed = 0;
        for (let j = 0; j < inputs; j++) pushed += b[i * inputs + j] * actions[from + j];
        distance += before[i] * row;
        state[at + i] = drift * moved + actuatorGain * pushed + noise * random.normal();
      }
      return -(stateCost * distance + actionCost * effort);
    },
    terminal: () => false,
    observe(state, at, out, o) {
      for (let i = 0; i < states; i++) out[o + i] = state[at + i];
    },
    render: (state, at) => [`state ${Array.from(state.subarray(at, at + states), (x) => x.toFixed(3)).join(' ')}`],
  });
  const system = (settings: Partial<Settings<LqrKnobs>> = {}): LinearSystem => {
    const { drift = 1, actuatorGain = 1, stateCost = 1, actionCost = 1, noise = 1 } = settings;
    return {
      states,
      inputs,
      dynamics: a.map((x) => drift * x),
      input: b.map((x) => actuatorGain * x),
      stateCost: q.map((x) => stateCost * x),
      actionCost: r.map((x) => actionCost * x),
      noise: noise * noise,
    };
  };
  return Object.assign(maker, { system });
}

function flat(name: string, matrix: Rows, rows: number, columns: number): Float64Array {
  if (matrix.length !== rows || matrix.some((row) => row.length !== columns)) {
    const shape = `${matrix.length} × ${matrix[0]?.length ?? 0}`;
    throw new OptionError(`lqrOf.${name}`, `${rows} × ${columns} numbers`, shape);
  }
  return Float64Array.from(matrix.flat());
}

/**
 * The scalar system: x′ = x + B·u + w, cost x² + .1·u². With u = −kx its mean cost is (1 + .1k²)/(1 − (1 − Bk)²), B = actuatorGain.
 *
 * @example lqr.definition.stateSize // 1
 */
export const lqr = lqrOf({ dynamics: [[1]], input: [[1]], stateCost: [[1]], actionCost: [[0.1]], id: 'Lqr' });

/**
 * Two coupled states and two inputs, unstable by itself.
 *
 * @example matrixLqr.definition.stateSize // 2
 */
export const matrixLqr = lqrOf({
  dynamics: [
    [1.01, 0.2],
    [-0.1, 0.98],
  ],
  input: [
    [1, 0.3],
    [0, 0.8],
  ],
  stateCost: [
    [1, 0.2],
    [0.2, 0.7],
  ],
  actionCost: [
    [0.1, 0],
    [0, 0.2],
  ],
});
