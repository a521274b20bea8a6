import { lanczos, ppo } from '../agents/index.js';
import { resolve } from '../curriculum/schedule.js';
import { cartPole } from '../envs/index.js';
import { actorLearner } from '../experiments/actor-learner.js';
import type { Learner } from '../experiments/learner.js';
import { random, streams } from '../math/random.js';

const ENV_STEPS = 512;
const WARM_UP = 60;
const UPDATES = 200;
const REPEATS = 5;

/**
 * Env steps per CPU-second of PPO on CartPole-v1 end to end — world, policy, advantages, learning — with CleanRL's settings:
 * 4 rows × 128 steps, 4 epochs × 4 minibatches, two networks of 64-64 tanh.
 */
export async function bench(): Promise<void> {
  console.log(`PPO on CartPole-v1, ${UPDATES} updates of ${ENV_STEPS} steps, ${REPEATS} times`);
  for (const engine of ['simd', 'reference'] as const) {
    const spec = ppo({ learningRate: 2.5e-4, entropyBonus: 0.01, clipValues: true, valueWeight: 0.25 });
    const learner = actorLearner(cartPole(), spec).create({ streams: streams(0), engine });
    const few = engine === 'reference' ? 10 : 1;
    train(learner, 0, WARM_UP / few);
    const speeds = Array.from({ length: REPEATS }, (_, k) => {
      const count = UPDATES / few;
      const start = process.cpuUsage();
      train(learner, WARM_UP + k * count, count);
      const { user, system } = process.cpuUsage(start);
      return (count * ENV_STEPS * 1e6) / (user + system);
    }).sort((a, b) => a - b);
    const cells = [speeds[0], speeds[(REPEATS - 1) / 2], speeds[REPEATS - 1]].map((speed) =>
      Math.round(speed).toString(),
    );
    console.log(
      `${engine.padEnd(10)} lowest ${cells[0]}, median ${cells[1]}, highest ${cells[2]} steps per CPU-second`,
    );
  }
  probe();
  return Promise.resolve();
}

const PROBES = 100;

/** Cost of a sharpness probe — 5 products on one fixed minibatch, the policy alone — beside an update's, world included, and beside its learning alone. */
function probe(): void {
  const spec = ppo({ learningRate: 2.5e-4, entropyBonus: 0.01, clipValues: true, valueWeight: 0.25 });
  const learner = actorLearner(cartPole(), spec).create({ streams: streams(0), engine: 'simd' });
  train(learner, 0, WARM_UP);
  const measure = (rows: number): void => {
    const { hessian, preconditioned } = learner.curvature?.({ rows }) ?? {};
    const felt = preconditioned ?? hessian;
    if (felt !== undefined) lanczos(felt, { steps: 5, random: random(1) });
  };
  const cpu = (work: () => void): number => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / PROBES;
  };
  for (let n = 0; n < PROBES; n++) measure(128);
  const shares = Array.from({ length: REPEATS }, (_, k) => {
    const update = cpu(() => train(learner, WARM_UP + k * PROBES, PROBES));
    const one = cpu(() => {
      for (let n = 0; n < PROBES; n++) measure(128);
    });
    const whole = cpu(() => {
      for (let n = 0; n < PROBES; n++) measure(ENV_STEPS);
    });
    return { update, one, whole, share: one / update };
  }).sort((a, b) => a.share - b.share);
  const { update, one, whole } = shares[(REPEATS - 1) / 2];
  const percent = (cost: number): string => `${((100 * cost) / (4 * update)).toFixed(1)} %`;
  console.log(
    `probe, 5 products  128 rows ${one.toFixed(0)} µs, ${percent(one)} of an update when run every 4; 512 rows ${whole.toFixed(0)} µs, ${percent(whole)}; update ${update.toFixed(0)} µs`,
  );
}

function train(learner: Learner, from: number, count: number): void {
  for (let update = from; update < from + count; update++) {
    learner.collect(resolve(learner.batchTunables, update, {}));
    learner.learn(resolve(learner.stepTunables, update, {}));
  }
}
