import type { Cells } from './cells.js';
import type { ChartGlyphs } from './canvas.js';

const plain: Readonly<Record<string, string>> = {
  '─': '-',
  '│': '|',
  '━': '=',
  '┃': '|',
  '╌': '-',
  '┄': '-',
  '┤': '|',
  '┊': ':',
  '█': '#',
  '▓': '#',
  '▒': '%',
  '░': ':',
  '·': '.',
  '▰': '#',
  '▱': '.',
  '−': '-',
  '×': 'x',
  '±': '+',
  '°': 'o',
  '…': '~',
  η: 'n',
  λ: 'L',
  Δ: 'D',
  φ: 'p',
  '●': '*',
  '◐': '@',
  '›': '>',
  '▲': '!',
  '✓': 'v',
  '✗': 'x',
  '←': '<',
  '→': '>',
  '↑': '^',
  '↓': 'v',
  '≤': '<',
  '≥': '>',
  '–': '-',
  '—': '-',
  '≈': '~',
  '∞': 'i',
  '▁': '_',
  '▂': '_',
  '▃': '.',
  '▄': '-',
  '▅': '-',
  '▆': '=',
  '▇': '*',
};

/** The ASCII character that stands for a glyph where only ASCII is safe. */
export function asciiGlyph(codePoint: number): number {
  if (codePoint < 0x7f) return codePoint;
  const found = plain[String.fromCodePoint(codePoint)];
  if (found !== undefined) return found.charCodeAt(0);
  if (codePoint >= 0x2500 && codePoint <= 0x257f) return 0x2b;
  if (codePoint >= 0x2581 && codePoint <= 0x2588) return 0x23;
  return 0x3f;
}

/** Replaces every glyph that is not ASCII, in place. */
export function toAscii(grid: Cells): void {
  for (let i = 0; i < grid.glyphs.length; i++) grid.glyphs[i] = asciiGlyph(grid.glyphs[i]);
}

/** The glyphs a terminal can surely draw, from its environment. */
export function chartGlyphs(environment: Readonly<Record<string, string | undefined>>): ChartGlyphs {
  const locale = environment['LC_ALL'] || environment['LC_CTYPE'] || environment['LANG'] || '';
  if (environment['TERM'] === 'dumb') return 'ascii';
  if (locale !== '' && !/utf-?8/i.test(locale)) return 'ascii';
  return environment['TERM'] === 'linux' ? 'block' : 'braille';
}
