import type { Values } from '../../curriculum/schedule.js';
import { checkNumber, OptionError } from '../../math/check.js';
import type { Learner } from '../learner.js';

/**
 * Gradient-noise scale tr Σ/|G|² of a learner at its present parameters: the batch size at which noise and gradient are equally long.
 *
 * From `batches` batches of `size` rows, drawn with these values: tr Σ = size·Σ|gᵢ − ḡ|²/(batches − 1), |G|² = |ḡ|² less the noise that is left in it.
 * The learner's streams go on; its parameters stay.
 *
 * @throws OptionError for fewer than two batches, or a learner without gradients.
 * @source McCandlish et al., An empirical model of large-batch training (2018)
 */
export function gradientNoiseScale(learner: Learner, values: Values, size: number, batches = 64): number {
  checkNumber('gradientNoiseScale.batches', batches, { integer: true, min: 2 });
  if (learner.gradient === undefined)
    throw new OptionError('gradientNoiseScale.learner', 'one with gradients', 'another');
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
  const variance = (squares - batches * mean) / (batches - 1);
  // With few batches what is left may be nothing: at least what one batch's share of it would be.
  const signal = Math.max(mean - variance / batches, mean / batches);
  return (size * variance) / signal;
}
