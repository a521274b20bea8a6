import { checkNumber, OptionError } from './check.js';

/** A seed: a non-negative integer, as a number up to 2⁵³ − 1, a bigint, or a decimal string. */
export type Seed = number | bigint | string;

/**
 * The 32-bit words that NumPy's SeedSequence(seed, spawn_key) generates.
 *
 * @throws OptionError for a seed that is not a non-negative integer (as a number at most 2⁵³ − 1), or a key that is not an integer in [0, 2³²).
 * @source O'Neill, Developing a seed_seq alternative (2015); NumPy's SeedSequence
 * @example seedSequence(0, [], 2) // [2968811710, 3677149159]
 */
export function seedSequence(seed: Seed, spawnKey: readonly number[], words: number): Uint32Array {
  const entropy = seedWords(seed);
  if (spawnKey.length > 0) {
    while (entropy.length < 4) entropy.push(0);
    for (const key of spawnKey) entropy.push(checkNumber('spawnKey', key, { min: 0, max: 0xffffffff, integer: true }));
  }
  let constant = 0x43b0d7e5;
  const hash = (word: number): number => {
    const before = word ^ constant;
    constant = Math.imul(constant, 0x931e8875);
    const hashed = Math.imul(before, constant);
    return hashed ^ (hashed >>> 16);
  };
  const pool = new Int32Array(4);
  const mixInto = (at: number, word: number): void => {
    const mixed = Math.imul(0xca01f9dd, pool[at]) - Math.imul(0x4973f715, word);
    pool[at] = mixed ^ (mixed >>> 16);
  };
  for (let i = 0; i < 4; i++) pool[i] = hash(entropy[i] ?? 0);
  for (let from = 0; from < 4; from++) {
    for (let to = 0; to < 4; to++) if (from !== to) mixInto(to, hash(pool[from]));
  }
  for (let i = 4; i < entropy.length; i++) {
    for (let to = 0; to < 4; to++) mixInto(to, hash(entropy[i]));
  }
  const out = new Uint32Array(words);
  constant = 0x8b51f9dd;
  for (let i = 0; i < words; i++) {
    const before = pool[i & 3] ^ constant;
    constant = Math.imul(constant, 0x58f38ded);
    const hashed = Math.imul(before, constant);
    out[i] = hashed ^ (hashed >>> 16);
  }
  return out;
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
