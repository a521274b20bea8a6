import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { plan } from '../../experiments/report/fixture.js';
import { storeRun } from '../../experiments/report/stored.js';
import { command } from '../command.js';

const folder = mkdtempSync(join(tmpdir(), 'antiphase-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
storeRun(join(folder, 'runs'), 'first-run', 'first', [plan()]);
storeRun(join(folder, 'runs'), 'second-run', 'second', [plan()]);

describe('antiphase report', () => {
  it('writes a page, a summary and each figure, and says where', async () => {
    const { code, stdout, stderr } = await command(folder, 'report', 'first-run');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^report-first-run\/index\.html: \d figures, \d\.\d MB, works offline\n/);
    const files = readdirSync(join(folder, 'report-first-run'));
    expect(files).toEqual(expect.arrayContaining(['index.html', 'report.md', 'run-1-returns.svg']));
    expect(readFileSync(join(folder, 'report-first-run', 'index.html'), 'utf8')).toMatch(/^<!doctype html>/);
  });

  it('puts several runs into one page, in a folder of one’s choice, with pictures and a document', async () => {
    const words = ['first-run', 'second-run', '--out', 'study', '--png', '--json'];
    const { code, stdout } = await command(folder, 'report', ...words);
    expect(code).toBe(0);
    const { out, files, report } = JSON.parse(stdout) as {
      readonly out: string;
      readonly files: readonly string[];
      readonly report: { readonly title: string };
    };
    expect([out, report.title]).toEqual(['study', 'first, second']);
    for (const file of files) expect(existsSync(join(folder, file))).toBe(true);
    const picture = readFileSync(join(folder, 'study', 'run-2-returns.png'));
    expect(picture.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    // Twice as wide as the figure's 680 units and its axis.
    expect(picture.readUInt32BE(16)).toBeGreaterThan(1360);
  });

  it('names the nearest run for one that is not there, and leaves nothing behind', async () => {
    const { code, stderr } = await command(folder, 'report', 'first-rum', '--out', 'nothing');
    expect([code, stderr]).toEqual([
      2,
      "antiphase: run id: expected a run stored in runs, got 'first-rum'. Did you mean 'first-run'?\n",
    ]);
    expect(existsSync(join(folder, 'nothing'))).toBe(false);
  });
});
