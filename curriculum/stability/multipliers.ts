import { eigenvalues } from '../../math/eigen.js';
import { scaledDeterminant, type Monodromy } from './floquet.js';

/** A Floquet multiplier, per update. */
export interface Multiplier {
  /** Modulus^(1/T): growth per update along this direction. */
  readonly growth: number;
  /** Angle of the multiplier of the whole period, in turns in (−½, ½]. */
  readonly angle: number;
}

/**
 * The Floquet multipliers, largest modulus first, as growth per update and angle of the whole period.
 *
 * @source Floquet 1883
 * @example multipliers(monodromy(gradientDescent(), [3], [1])!) // [{ growth: 2, angle: 0.5 }]
 */
export function multipliers(product: Monodromy): readonly Multiplier[] {
  const { matrix, size, logScale, period } = product;
  if (logScale === -Infinity) return Array.from({ length: size }, () => ({ growth: 0, angle: 0 }));
  if (size !== 2) {
    const { re, im } = eigenvalues(matrix, size);
    return Array.from({ length: size }, (_, k) => ({
      growth: Math.exp((logScale + Math.log(Math.hypot(re[k], im[k]))) / period),
      angle: turns(im[k], re[k]),
    })).sort((one, other) => other.growth - one.growth || other.angle - one.angle);
  }
  const half = (matrix[0] + matrix[3]) / 2;
  const discriminant = half * half - scaledDeterminant(product);
  if (discriminant < 0) {
    const growth = Math.exp(product.logDeterminant! / 2 / period);
    const angle = turns(Math.sqrt(-discriminant), half);
    return [
      { growth, angle },
      { growth, angle: -angle },
    ];
  }
  const large = half + (half < 0 ? -Math.sqrt(discriminant) : Math.sqrt(discriminant));
  const logLarge = logScale + Math.log(Math.abs(large));
  // The product of the two is the determinant: dividing keeps the digits that half − √ would lose.
  const logSmall = large === 0 ? -Infinity : product.logDeterminant! - logLarge;
  return [
    { growth: Math.exp(logLarge / period), angle: turns(0, large) },
    { growth: Math.exp(logSmall / period), angle: turns(0, large * product.determinantSign) },
  ];
}

/** Angle in turns in (−½, ½]; adding 0 turns −0 into 0, which would read −½. */
function turns(im: number, re: number): number {
  return Math.atan2(im + 0, re) / (2 * Math.PI);
}
