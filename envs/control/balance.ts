import { defineEnv } from '../env.js';
import { box } from '../space.js';
import { signed, track } from '../text.js';

const TIME_STEP = 0.05;
const MAX_ANGLE = 2;
const MAX_SPEED = 8;
const MAX_TORQUE = 8;

/**
 * The flagship: a pendulum held upright by a noisy motor, for 40 steps of 0.05 s.
 *
 * ū = clip(u, ±8); ω ← clip(ω + .05·(gravity·sin ϑ + actuatorGain·ū) + noise·N(0, 1), ±8); ϑ ← clip(ϑ + .05·ω, ±2) with the new ω;
 * reward −min(ϑ² + .1ω² + .02ū², 6) of the new state. Start: ϑ and ω uniform in [−.5, .5].
 * Actions are given unclipped, the step clips. One normal is drawn at every step, also at noise 0, so the knob shifts no other draw.
 *
 * @example balance({ rewardScale: 1.8 }).definition.maxSteps // 40
 */
export const balance = defineEnv({
  id: 'Balance',
  about: 'A pendulum that starts near upright and is held there by a noisy motor.',
  observation: box([
    [-MAX_ANGLE, MAX_ANGLE],
    [-MAX_SPEED, MAX_SPEED],
  ]),
  action: box([[-MAX_TORQUE, MAX_TORQUE]]),
  knobs: {
    rewardScale: { default: 1, min: 0.05, max: 4, hard: 1.8, curvature: 'proportional' },
    actuatorGain: { default: 6, min: 1, max: 14, hard: 3 },
    gravity: { default: 5, min: 0, max: 12, unit: 'rad/s²', hard: 10 },
    noise: { default: 0.05, min: 0, max: 0.5, unit: 'rad/s', hard: 0.2 },
  },
  // The reward scale changes what is learnt, not what is hard; it is turned by its own name.
  difficulty: ['gravity'],
  stateSize: 2, // angle from upright in rad, speed in rad/s
  maxSteps: 40,
  worstRewardPerStep: -6,
  reset(state, at, _settings, random) {
    state[at] = random.uniform(-0.5, 0.5);
    state[at + 1] = random.uniform(-0.5, 0.5);
  },
  step(state, at, actions, a, { actuatorGain, gravity, noise }, random) {
    const torque = Math.max(-MAX_TORQUE, Math.min(MAX_TORQUE, actions[a]));
    const kick = noise * random.normal();
    const moved = state[at + 1] + TIME_STEP * (gravity * Math.sin(state[at]) + actuatorGain * torque) + kick;
    const speed = Math.max(-MAX_SPEED, Math.min(MAX_SPEED, moved));
    const angle = Math.max(-MAX_ANGLE, Math.min(MAX_ANGLE, state[at] + TIME_STEP * speed));
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
    track(state[at], -MAX_ANGLE, MAX_ANGLE, '●', 41, ' '),
    track(0, -MAX_ANGLE, MAX_ANGLE, '┴'),
    `angle ${signed(state[at])} rad  speed ${signed(state[at + 1])} rad/s`,
  ],
});
