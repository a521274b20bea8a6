import { shareOf, type Extent } from './axis.js';
import { dot, line, type Canvas, type Pattern } from './canvas.js';
import type { Style } from './cells.js';

/** A row of dots (counted from the top) for a value; outside the extent it lies just outside the canvas, NaN has none. */
export function dotRow(value: number, extent: Extent, height: number): number {
  const share = shareOf(value, extent);
  return Number.isNaN(share) ? Number.NaN : Math.round((1 - share) * (height - 1));
}

/** How a series is drawn. */
export interface LineOptions {
  readonly extent: Extent;
  readonly style: Style;
  readonly pattern?: Pattern;
  /** 0 band, 1 reference, 2 line, 3 cursor: which style a shared cell takes. */
  readonly rank?: number;
}

/** Draws values spread evenly over the canvas's width; a value that is not finite is a gap, a lone one a dot. */
export function drawLine(target: Canvas, values: ArrayLike<number>, options: LineOptions): void {
  const { extent, style, pattern = 'solid', rank = 2 } = options;
  const count = values.length;
  let before: readonly [number, number] | undefined;
  let step = 0;
  for (let i = 0; i < count; i++) {
    if (!Number.isFinite(values[i])) {
      before = undefined;
      continue;
    }
    const x = count === 1 ? 0 : Math.round((i * (target.width - 1)) / (count - 1));
    const point = [x, dotRow(values[i], extent, target.height)] as const;
    if (before === undefined) dot(target, point[0], point[1], style, rank);
    else step = line(target, before, point, style, pattern, step, rank);
    before = point;
  }
}

/** A horizontal reference line at a value, where it lies inside the extent. */
export function drawReference(target: Canvas, value: number, options: LineOptions): void {
  const y = dotRow(value, options.extent, target.height);
  if (!(y >= 0 && y < target.height)) return;
  line(target, [0, y], [target.width - 1, y], options.style, options.pattern ?? 'sparse', 0, options.rank ?? 1);
}
