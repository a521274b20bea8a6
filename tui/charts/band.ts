import { shareOf, type Extent } from './axis.js';
import { dot, type Canvas } from './canvas.js';
import type { Style } from './cells.js';

/** Fills the stretch between two series with sparse dots (a checkered third), one pair of bounds a column of dots; −∞ and ∞ reach the edge. */
export function drawBand(
  target: Canvas,
  low: ArrayLike<number>,
  high: ArrayLike<number>,
  options: { readonly extent: Extent; readonly style: Style },
): void {
  const count = Math.min(low.length, high.length);
  for (let x = 0; x < target.width && count > 0; x += 2) {
    const i = count === 1 ? 0 : Math.round((x * (count - 1)) / Math.max(1, target.width - 1));
    const below = shareOf(low[i], options.extent);
    const above = shareOf(high[i], options.extent);
    if (Number.isNaN(below) || Number.isNaN(above)) continue;
    const top = Math.max(0, Math.round((1 - above) * (target.height - 1)));
    const bottom = Math.min(target.height - 1, Math.round((1 - below) * (target.height - 1)));
    if (bottom - top < 2) continue;
    const first = x % 4 === 0 ? 0 : 2;
    for (let y = top + ((first - top) & 3); y <= bottom; y += 4) dot(target, x, y, options.style, 0);
  }
}
