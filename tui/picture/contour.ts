/** A stretch of a contour, in units of the grid: (0, 0) is the middle of the first cell, x counts columns and y rows. */
export type Segment = readonly [fromX: number, fromY: number, toX: number, toY: number];

/**
 * The lines along which a grid of numbers (rows × columns) is 0, by marching squares with linear interpolation; a square with a corner
 * that is not finite has none. [Lorensen & Cline 1987, in two dimensions]
 *
 * @example zeroContour([-1, 1, -1, 1], 2, 2) // [[0.5, 0, 0.5, 1]]
 */
export function zeroContour(values: ArrayLike<number>, rows: number, columns: number): Segment[] {
  const segments: Segment[] = [];
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const at = row * columns + column;
      const corners = [values[at], values[at + 1], values[at + columns + 1], values[at + columns]];
      if (!corners.every(Number.isFinite)) continue;
      const points = crossings(corners).map(([x, y]) => [column + x, row + y] as const);
      // In a saddle the centre decides which crossings belong together.
      const turned = points.length === 4 && corners.reduce((sum, value) => sum + value, 0) > 0 === corners[0] > 0;
      const order = turned
        ? [points[0], points[1], points[2], points[3]]
        : [points[3], points[0], points[1], points[2]];
      const pairs = points.length === 4 ? order : points;
      for (let k = 0; k + 1 < pairs.length; k += 2)
        segments.push([pairs[k][0], pairs[k][1], pairs[k + 1][0], pairs[k + 1][1]]);
    }
  }
  return segments;
}

/** Where the sign changes on the sides of a unit square, given its corners in turn from (0, 0) over (1, 0). */
function crossings([a, b, c, d]: readonly number[]): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  if (a > 0 !== b > 0) found.push([a / (a - b), 0]);
  if (b > 0 !== c > 0) found.push([1, b / (b - c)]);
  if (c > 0 !== d > 0) found.push([d / (d - c), 1]);
  if (d > 0 !== a > 0) found.push([0, a / (a - d)]);
  return found;
}
