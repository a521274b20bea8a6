import { checkMembers, checkNumber } from '../../math/check.js';
import { clip, reading, type Loop } from './loop.js';

/** Options of {@link holdReturn}. */
export interface HoldReturnOptions {
  /** Prefix of what it publishes. */
  readonly id?: string;
  /** Signal with the return, where higher is better. */
  readonly signal?: string;
  /** The return to hold, in the unit of the signal. */
  readonly target: number;
  /** Change of difficulty per update and unit of return above the target. */
  readonly gain?: number;
  /** Part of the old filtered return that stays at each reading, in [0, 1). */
  readonly smoothing?: number;
  /** Difficulty before the first reading. */
  readonly start?: number;
  /** Lowest difficulty. */
  readonly min?: number;
  /** Highest difficulty. */
  readonly max?: number;
}

/** The difficulty, and the filtered return (null before the first reading). */
export interface HoldReturnState {
  readonly difficulty: number;
  readonly return: number | null;
}

/**
 * The difficulty at which the learner's return stays at a target: an integral controller on the filtered return.
 *
 * r ← s·r + (1 − s)·reading; difficulty ← clip(difficulty + gain·(r − target), min, max). The integral is the clipped difficulty itself,
 * so it never winds up. Publishes `<id>.difficulty` and `<id>.return`.
 *
 * @throws OptionError for bounds out of order, a gain not above 0 or a smoothing outside [0, 1).
 * @source Åström & Murray 2008
 * @example holdReturn({ target: 100, gain: 0.01, smoothing: 0 }).advance({ difficulty: 0.5, return: null }, { return: 110 }).difficulty // 0.6
 */
export function holdReturn(options: HoldReturnOptions): Loop<HoldReturnState> {
  checkMembers('holdReturn', options, ['id', 'signal', 'target', 'gain', 'smoothing', 'start', 'min', 'max']);
  const { id = 'holdReturn', signal = 'return', gain = 0.01, smoothing = 0.9, min = 0, max = 1 } = options;
  const start = options.start ?? min;
  const target = checkNumber('holdReturn.target', options.target);
  checkNumber('holdReturn.gain', gain, { above: 0 });
  checkNumber('holdReturn.smoothing', smoothing, { min: 0, below: 1 });
  checkNumber('holdReturn.min', min);
  checkNumber('holdReturn.max', max, { above: min });
  checkNumber('holdReturn.start', start, { min, max });
  const published = `${id}.difficulty`;

  return {
    id,
    at: 'end',
    reads: [signal],
    publishes: [published, `${id}.return`],
    initial: { difficulty: start, return: null },
    advance(state, measured) {
      const value = reading(measured, signal);
      if (value === undefined) return state;
      const filtered = state.return === null ? value : smoothing * state.return + (1 - smoothing) * value;
      return { difficulty: clip(state.difficulty + gain * (filtered - target), min, max), return: filtered };
    },
    publish: (state) => ({
      [published]: state.difficulty,
      ...(state.return === null ? {} : { [`${id}.return`]: state.return }),
    }),
    schedule: (_update, signals) => signals[published] ?? start,
  };
}
