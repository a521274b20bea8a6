import type { Cells } from './cells.js';

/** How a terminal gets from one style to another; styles that look alike share a pen. */
export interface Pens {
  /** The pen of a style index; 0 is the terminal's own. */
  readonly of: Uint8Array;
  /** Escape sequences, `count × count`: row by the pen in hand, column by the wanted one. */
  readonly change: readonly string[];
  readonly count: number;
}

const SPACE = 0x20;
const CSI = '\u001B[';
/** A reset, home, and everything below erased: scrollback stays. */
const WIPE = `${CSI}m${CSI}H${CSI}J`;
/** No pen in hand and no place known. */
const UNKNOWN = -1;

/** The pens of a theme's escape sequences, which may set weight and colour but neither ground nor underline: a space looks the same in all. */
export function pens(colours: readonly string[]): Pens {
  const looks = [...new Set(['', ...colours])];
  const parameters = looks.map((text) => [...text.matchAll(/\u001B\[([\d;]*)m/g)].map(([, inside]) => inside));
  const change = looks.flatMap((_, from) => looks.map((__, to) => changeOf(parameters[from], parameters[to])));
  return { of: Uint8Array.from(colours, (text) => looks.indexOf(text)), change, count: looks.length };
}

const isWeight = (parameter: string): boolean => parameter === '1' || parameter === '2';

/** Only what is new where nothing of the old look stays behind, else a reset first. */
function changeOf(from: readonly string[], to: readonly string[]): string {
  if (to.length === 0) return from.length === 0 ? '' : `${CSI}m`;
  const stays = (parameter: string): boolean =>
    to.includes(parameter) || (!isWeight(parameter) && to.some((other) => !isWeight(other)));
  if (!from.every(stays)) return `${CSI}0;${to.join(';')}m`;
  const added = to.filter((parameter) => !from.includes(parameter));
  return added.length === 0 ? '' : `${CSI}${added.join(';')}m`;
}

/**
 * The fewest bytes that turn a terminal which shows `before` into one that shows `after`: only changed cells are written, a gap between
 * two is written again where that is shorter than a jump, and a row's blank end is erased. Without `before`, or in another size, all is
 * painted. The terminal's own pen is in hand before and after; nothing is written past the last column and nothing scrolls.
 */
export function difference(before: Cells | undefined, after: Cells, { of, change, count }: Pens): string {
  const { width, height, glyphs, styles } = after;
  const isWhole = before?.width !== width || before.height !== height;
  const [oldGlyphs, oldStyles] = isWhole ? [undefined, undefined] : [before.glyphs, before.styles];
  let text = '';
  let pen = 0;
  let [atX, atY] = isWhole ? [0, 0] : [UNKNOWN, UNKNOWN];

  const isSame = (at: number): boolean => {
    const glyph = glyphs[at];
    if (oldGlyphs === undefined) return glyph === SPACE;
    return glyph === oldGlyphs[at] && (glyph === SPACE || of[styles[at]] === of[oldStyles[at]]);
  };
  const draw = (at: number): void => {
    const glyph = glyphs[at];
    const wanted = of[styles[at]];
    if (glyph !== SPACE && wanted !== pen) {
      text += change[pen * count + wanted];
      pen = wanted;
    }
    text += String.fromCodePoint(glyph);
  };
  /** Bytes of the cells `[from, to)` and of the pen that `to` needs, beyond what a jump would take for that pen. */
  const rewritten = (from: number, to: number): number => {
    let [bytes, hand] = [0, pen];
    for (let at = from; at <= to; at++) {
      const glyph = glyphs[at];
      const wanted = of[styles[at]];
      if (glyph !== SPACE && wanted !== hand) {
        bytes += change[hand * count + wanted].length;
        hand = wanted;
      }
      if (at < to) bytes += glyph < 0x80 ? 1 : glyph < 0x800 ? 2 : 3;
    }
    const last = of[styles[to]];
    return bytes - (glyphs[to] !== SPACE && last !== pen ? change[pen * count + last].length : 0);
  };

  for (let y = 0; y < height; y++) {
    const row = y * width;
    let first = 0;
    while (first < width && isSame(row + first)) first++;
    if (first === width) continue;
    let last = width - 1;
    while (isSame(row + last)) last--;
    let inked = last;
    while (inked >= first && glyphs[row + inked] === SPACE) inked--;
    // What follows the last changed cell stays: only a row that is blank to its end can be erased to its end.
    let blank = last + 1;
    while (blank < width && glyphs[row + blank] === SPACE) blank++;
    const erases = blank === width && last - inked > 3;
    const end = erases ? inked : last;
    for (let x = first; x <= end; x++) {
      if (isSame(row + x)) continue;
      const gap = atY === y && atX !== UNKNOWN ? x - atX : UNKNOWN;
      const jump = gap === 0 ? '' : move(atX, atY, x, y, width);
      if (gap > 0 && rewritten(row + atX, row + x) <= jump.length)
        for (let at = row + atX; at < row + x; at++) draw(at);
      else text += jump;
      draw(row + x);
      // Behind the last column terminals differ.
      [atX, atY] = [x + 1 < width ? x + 1 : width, y];
    }
    if (erases) {
      const from = Math.max(first, inked + 1);
      if (atY !== y || atX !== from) text += move(atX, atY, from, y, width);
      [atX, atY] = [from, y];
      text += `${CSI}K`;
    }
  }
  if (pen !== 0) text += `${CSI}m`;
  return isWhole ? WIPE + text : text;
}

/** The shortest way from a place to another; a column of `width` stands for one that is not known. */
function move(fromX: number, fromY: number, x: number, y: number, width: number): string {
  const absolute = x === 0 ? (y === 0 ? `${CSI}H` : `${CSI}${y + 1}H`) : `${CSI}${y + 1};${x + 1}H`;
  if (fromY === UNKNOWN || fromX === UNKNOWN) return absolute;
  const down = y === fromY ? '' : steps(y - fromY, 'B');
  const across =
    x === fromX
      ? ''
      : fromX < width && x > fromX
        ? steps(x - fromX, 'C')
        : fromX < width
          ? steps(fromX - x, 'D')
          : undefined;
  const back = x === 0 ? '\r' : `\r${steps(x, 'C')}`;
  let best = absolute;
  for (const way of [across, back]) if (way !== undefined && way.length + down.length < best.length) best = way + down;
  return best;
}

function steps(count: number, letter: string): string {
  return count === 1 ? `${CSI}${letter}` : `${CSI}${count}${letter}`;
}
