import { ticks, type Extent } from './axis.js';

/** How values become heights: as they are, their logarithms, or logarithms on both sides of zero. */
export const scaleKinds = ['linear', 'log', 'symlog'] as const;

/** Name of a scale. */
export type ScaleKind = (typeof scaleKinds)[number];

/** A scale over an extent. */
export interface Scale {
  /** Place of a value; NaN for one that it cannot show. */
  readonly place: (value: number) => number;
  /** Round values inside the extent, ascending, at most `count`. */
  readonly ticks: (count: number) => readonly number[];
}

/** Decades below the largest value in which symlog is linear. */
const DECADES = 3;

/**
 * The scale of a kind for values of an extent. `log` shows positive values alone; `symlog` is linear within a thousandth of the largest.
 *
 * @example scaleOf('log', { low: 0.1, high: 100 }).ticks(4) // [0.1, 1, 10, 100]
 */
export function scaleOf(kind: ScaleKind, extent: Extent): Scale {
  if (kind === 'linear') return { place: (value) => value, ticks: (count) => ticks(extent, count) };
  const largest = Math.max(Math.abs(extent.low), Math.abs(extent.high));
  const place =
    kind === 'log'
      ? (value: number): number => (value > 0 ? Math.log10(value) : Number.NaN)
      : (value: number): number => {
          const least = largest / 10 ** DECADES;
          return Math.sign(value) * Math.log10(1 + Math.abs(value) / least);
        };
  return { place, ticks: (count) => decadeTicks(kind, extent, largest, count) };
}

function decadeTicks(kind: ScaleKind, { low, high }: Extent, largest: number, count: number): readonly number[] {
  const top = Math.floor(Math.log10(largest) + 1e-9);
  const bottom = kind === 'log' && low > 0 ? Math.ceil(Math.log10(low) - 1e-9) : top - DECADES + 1;
  if (!Number.isFinite(top) || !Number.isFinite(bottom) || count < 1) return [];
  const signs = kind === 'log' ? [1] : [-1, 1];
  for (let step = 1; step <= 64; step++) {
    const found = kind === 'symlog' && low <= 0 && high >= 0 ? [0] : [];
    for (let power = top; power >= bottom; power -= step)
      for (const sign of signs) {
        const value = sign * Number(`1e${power}`);
        if (value >= low * (1 - 1e-9 * Math.sign(low)) && value <= high * (1 + 1e-9 * Math.sign(high)))
          found.push(value);
      }
    if (found.length <= count) return found.sort((a, b) => a - b);
  }
  return [];
}
