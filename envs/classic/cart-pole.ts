import { checkMembers, checkName } from '../../math/check.js';
import { defineEnv, type EnvDefinition } from '../env.js';
import { box, discrete } from '../space.js';
import { signed, track } from '../text.js';

const positionLimit = 2.4;
const angleLimit = (12 * 2 * Math.PI) / 360;

const knobs = {
  length: { default: 0.5, min: 0.05, max: 2, unit: 'm', hard: 0.1, scale: 'log' },
  gravity: { default: 9.8, min: 1, max: 30, unit: 'm/s²', hard: 20 },
  timeStep: { default: 0.02, min: 0.002, max: 0.06, unit: 's', hard: 0.04 },
  poleMass: { default: 0.1, min: 0.01, max: 1, unit: 'kg', hard: 0.5 },
  cartMass: { default: 1, min: 0.1, max: 10, unit: 'kg', hard: 0.5 },
  force: { default: 10, min: 1, max: 40, unit: 'N' },
  initRange: { default: 0.05, min: 0.001, max: 0.15, hard: 0.15 },
} as const;

/** Options of {@link cartPoleDefinition}. */
export interface CartPoleOptions {
  /** `euler` moves with the old velocities, `semiImplicit` with the new ones. Default 'euler'. */
  readonly integrator?: 'euler' | 'semiImplicit';
  /** `everyStep` pays 1 a step, the last one too; `suttonBarto` pays 0 and −1 when the pole falls. Default 'everyStep'. */
  readonly reward?: 'everyStep' | 'suttonBarto';
}

/**
 * Cart-pole with another integrator or reward. State: position x (m), velocity, angle θ (rad, 0 upright), angular velocity.
 *
 * t = (f + m·l·θ̇²·sin θ)/M; θ̈ = (g·sin θ − t·cos θ)/(l·(4/3 − m·cos²θ/M)); ẍ = t − m·l·θ̈·cos θ/M,
 * with f = ±force, m the pole's mass, l half the pole, M both masses; all of them follow the knobs at each step.
 *
 * @throws OptionError for an unknown option.
 * @source Barto, Sutton & Anderson 1983; Gymnasium's CartPole-v1
 * @example cartPoleDefinition({ integrator: 'semiImplicit' }).id // 'CartPole-v1'
 */
export function cartPoleDefinition(options: CartPoleOptions = {}): EnvDefinition<typeof knobs> {
  checkMembers('cartPole', options, ['integrator', 'reward']);
  const semiImplicit =
    checkName('cartPole.integrator', options.integrator ?? 'euler', ['euler', 'semiImplicit']) === 'semiImplicit';
  const falling =
    checkName('cartPole.reward', options.reward ?? 'everyStep', ['everyStep', 'suttonBarto']) === 'suttonBarto';
  return {
    id: 'CartPole-v1',
    about: 'A pole stands on a cart; push the cart left or right to keep the pole up.',
    observation: box([
      [-2 * positionLimit, 2 * positionLimit],
      [-Infinity, Infinity],
      [-2 * angleLimit, 2 * angleLimit],
      [-Infinity, Infinity],
    ]),
    action: discrete(2),
    knobs,
    difficulty: ['length'],
    stateSize: 4,
    maxSteps: 500,
    worstRewardPerStep: falling ? -1 : 0,
    ...(falling ? {} : { score: 'return' as const }),
    reset(state, at, { initRange }, random) {
      for (let i = 0; i < 4; i++) state[at + i] = random.uniform(-initRange, initRange);
    },
    step(state, at, actions, a, { length, gravity, timeStep, poleMass, cartMass, force }) {
      const velocity = state[at + 1];
      const angle = state[at + 2];
      const angularVelocity = state[at + 3];
      const totalMass = cartMass + poleMass;
      const poleMoment = poleMass * length;
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      const push = actions[a] === 1 ? force : -force;
      const shared = (push + poleMoment * (angularVelocity * angularVelocity) * sin) / totalMass;
      const angularAcceleration =
        (gravity * sin - cos * shared) / (length * (4 / 3 - (poleMass * (cos * cos)) / totalMass));
      const acceleration = shared - (poleMoment * angularAcceleration * cos) / totalMass;
      const newVelocity = velocity + timeStep * acceleration;
      const newAngularVelocity = angularVelocity + timeStep * angularAcceleration;
      state[at] += timeStep * (semiImplicit ? newVelocity : velocity);
      state[at + 1] = newVelocity;
      state[at + 2] = angle + timeStep * (semiImplicit ? newAngularVelocity : angularVelocity);
      state[at + 3] = newAngularVelocity;
      if (!falling) return 1;
      return Math.abs(state[at]) > positionLimit || Math.abs(state[at + 2]) > angleLimit ? -1 : 0;
    },
    terminal: (state, at) => Math.abs(state[at]) > positionLimit || Math.abs(state[at + 2]) > angleLimit,
    observe(state, at, out, o) {
      for (let i = 0; i < 4; i++) out[o + i] = state[at + i];
    },
    render(state, at) {
      const angle = state[at + 2];
      const lean = angle < -0.03 ? '\\' : angle > 0.03 ? '/' : '|';
      const foot = track(state[at], -positionLimit, positionLimit, lean, 41, ' ');
      const tip = track(state[at] + angle, -positionLimit, positionLimit, lean, 41, ' ');
      return [
        tip,
        foot,
        track(state[at], -positionLimit, positionLimit, '▆'),
        `x ${signed(state[at])} m  angle ${signed(angle)} rad`,
      ];
    },
  };
}

/**
 * Gymnasium's CartPole-v1: 500 steps, solved at a mean return of 475 over 100 episodes. Difficulty shortens the pole.
 *
 * @source Barto, Sutton & Anderson 1983; Gymnasium's CartPole-v1
 * @example cartPole({ gravity: 12 }).tunables // { gravity: 12 }
 */
export const cartPole = defineEnv(cartPoleDefinition());
