/** A seed: a non-negative integer, as a number up to 2⁵³ − 1, a bigint, or a decimal string. */
export type Seed = number | bigint | string;

/** Plain data that restores a generator exactly. */
export interface RandomState {
  /** 128-bit state and increment as 32-bit words, lowest first. */
  readonly state: readonly number[];
  readonly increment: readonly number[];
  /** The unused upper half of the last 64-bit draw, kept for the next 32-bit draw. */
  readonly half?: number;
}

/** A stream of random numbers. */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  double(): number;
  /** Uniform in [low, high): low + (high − low)·double(). */
  uniform(low: number, high: number): number;
  /** Standard normal, mean 0 and variance 1. */
  normal(): number;
  /** Uniform integer in [0, bound), bound ≤ 2³². */
  integer(bound: number): number;
  /** Uniform 32-bit unsigned integer. */
  uint32(): number;
  /** The state, as plain data. */
  save(): RandomState;
  /** Continues from a saved state. */
  restore(state: RandomState): void;
}

/** What a stream is for. The numbers are part of the format: names may be added at the end, never moved. */
export const purposes = {
  environment: 1,
  policy: 2,
  initialWeights: 3,
  shuffle: 4,
  curriculum: 5,
  evaluation: 6,
  bootstrap: 7,
  lanczos: 8,
  prediction: 9,
  startPhase: 10,
  user: 11,
} as const;

/** Name of a purpose. */
export type Purpose = keyof typeof purposes;

/** The streams of one seed: each purpose and index has its own generator, so adding one shifts nobody's numbers. */
export interface Streams {
  readonly seed: Seed;
  /** The generator of SeedSequence(seed, spawn key = [purpose, ...indices]). */
  fork(purpose: Purpose, ...indices: readonly number[]): Random;
  /** The generator of a user's part: purpose `user`, then FNV-1a-32 of its id, then the indices. */
  forkUser(id: string, ...indices: readonly number[]): Random;
}
