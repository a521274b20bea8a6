import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { plan } from '../../experiments/report/fixture.js';
import { storeRun } from '../../experiments/report/stored.js';
import { command } from '../command.js';
import { study } from './study.js';

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
    const { title, png } = await study(folder, ['first-run', 'second-run'], 'run-2-returns.png');
    expect(title).toBe('first, second');
    // Twice as wide as the figure's 680 units and its axis.
    expect(png.readUInt32BE(16)).toBeGreaterThan(1360);
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
