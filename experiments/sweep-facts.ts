import type { SamplerName } from './sweep-axes.js';

/** One part of a sweep that is spread over several machines: every `count`-th point. */
export interface Shard {
  /** From 1 to `count`. */
  readonly index: number;
  readonly count: number;
}

/** What a comparison knows of the sweep it is made of. */
export interface SweepFacts {
  /** Points of the whole sweep, all shards together. */
  readonly points: number;
  readonly sampler: SamplerName;
  readonly shard?: Shard;
}
