import { checkMembers, checkNumber } from '../../math/check.js';
import { dot } from '../../math/linalg.js';
import type { Random } from '../../math/random.js';
import type { FlatArray } from '../engine/engine.js';

/** The samples of a batch whose mean is its loss. */
export interface SampleGradients {
  /** Samples of the batch. */
  readonly count: number;
  /** Numbers of parameters. */
  readonly size: number;
  /** out = (1/count)·Σ factors[i]·gᵢ, gᵢ the gradient of sample i's loss. */
  weighted(factors: Float64Array, out: FlatArray): void;
}

/** Options of {@link batchNoise}. */
export interface BatchNoiseOptions {
  /** Random sign vectors, one gradient each. Default 8. */
  readonly samples?: number;
  /** Draws the signs. */
  readonly random: Random;
}

/** How much of a gradient is noise. */
export interface BatchNoise {
  /** tr Σ/|G|²: the batch size at which noise and gradient are equally long. Infinity where no gradient is left beside the noise. */
  readonly noiseScale: number;
  /** tr Σ, the variance of one sample's gradient, summed over the parameters. */
  readonly variance: number;
  /** |G|², the squared length of the gradient less what noise leaves in it; may come out below 0. */
  readonly squaredGradient: number;
}

/**
 * The gradient-noise scale from one batch, without the gradient of any single sample: for random signs zᵢ the mean of |Σ zᵢgᵢ|² is Σ |gᵢ|².
 *
 * With ḡ = (1/n)·Σ gᵢ: tr Σ = (Σ |gᵢ|² − n·|ḡ|²)/(n − 1), |G|² = |ḡ|² − tr Σ/n. Samples are taken to be independent; steps of an episode
 * are not, so between batches there is more noise than this.
 *
 * @throws OptionError for a batch of one sample, or samples < 1.
 * @source McCandlish et al., An empirical model of large-batch training (2018); Hutchinson 1990, for the signs
 * @example // all samples alike → { variance: 0, noiseScale: 0 }
 */
export function batchNoise(batch: SampleGradients, options: BatchNoiseOptions): BatchNoise {
  checkMembers('batchNoise', options, ['samples', 'random']);
  const { random } = options;
  const samples = checkNumber('batchNoise.samples', options.samples ?? 8, { min: 1, integer: true });
  const count = checkNumber('batchNoise.count', batch.count, { min: 2, integer: true });
  const signs = new Float64Array(count).fill(1);
  const out = new Float64Array(batch.size);
  batch.weighted(signs, out);
  const mean = dot(out, out);
  let squares = 0;
  for (let sample = 0; sample < samples; sample++) {
    for (let i = 0; i < count; i++) signs[i] = (random.uint32() & 1) === 0 ? -1 : 1;
    batch.weighted(signs, out);
    squares += dot(out, out) / samples;
  }
  // squares·n² estimates Σ |gᵢ|².
  const variance = (count * (count * squares - mean)) / (count - 1);
  const squaredGradient = mean - variance / count;
  return { noiseScale: squaredGradient > 0 ? variance / squaredGradient : Infinity, variance, squaredGradient };
}
