import { columnsOf, type Rectangle } from './charts/cells.js';

/** A text with its priority: the highest number is dropped first. */
export type Part = readonly [priority: number, text: string];

/**
 * The parts that fit into `width` columns, in order, joined: whole texts are dropped, the highest priority number first.
 * A text that alone is too long loses whole words and ends in `…`, or is dropped when `cut` is false.
 *
 * @example fit([[0, 'compare'], [1, 'balance']], 10) // 'compare'
 */
export function fit(parts: readonly Part[], width: number, gap = '  ', cut = true): string {
  const kept = parts.filter(([, text]) => text !== '');
  const joined = (): string => kept.map(([, text]) => text).join(gap);
  while (kept.length > 1 && columnsOf(joined()) > width) {
    let least = 0;
    for (let i = 1; i < kept.length; i++) if (kept[i][0] >= kept[least][0]) least = i;
    kept.splice(least, 1);
  }
  const text = joined();
  if (columnsOf(text) <= width) return text;
  return cut && width > 1 ? cutText(text, width) : '';
}

/** The words of a text that fit with a `…` behind them; one word alone that is too long is cut: of 'three margins' 'three …' in 10 columns. */
function cutText(text: string, width: number): string {
  const glyphs = Array.from(text);
  if (glyphs.length <= width) return text;
  const words = glyphs.slice(0, width - 1).lastIndexOf(' ');
  const head = glyphs.slice(0, words).join('').trimEnd();
  return words > 0 && head !== '' ? `${head} …` : `${glyphs.slice(0, width - 1).join('')}…`;
}

/**
 * Two lists of parts that share a line: parts of either are dropped, the highest priority number first (of equal ones the right one),
 * until both joined take at most `width` columns.
 *
 * @example fitBoth([[0, 'anti'], [2, '180°']], [[1, '24/24']], 12) // ['anti', '24/24']
 */
export function fitBoth(
  left: readonly Part[],
  right: readonly Part[],
  width: number,
  gap = '  ',
): [left: string, right: string] {
  const sides = [left, right].map((parts) => parts.filter(([, text]) => text !== ''));
  const joined = (side: number): string => sides[side].map(([, text]) => text).join(gap);
  while (sides[0].length + sides[1].length > 1 && columnsOf(joined(0)) + columnsOf(joined(1)) > width) {
    let [side, at] = [0, -1];
    let highest = Number.NEGATIVE_INFINITY;
    sides.forEach((parts, s) =>
      parts.forEach(([priority], i) => {
        if (priority < highest) return;
        highest = priority;
        [side, at] = [s, i];
      }),
    );
    sides[side].splice(at, 1);
  }
  return [fit(sides[0], width, gap), fit(sides[1], width, gap, false)];
}

/**
 * A left and a right text in exactly `width` columns; the least important parts of either are dropped.
 *
 * @example spread([[0, 'a']], [[1, 'b']], 5) // 'a   b'
 */
export function spread(left: readonly Part[], right: readonly Part[], width: number): string {
  const [head, tail] = fitBoth(left, right, width - 2);
  return head + ' '.repeat(Math.max(0, width - columnsOf(head) - columnsOf(tail))) + tail;
}

/**
 * Text broken into lines of at most `width` columns at spaces; longer words are split.
 *
 * @example wrap('one two three', 8) // ['one two', 'three']
 */
export function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  const room = Math.max(1, width);
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    let rest = word;
    const candidate = line === '' ? rest : `${line} ${rest}`;
    if (columnsOf(candidate) <= room) {
      line = candidate;
      continue;
    }
    if (line.trim() !== '') lines.push(line);
    rest = (lines.length > 0 ? indent : '') + rest;
    while (columnsOf(rest) > room) {
      lines.push(Array.from(rest).slice(0, room).join(''));
      rest = indent + Array.from(rest).slice(room).join('');
      if (columnsOf(indent) >= room) break;
    }
    line = rest;
  }
  if (line !== '') lines.push(line);
  return lines;
}

/** Which form a terminal of a size can hold. */
export type ScreenForm = 'wide' | 'standard' | 'compact' | 'line';

/**
 * The form of the screen: wide from 140×45, standard from 80×24, compact from 40×10, below it one line.
 *
 * @example screenForm(80, 24) // 'standard'
 */
export function screenForm(width: number, height: number): ScreenForm {
  if (width < 40 || height < 10) return 'line';
  if (width < 80 || height < 24) return 'compact';
  return width >= 140 && height >= 45 ? 'wide' : 'standard';
}

/** Where the parts of the comparison's screen stand. */
export interface CompareLayout {
  readonly curves: Rectangle;
  /** A row of margin charts under the curves; only on a wide screen. */
  readonly margins?: Rectangle;
  /** The arms in numbers, differences and notes. */
  readonly table: Rectangle;
  /** Collapse over phases and survival over updates; only on a wide screen. */
  readonly side?: Rectangle;
  /** The newest events, where the window is high enough. */
  readonly log?: Rectangle;
}

/** The comparison's rectangles for a standard or wide screen with so many arms; header and foot take the first and last row. */
export function compareLayout(width: number, height: number, arms: number): CompareLayout {
  const wide = screenForm(width, height) === 'wide';
  const room = height - 2;
  const logHeight = room >= (wide ? 54 : 31) ? 6 : 0;
  const tableHeight = Math.min(room - logHeight - (wide ? 20 : 8), Math.min(arms, 16) + (wide ? 18 : 12));
  const upper = room - logHeight - tableHeight;
  const marginHeight = wide ? Math.max(7, Math.floor(upper * 0.36)) : 0;
  const curves = { x: 0, y: 1, width, height: upper - marginHeight };
  const tableY = 1 + upper;
  const sideWidth = wide ? Math.min(84, Math.floor(width * 0.34)) : 0;
  const numbers = { y: tableY, height: tableHeight };
  return {
    curves,
    ...(wide ? { margins: { x: 0, y: 1 + curves.height, width, height: marginHeight } } : {}),
    table: { x: 0, width: width - sideWidth, ...numbers },
    ...(wide ? { side: { x: width - sideWidth, width: sideWidth, ...numbers } } : {}),
    ...(logHeight > 0 ? { log: { x: 0, y: tableY + tableHeight, width, height: logHeight } } : {}),
  };
}

/** Where the parts of the live screen stand. */
export interface LiveLayout {
  readonly curve: Rectangle;
  readonly coupling: Rectangle;
  readonly phase: Rectangle;
  readonly readings: Rectangle;
  /** Clock, values and costs of the run; only on a wide screen. */
  readonly run?: Rectangle;
  readonly log: Rectangle;
}

/** The live screen's rectangles for a standard or wide screen; header and foot take the first and last row. */
export function liveLayout(width: number, height: number): LiveLayout {
  const wide = screenForm(width, height) === 'wide';
  const side = wide ? 46 : 30;
  const left = width - side;
  const room = height - 2;
  const logHeight = Math.max(4, Math.min(9, Math.floor(room / 5)));
  const upper = room - logHeight;
  const curve = wide ? Math.round(upper * 0.55) : Math.floor(upper / 2);
  const phase = wide ? 9 : 8;
  const run = wide ? 11 : 0;
  return {
    curve: { x: 0, y: 1, width: left, height: curve },
    coupling: { x: 0, y: 1 + curve, width: left, height: upper - curve },
    phase: { x: left, y: 1, width: side, height: phase },
    readings: { x: left, y: 1 + phase, width: side, height: upper - phase - run },
    ...(run > 0 ? { run: { x: left, y: 1 + upper - run, width: side, height: run } } : {}),
    log: { x: 0, y: 1 + upper, width, height: logHeight },
  };
}
