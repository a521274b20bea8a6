import { checkNumber, OptionError } from './check.js';

/** A seed: a non-negative integer, as a number up to 2⁵³ − 1, a bigint, or a decimal string. */
export type Seed = number | bigint | string;

/** A SeedSequence on its way: its pool of four words, and the constant of its next hash at 4. */
export type SeedPool = Int32Array;

/** Where the constant stands. */
const CONSTANT = 4;

/**
 * The 32-bit words that NumPy's SeedSequence(seed, spawn_key) generates.
 *
 * @throws OptionError for a seed that is not a non-negative integer (as a number at most 2⁵³ − 1), or a key that is not an integer in [0, 2³²).
 * @source O'Neill, Developing a seed_seq alternative (2015); NumPy's SeedSequence
 * @example seedSequence(0, [], 2) // [2968811710, 3677149159]
 */
export function seedSequence(seed: Seed, spawnKey: readonly number[], words: number): Uint32Array {
  return generateWords(seedPool(seed, spawnKey), new Uint32Array(words));
}

/**
 * The pool of SeedSequence(seed, spawn_key): more keys can be mixed in, which is the longer spawn key.
 *
 * @throws OptionError as `seedSequence`.
 * @example generateWords(mixKey(seedPool(0, []), 3), new Uint32Array(2)) // seedSequence(0, [3], 2)
 */
export function seedPool(seed: Seed, spawnKey: readonly number[]): SeedPool {
  const entropy = seedWords(seed);
  const pool = new Int32Array(CONSTANT + 1);
  pool[CONSTANT] = 0x43b0d7e5;
  // A seed below 2¹²⁸ is filled up with zeros, which hash like words that are not there.
  for (let i = 0; i < 4; i++) pool[i] = hashed(pool, entropy[i] ?? 0);
  for (let from = 0; from < 4; from++) {
    for (let to = 0; to < 4; to++) if (from !== to) mixInto(pool, to, pool[from]);
  }
  for (let i = 4; i < entropy.length; i++) mixWord(pool, entropy[i]);
  for (const key of spawnKey) mixKey(pool, key);
  return pool;
}

/**
 * Mixes one more member of the spawn key into a pool; answers the pool.
 *
 * @throws OptionError for a key that is not an integer in [0, 2³²).
 */
export function mixKey(pool: SeedPool, key: number): SeedPool {
  if (!(key >= 0 && key <= 0xffffffff && Number.isInteger(key)))
    checkNumber('spawnKey', key, { min: 0, max: 0xffffffff, integer: true });
  mixWord(pool, key);
  return pool;
}

/** Fills `out` with the words of a pool, which keeps what it was; answers `out`. */
export function generateWords(pool: SeedPool, out: Uint32Array): Uint32Array {
  let constant = 0x8b51f9dd;
  for (let i = 0; i < out.length; i++) {
    const before = pool[i & 3] ^ constant;
    constant = Math.imul(constant, 0x58f38ded);
    const word = Math.imul(before, constant);
    out[i] = word ^ (word >>> 16);
  }
  return out;
}

/** The hash of a word; the constant moves on. */
function hashed(pool: SeedPool, word: number): number {
  const before = word ^ pool[CONSTANT];
  const constant = Math.imul(pool[CONSTANT], 0x931e8875);
  pool[CONSTANT] = constant;
  const product = Math.imul(before, constant);
  return product ^ (product >>> 16);
}

function mixInto(pool: SeedPool, at: number, word: number): void {
  const mixed = Math.imul(0xca01f9dd, pool[at]) - Math.imul(0x4973f715, hashed(pool, word));
  pool[at] = mixed ^ (mixed >>> 16);
}

function mixWord(pool: SeedPool, word: number): void {
  for (let to = 0; to < 4; to++) mixInto(pool, to, word);
}

/** The 32-bit words of a seed, lowest first. */
function seedWords(seed: Seed): number[] {
  if (typeof seed === 'number' && Number.isSafeInteger(seed) && seed >= 0) {
    return seed <= 0xffffffff ? [seed] : [seed >>> 0, Math.floor(seed / 4294967296)];
  }
  const large =
    typeof seed === 'bigint' ? seed : typeof seed === 'string' && /^[0-9]+$/.test(seed) ? BigInt(seed) : -1n;
  if (large < 0n) {
    throw new OptionError(
      'seed',
      'a non-negative integer (as a number at most 2⁵³ − 1)',
      seed,
      'Write a larger seed as a bigint or a decimal string.',
    );
  }
  const words = [Number(large & 0xffffffffn)];
  for (let rest = large >> 32n; rest > 0n; rest >>= 32n) words.push(Number(rest & 0xffffffffn));
  return words;
}
