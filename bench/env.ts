import { spawnSync } from 'node:child_process';
import { PerformanceObserver } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { balance, cartPole, pendulum, vectorEnv, type EnvSpec, type VectorEnv } from '../envs/index.js';
import { streams } from '../math/random.js';
import { act, balanceByHand, cartPoleByHand, pendulumByHand, ROWS, SEED, STEPS, type HandLoop } from './env-by-hand.js';

const REPEATS = 15;

/** Steps during which garbage collections are counted. */
const WATCHED = 1e7;

const worlds: readonly (readonly [EnvSpec, HandLoop])[] = [
  [balance(), balanceByHand],
  [cartPole(), cartPoleByHand],
  [pendulum(), pendulumByHand],
];

/** Best seconds of one pass. */
interface Seconds {
  readonly vector: number;
  readonly byHand: number;
  readonly withoutStreams: number;
}

/** What a process that knows one world measures. */
interface Alone extends Seconds {
  readonly collections: number;
}

/**
 * Steps per second of worlds in a vector of 64 rows, beside loops over typed arrays written out by hand for the same physics,
 * in turns in the same process. Both must come to the same sum of rewards, or the comparison is refused.
 * The first columns are of a process that knows one world, as a trial does; `among others` is the ratio after stepping all of them.
 * `no streams`: against a hand loop that keeps one generator a row instead of a stream for each episode;
 * `collections`: garbage collections during 10⁷ warm steps, episodes' ends and resets among them.
 */
export async function bench(): Promise<void> {
  console.log(`env steps, ${ROWS} rows × ${STEPS} steps, best of ${REPEATS}`);
  console.log('world           vectorEnv    by hand      ratio  no streams  among others  collections');
  const alone = worlds.map((_, index) => inOwnProcess(index));
  for (const [spec, hand] of worlds) compare(spec, hand, 1);
  for (const [index, [spec, hand]] of worlds.entries()) {
    const { vector, byHand, withoutStreams, collections } = alone[index];
    const among = compare(spec, hand, REPEATS);
    const speed = (seconds: number): string => `${((ROWS * STEPS) / seconds / 1e6).toFixed(1)} M/s`;
    const ratios = [byHand / vector, withoutStreams / vector, among.byHand / among.vector].map((ratio) =>
      ratio.toFixed(2),
    );
    const cells = [speed(vector), speed(byHand), ...ratios, String(collections)].map((cell) => cell.padStart(11));
    console.log(spec.definition.id.padEnd(14) + cells.join(''));
  }
  return Promise.resolve();
}

/** The comparison of one world in a process of its own: this file, run with the world's index. */
function inOwnProcess(world: number): Alone {
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', file, String(world)], {
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Alone;
}

const file = fileURLToPath(import.meta.url);
if (process.argv[1] === file) {
  const [spec, hand] = worlds[Number(process.argv[2])];
  const seconds = compare(spec, hand, REPEATS);
  const alone: Alone = { ...seconds, collections: await collections(spec) };
  process.stdout.write(JSON.stringify(alone));
}

/** Best seconds of vectorEnv, of the hand loop, and of the hand loop with one generator a row. */
function compare(spec: EnvSpec, hand: HandLoop, repeats: number): Seconds {
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
    if (Math.abs(sum - expected) > 1e-9 * Math.abs(expected)) {
      throw new Error(`${spec.definition.id}: the two loops differ, ${sum} and ${expected}`);
    }
  }
  const [vector, byHand, withoutStreams] = best;
  return { vector, byHand, withoutStreams };
}

function throughVector(spec: EnvSpec, actions: Float64Array): number {
  const world = vectorEnv(spec, { rows: ROWS, streams: streams(SEED) });
  world.reset();
  return play(world, actions, STEPS);
}

/** Garbage collections during 10⁷ steps of a warm world. */
async function collections(spec: EnvSpec): Promise<number> {
  const world = vectorEnv(spec, { rows: ROWS, streams: streams(SEED) });
  const actions = new Float64Array(ROWS);
  let count = 0;
  world.reset();
  play(world, actions, STEPS);
  const observer = new PerformanceObserver((list) => (count += list.getEntries().length));
  // Collections are told after the loop that made them; those of the passes before have to be told first.
  await pause(50);
  observer.observe({ entryTypes: ['gc'] });
  play(world, actions, WATCHED / ROWS);
  await pause(50);
  observer.disconnect();
  return count;
}

/** Steps every row with the policy; answers the sum of rewards. */
function play(world: VectorEnv, actions: Float64Array, steps: number): number {
  const { observations, rawRewards } = world;
  const width = observations.length / ROWS;
  let sum = 0;
  for (let n = 0; n < steps; n++) {
    for (let row = 0; row < ROWS; row++) actions[row] = act(observations, row * width, width);
    world.step(actions);
    for (let row = 0; row < ROWS; row++) sum += rawRewards[row];
  }
  return sum;
}
