import { checkMembers, checkNumber } from '../../math/check.js';
import { defineEnv, type EnvMaker } from '../env.js';
import { box } from '../space.js';

const curvature = {
  default: 1,
  min: 0.01,
  max: 10,
  unit: 'reward/action²',
  hard: 3,
  curvature: 'proportional',
} as const;
const distance = { default: 1, min: 0.01, max: 30 };

/**
 * A one-step world whose objective's curvature is exactly a knob: reward −½·c·(u − u*)², u* = −distance.
 *
 * A policy N(x, σ²) that starts at x = 0 has the expected return −½·c·((x − u*)² + σ²): its second derivative is −c everywhere.
 * The observation is the constant 1 (the policy's mean is a bias).
 *
 * @example quadraticBandit({ curvature: 2 }).definition.maxSteps // 1
 */
export const quadraticBandit = defineEnv({
  id: 'QuadraticBandit',
  about: 'One action, punished by half the curvature times its squared distance from the target.',
  observation: box([[1, 1]]),
  action: box([[-100, 100]]),
  knobs: { curvature, distance },
  difficulty: ['curvature'],
  stateSize: 2, // 1 once the action was taken, its deviation from the target
  maxSteps: 1,
  worstRewardPerStep: -200,
  reset(state, at) {
    state[at] = 0;
    state[at + 1] = 0;
  },
  step(state, at, actions, a, settings) {
    const deviation = actions[a] + settings.distance;
    state[at] = 1;
    state[at + 1] = deviation;
    return -0.5 * settings.curvature * deviation * deviation;
  },
  terminal: (state, at) => state[at] === 1,
  observe(_state, _at, out, o) {
    out[o] = 1;
  },
  render: (state, at) => [`deviation ${state[at + 1].toFixed(3)}`],
});

/** Options of {@link quadraticBanditOf}. */
export interface QuadraticBanditOptions {
  /** Numbers of an action, an integer ≥ 2. */
  readonly dimensions: number;
}

/** Knobs of {@link quadraticBanditOf}. */
export type QuadraticBanditKnobs = ReturnType<typeof spectrumKnobs>;

function spectrumKnobs() {
  return {
    /** Largest eigenvalue of the curvature matrix. */
    curvature,
    /** Largest over smallest eigenvalue; those between are evenly spaced on logarithms. */
    conditionNumber: { default: 10, min: 1, max: 1000, hard: 100, scale: 'log' },
    /** Angle by which the eigenvectors turn in each plane of neighbouring axes. */
    rotation: { default: 0, min: 0, max: 1, unit: 'turns', hard: 0.125 },
    distance,
  } as const;
}

/**
 * The quadratic bandit in d dimensions: reward −½·Σᵢ cᵢ·yᵢ², y = Rᵀ(u − u*), u* = −distance/√d in every coordinate.
 *
 * Eigenvalues cᵢ = curvature·conditionNumber^(−i/(d−1)); R = G₀G₁…G₍d₋₂₎, Gᵢ turning axis i towards axis i + 1 by `rotation` turns.
 *
 * @throws OptionError unless dimensions is an integer ≥ 2.
 * @example quadraticBanditOf({ dimensions: 3 })({ rotation: 0.1 }).definition.action.low.length // 3
 */
export function quadraticBanditOf(options: QuadraticBanditOptions): EnvMaker<QuadraticBanditKnobs> {
  checkMembers('quadraticBanditOf', options, ['dimensions']);
  const dimensions = checkNumber('quadraticBanditOf.dimensions', options.dimensions, { integer: true, min: 2 });
  const last = dimensions - 1;
  const share = 1 / Math.sqrt(dimensions);
  return defineEnv<QuadraticBanditKnobs>({
    id: `QuadraticBandit${dimensions}`,
    about: 'One action of several numbers, punished by a quadratic form of its distance from the target.',
    observation: box([[1, 1]]),
    action: box(Array.from({ length: dimensions }, () => [-100, 100] as const)),
    knobs: spectrumKnobs(),
    difficulty: ['curvature'],
    stateSize: 1 + dimensions, // 1 once the action was taken, its deviation along each eigenvector
    maxSteps: 1,
    worstRewardPerStep: -200,
    reset(state, at) {
      state.fill(0, at, at + 1 + dimensions);
    },
    step(state, at, actions, a, settings) {
      const cosine = Math.cos(2 * Math.PI * settings.rotation);
      const sine = Math.sin(2 * Math.PI * settings.rotation);
      state[at] = 1;
      const y = at + 1;
      for (let i = 0; i < dimensions; i++) state[y + i] = actions[a + i] + settings.distance * share;
      for (let i = 0; i < last; i++) {
        const near = state[y + i];
        const far = state[y + i + 1];
        state[y + i] = cosine * near + sine * far;
        state[y + i + 1] = cosine * far - sine * near;
      }
      const ratio = Math.exp(-Math.log(settings.conditionNumber) / last);
      let eigenvalue = settings.curvature;
      let sum = 0;
      for (let i = 0; i < dimensions; i++) {
        sum += eigenvalue * state[y + i] * state[y + i];
        eigenvalue *= ratio;
      }
      return -0.5 * sum;
    },
    terminal: (state, at) => state[at] === 1,
    observe(_state, _at, out, o) {
      out[o] = 1;
    },
    render: (state, at) => [
      `deviations ${Array.from(state.subarray(at + 1, at + 1 + dimensions), (y) => y.toFixed(3)).join(' ')}`,
    ],
  });
}
