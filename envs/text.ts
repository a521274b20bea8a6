/**
 * A line of `width` characters with `mark` where `value` stands between `low` and `high`; beyond them it stands at the edge.
 *
 * @example track(0, -1, 1, 'o', 5) // '──o──'
 */
export function track(value: number, low: number, high: number, mark: string, width = 41, fill = '─'): string {
  const share = Math.min(Math.max((value - low) / (high - low), 0), 1);
  const column = Math.round(share * (width - 1));
  return fill.repeat(column) + mark + fill.repeat(width - 1 - column);
}

/**
 * A number as pictures show it: sign, three decimals.
 *
 * @example signed(0.5) // '+0.500'
 */
export function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(3)}`;
}

/**
 * A grid of characters, `size × size`, with thick lines drawn from point to point; coordinates in [−reach, reach], y upwards.
 *
 * @example sketch([[0, 0, 0, 1]], 1, 3) // [' • ', ' • ', '   ']
 */
export function sketch(
  lines: readonly (readonly [number, number, number, number])[],
  reach: number,
  size: number,
): string[] {
  const cells = Array.from({ length: size }, () => new Array<string>(size).fill(' '));
  const place = (coordinate: number): number => Math.round(((coordinate / reach + 1) / 2) * (size - 1));
  for (const [x0, y0, x1, y1] of lines) {
    for (let i = 0; i <= 2 * size; i++) {
      const share = i / (2 * size);
      const row = size - 1 - place(y0 + (y1 - y0) * share);
      const column = place(x0 + (x1 - x0) * share);
      if (row >= 0 && row < size && column >= 0 && column < size) cells[row][column] = '•';
    }
  }
  return cells.map((row) => row.join(''));
}
