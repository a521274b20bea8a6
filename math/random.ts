import { checkNumber, OptionError } from './check.js';
import {
  drawDouble,
  drawInteger,
  drawNormal,
  drawUint32,
  HALF,
  HALF_KEPT,
  INCREMENT,
  normal,
  step,
  WORDS,
} from './pcg64.js';
import { generateWords, mixKey, seedPool, type Seed, type SeedPool } from './seed-sequence.js';

export { seedSequence, type Seed } from './seed-sequence.js';

/** Plain data that restores a generator exactly. */
export interface RandomState {
  /** 128-bit state and increment as 32-bit words, lowest first. */
  readonly state: readonly number[];
  readonly increment: readonly number[];
  /** The unused upper half of the last 64-bit draw, kept for the next 32-bit draw. */
  readonly half?: number;
}

/**
 * True for the saved state of a generator.
 *
 * @example isRandomState(random(0).save()) // true
 */
export function isRandomState(value: unknown): value is RandomState {
  if (typeof value !== 'object' || value === null) return false;
  const { state, increment } = value as Partial<RandomState>;
  return Array.isArray(state) && Array.isArray(increment) && state.length === 4 && increment.length === 4;
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
  warmStart: 10,
  user: 11,
} as const;

/** Name of a purpose. */
export type Purpose = keyof typeof purposes;

/** The streams of one seed: each purpose and index has its own generator, so adding one shifts nobody's numbers. */
export interface Streams {
  readonly seed: Seed;
  /** The generator of SeedSequence(seed, spawn key = [purpose, ...indices]). */
  fork(purpose: Purpose, ...indices: readonly number[]): Random;
  /** Turns a stream into fork(purpose, first, second), in place: nothing is allocated. */
  refork(stream: Random, purpose: Purpose, first: number, second: number): void;
  /** The generator of a user's part: purpose `user`, then FNV-1a-32 of its id, then the indices. */
  forkUser(id: string, ...indices: readonly number[]): Random;
  /** All streams of a part of the run that must not share numbers with the rest: the spawn keys get the purpose and indices in front. */
  under(purpose: Purpose, ...indices: readonly number[]): Streams;
}

/**
 * The generator NumPy calls PCG64(SeedSequence(seed, spawn_key)), with the draws of its `Generator`; the empty key is Gymnasium's `reset(seed)`.
 *
 * @throws OptionError for a seed or key that `seedSequence` does not take.
 * @source O'Neill, PCG: a family of simple fast space-efficient statistically good algorithms (2014)
 * @example random(42).double() // 0.7739560485559633
 */
export function random(seed: Seed, spawnKey: readonly number[] = []): Random {
  return generator(seedPool(seed, spawnKey));
}

/** Where a generator keeps its words, for starting it anew in place. */
const kept = Symbol('words');
interface Generator extends Random {
  readonly [kept]: Uint32Array;
}
/** What a pool generates, on its way into a generator. */
const seeded = new Uint32Array(8);

/** Starts a generator's words anew from a pool. */
function seedWords(words: Uint32Array, pool: SeedPool): void {
  generateWords(pool, seeded);
  for (let i = 0; i < 4; i++) {
    // Each 64-bit word of the sequence is low half first, each 128-bit number high word first.
    const source = i ^ 2;
    const lower = i === 0 ? 1 : seeded[4 + ((i - 1) ^ 2)] >>> 31;
    words[INCREMENT + i] = (seeded[4 + source] << 1) | lower;
    words[i] = seeded[source];
  }
  // PCG's seeding: from state 0 one step gives the increment; the initial state is added; one more step.
  let carry = 0;
  for (let i = 0; i < 4; i++) {
    const sum = words[i] + words[INCREMENT + i] + carry;
    carry = sum > 0xffffffff ? 1 : 0;
    words[i] = sum;
  }
  step(words);
  words[HALF_KEPT] = 0;
}

function generator(pool: SeedPool): Generator {
  const words = new Uint32Array(WORDS);
  seedWords(words, pool);
  return {
    [kept]: words,
    double: () => drawDouble(words),
    uniform: (low, high) => low + (high - low) * drawDouble(words),
    normal() {
      drawNormal(words);
      return normal[0];
    },
    integer: (bound) => drawInteger(words, bound),
    uint32: () => drawUint32(words),
    save() {
      const state = Array.from(words.subarray(0, 4));
      const increment = Array.from(words.subarray(INCREMENT, INCREMENT + 4));
      return words[HALF_KEPT] === 1 ? { state, increment, half: words[HALF] } : { state, increment };
    },
    restore({ state, increment, half }) {
      checkWords('state', state);
      checkWords('increment', increment);
      if (half !== undefined) checkWords('half', [half], 1);
      if ((increment[0] & 1) === 0)
        throw new OptionError('increment', 'an odd number', increment[0], 'It was not saved by this generator.');
      words.set(state, 0);
      words.set(increment, INCREMENT);
      words[HALF] = half ?? 0;
      words[HALF_KEPT] = half === undefined ? 0 : 1;
    },
  };
}

/** Throws unless `words` are `count` unsigned 32-bit integers. */
function checkWords(option: string, words: readonly number[], count = 4): void {
  if (words.length !== count) throw new OptionError(option, `${count} words`, words);
  for (const word of words) checkNumber(option, word, { min: 0, max: 0xffffffff, integer: true });
}

/**
 * The streams of one seed, keyed by purpose and indices: SeedSequence(seed, spawn key = [purpose, ...indices]).
 *
 * @throws OptionError for a seed or an index that `seedSequence` does not take.
 * @example streams(7).fork('environment', 3).double() === random(7, [purposes.environment, 3]).double() // true
 */
export function streams(seed: Seed): Streams {
  seedPool(seed, []);
  return streamsUnder(seed, []);
}

function streamsUnder(seed: Seed, key: readonly number[]): Streams {
  /** Pools that purposes start from, and room for one on its way. */
  const starts = new Map<Purpose, SeedPool>();
  const pool: SeedPool = new Int32Array(5);
  return {
    seed,
    fork: (purpose, ...indices) => random(seed, [...key, purposes[purpose], ...indices]),
    refork(stream, purpose, first, second) {
      let start = starts.get(purpose);
      if (start === undefined) {
        start = seedPool(seed, [...key, purposes[purpose]]);
        starts.set(purpose, start);
      }
      const words = (stream as Partial<Generator>)[kept];
      if (words === undefined) throw new OptionError('refork', 'a stream made by fork', 'another object');
      pool.set(start);
      seedWords(words, mixKey(mixKey(pool, first), second));
    },
    forkUser: (id, ...indices) => random(seed, [...key, purposes.user, hashOf(id), ...indices]),
    under: (purpose, ...indices) => streamsUnder(seed, [...key, purposes[purpose], ...indices]),
  };
}

/**
 * FNV-1a of the UTF-8 bytes of `text`, 32 bits.
 *
 * @source Fowler, Noll, Vo (1991)
 */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
