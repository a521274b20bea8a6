import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Whether the browser is there. */
export const chromiumIsThere = existsSync(executablePath);

/** What the title of a suite says where it is not. */
export const whySkipped = chromiumIsThere
  ? ''
  : ` (skipped: no Chromium at ${executablePath}; apt-get install chromium, or say where by CHROMIUM)`;

/** Quiet and offline: the browser itself asks nobody for anything. */
const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A page that a suite looks at. */
export interface OpenPage {
  /** The page, once the suite has begun. */
  readonly page: Page;
  /** What its console and its errors said. */
  readonly complaints: readonly string[];
  /** Every address it asked for. */
  readonly requests: readonly string[];
  /** The value of an expression in the page. */
  readonly seen: <T>(expression: string) => Promise<T>;
  /** The same file in a window of its own. */
  readonly again: (width: number, height: number) => Promise<Page>;
}

/** Opens what `write` answers in Chromium before the first test of a suite, and closes it behind the last; the folder is gone then. */
export function openPage(write: (folder: string) => Promise<string>): OpenPage {
  const complaints: string[] = [];
  const requests: string[] = [];
  let folder: string;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'antiphase-page-'));
    const file = join(folder, 'index.html');
    writeFileSync(file, await write(folder));
    browser = await chromium.launch({ executablePath, args });
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
  }, 60_000);

  afterAll(async () => {
    await (browser as Browser | undefined)?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    get page() {
      return page;
    },
    complaints,
    requests,
    seen: (expression) => page.evaluate(expression),
    async again(width, height) {
      const other = await browser.newPage({ viewport: { width, height } });
      await other.goto(page.url());
      return other;
    },
  };
}

/** Scrolls to one figure after another and waits until each is live. */
export async function showFigures(page: Page): Promise<void> {
  const charts = page.locator('.chart');
  for (let i = 0; i < (await charts.count()); i++) {
    await charts.nth(i).scrollIntoViewIfNeeded();
    await charts.nth(i).locator('.vega-embed svg path').first().waitFor({ state: 'attached', timeout: 15_000 });
  }
}

/** Expects one first heading, and no level left out on the way down. */
export async function expectHeadingsInOrder({ seen }: OpenPage): Promise<void> {
  const levels = await seen<number[]>(
    `[...document.querySelectorAll('h1, main h2, main h3, main h4')].map(({ tagName }) => Number(tagName[1]))`,
  );
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  expect(Math.max(...levels.slice(1).map((level, i) => level - levels[i]))).toBeLessThanOrEqual(1);
}
