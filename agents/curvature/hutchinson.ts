import { checkMembers, checkNumber } from '../../math/check.js';
import { dot } from '../../math/linalg.js';
import type { Random } from '../../math/random.js';
import type { LinearOperator } from './operator.js';

/** Options of {@link traceEstimate}. */
export interface TraceOptions {
  /** Random vectors, one product each. Default 16. */
  readonly samples?: number;
  /** Draws the signs. */
  readonly random: Random;
}

/** An estimate of a trace. */
export interface TraceEstimate {
  readonly trace: number;
  /** Standard error of `trace` over the samples; 0 for one sample is no statement. */
  readonly standardError: number;
}

/**
 * The trace of an operator, the sum of its eigenvalues, as the mean of zᵀ·matrix·z over vectors z of random signs; exact for a diagonal matrix.
 *
 * @throws OptionError for samples < 1.
 * @source Hutchinson 1990
 * @example traceEstimate(diagonal(-3, 1, 7), { random: random(1) }).trace // 5
 */
export function traceEstimate(operator: LinearOperator, options: TraceOptions): TraceEstimate {
  checkMembers('traceEstimate', options, ['samples', 'random']);
  const { random } = options;
  const samples = checkNumber('traceEstimate.samples', options.samples ?? 16, { min: 1, integer: true });
  const signs = new Float64Array(operator.size);
  const image = new Float64Array(operator.size);
  let mean = 0;
  let squares = 0;
  for (let sample = 1; sample <= samples; sample++) {
    for (let i = 0; i < signs.length; i++) signs[i] = (random.uint32() & 1) === 0 ? -1 : 1;
    operator.apply(signs, image);
    const value = dot(signs, image);
    const change = value - mean;
    mean += change / sample;
    squares += change * (value - mean);
  }
  return { trace: mean, standardError: samples === 1 ? 0 : Math.sqrt(squares / (samples - 1) / samples) };
}
