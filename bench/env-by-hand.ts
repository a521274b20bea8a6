import { streams, type Random } from '../math/random.js';

/** Rows of every loop. */
export const ROWS = 64;

/** Steps of every row in one pass. */
export const STEPS = 4000;

/** Seed of every loop. */
export const SEED = 1;

/**
 * A loop written out by hand for one world: all rows, all steps, constants in place of knobs; answers the sum of the rewards.
 * With `forks` each episode draws from its own stream, as worlds do; without, a row keeps one generator.
 */
export type HandLoop = (actions: Float64Array, forks: boolean) => number;

/** A policy that keeps the worlds up for a while, cheap enough not to be what is measured. */
export function act(observations: Float32Array, o: number, width: number): number {
  if (width === 4) return observations[o + 2] + 0.3 * observations[o + 3] > 0 ? 1 : 0;
  if (width === 3) return observations[o + 2] >= 0 ? 1 : -1;
  return -observations[o] - 0.3 * observations[o + 1];
}

/** The flagship written out. */
export function balanceByHand(actions: Float64Array, forks: boolean): number {
  const all = streams(SEED);
  const observations = new Float32Array(ROWS * 2);
  const finalObservations = new Float32Array(ROWS * 2);
  const angles = new Float64Array(ROWS);
  const speeds = new Float64Array(ROWS);
  const rewards = new Float64Array(ROWS);
  const truncated = new Uint8Array(ROWS);
  const ages = new Float64Array(ROWS);
  const episodes = new Float64Array(ROWS);
  const randoms: Random[] = [];
  const begin = (row: number): void => {
    if (randoms.length <= row) randoms[row] = all.fork('environment', row, episodes[row]++);
    else if (forks) all.refork(randoms[row], 'environment', row, episodes[row]++);
    ages[row] = 0;
    angles[row] = randoms[row].uniform(-0.5, 0.5);
    speeds[row] = randoms[row].uniform(-0.5, 0.5);
    observations[row * 2] = angles[row];
    observations[row * 2 + 1] = speeds[row];
  };
  for (let row = 0; row < ROWS; row++) begin(row);
  let sum = 0;
  for (let n = 0; n < STEPS; n++) {
    for (let row = 0; row < ROWS; row++) actions[row] = act(observations, row * 2, 2);
    for (let row = 0; row < ROWS; row++) {
      const torque = Math.max(-8, Math.min(8, actions[row]));
      const kick = 0.05 * randoms[row].normal();
      const speed = Math.max(-8, Math.min(8, speeds[row] + 0.05 * (5 * Math.sin(angles[row]) + 6 * torque) + kick));
      const angle = Math.max(-2, Math.min(2, angles[row] + 0.05 * speed));
      angles[row] = angle;
      speeds[row] = speed;
      observations[row * 2] = angle;
      observations[row * 2 + 1] = speed;
      rewards[row] = -Math.min(angle * angle + 0.1 * speed * speed + 0.02 * torque * torque, 6);
      truncated[row] = ++ages[row] >= 40 ? 1 : 0;
      if (truncated[row] === 1) {
        finalObservations[row * 2] = observations[row * 2];
        finalObservations[row * 2 + 1] = observations[row * 2 + 1];
        begin(row);
      }
    }
    for (let row = 0; row < ROWS; row++) sum += rewards[row];
  }
  return sum;
}

/** Cart-pole written out. */
export function cartPoleByHand(actions: Float64Array, forks: boolean): number {
  const all = streams(SEED);
  const observations = new Float32Array(ROWS * 4);
  const finalObservations = new Float32Array(ROWS * 4);
  const state = new Float64Array(ROWS * 4);
  const rewards = new Float64Array(ROWS);
  const terminated = new Uint8Array(ROWS);
  const truncated = new Uint8Array(ROWS);
  const ages = new Float64Array(ROWS);
  const episodes = new Float64Array(ROWS);
  const randoms: Random[] = [];
  const angleLimit = (12 * 2 * Math.PI) / 360;
  const begin = (row: number): void => {
    if (randoms.length <= row) randoms[row] = all.fork('environment', row, episodes[row]++);
    else if (forks) all.refork(randoms[row], 'environment', row, episodes[row]++);
    ages[row] = 0;
    for (let i = row * 4; i < row * 4 + 4; i++) {
      state[i] = randoms[row].uniform(-0.05, 0.05);
      observations[i] = state[i];
    }
  };
  for (let row = 0; row < ROWS; row++) begin(row);
  let sum = 0;
  for (let n = 0; n < STEPS; n++) {
    for (let row = 0; row < ROWS; row++) actions[row] = act(observations, row * 4, 4);
    for (let row = 0; row < ROWS; row++) {
      const at = row * 4;
      const angle = state[at + 2];
      const speed = state[at + 3];
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      const shared = ((actions[row] === 1 ? 10 : -10) + 0.1 * 0.5 * (speed * speed) * sin) / 1.1;
      const turning = (9.8 * sin - cos * shared) / (0.5 * (4 / 3 - (0.1 * (cos * cos)) / 1.1));
      const pushing = shared - (0.1 * 0.5 * turning * cos) / 1.1;
      const position = state[at] + 0.02 * state[at + 1];
      const turned = angle + 0.02 * speed;
      state[at] = position;
      state[at + 1] += 0.02 * pushing;
      state[at + 2] = turned;
      state[at + 3] = speed + 0.02 * turning;
      for (let i = at; i < at + 4; i++) observations[i] = state[i];
      rewards[row] = 1;
      const fallen = Math.abs(position) > 2.4 || Math.abs(turned) > angleLimit;
      const late = ++ages[row] >= 500 && !fallen;
      terminated[row] = fallen ? 1 : 0;
      truncated[row] = late ? 1 : 0;
      if (fallen || late) {
        for (let i = at; i < at + 4; i++) finalObservations[i] = observations[i];
        begin(row);
      }
    }
    for (let row = 0; row < ROWS; row++) sum += rewards[row];
  }
  return sum;
}

/** Pendulum written out. */
export function pendulumByHand(actions: Float64Array, forks: boolean): number {
  const all = streams(SEED);
  const observations = new Float32Array(ROWS * 3);
  const finalObservations = new Float32Array(ROWS * 3);
  const angles = new Float64Array(ROWS);
  const speeds = new Float64Array(ROWS);
  const rewards = new Float64Array(ROWS);
  const truncated = new Uint8Array(ROWS);
  const ages = new Float64Array(ROWS);
  const episodes = new Float64Array(ROWS);
  const randoms: Random[] = [];
  const turn = 2 * Math.PI;
  const show = (row: number): void => {
    observations[row * 3] = Math.cos(angles[row]);
    observations[row * 3 + 1] = Math.sin(angles[row]);
    observations[row * 3 + 2] = speeds[row];
  };
  const begin = (row: number): void => {
    if (randoms.length <= row) randoms[row] = all.fork('environment', row, episodes[row]++);
    else if (forks) all.refork(randoms[row], 'environment', row, episodes[row]++);
    ages[row] = 0;
    angles[row] = randoms[row].uniform(-Math.PI, Math.PI);
    speeds[row] = randoms[row].uniform(-1, 1);
    show(row);
  };
  for (let row = 0; row < ROWS; row++) begin(row);
  let sum = 0;
  for (let n = 0; n < STEPS; n++) {
    for (let row = 0; row < ROWS; row++) actions[row] = act(observations, row * 3, 3);
    for (let row = 0; row < ROWS; row++) {
      const angle = angles[row];
      const torque = Math.min(Math.max(actions[row], -2), 2);
      const lean = angle + Math.PI - turn * Math.floor((angle + Math.PI) / turn) - Math.PI;
      rewards[row] = -(lean * lean + 0.1 * (speeds[row] * speeds[row]) + 0.001 * (torque * torque));
      speeds[row] = Math.min(Math.max(speeds[row] + (15 * Math.sin(angle) + 3 * torque) * 0.05, -8), 8);
      angles[row] = angle + speeds[row] * 0.05;
      show(row);
      truncated[row] = ++ages[row] >= 200 ? 1 : 0;
      if (truncated[row] === 1) {
        for (let i = row * 3; i < row * 3 + 3; i++) finalObservations[i] = observations[i];
        begin(row);
      }
    }
    for (let row = 0; row < ROWS; row++) sum += rewards[row];
  }
  return sum;
}
