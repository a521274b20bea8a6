export { random, streams, type Random, type Seed, type Streams } from './math/random.js';
export * from './curriculum/index.js';
export * from './envs/index.js';
export * from './agents/index.js';
export * from './experiments/index.js';
