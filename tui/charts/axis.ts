/** A stretch of values; both ends finite, `low < high`. */
export interface Extent {
  readonly low: number;
  readonly high: number;
}

/**
 * The extent of the finite numbers given; when there is none it is [0, 1], and a single value gets room around it.
 *
 * @example extentOf([[1, Number.NaN, 3]]) // { low: 1, high: 3 }
 */
export function extentOf(series: Iterable<ArrayLike<number>>): Extent {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const values of series) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return { low: 0, high: 1 };
  return roomy(low, high);
}

/** An extent with room for one value: `low < high` always. */
function roomy(low: number, high: number): Extent {
  if (low < high) return { low, high };
  const room = Math.max(Math.abs(low) * 0.5, 1e-9);
  return { low: Math.max(low - room, -Number.MAX_VALUE), high: Math.min(high + room, Number.MAX_VALUE) };
}

/**
 * Where a value lies in an extent: 0 at its low end, 1 at its high end, clamped to [−0.5, 1.5]; NaN for a value that is not a number.
 *
 * Halves keep the difference of ±1e308 finite.
 *
 * @example shareOf(2, { low: 0, high: 4 }) // 0.5
 */
export function shareOf(value: number, { low, high }: Extent): number {
  const share = (value / 2 - low / 2) / (high / 2 - low / 2);
  return Number.isNaN(share) ? Number.NaN : Math.min(1.5, Math.max(-0.5, share));
}

/**
 * At most `count` round numbers (1, 2, 2.5 or 5 times a power of ten apart) inside an extent, ascending.
 *
 * @example ticks({ low: -6.2, high: 0.1 }, 4) // [-6, -4, -2, 0]
 */
export function ticks({ low, high }: Extent, count: number): number[] {
  const raw = (high / 2 - low / 2) * 2;
  if (!(count >= 1) || !Number.isFinite(raw) || raw <= 0) return [];
  const exponent = Math.floor(Math.log10(raw / count));
  for (let power = exponent - 1; power <= exponent + 2; power++) {
    for (const factor of [1, 2, 2.5, 5]) {
      const step = Number(`${factor}e${power}`);
      if (!(step > 0 && Number.isFinite(step))) continue;
      const first = Math.ceil(low / step - 1e-9);
      const last = Math.floor(high / step + 1e-9);
      if (last - first + 1 > count || !(Math.abs(first) < 1e9)) continue;
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
        Number(((first + i) * step).toPrecision(12)),
      );
    }
  }
  return [];
}

/**
 * An extent whose ends are moved out to the next tick where that costs less than a tenth of its length.
 *
 * @example niceExtent({ low: -6, high: -0.1 }, 4) // { low: -6, high: 0 }
 */
export function niceExtent(extent: Extent, count: number): Extent {
  const inside = ticks(extent, count);
  if (inside.length < 2) return extent;
  const step = inside[1] - inside[0];
  const room = (extent.high - extent.low) / 10;
  const low = inside[0] - step;
  const high = inside[inside.length - 1] + step;
  return {
    low: extent.low - low < room ? low : extent.low,
    high: high - extent.high < room ? Number(high.toPrecision(12)) : extent.high,
  };
}

/**
 * A tick's label: as few digits as tell it, a real minus sign.
 *
 * @example tickLabel(-0.5) // '−.5'
 */
export function tickLabel(value: number): string {
  const size = Math.abs(value);
  const text =
    size !== 0 && (size >= 10_000 || size < 0.001)
      ? value.toExponential(0).replace('e+', 'e')
      : String(Number(value.toPrecision(3)));
  return text.replaceAll('-', '−').replace(/^(−?)0\./, '$1.');
}
