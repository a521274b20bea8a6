import type { PictureCell } from './svg.js';

/** What is read of a cell of a terminal's buffer; xterm's cells have this shape. */
export interface BufferCell {
  getChars(): string;
  getFgColor(): number;
  isFgRGB(): boolean;
  isFgPalette(): boolean;
  isBold(): number;
  isDim(): number;
}

/** What is read of a terminal; xterm's have this shape. */
export interface BufferedTerminal {
  readonly cols: number;
  readonly rows: number;
  readonly buffer: {
    readonly active: {
      readonly baseY: number;
      getLine(y: number): { getCell(x: number): BufferCell | undefined } | undefined;
    };
  };
}

const basic = [
  '#1e2127',
  '#d55e00',
  '#009e73',
  '#e69f00',
  '#0072b2',
  '#cc79a7',
  '#56b4e9',
  '#bbbbbb',
  '#5c6370',
  '#e8743b',
  '#2fbf93',
  '#f0e442',
  '#4aa3df',
  '#e39ac3',
  '#8fd0f5',
  '#ffffff',
];

/** The visible screen of a terminal as cells of a picture. */
export function terminalCells(terminal: BufferedTerminal): PictureCell[][] {
  const { active } = terminal.buffer;
  return Array.from({ length: terminal.rows }, (_, y) => {
    const line = active.getLine(active.baseY + y);
    return Array.from({ length: terminal.cols }, (__, x): PictureCell => {
      const cell = line?.getCell(x);
      if (cell === undefined) return { glyph: ' ' };
      const color = colorOf(cell);
      return {
        glyph: cell.getChars() === '' ? ' ' : cell.getChars(),
        ...(color === undefined ? {} : { color }),
        ...(cell.isBold() === 0 ? {} : { bold: true }),
        ...(cell.isDim() === 0 ? {} : { dim: true }),
      };
    });
  });
}

function colorOf(cell: BufferCell): string | undefined {
  const value = cell.getFgColor();
  if (cell.isFgRGB()) return `#${value.toString(16).padStart(6, '0')}`;
  if (!cell.isFgPalette()) return undefined;
  if (value < 16) return basic[value];
  if (value >= 232) return grey(8 + (value - 232) * 10);
  const at = value - 16;
  return `#${[Math.floor(at / 36), Math.floor(at / 6) % 6, at % 6].map((level) => hex(level === 0 ? 0 : 55 + level * 40)).join('')}`;
}

function grey(level: number): string {
  return `#${hex(level).repeat(3)}`;
}

function hex(level: number): string {
  return level.toString(16).padStart(2, '0');
}
