import type { FrameCost } from './view.js';

/** What one beat of the screen cost. */
export interface Beat {
  readonly milliseconds: number;
  /** Milliseconds by which it came later than it was due: cores were busy. */
  readonly late: number;
  readonly bytes: number;
  /** A frame was drawn. */
  readonly drawn: boolean;
  /** The terminal did not take all that was written. */
  readonly isFull: boolean;
  /** Runs are trained in this process: cores are theirs before they are the screen's. */
  readonly isTraining: boolean;
}

/** How often frames are drawn. */
export interface FramePace {
  seen(beat: Beat): void;
  /** Milliseconds to the next beat. */
  interval(): number;
  cost(): FrameCost;
}

/** Frames a second, from the most to the fewest. */
const RATES = [15, 10, 5, 2];
/** Level from which on frames are drawn while runs are trained: a frame more shows no more than the next one. */
const TRAINING = 1;
/** Level to which the rate falls where frames come late: others need the cores more. */
const CROWDED = 2;
/** Share of the interval that a frame may take, or come late. */
const SHARE = 0.25;
/** Milliseconds of quiet after which the rate rises again. */
const QUIET = 5000;

/**
 * Ten frames a second while runs are trained, fifteen where nothing is. Fewer when a frame costs more than a quarter of its interval or the
 * terminal does not keep up, five where it comes late because all cores are busy; back up after five quiet seconds. What a key asks for does not wait for its turn.
 */
export function framePace(now: () => number): FramePace {
  let [level, least] = [TRAINING, TRAINING];
  let quietSince = now();
  let wasLate = false;
  let [milliseconds, bytes] = [Number.NaN, Number.NaN];
  const mean = (before: number, value: number): number => (Number.isNaN(before) ? value : 0.9 * before + 0.1 * value);
  return {
    seen(beat) {
      if (beat.drawn) {
        milliseconds = mean(milliseconds, beat.milliseconds);
        bytes = mean(bytes, beat.bytes);
      }
      const allowed = beat.isTraining ? TRAINING : 0;
      // A rate that fell because frames were dear rises in its own time.
      if (allowed !== least && level <= TRAINING) level = allowed;
      least = allowed;
      const share = (SHARE * 1000) / RATES[level];
      const isDear = beat.isFull || beat.milliseconds > share;
      // One alone is late when something is loaded.
      const isCrowded = wasLate && beat.late > share;
      wasLate = beat.late > share;
      if (isDear || isCrowded) {
        if (isDear || level < CROWDED) level = Math.min(RATES.length - 1, level + 1);
        quietSince = now();
      } else if (level > least && now() - quietSince > QUIET) {
        level--;
        quietSince = now();
      }
    },
    interval: () => 1000 / RATES[level],
    cost: () => ({ rate: RATES[level], milliseconds, bytes }),
  };
}
