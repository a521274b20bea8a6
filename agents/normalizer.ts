import { checkNumber } from '../math/check.js';

/** Memory of a normaliser as plain data. */
export type NormalizerCheckpoint = Readonly<Record<string, number | readonly number[]>>;

/** Added to a variance before its root. */
const smallest = 1e-8;
/** What is normalised is kept within ±10. */
const limit = 10;

/** Running mean and variance of each coordinate of a vector. */
export interface RunningMoments {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  /**
   * Takes `count` rows of numbers: mean ← mean + ρ·(batch mean − mean), variance likewise with the squared gap of the means,
   * ρ the update rate in [0, 1]. With ρ = 1/(n + 1) at batch n of equal batches these are the moments of everything seen.
   */
  take(rows: ArrayLike<number>, count: number, updateRate: number): void;
  checkpoint(): NormalizerCheckpoint;
  restore(checkpoint: NormalizerCheckpoint): void;
}

/**
 * Running moments, starting as mean 0 and variance 1.
 *
 * @source Chan, Golub & LeVeque 1983
 * @example // take([1, 3], 2, 1) of width 1 → mean 2, variance 1
 */
export function runningMoments(width: number): RunningMoments {
  const mean = new Float64Array(width);
  const variance = new Float64Array(width).fill(1);
  return {
    mean,
    variance,
    take(rows, count, updateRate) {
      const rate = checkNumber('updateRate', updateRate, { min: 0, max: 1 });
      for (let i = 0; i < width; i++) {
        let sum = 0;
        for (let row = 0; row < count; row++) sum += rows[row * width + i];
        const batchMean = sum / count;
        let squares = 0;
        for (let row = 0; row < count; row++) {
          const gap = rows[row * width + i] - batchMean;
          squares += gap * gap;
        }
        const gap = batchMean - mean[i];
        mean[i] += rate * gap;
        variance[i] += rate * (squares / count - variance[i] + (1 - rate) * gap * gap);
      }
    },
    checkpoint: () => ({ mean: [...mean], variance: [...variance] }),
    restore(checkpoint) {
      mean.set(checkpoint['mean'] as readonly number[]);
      variance.set(checkpoint['variance'] as readonly number[]);
    },
  };
}

/** Moves observations to running mean 0 and variance 1. */
export interface ObservationNormalizer {
  /** to = clip((from − mean)/√(variance + 10⁻⁸), ±10), for `count` rows. */
  apply(from: ArrayLike<number>, count: number, to: Float32Array | Float64Array, at?: number): void;
  /** What `apply` does, as plain data. */
  rule(): { readonly mean: number[]; readonly variance: number[]; readonly epsilon: number; readonly limit: number };
  /** Takes a batch into the running moments. */
  take(rows: ArrayLike<number>, count: number, updateRate: number): void;
  checkpoint(): NormalizerCheckpoint;
  restore(checkpoint: NormalizerCheckpoint): void;
}

/**
 * A normaliser of observations of this width. Moments change only in `take`: what a batch was gathered with is what it is learnt with.
 *
 * @example // before the first `take` it only clips
 */
export function observationNormalizer(width: number): ObservationNormalizer {
  const moments = runningMoments(width);
  return {
    apply(from, count, to, at = 0) {
      for (let i = 0; i < width; i++) {
        const scale = 1 / Math.sqrt(moments.variance[i] + smallest);
        const centre = moments.mean[i];
        for (let row = 0; row < count; row++) {
          const k = row * width + i;
          to[at + k] = Math.max(-limit, Math.min(limit, (from[k] - centre) * scale));
        }
      }
    },
    rule: () => ({ mean: [...moments.mean], variance: [...moments.variance], epsilon: smallest, limit }),
    take: (rows, count, updateRate) => moments.take(rows, count, updateRate),
    checkpoint: () => moments.checkpoint(),
    restore: (checkpoint) => moments.restore(checkpoint),
  };
}

/** A batch of rewards in time order, steps × rows, with the ends of episodes. */
export interface RewardBatch {
  readonly steps: number;
  readonly rows: number;
  readonly rewards: Float64Array;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
}

/** Divides rewards by the running deviation of their discounted sums. */
export interface RewardNormalizer {
  /**
   * Follows each row's discounted sum S ← discount·S + r (0 after an end), takes all of them into the running variance, and
   * writes to = clip(r/√(variance of S + 10⁻⁸), ±10).
   */
  apply(batch: RewardBatch, discount: number, updateRate: number, to: Float64Array): void;
  checkpoint(): NormalizerCheckpoint;
  restore(checkpoint: NormalizerCheckpoint): void;
}

/**
 * A normaliser of rewards for so many rows: the mean is left alone, so no reward changes its sign.
 *
 * @source Engstrom et al., Implementation matters in deep policy gradients (2020)
 * @example // rewards of deviation 5 in their discounted sums come out divided by 5
 */
export function rewardNormalizer(rows: number): RewardNormalizer {
  const moments = runningMoments(1);
  const sums = new Float64Array(rows);
  let seen = new Float64Array(0);
  return {
    apply({ steps, rewards, terminated, truncated }, discount, updateRate, to) {
      const samples = steps * rows;
      if (seen.length < samples) seen = new Float64Array(samples);
      for (let i = 0; i < samples; i++) {
        const n = i % rows;
        sums[n] = discount * sums[n] + rewards[i];
        seen[i] = sums[n];
        if (terminated[i] === 1 || truncated[i] === 1) sums[n] = 0;
      }
      moments.take(seen, samples, updateRate);
      const scale = 1 / Math.sqrt(moments.variance[0] + smallest);
      for (let i = 0; i < samples; i++) to[i] = Math.max(-limit, Math.min(limit, rewards[i] * scale));
    },
    checkpoint: () => ({ ...moments.checkpoint(), sums: [...sums] }),
    restore(checkpoint) {
      moments.restore(checkpoint);
      sums.set(checkpoint['sums'] as readonly number[]);
    },
  };
}
