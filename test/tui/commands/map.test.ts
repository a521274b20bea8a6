import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stabilityMap } from '../../../curriculum/stability/map.js';
import { mapDocument, mapLines } from '../../../tui/commands/map.js';
import { axisOf, mapRequest } from '../../../tui/commands/map-request.js';
import { jsonDocument, type Flags, type Page } from '../../../tui/commands/page.js';
import { theme } from '../../../tui/theme.js';
import { command, type Ended } from '../command.js';

interface Document {
  readonly reading: string;
  readonly x: { readonly axis: string; readonly values: number[] };
  readonly y: { readonly axis: string; readonly values: number[] };
  readonly fixed: Readonly<Record<string, number | string>>;
  readonly edge: number;
  readonly grid: number[][];
  readonly best: { readonly x: number; readonly y: number; readonly value: number };
  readonly reopens: number[];
}

async function documentOf(flags: Flags): Promise<Document> {
  const request = await mapRequest(flags);
  return JSON.parse(jsonDocument(mapDocument(stabilityMap(request.options), request))) as Document;
}

async function linesOf(flags: Flags, page: Page): Promise<string[]> {
  const request = await mapRequest(flags);
  return mapLines(stabilityMap(request.options), request, page);
}

const page = (options: Partial<Page> = {}): Page => ({
  theme: theme('none', options.ascii === true ? 'ascii' : 'braille'),
  columns: 80,
  rows: 24,
  ascii: false,
  ...options,
});

describe('a map of a reading', () => {
  it('holds the plain product of one period in every cell', async () => {
    const found = await documentOf({ x: 'phase=0:0.5:5', y: 'rate=0.3:2.3:5', a: '0.5', b: '0.4', period: '12' });
    expect([found.grid.length, found.grid[0].length]).toEqual([5, 5]);
    expect(found.y.values).toEqual([0.3, 0.8, 1.3, 1.8, 2.3].map((rate) => expect.closeTo(rate, 12) as number));
    found.y.values.forEach((rate, row) => {
      found.x.values.forEach((phase, column) => {
        let product = 1;
        for (let n = 0; n < 12; n++) {
          const [c, r] = [n / 12, n / 12 + phase].map((turns) => -Math.cos(2 * Math.PI * turns));
          product *= Math.abs(1 - rate * (1 + 0.5 * r) * (1 + 0.4 * c));
        }
        expect(found.grid[row][column]).toBeCloseTo(product ** (1 / 12), 12);
      });
    });
  });

  it.each([
    // Critical h of the theory, a = b = .5: 2/(1 + a|cos(φ/2)|)².
    ['0', 2 / 2.25],
    ['0.25', 2 / (1 + 0.5 * Math.SQRT1_2) ** 2],
    ['0.5', 2],
  ])('has its margin pass 0 where the closed form says, at phase %s', async (phase, critical) => {
    const { grid } = await documentOf({
      reading: 'margin',
      x: 'period=4000:4001:2',
      y: `rate=${critical * 0.999}:${critical * 1.001}:2`,
      phase,
      a: '0.5',
      b: '0.5',
    });
    expect(grid[0][0]).toBeGreaterThan(0);
    expect(grid[1][0]).toBeLessThan(0);
  });

  it.each([
    // The table of resonance in the theory: lowest h with growth above 1 at a = b = .5.
    ['displacement', '0.9', '20', [1.776, 2.228, 3.776]],
    ['accumulated', '0.9', '20', [1.777, 2.027, 3.603]],
    ['displacement', '0.99', '8', [0.0918, 0.111, 0.622]],
    ['accumulated', '0.99', '8', [0.138, 0.12, 0.1]],
  ])('loses stability where the table says: %s %s, period %s', async (form, momentum, period, criticals) => {
    for (const [column, critical] of criticals.entries()) {
      const y = `rate=${critical * 0.985}:${critical * 1.015}:2`;
      const { grid } = await documentOf({ x: 'phase=0:0.5:3', y, a: '.5', b: '.5', period, momentum, form });
      expect(grid[0][column]).toBeLessThanOrEqual(1 + 1e-12);
      expect(grid[1][column]).toBeGreaterThan(1);
    }
  });

  it('sees stable windows reopen where the anti-phase limit of momentum methods does', async () => {
    const flags = { x: 'phase=0:0.5:2', y: 'rate=0.005:0.5:400:log', a: '.5', b: '.5', period: '20', momentum: '.99' };
    const found = await documentOf(flags);
    // Anti-phase opens its first tongue at .0162, far below the frozen edge; in phase there is none below 1.703.
    expect(found.reopens).toEqual([0.5]);
    const text = (await linesOf(flags, page())).join(' ');
    expect(text).toMatch(/stable windows reopen at phase 0\.5 \(1 of 2\): lost at rate 0\.016\d*,/);
    expect((await documentOf({ x: 'phase=0:0.5:3', y: 'rate=0.1:0.5:9' })).reopens).toEqual([]);
  });

  it('varies momentum, period and amplitudes, and takes shapes of its own', async () => {
    const still = await documentOf({ x: 'a=0:0.5:2', y: 'b=0:0.5:2', rate: '0.5', phase: '0.5', reading: 'margin' });
    // Anti-phase at full product: the peak of (1 + a·s)(1 − b·s) over s in [−1, 1].
    expect(still.grid[0][0]).toBeCloseTo(0.75, 12);
    expect(still.grid[0][1]).toBeCloseTo(1 - 0.75 / 2, 12);
    expect(still.grid[1][1]).toBeCloseTo(0.75, 12);
    const momenta = await documentOf({ x: 'momentum=0:0.9:2', y: 'period=3:5:3', reading: 'margin', a: '0', b: '0' });
    for (const row of momenta.grid) expect(row).toEqual([0.5, expect.closeTo(1 - 1 / 3.8, 12)]);
    const flat = await documentOf({ x: 'phase=0:0.5:2', y: 'rate=0.5:1:2', reading: 'margin', wave: '0.5+0*p' });
    expect(flat.grid).toEqual([
      [0.75, 0.75],
      [0.5, 0.5],
    ]);
  });

  it('names the best cell: the lowest growth, the highest margin', async () => {
    const flags = { x: 'a=0:0.8:2', y: 'rate=0.5:1:2', b: '0' };
    // At constant curvature 1 and rate 1 gradient descent arrives in one step.
    expect((await documentOf(flags)).best).toEqual({ x: 0, y: 1, value: 0 });
    expect((await documentOf({ ...flags, reading: 'margin' })).best).toEqual({ x: 0, y: 0.5, value: 0.75 });
  });

  it('fits a terminal of 80 × 24 whole, and says in a pipe every sample in ASCII', async () => {
    const screen = await linesOf({}, page());
    expect(screen.length).toBeLessThanOrEqual(23);
    for (const line of screen) expect(Array.from(line).length).toBeLessThan(80);
    expect(screen.join('\n')).toContain('┼ the edge');
    const narrow = await linesOf({ reading: 'margin' }, page({ columns: 60, rows: 20 }));
    for (const line of narrow) expect(Array.from(line).length).toBeLessThan(60);
    expect(narrow.join('\n')).toContain('┼ the edge');
    const pipe = await linesOf({}, page({ rows: undefined, ascii: true }));
    expect(pipe.join('\n')).toMatch(/^[\n -~]*$/);
    expect(pipe.filter((line) => /^.{7}[|].{49}$/.test(line))).toHaveLength(33);
    expect(screen.join('\n') + pipe.join('\n')).not.toContain('\u001B');
  });

  it.each([
    ['phase=0:0.5:49', 49, [0, 0.5]],
    ['rate=0.01:1:3:log', 3, [0.01, 1]],
    ['period=4:6:99', 3, [4, 6]],
    ['b=0:1', 33, [0, 1]],
    ['phase', 49, [0, 0.5]],
    ['momentum', 20, [0, 0.95]],
    ['period', 29, [8, 64]],
  ])('reads the axis %s', (text, count, [first, last]) => {
    const values = Array.from(axisOf('--x', text).options.values);
    expect([values.length, values[0], values[count - 1]]).toEqual([count, first, last]);
  });

  it('spaces a logarithmic axis by equal factors', () => {
    expect(axisOf('--y', 'rate=0.01:1:3:log').options.values[1]).toBeCloseTo(0.1, 12);
  });

  it.each<[Flags, string]>([
    [
      { x: 'phse=0:1:3' },
      "--x: expected one of phase, rate, a, b, period, momentum, got 'phse'. Did you mean 'phase'?",
    ],
    [{ x: 'phase=' }, '--x: expected name=from:to:count'],
    [{ x: 'phase=1:0:3' }, 'with from < to'],
    [{ x: 'phase=0:1:1' }, '--x: expected an integer in [2, 1000], got 1.'],
    [{ x: 'phase=0:1:3:lin' }, '--x: expected name=from:to:count'],
    [{ y: 'rate=0:1:3:log' }, '--y: expected a number > 0, got 0.'],
    [{ x: 'phase=0:Infinity:3' }, '--x: expected name=from:to:count'],
    [{ x: 'period=4:4.2:3' }, 'two whole periods'],
    [{ x: 'rate=0:1:3' }, "--y: expected another axis than --x, got 'rate'."],
    [{ phase: '0.5' }, '--phase: expected no fixed value of what an axis varies'],
    [{ reading: 'gorwth' }, "Did you mean 'growth'?"],
    [{ a: '2' }, '--a: expected a number in [0, 1], got 2.'],
    [{ period: '2.5' }, '--period: expected an integer ≥ 1, got 2.5.'],
    [{ wave: 't' }, '--wave: expected a waveform'],
    [{ rateWave: 'cosin' }, '--rate-wave: expected'],
    [{ form: 'displacement' }, '--form: expected a --momentum beside it'],
  ])('refuses %o', async (flags, message) => {
    await expect(mapRequest(flags)).rejects.toThrow(message);
  });
});

describe('the command', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'antiphase-map-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const antiphase = (...words: string[]): Promise<Ended> => command(folder, 'map', ...words);

  it('writes pictures without any other flag, and one document with --json', async () => {
    const [pictures, json, wrong] = await Promise.all([
      antiphase('--png', 'map.png', '--svg', 'map.svg'),
      antiphase('--x', 'phase=0:0.5:3', '--y', 'rate=0.5:1:2', '--json'),
      antiphase('--x', 'phase=0'),
    ]);
    expect([pictures.code, pictures.stderr]).toEqual([0, '']);
    expect(pictures.stdout).toContain('wrote map.png');
    expect(pictures.stdout).toMatch(/^[\n -~]*$/);
    expect(readFileSync(join(folder, 'map.png')).subarray(1, 4).toString()).toBe('PNG');
    expect(readFileSync(join(folder, 'map.svg'), 'utf8')).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
    expect((JSON.parse(json.stdout) as Document).grid[0]).toHaveLength(3);
    expect([wrong.code, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toMatch(/^antiphase: --x: [^\n]+\n$/);
  });

  it('takes a saved name as its shape', async () => {
    writeFileSync(
      join(folder, 'antiphase.waves.json'),
      '{"version": 1, "waves": {"still": {"kind": "formula", "text": "0.5"}}}',
    );
    const { stdout, stderr } = await antiphase(
      '--wave',
      'still',
      '--reading',
      'margin',
      '--y',
      'rate=0.5:1:2',
      '--json',
    );
    expect(stderr).toBe('');
    expect(new Set((JSON.parse(stdout) as Document).grid.flat())).toEqual(new Set([0.75, 0.5]));
  });
});
