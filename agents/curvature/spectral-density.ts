import { checkMembers, checkNumber } from '../../math/check.js';
import type { Random } from '../../math/random.js';
import { tridiagonalEigen } from '../../math/tridiagonal.js';
import { lanczos, lanczosWorkspace } from './lanczos.js';
import type { LinearOperator } from './operator.js';

/** Options of {@link spectralDensity}. */
export interface SpectralDensityOptions {
  /** Random start vectors, one Lanczos run each. Default 4. */
  readonly samples?: number;
  /** Lanczos steps a run: products with the operator. Default 20. */
  readonly steps?: number;
  /** Draws the start vectors. */
  readonly random: Random;
}

/** How the eigenvalues of a matrix are spread: points with weights, their sum 1. */
export interface SpectralDensity {
  /** Where the weights lie, ascending within a run; runs one after the other. */
  readonly nodes: Float64Array;
  /** Share of the eigenvalues at each node. */
  readonly weights: Float64Array;
  /** Estimated share of the eigenvalues below `bound`. */
  shareBelow(bound: number): number;
  /** Estimated mean of f over the eigenvalues, (1/n)·Σ f(λᵢ). */
  mean(f: (eigenvalue: number) => number): number;
  /** The density smoothed by a normal of this deviation, at a point; its integral is 1. */
  smoothed(at: number, deviation: number): number;
}

/**
 * The spectral density of a symmetric operator, φ(λ) = (1/n)·Σ δ(λ − λᵢ), by Lanczos quadrature from random vectors.
 *
 * A run of m steps integrates polynomials up to degree 2m − 1 against the density seen by its vector exactly: the nodes are its Ritz values,
 * the weights the squares of the first components of their eigenvectors. The mean over the runs is an estimate without bias.
 *
 * @throws OptionError for samples < 1 or steps < 1.
 * @source Golub & Welsch 1969; Lin, Saad & Yang, Approximating spectral densities of large matrices (2016); Ghorbani et al. 2019
 * @example spectralDensity(diagonal(1, 1, 1, 1), { random: random(1) }).shareBelow(2) // 1
 */
export function spectralDensity(operator: LinearOperator, options: SpectralDensityOptions): SpectralDensity {
  checkMembers('spectralDensity', options, ['samples', 'steps', 'random']);
  const { random } = options;
  const samples = checkNumber('spectralDensity.samples', options.samples ?? 4, { min: 1, integer: true });
  const steps = checkNumber('spectralDensity.steps', options.steps ?? 20, { min: 1, integer: true });
  const workspace = lanczosWorkspace(operator.size, steps);
  const found: number[] = [];
  const shares: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    const { alphas, betas } = lanczos(operator, { steps, random, workspace });
    const count = alphas.length;
    const { values, vectors } = tridiagonalEigen(alphas, betas);
    for (let k = 0; k < count; k++) {
      found.push(values[k]);
      shares.push((vectors[k * count] * vectors[k * count]) / samples);
    }
  }
  const nodes = Float64Array.from(found);
  const weights = Float64Array.from(shares);
  const mean = (f: (eigenvalue: number) => number): number => {
    let sum = 0;
    for (let k = 0; k < nodes.length; k++) sum += weights[k] * f(nodes[k]);
    return sum;
  };
  return {
    nodes,
    weights,
    shareBelow: (bound) => mean((node) => (node < bound ? 1 : 0)),
    mean,
    smoothed(at, deviation) {
      const width = checkNumber('spectralDensity.smoothed.deviation', deviation, { above: 0 });
      const height = 1 / (Math.sqrt(2 * Math.PI) * width);
      return mean((node) => height * Math.exp(-0.5 * ((at - node) / width) * ((at - node) / width)));
    },
  };
}
