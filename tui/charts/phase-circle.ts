import { canvas, dot, line, paste, type ChartGlyphs } from './canvas.js';
import { put, write, type Cells, type Rectangle, type Style } from './cells.js';

/** A hand of the dial. */
export interface Hand {
  /** Turns since the crest; NaN for a hand that is not known. */
  readonly turns: number;
  readonly letter: string;
  readonly style: Style;
  /** Share of the radius. */
  readonly length: number;
}

/**
 * A dial that is read like a clock: 0° on top is the crest, 90° right. Each hand ends in its letter, so that no colour is needed.
 * A cell is two dots wide and four high, a dot about as wide as high.
 */
export function drawPhaseCircle(
  grid: Cells,
  at: Rectangle,
  { hands, glyphs }: { readonly hands: readonly Hand[]; readonly glyphs: ChartGlyphs },
): void {
  if (at.width < 9 || at.height < 3) return;
  const dots = canvas(at.width, at.height);
  const middle = { x: (dots.width - 1) / 2, y: (dots.height - 1) / 2 };
  const radius = Math.min((dots.width - 1) / 2 - 4, (dots.height - 1) / 2);
  const steps = Math.ceil(radius * 8);
  for (let i = 0; i < steps; i += 2) {
    const angle = (2 * Math.PI * i) / steps;
    dot(
      dots,
      Math.round(middle.x + radius * Math.sin(angle)),
      Math.round(middle.y - radius * Math.cos(angle)),
      'dim',
      0,
    );
  }
  const tips: { x: number; y: number; hand: Hand }[] = [];
  for (const hand of hands) {
    if (!Number.isFinite(hand.turns)) continue;
    const angle = 2 * Math.PI * hand.turns;
    const reach = radius * hand.length;
    const tip: [number, number] = [
      Math.round(middle.x + reach * Math.sin(angle)),
      Math.round(middle.y - reach * Math.cos(angle)),
    ];
    line(dots, [Math.round(middle.x), Math.round(middle.y)], tip, hand.style);
    tips.push({ x: tip[0], y: tip[1], hand });
  }
  paste(dots, grid, at, glyphs);
  if (at.height >= 5) {
    const center = at.x + Math.floor(middle.x / 2);
    write(grid, center, at.y + Math.floor((middle.y - radius) / 4), '0', 'dim', 1);
    write(grid, center - 1, at.y + Math.floor((middle.y + radius) / 4), '180', 'dim', 3);
  }
  for (const { x, y, hand } of tips) {
    const code = hand.letter.codePointAt(0) ?? 0x3f;
    put(grid, at.x + (x >> 1), at.y + (y >> 2), code, hand.style);
  }
  const row = at.y + (at.height >> 1);
  const left = Math.floor((middle.x - radius) / 2) - 3;
  if (left >= 0 && at.height >= 5) {
    write(grid, at.x + left, row, '270', 'dim', 3);
    write(grid, at.x + Math.ceil((middle.x + radius) / 2) + 1, row, '90', 'dim', 2);
  }
}
