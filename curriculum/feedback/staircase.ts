import { checkMembers, checkNumber } from '../../math/check.js';
import { clip, reading, type Loop } from './loop.js';

/** Options of {@link staircase}. */
export interface StaircaseOptions {
  /** Prefix of what it publishes. */
  readonly id?: string;
  /** Signal with the rate of success, or any measure where higher is better. */
  readonly signal?: string;
  /** Level before the first reading. */
  readonly start?: number;
  /** Height of a stair. */
  readonly step?: number;
  /** Lowest level. */
  readonly min?: number;
  /** Highest level. */
  readonly max?: number;
  /** The level rises after `patience` readings in a row at or above this. */
  readonly raiseAt?: number;
  /** The level falls after `patience` readings in a row at or below this; between the two it holds. */
  readonly lowerAt?: number;
  /** Readings in a row that a move takes. */
  readonly patience?: number;
}

/** Where it stands, and how many readings in a row spoke for a move (positive: up, negative: down). */
export interface StaircaseState {
  readonly level: number;
  readonly streak: number;
}

/**
 * Raises the difficulty by a stair while the learner succeeds and lowers it while it fails; in between it holds.
 *
 * Publishes `<id>.level`.
 *
 * @throws OptionError for bounds or thresholds out of order.
 * @source Levitt 1971
 * @example staircase().advance({ level: 0.2, streak: 2 }, { success: 0.9 }) // { level: 0.30000000000000004, streak: 0 }
 */
export function staircase(options: StaircaseOptions = {}): Loop<StaircaseState> {
  checkMembers('staircase', options, ['id', 'signal', 'start', 'step', 'min', 'max', 'raiseAt', 'lowerAt', 'patience']);
  const {
    id = 'staircase',
    signal = 'success',
    min = 0,
    max = 1,
    step = 0.1,
    raiseAt = 0.8,
    lowerAt = 0.5,
    patience = 3,
  } = options;
  const start = options.start ?? min;
  checkNumber('staircase.min', min);
  checkNumber('staircase.max', max, { above: min });
  checkNumber('staircase.start', start, { min, max });
  checkNumber('staircase.step', step, { above: 0 });
  checkNumber('staircase.raiseAt', raiseAt);
  checkNumber('staircase.lowerAt', lowerAt, { below: raiseAt, advice: 'Between the two the level holds.' });
  checkNumber('staircase.patience', patience, { min: 1, integer: true });
  const published = `${id}.level`;

  return {
    id,
    at: 'end',
    reads: [signal],
    publishes: [published],
    initial: { level: start, streak: 0 },
    advance(state, measured) {
      const success = reading(measured, signal);
      if (success === undefined) return state;
      const direction = success >= raiseAt ? 1 : success <= lowerAt ? -1 : 0;
      const streak = direction * state.streak > 0 ? state.streak + direction : direction;
      if (Math.abs(streak) < patience) return { level: state.level, streak };
      return { level: clip(state.level + direction * step, min, max), streak: 0 };
    },
    publish: (state) => ({ [published]: state.level }),
    schedule: (_update, signals) => signals[published] ?? start,
  };
}
