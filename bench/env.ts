import { balance, cartPole, vectorEnv, type EnvSpec } from '../envs/index.js';
import { streams, type Random } from '../math/random.js';

const ROWS = 64;
const STEPS = 4000;
const REPEATS = 7;
const SEED = 1;

/** A loop written out by hand for one world: all rows, all steps, the same streams; answers the sum of the rewards. */
type HandLoop = (actions: Float64Array, forks: boolean) => number;

/**
 * Steps per second of every world in a vector of 64 rows, beside a loop over typed arrays written out by hand for the same
 * physics, in the same process and in turns. Both must come to the same sum of rewards, or the comparison is refused.
 * The second ratio is against a hand loop that keeps one generator a row instead of a stream for each episode.
 */
export async function bench(): Promise<void> {
  console.log(`env steps, ${ROWS} rows × ${STEPS} steps, best of ${REPEATS}`);
  console.log('world            vectorEnv     by hand     ratio   ratio without a stream per episode');
  // All worlds run once before any is timed: the engine has then seen every definition, as it has in a session of several worlds.
  for (const [spec, hand] of worlds) compare(spec, hand, 1);
  for (const [spec, hand] of worlds) {
    const [ours, written, plain] = compare(spec, hand, REPEATS).map((seconds) => (ROWS * STEPS) / seconds / 1e6);
    const cells = [
      `${ours.toFixed(1)} M/s`,
      `${written.toFixed(1)} M/s`,
      (ours / written).toFixed(2),
      (ours / plain).toFixed(2),
    ];
    console.log(spec.definition.id.padEnd(14), ...cells.map((cell) => cell.padStart(11)));
  }
  return Promise.resolve();
}

/** Best seconds of vectorEnv, of the hand loop, and of the hand loop with one generator a row. */
function compare(spec: EnvSpec, hand: HandLoop, repeats: number): [number, number, number] {
  const best: [number, number, number] = [Infinity, Infinity, Infinity];
  const actions = new Float64Array(ROWS);
  for (let k = 0; k < repeats; k++) {
    const start = performance.now();
    const sum = throughVector(spec, actions);
    const middle = performance.now();
    const expected = hand(actions, true);
    const last = performance.now();
    hand(actions, false);
    const seconds = [middle - start, last - middle, performance.now() - last];
    for (let i = 0; i < 3; i++) best[i] = Math.min(best[i], seconds[i] / 1000);
    if (sum !== expected) throw new Error(`${spec.definition.id}: the two loops differ, ${sum} and ${expected}`);
  }
  return best;
}

function throughVector(spec: EnvSpec, actions: Float64Array): number {
  const world = vectorEnv(spec, { rows: ROWS, streams: streams(SEED) });
  const { observations, rawRewards } = world;
  const width = observations.length / ROWS;
  world.reset();
  let sum = 0;
  for (let n = 0; n < STEPS; n++) {
    for (let row = 0; row < ROWS; row++) actions[row] = act(observations, row * width, width);
    world.step(actions);
    for (let row = 0; row < ROWS; row++) sum += rawRewards[row];
  }
  return sum;
}

/** A policy that keeps both worlds up for a while, cheap enough not to be what is measured. */
function act(observations: Float32Array, o: number, width: number): number {
  if (width === 4) return observations[o + 2] + 0.3 * observations[o + 3] > 0 ? 1 : 0;
  return -observations[o] - 0.3 * observations[o + 1];
}

function balanceByHand(actions: Float64Array, forks: boolean): number {
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
    if (forks || randoms.length <= row) randoms[row] = all.fork('environment', row, episodes[row]++);
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

function cartPoleByHand(actions: Float64Array, forks: boolean): number {
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
    if (forks || randoms.length <= row) randoms[row] = all.fork('environment', row, episodes[row]++);
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

const worlds: readonly (readonly [EnvSpec, HandLoop])[] = [
  [balance(), balanceByHand],
  [cartPole(), cartPoleByHand],
];
