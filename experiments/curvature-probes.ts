import { batchNoise } from '../agents/curvature/batch-noise.js';
import { spectralDensity } from '../agents/curvature/spectral-density.js';
import { every as everyUpdates } from '../curriculum/gate.js';
import { checkMembers, checkNumber } from '../math/check.js';
import type { Measurements } from './event.js';
import type { HookFactory } from './hook.js';

/** Options of {@link noiseProbe}. */
export interface NoiseProbeOptions {
  /** Updates between two measurements. Default 10. */
  readonly every?: number;
  /** Random sign vectors of a measurement, one gradient each. Default 8. */
  readonly samples?: number;
}

/**
 * Measures every few updates how much of the batch's gradient is noise.
 *
 * Signals: `noiseScale` = tr Σ/|G|², the batch size at which noise and gradient are equally long, left out where no gradient is left beside the
 * noise, and `gradientVariance` = tr Σ of one sample. Nothing is measured of a learner whose samples have no gradients of their own.
 *
 * @throws OptionError for a misspelt or unusable option.
 * @source McCandlish et al. 2018
 * @example noiseProbe({ every: 20 })
 */
export function noiseProbe(options: NoiseProbeOptions = {}): HookFactory {
  checkMembers('noiseProbe', options, ['every', 'samples']);
  const interval = checkNumber('noiseProbe.every', options.every ?? 10, { integer: true, min: 1 });
  const samples = checkNumber('noiseProbe.samples', options.samples ?? 8, { integer: true, min: 1 });
  return ({ streams }) => [
    {
      id: 'noise',
      at: 'batch',
      when: everyUpdates(interval),
      signals: ['noiseScale', 'gradientVariance'],
      run({ learner, update }): Measurements {
        const batch = learner.sampleGradients?.();
        if (batch === undefined || batch.count < 2) return {};
        const { noiseScale, variance } = batchNoise(batch, { samples, random: streams.fork('lanczos', update, 1) });
        // Infinity is a reading of the noise, not of a run that diverged.
        return { gradientVariance: variance, ...(noiseScale === Infinity ? {} : { noiseScale }) };
      },
    },
  ];
}

/** Options of {@link spectrumProbe}. */
export interface SpectrumProbeOptions {
  /** Updates between two measurements. Default 20. */
  readonly every?: number;
  /** Random start vectors of a measurement. Default 2. */
  readonly samples?: number;
  /** Lanczos steps from each. Default 10. */
  readonly steps?: number;
  /** About so many samples of the batch, for agents that learn from minibatches (ppo). Default: all. */
  readonly rows?: number;
}

/**
 * Measures every few updates how the eigenvalues of the Hessian are spread, by Lanczos quadrature.
 *
 * Signals: `curvatureTrace`, the sum of the eigenvalues, and `negativeShare`, the share of them below −1 % of the longest.
 *
 * @throws OptionError for a misspelt or unusable option.
 * @source Ghorbani et al. 2019
 * @example spectrumProbe({ every: 50 })
 */
export function spectrumProbe(options: SpectrumProbeOptions = {}): HookFactory {
  checkMembers('spectrumProbe', options, ['every', 'samples', 'steps', 'rows']);
  const interval = checkNumber('spectrumProbe.every', options.every ?? 20, { integer: true, min: 1 });
  const samples = checkNumber('spectrumProbe.samples', options.samples ?? 2, { integer: true, min: 1 });
  const steps = checkNumber('spectrumProbe.steps', options.steps ?? 10, { integer: true, min: 1 });
  const { rows } = options;
  if (rows !== undefined) checkNumber('spectrumProbe.rows', rows, { integer: true, min: 2 });
  return ({ streams }) => [
    {
      id: 'spectrum',
      at: 'batch',
      when: everyUpdates(interval),
      signals: ['curvatureTrace', 'negativeShare'],
      run({ learner, update }): Measurements {
        if (learner.curvature === undefined) return {};
        const { hessian } = learner.curvature(rows === undefined ? {} : { rows });
        const found = spectralDensity(hessian, { samples, steps, random: streams.fork('lanczos', update, 2) });
        const longest = found.nodes.reduce((most, node) => Math.max(most, Math.abs(node)), 0);
        return {
          curvatureTrace: hessian.size * found.mean((node) => node),
          negativeShare: found.shareBelow(-0.01 * longest),
        };
      },
    },
  ];
}
