import { linearDecay } from '../../curriculum/decays.js';
import { naturalGradient, a2c, ppo, type AgentSpec } from '../../agents/index.js';
import { acrobot, cartPole, mountainCar, pendulum, type EnvSpec } from '../../envs/index.js';

/** What is trained, until when it is done, and after how many env steps it has failed. */
export interface Task {
  readonly env: () => EnvSpec;
  /** Made anew for each run. */
  readonly agent: () => AgentSpec;
  /** Mean return of 100 training episodes that counts as solved. */
  readonly solved: number;
  /** Env steps at most. */
  readonly most: number;
}

/** A rate or clip falling in a straight line to (nearly) 0 over so many env steps. */
function falling(from: number, envSteps: number, batch: number, to = 0): ReturnType<typeof linearDecay> {
  return linearDecay({ from, to, updates: Math.ceil(envSteps / batch) });
}

/** The settings of docs/learning.md. */
export const tasks = {
  cartPoleZoo: {
    env: () => cartPole(),
    agent: () =>
      ppo({
        rows: 8,
        steps: 32,
        epochs: 20,
        minibatches: 1,
        learningRate: falling(1e-3, 100_000, 256),
        clipRange: falling(0.2, 100_000, 256, 1e-6),
        discount: 0.98,
        gaeLambda: 0.8,
      }),
    solved: 475,
    most: 80_000,
  },
  cartPoleFast: {
    env: () => cartPole(),
    agent: () =>
      ppo({
        rows: 8,
        steps: 64,
        epochs: 4,
        minibatches: 4,
        learningRate: falling(2e-3, 200_000, 512),
        discount: 0.98,
        gaeLambda: 0.9,
      }),
    solved: 475,
    most: 200_000,
  },
  acrobot: {
    env: () => acrobot(),
    agent: () =>
      ppo({
        rows: 16,
        steps: 128,
        epochs: 4,
        minibatches: 16,
        learningRate: falling(1e-3, 500_000, 2048),
        discount: 0.99,
        gaeLambda: 0.94,
        normalizeObservations: true,
        normalizeRewards: true,
      }),
    solved: -90,
    most: 500_000,
  },
  pendulum: {
    env: () => pendulum(),
    agent: () =>
      ppo({
        rows: 8,
        steps: 256,
        epochs: 10,
        minibatches: 32,
        learningRate: falling(1e-3, 300_000, 2048),
        discount: 0.9,
        gaeLambda: 0.95,
      }),
    solved: -250,
    most: 300_000,
  },
  mountainCar: {
    env: () => mountainCar(),
    agent: () =>
      ppo({
        rows: 16,
        steps: 16,
        epochs: 4,
        minibatches: 4,
        learningRate: 3e-4,
        discount: 0.99,
        gaeLambda: 0.98,
        normalizeObservations: true,
        normalizeRewards: true,
      }),
    solved: -130,
    most: 1_000_000,
  },
  cartPoleA2c: {
    env: () => cartPole(),
    agent: () => a2c({ rows: 8, steps: 5, learningRate: 7e-4 }),
    solved: 475,
    most: 500_000,
  },
  cartPoleTrustRegion: {
    env: () => cartPole(),
    agent: () =>
      naturalGradient({ rows: 8, steps: 128, klStep: 0.01, lineSearch: 10, discount: 0.99, gaeLambda: 0.95 }),
    solved: 475,
    most: 300_000,
  },
} as const satisfies Readonly<Record<string, Task>>;
