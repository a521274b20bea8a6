import headless from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cells, put, rowText, styles, write, type Cells } from '../../../tui/charts/cells.js';
import { difference, pens } from '../../../tui/charts/diff.js';
import { painter } from '../../../tui/dashboard/painter.js';
import { theme, type ColorDepth } from '../../../tui/theme.js';

/** A terminal as the dashboard takes it: no autowrap. */
async function opened(width: number, height: number): Promise<headless.Terminal> {
  const terminal = new headless.Terminal({ cols: width, rows: height, allowProposedApi: true, scrollback: 100 });
  await sent(terminal, '\u001B[?1049h\u001B[?25l\u001B[?7l');
  return terminal;
}

const sent = (terminal: headless.Terminal, bytes: string | Uint8Array): Promise<void> =>
  new Promise((done) => terminal.write(bytes, done));

/** Glyph, colour and weight of every cell of a terminal; of a blank one the glyph alone. */
function looks(terminal: headless.Terminal): string[] {
  const { active } = terminal.buffer;
  return Array.from({ length: terminal.rows * terminal.cols }, (_, i) => {
    const cell = active.getLine(active.baseY + Math.floor(i / terminal.cols))?.getCell(i % terminal.cols);
    const glyph = cell?.getChars() === '' ? ' ' : (cell?.getChars() ?? ' ');
    if (cell === undefined || glyph === ' ') return glyph;
    return `${glyph} ${cell.isFgDefault() ? 'own' : cell.getFgColor()} ${cell.isBold() > 0} ${cell.isDim() > 0}`;
  });
}

/** The same of cells, by drawing each on its own in a fresh terminal. */
async function wanted(grid: Cells, colours: readonly string[]): Promise<string[]> {
  const terminal = await opened(grid.width, grid.height);
  let bytes = '';
  for (let y = 0; y < grid.height; y++)
    for (let x = 0; x < grid.width; x++) {
      const at = y * grid.width + x;
      bytes += `\u001B[0m\u001B[${y + 1};${x + 1}H${colours[grid.styles[at]]}${String.fromCodePoint(grid.glyphs[at])}`;
    }
  await sent(terminal, bytes);
  return looks(terminal);
}

const glyph = fc.constantFrom(...Array.from('    ab1.│─⣿⠁▁━°λη×−'));
const style = fc.constantFrom(...styles);
/** A grid with runs of blanks and of ink, as screens have. */
const gridOf = (width: number, height: number): fc.Arbitrary<Cells> =>
  fc
    .array(fc.tuple(fc.nat(width - 1), fc.nat(height - 1), fc.array(glyph, { minLength: 1, maxLength: 30 }), style), {
      maxLength: 14,
    })
    .map((texts) => {
      const grid = cells(width, height);
      for (const [x, y, letters, of] of texts) write(grid, x, y, letters.join(''), of);
      return grid;
    });
const depths: readonly ColorDepth[] = ['none', '16', '256', 'truecolor'];

describe('the difference of two grids', () => {
  it('leaves a terminal with exactly the cells of the last grid, in every depth of colour', async () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 12 }));
    const story = sizes.chain(([width, height]) => fc.array(gridOf(width, height), { minLength: 1, maxLength: 6 }));
    await fc.assert(
      fc.asyncProperty(story, fc.constantFrom(...depths), async (grids, depth) => {
        const { colours } = theme(depth, 'braille');
        const terminal = await opened(grids[0].width, grids[0].height);
        const put = painter((bytes) => terminal.write(bytes));
        for (const grid of grids) put.paint({ cells: grid, colours });
        await sent(terminal, '');
        expect(looks(terminal)).toEqual(await wanted(grids[grids.length - 1], colours));
      }),
      { numRuns: 120, seed: 7 },
    );
  });

  it('never drifts: after 100 frames that move by a column the terminal shows the last', async () => {
    const [width, height] = [60, 12];
    const { colours } = theme('truecolor', 'braille');
    const terminal = await opened(width, height);
    const out = painter((bytes) => terminal.write(bytes));
    let last = cells(width, height);
    for (let frame = 0; frame < 100; frame++) {
      last = cells(width, height);
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++)
          if ((x * 7 + y * 3 + frame) % 5 < 3)
            put(last, x, y, 0x2801 + ((x + y + frame) % 200), styles[(x + frame) % 15]);
      out.paint({ cells: last, colours });
    }
    await sent(terminal, '');
    expect(looks(terminal)).toEqual(await wanted(last, colours));
    expect(terminal.buffer.active.baseY).toBe(0);
  });

  it('paints whole after a resize and after a foreign write, and never wipes the scrollback', async () => {
    const { colours } = theme('16', 'braille');
    const terminal = await opened(20, 5);
    let bytes = '';
    const out = painter((some) => {
      bytes += Buffer.from(some).toString();
      terminal.write(some);
    });
    const grid = (width: number, height: number, text: string): Cells => {
      const made = cells(width, height);
      for (let y = 0; y < height; y++) write(made, 0, y, text.repeat(width).slice(0, width), 'good');
      return made;
    };
    for (const [width, height] of [
      [20, 5],
      [33, 9],
      [7, 3],
      [20, 5],
    ]) {
      await sent(terminal, '');
      terminal.resize(width, height);
      out.paint({ cells: grid(width, height, 'ab'), colours });
    }
    await sent(terminal, '\u001B[3;1Hsomebody else\u001B[2;2H');
    expect(out.isKnown()).toBe(true);
    out.forget();
    const last = grid(20, 5, 'ba');
    out.paint({ cells: last, colours });
    await sent(terminal, '');
    expect(looks(terminal)).toEqual(await wanted(last, colours));
    expect(bytes).not.toContain('\u001B[3J');
    expect(bytes).not.toContain('\n');
  });

  it('costs nothing where nothing changed, and less than a whole row where little did', () => {
    const { colours } = theme('truecolor', 'braille');
    const inHand = pens(colours);
    const before = cells(140, 45);
    for (let y = 0; y < 45; y++) write(before, 0, y, '│⣿─ a '.repeat(23), y % 2 === 0 ? 'dim' : 'rate');
    expect(difference(before, before, inHand)).toBe('');
    const after: Cells = { ...before, glyphs: before.glyphs.slice() };
    put(after, 70, 20, 0x78);
    put(after, 72, 20, 0x79);
    expect(rowText(after, 20).slice(70, 73)).toBe('x y');
    // A place, two letters, and the blank between them.
    expect(Buffer.byteLength(difference(before, after, inHand))).toBeLessThan(30);
  });

  it.each([
    ['a cell is one move and one letter', 'x', 'y', '\u001B[Hy'],
    ['a blank end is erased at once', 'x'.repeat(9), 'x', '\u001B[1;2H\u001B[K'],
    ['a short gap is written again', 'aaaaaa', 'bacaad', '\u001B[Hbacaad'],
    ['a long gap is jumped over', 'a'.repeat(12), `b${'a'.repeat(10)}b`, '\u001B[Hb\u001B[10Cb'],
  ])('%s', (_, from, to, bytes) => {
    const [before, after] = [from, to].map((text) => {
      const grid = cells(20, 1);
      write(grid, 0, 0, text);
      return grid;
    });
    expect(difference(before, after, pens(theme('none', 'ascii').colours))).toBe(bytes);
  });

  it('resets only where something of the old look would stay behind', () => {
    const { change, count } = pens(['', '\u001B[1m', '\u001B[31m', '\u001B[32m', '\u001B[1m\u001B[32m']);
    const from = (a: number, b: number): string => change[a * count + b];
    expect(from(0, 4)).toBe('\u001B[1;32m');
    expect(from(2, 3)).toBe('\u001B[32m');
    expect(from(3, 4)).toBe('\u001B[1m');
    expect(from(4, 3)).toBe('\u001B[0;32m');
    expect(from(4, 0)).toBe('\u001B[m');
    expect(from(2, 1)).toBe('\u001B[0;1m');
  });
});
