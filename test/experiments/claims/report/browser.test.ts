import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimsDocument } from '../../../../experiments/claims/report/document.js';
import { keptLedger } from '../../../../experiments/claims/report/kept.js';
import { writtenOut } from '../../../../experiments/report/report.js';
import { hostile, hostileClaim, keepSeeds } from './stored.js';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const there = existsSync(executablePath);
const why = there ? '' : ` (skipped: no Chromium at ${executablePath})`;
const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];

describe.skipIf(!there)(`the page of claims in Chromium${why}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'antiphase-claims-page-'));
  let browser: Browser | undefined;
  let page: Page;
  const complaints: string[] = [];
  const requests: string[] = [];
  /** The value of an expression in the page. */
  const seen = <T>(expression: string): Promise<T> => page.evaluate<T>(expression);

  beforeAll(async () => {
    const store = { folder: join(folder, 'store'), version: '1.0.0', machine: `machine ${hostile}` };
    const [full, quick, none] = ['full', 'quick', 'none'].map((name) => hostileClaim({ name }));
    keepSeeds(store, full, false, 20);
    keepSeeds(store, quick, true, 20);
    const kept = keptLedger(store, [full, quick, none]);
    const { page: text } = await writtenOut(claimsDocument(kept, { date: '2020-01-02', version: '1.0.0' }));
    const file = join(folder, 'index.html');
    writeFileSync(file, text);
    browser = await chromium.launch({ executablePath, args });
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows a forest and a curve for each claim that has seeds, drawn before any script has touched them', async () => {
    const ids = await seen<string[]>(`[...document.querySelectorAll('figure')].map(({ id }) => id)`);
    expect(ids).toEqual(['full-effects', 'full-curve-1', 'quick-effects', 'quick-curve-1']);
    const drawn = await seen<number[]>(
      `[...document.querySelectorAll('.chart')].map((chart) => chart.querySelectorAll('svg path, svg line').length)`,
    );
    expect(Math.min(...drawn)).toBeGreaterThan(5);
  });

  it('makes each figure live as it comes near, without a complaint', async () => {
    const charts = page.locator('.chart');
    for (let i = 0; i < (await charts.count()); i++) {
      await charts.nth(i).scrollIntoViewIfNeeded();
      await charts.nth(i).locator('.vega-embed svg path').first().waitFor({ state: 'attached', timeout: 15_000 });
    }
    expect(await page.locator('.chart[data-state="live"]').count()).toBe(4);
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
    expect(requests.filter((url) => !url.startsWith('data:') && !url.startsWith('blob:'))).toEqual([page.url()]);
  });

  it('shows hostile texts as texts, in words and in figures', async () => {
    expect(await seen<boolean>(`'hacked' in window`)).toBe(false);
    expect(await page.locator('h2', { hasText: `title ${hostile}` }).count()).toBe(3);
    expect(await page.locator('#chart-full-effects svg text').allTextContents()).toContainEqual(
      expect.stringContaining('gain </script><script>'),
    );
    expect(await page.locator('main img, main script').count()).toBe(0);
  });

  it('marks what is quick and says what was not run', async () => {
    const verdicts = await page.locator('.verdict').allTextContents();
    expect(verdicts.map((text) => text.replace(/\s+/g, ' '))).toEqual([
      'full: holds',
      'quick: holdsQuick: small sizes; the full run decides.',
      'none: not run: no seed is kept (antiphase claims none)',
    ]);
  });

  it('has one first heading, no level left out, and fits a narrow screen', async () => {
    const levels = await seen<number[]>(
      `[...document.querySelectorAll('h1, main h2, main h3, main h4')].map(({ tagName }) => Number(tagName[1]))`,
    );
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(Math.max(...levels.slice(1).map((level, i) => level - levels[i]))).toBeLessThanOrEqual(1);
    await page.setViewportSize({ width: 380, height: 800 });
    expect(await seen<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(380);
  });
});
