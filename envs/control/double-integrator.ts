import { defineEnv } from '../env.js';
import { box } from '../space.js';
import { signed, track } from '../text.js';

/**
 * A mass on a line, to be brought to rest at zero by a bounded force, in steps of `timeStep`.
 *
 * ū = clip(u, ±1); v ← v + timeStep·((ū·force − friction·v)/mass) + noise·N(0, 1); x ← x + timeStep·v with the new v;
 * reward −min(x² + .1·v² + .01·ū², 10) of the new state. Start: x and v uniform in ±initRange.
 * One normal is drawn at every step, also at noise 0.
 *
 * @source Rao, Bernstein, Naive control of the double integrator (2001)
 * @example doubleIntegrator({ mass: 2 }).tunables // { mass: 2 }
 */
export const doubleIntegrator = defineEnv({
  id: 'DoubleIntegrator',
  about: 'A mass on a line is brought to rest at zero by a bounded force.',
  observation: box([
    [-Infinity, Infinity],
    [-Infinity, Infinity],
  ]),
  action: box([[-1, 1]]),
  knobs: {
    rewardScale: { default: 1, min: 0.05, max: 4, hard: 1.8 },
    force: { default: 1, min: 0.1, max: 4, unit: 'N', hard: 0.4 },
    mass: { default: 1, min: 0.25, max: 4, unit: 'kg', hard: 2.5 },
    friction: { default: 0, min: 0, max: 1, unit: 'kg/s', hard: 0.2 },
    noise: { default: 0.01, min: 0, max: 0.5, unit: 'm/s', hard: 0.1 },
    timeStep: { default: 0.1, min: 0.01, max: 0.3, unit: 's' },
    initRange: { default: 1, min: 0.01, max: 3, hard: 2 },
  },
  difficulty: ['mass'],
  stateSize: 2, // position in m, velocity in m/s
  maxSteps: 100,
  worstRewardPerStep: -10,
  reset(state, at, { initRange }, random) {
    state[at] = random.uniform(-initRange, initRange);
    state[at + 1] = random.uniform(-initRange, initRange);
  },
  step(state, at, actions, a, { force, mass, friction, noise, timeStep }, random) {
    const push = Math.max(-1, Math.min(1, actions[a]));
    const before = state[at + 1];
    const velocity = before + timeStep * ((push * force - friction * before) / mass) + noise * random.normal();
    const position = state[at] + timeStep * velocity;
    state[at] = position;
    state[at + 1] = velocity;
    return -Math.min(position * position + 0.1 * velocity * velocity + 0.01 * push * push, 10);
  },
  terminal: () => false,
  observe(state, at, out, o) {
    out[o] = state[at];
    out[o + 1] = state[at + 1];
  },
  render: (state, at) => [
    track(state[at], -3, 3, '■'),
    `position ${signed(state[at])} m  velocity ${signed(state[at + 1])} m/s`,
  ],
});
