import { checkNumber } from './check.js';
import { bounds, densities, tailStart, widths } from './ziggurat.js';

/**
 * PCG64 (XSL-RR 128/64) and NumPy's draws from it, in 32-bit words: every function works on one generator's `words`,
 * the state at 0 and the increment at 4 (four words each, lowest first), then the last draw and the half kept of it.
 *
 * @source O'Neill, PCG: a family of simple fast space-efficient statistically good algorithms (2014)
 */
export const INCREMENT = 4;
const LOW = 8;
const HIGH = 9;
/** The upper half of the last draw that gave 32 bits only, and 1 where it is still unused. */
export const HALF = 10;
export const HALF_KEPT = 11;
/** Words of a generator. */
export const WORDS = 12;

/** The multiplier 0x2360ED051FC65DA44385DF649FCCF645 as words, lowest first. */
const M0 = 0x9fccf645;
const M1 = 0x4385df64;
const M2 = 0x1fc65da4;
const M3 = 0x2360ed05;

/** 2⁻³² and 2⁻⁵³. */
const perWord = 1 / 4294967296;
const perDouble = 1 / 9007199254740992;
const perTailStart = 1 / tailStart;

/** The upper 32 bits of a·b for unsigned 32-bit a and b: the double product is off by less than 2¹¹, so the low word known exactly decides. */
function upperProduct(a: number, b: number): number {
  return ((a * b - (Math.imul(a, b) >>> 0)) * perWord + 0.5) >>> 0;
}

/** One step of the 128-bit congruential generator: state ← state·multiplier + increment mod 2¹²⁸. */
export function step(words: Uint32Array): void {
  const s0 = words[0];
  const s1 = words[1];
  const s2 = words[2];
  const s3 = words[3];
  const column0 = (Math.imul(s0, M0) >>> 0) + words[INCREMENT];
  const column1 =
    (Math.imul(s0, M1) >>> 0) +
    (Math.imul(s1, M0) >>> 0) +
    upperProduct(s0, M0) +
    words[INCREMENT + 1] +
    (column0 > 0xffffffff ? 1 : 0);
  const column2 =
    (Math.imul(s0, M2) >>> 0) +
    (Math.imul(s1, M1) >>> 0) +
    (Math.imul(s2, M0) >>> 0) +
    upperProduct(s0, M1) +
    upperProduct(s1, M0) +
    words[INCREMENT + 2] +
    Math.floor(column1 * perWord);
  const column3 =
    Math.imul(s0, M3) +
    Math.imul(s1, M2) +
    Math.imul(s2, M1) +
    Math.imul(s3, M0) +
    upperProduct(s0, M2) +
    upperProduct(s1, M1) +
    upperProduct(s2, M0) +
    words[INCREMENT + 3] +
    Math.floor(column2 * perWord);
  words[0] = column0;
  words[1] = column1;
  words[2] = column2;
  words[3] = column3;
}

/** One 64-bit draw into the words LOW and HIGH: a step, then the state's halves xored and rotated right by its top 6 bits. */
function draw(words: Uint32Array): void {
  step(words);
  const low = words[0] ^ words[2];
  const high = words[1] ^ words[3];
  const rotation = words[3] >>> 26;
  const by = rotation & 31;
  const near = rotation < 32 ? low : high;
  const far = rotation < 32 ? high : low;
  // A shift by 32 is a shift by 0 in JavaScript, so the other word moves in two shifts.
  words[LOW] = (near >>> by) | ((far << 1) << (31 - by));
  words[HIGH] = (far >>> by) | ((near << 1) << (31 - by));
}

/** Uniform in [0, 1): the upper 53 bits of a draw. */
export function drawDouble(words: Uint32Array): number {
  draw(words);
  return (words[HIGH] * 2097152 + (words[LOW] >>> 11)) * perDouble;
}

/** 32 bits: the lower half of a draw, then its upper half. */
export function drawUint32(words: Uint32Array): number {
  if (words[HALF_KEPT] === 1) {
    words[HALF_KEPT] = 0;
    return words[HALF];
  }
  draw(words);
  words[HALF] = words[HIGH];
  words[HALF_KEPT] = 1;
  return words[LOW];
}

/** Where `drawNormal` leaves its number: a number answered by a call that is not inlined is boxed, and this one is drawn in step loops. */
export const normal = new Float64Array(1);

/**
 * A standard normal by NumPy's 256-layer ziggurat, written to `normal`.
 *
 * @source Marsaglia & Tsang, The ziggurat method for generating random variables (2000)
 */
export function drawNormal(words: Uint32Array): void {
  draw(words);
  const low = words[LOW];
  const layer = low & 255;
  const position = (words[HIGH] & 0x1fffffff) * 8388608 + (low >>> 9);
  const magnitude = position * widths[layer];
  normal[0] = (low & 256) === 0 ? magnitude : -magnitude;
  if (position >= bounds[layer]) drawEdge(words);
}

/** What is left of the one draw in a hundred that fell beyond its layer's rectangle; apart, so that the engine has room to inline the others. */
function drawEdge(words: Uint32Array): void {
  const layer = words[LOW] & 255;
  if (layer === 0) {
    normal[0] = drawTail(words, (words[LOW] & 131072) === 0 ? 1 : -1);
    return;
  }
  const value = normal[0];
  const density = densities[layer];
  if ((densities[layer - 1] - density) * drawDouble(words) + density < Math.exp(-0.5 * value * value)) return;
  drawNormal(words);
}

/**
 * A normal beyond the last layer's edge.
 *
 * @source Marsaglia, Generating a variable from the tail of the normal distribution (1964)
 */
function drawTail(words: Uint32Array, sign: number): number {
  for (;;) {
    const beyond = -perTailStart * Math.log1p(-drawDouble(words));
    const trial = -Math.log1p(-drawDouble(words));
    if (trial + trial > beyond * beyond) return sign * (tailStart + beyond);
  }
}

/**
 * Lemire's unbiased integer in [0, bound).
 *
 * @source Lemire, Fast random integer generation in an interval (2019)
 */
export function drawInteger(words: Uint32Array, bound: number): number {
  if (bound === 1) return 0;
  if (bound === 4294967296) return drawUint32(words);
  if (!(bound > 1 && bound < 4294967296 && Number.isInteger(bound))) {
    checkNumber('bound', bound, { min: 1, max: 4294967296, integer: true });
  }
  let word = drawUint32(words);
  if (Math.imul(word, bound) >>> 0 < bound) {
    const threshold = (4294967296 - bound) % bound;
    while (Math.imul(word, bound) >>> 0 < threshold) word = drawUint32(words);
  }
  return upperProduct(word, bound);
}
