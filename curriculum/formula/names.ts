import { constants, functionNames } from './tree.js';

/** Words that mean something to the parser or to a formula's options, and cannot be given a meaning of one's own. */
const reserved = new Set(['t', 'p', 'as', ...constants.keys(), ...functionNames]);
const parserWords = new Set('mod to in and xor or not end true false null undefined NaN Infinity'.split(' '));
const pattern = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Whether a formula's parameter, or a waveform of one's own, can have this name: letters and digits that mean nothing yet.
 *
 * @example isFreeName('heartbeat') // true
 */
export function isFreeName(name: string): boolean {
  return pattern.test(name) && !reserved.has(name) && !parserWords.has(name);
}
