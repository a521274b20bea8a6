import type { Values } from '../../curriculum/schedule.js';
import { checkNumber, OptionError } from '../../math/check.js';
import type { Learner } from '../learner.js';

/** What the gradients of several batches say at one point. */
export interface GradientNoise {
  /** tr Σ: the variance of one row's gradient, summed over its coordinates. */
  readonly variance: number;
  /** |G|²: the squared length of the whole gradient. */
  readonly signal: number;
  /** tr Σ/|G|²: the batch size at which noise and gradient are equally long. */
  readonly scale: number;
}

/**
 * Noise and length of a learner's gradient at its present parameters.
 *
 * From `batches` batches of `size` rows, drawn with these values: tr Σ = size·Σ|gᵢ − ḡ|²/(batches − 1), |G|² = |ḡ|² less the noise that is left in it.
 * The learner's streams go on; its parameters stay.
 *
 * @throws OptionError for fewer than two batches, or a learner without gradients.
 * @source McCandlish et al., An empirical model of large-batch training (2018)
 */
export function gradientNoise(learner: Learner, values: Values, size: number, batches = 64): GradientNoise {
  checkNumber('gradientNoise.batches', batches, { integer: true, min: 2 });
  if (learner.gradient === undefined) throw new OptionError('gradientNoise.learner', 'one with gradients', 'another');
  const count = learner.parameters().length;
  const gradient = new Float64Array(count);
  const sum = new Float64Array(count);
  let squares = 0;
  for (let batch = 0; batch < batches; batch++) {
    learner.collect(values);
    learner.gradient(gradient);
    for (let i = 0; i < count; i++) {
      sum[i] += gradient[i];
      squares += gradient[i] * gradient[i];
    }
  }
  let mean = 0;
  for (let i = 0; i < count; i++) mean += (sum[i] / batches) * (sum[i] / batches);
  const ofBatch = (squares - batches * mean) / (batches - 1);
  // With few batches what is left may be nothing: at least what one batch's share of it would be.
  const signal = Math.max(mean - ofBatch / batches, mean / batches);
  return { variance: size * ofBatch, signal, scale: (size * ofBatch) / signal };
}

/**
 * Gradient-noise scale tr Σ/|G|² of a learner at its present parameters, as {@link gradientNoise} finds it.
 *
 * @throws OptionError for fewer than two batches, or a learner without gradients.
 * @source McCandlish et al. 2018
 */
export function gradientNoiseScale(learner: Learner, values: Values, size: number, batches = 64): number {
  return gradientNoise(learner, values, size, batches).scale;
}
