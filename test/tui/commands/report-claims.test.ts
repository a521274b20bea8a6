import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { claims } from '../../../experiments/claims/all.js';
import { command } from '../command.js';
import { study } from './study.js';

const folder = mkdtempSync(join(tmpdir(), 'antiphase-report-claims-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('antiphase report claims', { timeout: 90_000 }, () => {
  it('says what to do where no seed is kept, and leaves nothing behind', async () => {
    const { code, stderr } = await command(folder, 'report', 'claims');
    expect([code, stderr]).toEqual([
      2,
      "antiphase: report claims: expected seeds kept in runs/claims, got 'none'. Run antiphase claims first.\n",
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('stands alone: runs have reports of their own', async () => {
    const { code, stderr } = await command(folder, 'report', 'claims', 'first-run');
    expect([code, stderr]).toEqual([
      2,
      "antiphase: report: expected claims alone, or ids of runs, got 'claims first-run'.\n",
    ]);
  });

  it('writes the page, the summary and each figure of what is kept, and says of the others that they were not run', async () => {
    const tested = await command(folder, 'claims', 'label-smoothing', '--quick', '--machine', 'an abacus');
    expect(tested.code).toBe(0);
    const [, verdict] = /^label-smoothing: (.*?) {3}\(/.exec(tested.stdout) ?? [];
    const { code, stdout, stderr } = await command(folder, 'report', 'claims');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^report-claims\/index\.html: 1 figures, \d\.\d MB, works offline\n/);
    expect(readdirSync(join(folder, 'report-claims')).sort()).toEqual([
      'index.html',
      'label-smoothing-effects.svg',
      'report.md',
    ]);
    const markdown = readFileSync(join(folder, 'report-claims', 'report.md'), 'utf8');
    expect(markdown).toContain(`> label-smoothing: ${verdict}\n`);
    expect(markdown).toContain('run on an abacus');
    expect(markdown).toContain('label-smoothing-effects.svg');
    for (const { name } of claims)
      if (name !== 'label-smoothing') expect(markdown).toContain(`> ${name}: not run: no seed is kept`);
  });

  it('takes a folder, pictures and JSON as the report of a run does', async () => {
    const { title } = await study(folder, ['claims'], 'label-smoothing-effects.png');
    expect(title).toBe('Claims about cyclical rates');
  });
});
