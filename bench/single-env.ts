import { cartPole } from '../envs/classic/cart-pole.js';
import { singleEnv } from '../envs/single-env.js';

const steps = 2_000_000;

/** Cart-pole written out by hand in one loop: what stepping costs without any interface. Answers a checksum. */
function byHand(count: number): number {
  let x = 0.01;
  let velocity = 0;
  let angle = 0.01;
  let angularVelocity = 0;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const push = angle + 0.5 * angularVelocity + 0.05 * x + 0.1 * velocity > 0 ? 10 : -10;
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    const shared = (push + 0.05 * angularVelocity * angularVelocity * sin) / 1.1;
    const turning = (9.8 * sin - cos * shared) / (0.5 * (4 / 3 - (0.1 * cos * cos) / 1.1));
    const acceleration = shared - (0.05 * turning * cos) / 1.1;
    x += 0.02 * velocity;
    velocity += 0.02 * acceleration;
    angle += 0.02 * angularVelocity;
    angularVelocity += 0.02 * turning;
    if (i % 500 === 499 || Math.abs(x) > 2.4 || Math.abs(angle) > 0.20943951023931953) {
      x = 0.01;
      velocity = 0;
      angle = 0.01;
      angularVelocity = 0;
    }
    sum += angle;
  }
  return sum;
}

/** The same controller through reset and step with result objects. Answers a checksum. */
function throughEnv(count: number): number {
  const env = singleEnv(cartPole());
  let { observation } = env.reset({ seed: 0 });
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const [x, velocity, angle, angularVelocity] = [observation[0], observation[1], observation[2], observation[3]];
    const result = env.step(angle + 0.5 * angularVelocity + 0.05 * x + 0.1 * velocity > 0 ? 1 : 0);
    observation = result.terminated || result.truncated ? env.reset().observation : result.observation;
    sum += observation[2];
  }
  return sum;
}

/** Steps a second, the best of five runs after one to warm up. */
function rate(loop: (count: number) => number): number {
  let best = 0;
  for (let run = 0; run < 6; run++) {
    const start = performance.now();
    if (Number.isNaN(loop(steps))) throw new Error('the loop lost its state');
    if (run > 0) best = Math.max(best, (1000 * steps) / (performance.now() - start));
  }
  return best;
}

/** Prints steps a second of one cart-pole with Gymnasium's calls, beside the loop written by hand. */
export async function bench(): Promise<void> {
  await Promise.resolve();
  const hand = rate(byHand);
  const env = rate(throughEnv);
  const million = (value: number): string => (value / 1e6).toFixed(1);
  console.log(
    `single env  CartPole-v1  ${million(env)} M steps/s with result objects; by hand ${million(hand)} M; ratio ${(env / hand).toFixed(2)}`,
  );
}
