import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimsDocument } from '../../../../experiments/claims/report/document.js';
import { keptLedger } from '../../../../experiments/claims/report/kept.js';
import { writtenOut } from '../../../../experiments/report/report.js';
import { chromiumIsThere, expectHeadingsInOrder, openPage, showFigures, whySkipped } from '../../report/chromium.js';
import { hostile, hostileClaim, keepSeeds } from './stored.js';

describe.skipIf(!chromiumIsThere)(`the page of claims in Chromium${whySkipped}`, () => {
  const open = openPage(async (folder) => {
    const store = { folder: join(folder, 'store'), version: '1.0.0', machine: `machine ${hostile}` };
    const [full, quick, none] = ['full', 'quick', 'none'].map((name) => hostileClaim({ name }));
    keepSeeds(store, full, false, 20);
    keepSeeds(store, quick, true, 20);
    const kept = keptLedger(store, [full, quick, none]);
    return (await writtenOut(claimsDocument(kept, { date: '2020-01-02', version: '1.0.0' }))).page;
  });
  const { complaints, requests, seen } = open;

  it('shows a forest and a curve for each claim that has seeds, drawn before any script has touched them', async () => {
    const ids = await seen<string[]>(`[...document.querySelectorAll('figure')].map(({ id }) => id)`);
    expect(ids).toEqual(['full-effects', 'full-curve-1', 'quick-effects', 'quick-curve-1']);
    const drawn = await seen<number[]>(
      `[...document.querySelectorAll('.chart')].map((chart) => chart.querySelectorAll('svg path, svg line').length)`,
    );
    expect(Math.min(...drawn)).toBeGreaterThan(5);
  });

  it('makes each figure live as it comes near, without a complaint', async () => {
    await showFigures(open.page);
    expect(await open.page.locator('.chart[data-state="live"]').count()).toBe(4);
    expect(complaints).toEqual([]);
  }, 60_000);

  it('draws each effect where it lies: the first right of 0, the second across it', async () => {
    const rules = await seen<{ readonly left: number; readonly right: number }[]>(
      `[...document.querySelectorAll('#chart-full-effects .mark-rule.role-mark line')].map((line) => {
        const { left, right } = line.getBoundingClientRect();
        return { left, right };
      })`,
    );
    const [zero, first, second] = rules;
    expect(first.left).toBeGreaterThan(zero.right);
    expect(second.left).toBeLessThan(zero.left);
    expect(second.right).toBeGreaterThan(zero.right);
  });

  it('asks for nothing but itself', () => {
    expect(requests.filter((url) => !url.startsWith('data:') && !url.startsWith('blob:'))).toEqual([open.page.url()]);
  });

  it('shows hostile texts as texts, in words and in figures', async () => {
    expect(await seen<boolean>(`'hacked' in window`)).toBe(false);
    expect(await open.page.locator('h2', { hasText: `title ${hostile}` }).count()).toBe(3);
    expect(await open.page.locator('#chart-full-effects svg text').allTextContents()).toContainEqual(
      expect.stringContaining('gain </script><script>'),
    );
    expect(await open.page.locator('main img, main script').count()).toBe(0);
  });

  it('marks what is quick and says what was not run', async () => {
    const verdicts = await open.page.locator('.verdict').allTextContents();
    expect(verdicts.map((text) => text.replace(/\s+/g, ' '))).toEqual([
      'full: holds',
      'quick: holdsQuick: small sizes; the full run decides.',
      'none: not run: no seed is kept (antiphase claims none)',
    ]);
  });

  it('has one first heading, no level left out, and fits a narrow screen', async () => {
    await expectHeadingsInOrder(open);
    await open.page.setViewportSize({ width: 380, height: 800 });
    expect(await seen<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(380);
  });
});
