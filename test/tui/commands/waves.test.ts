import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Flags, Page } from '../../../tui/commands/page.js';
import { jsonDocument } from '../../../tui/commands/page.js';
import { previewWave } from '../../../tui/commands/wave-preview.js';
import { waveDocument, waveLines } from '../../../tui/commands/waves.js';
import { theme } from '../../../tui/theme.js';
import { command, type Ended } from '../command.js';

interface Document {
  readonly wave: { readonly from: string; readonly kind: string };
  readonly period: number | null;
  readonly lint: {
    readonly range: readonly number[] | null;
    readonly mean: number | null;
    readonly nonFinite: readonly { readonly at: number; readonly value: string }[];
    readonly nonFiniteCount: number;
    readonly jumps: readonly object[];
    readonly warnings: readonly string[];
  };
  readonly step: { readonly limit: number };
  readonly readings: Readonly<Record<'margin' | 'growth' | 'transient' | 'meanProduct', number | null>> & {
    readonly longRun: boolean;
    readonly word: string;
  };
  readonly samples: { readonly updates: number[]; readonly rates: number[]; readonly curvatures: number[] };
}

async function documentOf(text: string, flags: Flags = {}): Promise<Document> {
  return JSON.parse(jsonDocument(waveDocument(await previewWave(text, flags)))) as Document;
}

const page = (ascii: boolean, columns = 80): Page => ({
  theme: theme('none', ascii ? 'ascii' : 'braille'),
  columns,
  rows: undefined,
  ascii,
});

const cosines = (h: number): string => `${h}*(1+0.8*cos(2*pi*t/T))`;

describe('what a wave promises', () => {
  it.each([
    ['in phase', 0, 1.32],
    ['in quadrature', 0.25, 1],
    ['in anti-phase', 0.5, 0.68],
  ])('has the mean product of the theory %s: h(1 + (ab/2)cos φ)', async (_, phase, mean) => {
    const flags = { period: '40', phase: String(phase), curvature: cosines(1) };
    const { readings } = await documentOf(cosines(1), flags);
    expect(readings.meanProduct).toBeCloseTo(mean, 12);
  });

  it('has the margin 1 − h(1 + a)²/2 in phase, and growth and transient of the plain product', async () => {
    const h = 0.9;
    const { readings, samples } = await documentOf(cosines(h), { period: '40', curvature: cosines(1) });
    expect(readings.margin).toBeCloseTo(1 - (h * 1.8 * 1.8) / 2, 12);
    const factors = samples.rates.map((rate, n) => Math.abs(1 - rate * samples.curvatures[n]));
    expect(factors).toHaveLength(40);
    const angle = (n: number): number => 1 + 0.8 * Math.cos((2 * Math.PI * n) / 40);
    factors.forEach((factor, n) => expect(factor).toBeCloseTo(Math.abs(1 - h * angle(n) * angle(n)), 12));
    expect(readings.growth).toBeCloseTo(factors.reduce((product, factor) => product * factor, 1) ** (1 / 40), 12);
    const twice = [...factors, ...factors];
    let largest = 1;
    for (let from = 0; from < 80; from++)
      twice.slice(from).reduce((product, factor) => {
        largest = Math.max(largest, product * factor);
        return product * factor;
      }, 1);
    expect(readings.transient! / largest).toBeCloseTo(1, 9);
  });

  it.each([
    // The table of resonance in the theory: lowest h with growth above 1 at a = b = .5, three digits.
    ['displacement', 0.99, 8, 0, 0.0918],
    ['displacement', 0.99, 8, 0.5, 0.622],
    ['accumulated', 0.99, 20, 0.5, 0.0162],
    ['accumulated', 0.9, 20, 0.25, 2.027],
  ])('passes growth 1 where the table says: %s %d, period %d, phase %d', async (form, momentum, T, phase, critical) => {
    const wave = (h: number): string => `${h}*(1+0.5*cos(2*pi*t/T))`;
    const growth = async (h: number): Promise<number | null> =>
      (
        await documentOf(wave(h), {
          period: String(T),
          phase: String(phase),
          curvature: wave(1),
          momentum: String(momentum),
          form,
        })
      ).readings.growth;
    expect(await growth(critical * 0.993)).toBeLessThan(1);
    expect(await growth(critical * 1.007)).toBeGreaterThan(1);
  });

  it('stretches a waveform between --min and --max and looks its shape over', async () => {
    const found = await documentOf('triangle', { min: '0.5', max: '1.5', period: '4' });
    expect(found.wave).toEqual({ text: 'triangle', from: 'name', kind: 'waveform' });
    expect(found.samples.rates).toEqual([0.5, 1, 1.5, 1]);
    expect(found.readings.margin).toBe(0.25);
    expect(found.lint.range).toEqual([0, 1]);
    const ahead = await documentOf('triangle', { min: '0.5', max: '1.5', period: '4', phase: '0.25' });
    expect(ahead.samples.rates).toEqual([1, 1.5, 1, 0.5]);
    expect((await documentOf('sawtooth')).lint.jumps).toHaveLength(1);
  });

  it('finds the period of a formula that names none, and says when a given one does not hold', async () => {
    expect((await documentOf('2+cos(2*pi*t/32)')).period).toBe(32);
    const odd = await documentOf('2+cos(t)', { period: '40' });
    expect([odd.period, odd.readings.longRun]).toEqual([null, true]);
    expect(odd.lint.warnings).toContain('Does not repeat after the period of 40 updates that was given.');
  });

  it.each([
    ['1/0', 'Infinity', 512, 0],
    ['0/0', 'NaN', 512, 0],
    ['9^9^9', 'Infinity', 512, 0],
    ['1/(t-3)', 'Infinity', 1, 3],
    ['log(t-2)', 'NaN', 2, 0],
  ])('reports %s as %s with its update, and has no readings', async (text, value, count, at) => {
    const { lint, readings } = await documentOf(text);
    expect(lint.nonFinite[0]).toEqual({ at, value });
    expect(lint.nonFiniteCount).toBe(text === 'log(t-2)' ? 3 : count);
    expect(readings.margin).toBeNull();
    expect(readings.word).toBe('UNKNOWN');
  });

  it('fits its page, in ASCII where that is asked for', async () => {
    const preview = await previewWave(cosines(0.5), { period: '40', curvature: cosines(1), phase: '0.5' });
    for (const columns of [40, 80, 140]) {
      for (const line of waveLines(preview, page(false, columns)))
        if (columns >= 80) expect(Array.from(line).length).toBeLessThanOrEqual(columns);
      const ascii = waveLines(preview, page(true, columns)).join('\n');
      expect(ascii).toMatch(/^[\n -~]*$/);
    }
    const text = waveLines(preview, page(false)).join('\n');
    expect(text).toContain('mean ηλ 0.34');
    expect(text).toContain('INSIDE THE EDGE');
    expect(text).toMatch(/[⠁-⣿]/);
  });

  it.each<[string, Flags, string]>([
    ['sin(2*pi*q)', {}, "formula.text: expected a known name at column 10, got 'q'"],
    ['cosin', {}, "Did you mean 'cosine'?"],
    ['cosine', { period: '0.5' }, '--period: expected a number ≥ 1, got 0.5.'],
    ['cosine', { max: 'x' }, "--max: expected a number, got 'x'."],
    ['cosine', { max: '' }, "--max: expected a number, got ''."],
    ['cos(t)', { min: '1' }, '--min: expected a waveform to stretch'],
    ['cos(t)', { phase: '0.5' }, '--phase: expected a schedule that repeats'],
    ['cosine', { curvature: 'cosin' }, '--curvature: expected'],
    ['cosine', { form: 'displacement' }, '--form: expected a --momentum beside it'],
    ['cosine', { momentum: '1' }, '--momentum: expected a number ≥ 0 and < 1, got 1.'],
    ['missing.ts', {}, 'waves: expected a file that exists'],
  ])('refuses %s with %o', async (text, flags, message) => {
    await expect(previewWave(text, flags)).rejects.toThrow(message);
  });
});

describe('the command', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'antiphase-cli-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const antiphase = (...words: string[]): Promise<Ended> => command(folder, ...words);

  it('answers one document for a formula, and 2 with the column for a text it refuses', async () => {
    const [json, refused, infinite] = await Promise.all([
      antiphase('waves', '1+0.8*cos(2*pi*t/T)', '--period', '40', '--json'),
      antiphase('waves', 'sin(2*pi*'),
      antiphase('waves', '9^9^9'),
    ]);
    const found = JSON.parse(json.stdout) as Document;
    expect([json.code, found.period, found.lint.mean]).toEqual([0, 40, expect.closeTo(1, 12)]);
    // 1 − (1 + a)/2 at curvature 1.
    expect(found.readings.margin).toBeCloseTo(0.1, 12);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toMatch(/^antiphase: formula\.text: .* at column 10, got 'the end'\.\n$/);
    expect([infinite.code, infinite.stderr]).toEqual([0, '']);
    expect(infinite.stdout).toContain('not finite at update 0 (Infinity)');
    expect(infinite.stdout).toMatch(/^[\n -~]*$/);
  });

  it('saves, lists, renames and removes, and files take the name', async () => {
    expect((await antiphase('waves', 'save', 'fang', 'p^2')).code).toBe(0);
    expect((await antiphase('waves', 'list')).stdout).toMatch(/^fang +formula +p\^2\n$/);
    writeFileSync(
      join(folder, 'rate.ts'),
      `import { cycle } from 'antiphase/curriculum';\nexport default cycle({ wave: 'fang', period: 4, min: 0, max: 16 });\n`,
    );
    const file = await antiphase('waves', 'rate.ts', '--json');
    expect(file.stderr).toBe('');
    expect((JSON.parse(file.stdout) as Document).samples.rates).toEqual([0, 1, 4, 9]);
    expect((await antiphase('waves', 'rename', 'fang', 'tooth')).stdout).toBe('fang: now tooth\n');
    const gone = await antiphase('waves', 'rate.ts');
    expect([gone.code, gone.stderr]).toEqual([2, expect.stringContaining("got 'fang'")]);
    expect((await antiphase('waves', 'remove', 'tooth')).stdout).toContain('it was: p^2');
  });

  it('gives a saved name to experiments in every worker, and misspelt ones the nearest', async () => {
    await antiphase('waves', 'save', 'heartbeat', '0:0 0.2:1 0.5:0.3');
    const experiment = (wave: string): string => `
      import { balance, cycle, experiment, reinforce } from 'antiphase';
      export default experiment({
        env: balance({ rewardScale: cycle({ wave: '${wave}', period: 8, min: 0.4, max: 1.6 }) }),
        agent: reinforce({ learningRate: 0.1 }),
        updates: 2,
      });`;
    writeFileSync(join(folder, 'experiment.ts'), experiment('heartbeat'));
    writeFileSync(join(folder, 'misspelt.ts'), experiment('hartbeat'));
    const [trained, refused, mistaken] = await Promise.all([
      antiphase('run', 'experiment.ts', '--seeds', '2', '--workers', '2', '--reporter', 'jsonl'),
      antiphase('run', 'misspelt.ts'),
      antiphase('waves', 'rename', 'heartbeat', 'list'),
    ]);
    const events = trained.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly type: string; readonly values?: { readonly rewardScale: number } });
    const scales = events.filter(({ type }) => type === 'update').map(({ values }) => values?.rewardScale);
    // Level 0 at phase 0; at phase ⅛ the line from 0 to 1 over a fifth of a turn has climbed to ⅝.
    expect(scales).toEqual([0.4, expect.closeTo(1.15, 12), 0.4, expect.closeTo(1.15, 12)]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("Did you mean 'heartbeat'?");
    expect([mistaken.code, mistaken.stderr]).toEqual([2, expect.stringContaining('a command of antiphase waves')]);
    await antiphase('waves', 'remove', 'heartbeat');
  });

  it('tells a broken file in one line and leaves it alone', async () => {
    const path = join(folder, 'antiphase.waves.json');
    writeFileSync(path, '{"version": 1, "waves": ');
    const answers = await Promise.all([
      antiphase('waves', 'save', 'fang', 'p'),
      antiphase('waves', 'cosine'),
      antiphase('map', '--wave', 'cosine'),
    ]);
    for (const { code, stdout, stderr } of answers) {
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^antiphase: antiphase\.waves\.json: expected JSON at line 1, column 25[^\n]*\n$/);
    }
    expect(readFileSync(path, 'utf8')).toBe('{"version": 1, "waves": ');
    rmSync(path);
  });
});
