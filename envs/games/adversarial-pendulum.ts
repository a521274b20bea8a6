import { defineEnv } from '../env.js';
import { box } from '../space.js';
import { signed, track } from '../text.js';

const TIME_STEP = 0.05;

/**
 * A pendulum held upright by one player while another pushes it: action 0 is the holder's torque, action 1 the opponent's push.
 *
 * ū = clip(u₀, ±8), p̄ = clip(u₁, ±1); ω ← clip(ω + .05·(gravity·sin ϑ + actuatorGain·ū + push·p̄) + noise·N(0, 1), ±8);
 * ϑ ← clip(ϑ + .05·ω, ±2); reward −min(ϑ² + .1ω² + .02ū², 6) of the new state is the holder's, its negative the opponent's.
 * One normal is drawn at every step, also at noise 0. At push 0 this is the flagship's physics.
 *
 * @source Pinto et al., Robust Adversarial Reinforcement Learning (2017)
 * @example adversarialPendulum({ push: 10 }).definition.action.low.length // 2
 */
export const adversarialPendulum = defineEnv({
  id: 'AdversarialPendulum',
  about: 'One player holds a pendulum upright, the other pushes it.',
  observation: box([
    [-2, 2],
    [-8, 8],
  ]),
  action: box([
    [-8, 8],
    [-1, 1],
  ]),
  knobs: {
    rewardScale: { default: 1, min: 0.05, max: 4, hard: 1.8 },
    push: { default: 5, min: 0, max: 40, unit: 'rad/s²', hard: 20 },
    actuatorGain: { default: 6, min: 1, max: 14, hard: 3 },
    gravity: { default: 5, min: 0, max: 12, unit: 'rad/s²', hard: 10 },
    noise: { default: 0.05, min: 0, max: 0.5, unit: 'rad/s', hard: 0.2 },
  },
  difficulty: ['push'],
  stateSize: 2, // angle from upright in rad, speed in rad/s
  maxSteps: 40,
  worstRewardPerStep: -6,
  reset(state, at, _settings, random) {
    state[at] = random.uniform(-0.5, 0.5);
    state[at + 1] = random.uniform(-0.5, 0.5);
  },
  step(state, at, actions, a, { push, actuatorGain, gravity, noise }, random) {
    const torque = Math.max(-8, Math.min(8, actions[a]));
    const pushed = push * Math.max(-1, Math.min(1, actions[a + 1]));
    const kick = noise * random.normal();
    const force = gravity * Math.sin(state[at]) + actuatorGain * torque + pushed;
    const speed = Math.max(-8, Math.min(8, state[at + 1] + TIME_STEP * force + kick));
    const angle = Math.max(-2, Math.min(2, state[at] + TIME_STEP * speed));
    state[at] = angle;
    state[at + 1] = speed;
    return -Math.min(angle * angle + 0.1 * speed * speed + 0.02 * torque * torque, 6);
  },
  terminal: () => false,
  observe(state, at, out, o) {
    out[o] = state[at];
    out[o + 1] = state[at + 1];
  },
  render: (state, at) => [
    track(state[at], -2, 2, '●', 41, ' '),
    track(0, -2, 2, '┴'),
    `angle ${signed(state[at])} rad  speed ${signed(state[at + 1])} rad/s`,
  ],
});
