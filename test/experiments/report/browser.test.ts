import { describe, expect, it } from 'vitest';
import { report } from '../../../experiments/report/report.js';
import { chromiumIsThere, expectHeadingsInOrder, openPage, showFigures, whySkipped } from './chromium.js';
import { hostile, hostilePlan, storeRun } from './stored.js';

if (!chromiumIsThere) console.warn(`the page was not tried in a browser${whySkipped}`);

describe.skipIf(!chromiumIsThere)(`the page in Chromium${whySkipped}`, () => {
  const open = openPage(
    async (folder) => (await report([storeRun(folder, 'one', `name ${hostile}`, [hostilePlan()])])).page,
  );
  const { complaints, requests, seen } = open;

  it('shows every figure as it was drawn, before any script has touched it', async () => {
    const drawn = await seen<number[]>(
      `[...document.querySelectorAll('.chart')].map((chart) => chart.querySelectorAll('svg path').length)`,
    );
    expect(drawn).toHaveLength(7);
    expect(Math.min(...drawn)).toBeGreaterThan(5);
  });

  it('makes each figure live as it comes near, without a complaint', async () => {
    await showFigures(open.page);
    expect(await open.page.locator('.chart[data-state="live"]').count()).toBe(7);
    expect(complaints).toEqual([]);
  }, 60_000);

  it('picks an arm by its legend: the others grow faint', async () => {
    const faint = `document.querySelectorAll('#chart-run-1-returns svg path[opacity="0.1"]').length`;
    expect(await seen<number>(faint)).toBe(0);
    await open.page.locator('#chart-run-1-returns svg text', { hasText: /^anti$/ }).click();
    await open.page.waitForFunction(`${faint} > 0`, undefined, { timeout: 5000 });
    expect(complaints).toEqual([]);
  });

  it('asks for nothing but itself', () => {
    expect(requests.filter((url) => !url.startsWith('data:') && !url.startsWith('blob:'))).toEqual([open.page.url()]);
  });

  it('shows hostile texts as texts, in words and in figures', async () => {
    expect(await seen<boolean>(`'hacked' in window`)).toBe(false);
    expect(await open.page.locator('h1').textContent()).toBe(`name ${hostile}`);
    expect(await open.page.title()).toBe(`name ${hostile}`);
    expect(await open.page.locator('#chart-run-1-returns svg text').allTextContents()).toContainEqual(
      expect.stringContaining('quad </script><script>'),
    );
    expect(await open.page.locator('main img, main script').count()).toBe(0);
  });

  it('runs no script that is put into it afterwards', async () => {
    const ran = await seen<boolean>(`(async () => {
      const blocked = new Promise((done) => document.addEventListener('securitypolicyviolation', done, { once: true }));
      const script = document.createElement('script');
      script.textContent = 'window.late = true';
      document.body.append(script);
      await blocked;
      return 'late' in window;
    })()`);
    expect(ran).toBe(false);
  });

  it('is walked by keyboard alone: past the contents, to every figure and what folds', async () => {
    await seen(`window.scrollTo(0, 0), document.activeElement.blur()`);
    await open.page.reload();
    await open.page.keyboard.press('Tab');
    expect(await seen<string>('document.activeElement.textContent')).toBe('Skip to the content');
    await open.page.keyboard.press('Enter');
    expect(await seen<string>('document.activeElement.id')).toBe('content');
    const figures = await seen<string[]>(`[...document.querySelectorAll('figure')].map(({ id }) => id)`);
    const met = new Set<string>();
    for (let i = 0; i < 60; i++) {
      await open.page.keyboard.press('Tab');
      const [tag, id, outline] = await seen<readonly string[]>(
        `[document.activeElement.tagName, document.activeElement.id, getComputedStyle(document.activeElement).outlineStyle]`,
      );
      if (tag === 'FIGURE') expect(outline).toBe('solid');
      met.add(tag === 'FIGURE' ? id : tag);
    }
    expect([...met]).toEqual(expect.arrayContaining([...figures, 'SUMMARY', 'PRE']));
  }, 60_000);

  it('has one first heading, no level left out, and a name for each figure', async () => {
    await expectHeadingsInOrder(open);
    const names = await seen<string[]>(
      `[...document.querySelectorAll('.chart')].map((chart) => chart.getAttribute('aria-label'))`,
    );
    expect(Math.min(...names.map((name) => name.length))).toBeGreaterThan(20);
  });

  it('fits a narrow screen without being wider than it', async () => {
    await open.page.setViewportSize({ width: 380, height: 800 });
    expect(await seen<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(380);
  });

  it('lays figures out for a narrow screen: their texts keep the size they are read at, and none is cut', async () => {
    const shown = await open.again(380, 800);
    await showFigures(shown);
    const texts = await shown.evaluate<readonly (readonly [string, number, number, number])[]>(`
      [...document.querySelectorAll('.chart')].flatMap((chart) => {
        const { left, right } = chart.getBoundingClientRect();
        return [...chart.querySelectorAll('svg text')].filter(({ textContent }) => textContent.length < 30).map((text) => {
          const box = text.getBoundingClientRect();
          const scale = text.ownerSVGElement.getBoundingClientRect().width / text.ownerSVGElement.viewBox.baseVal.width;
          return [text.textContent, parseFloat(text.style.fontSize || text.getAttribute('font-size')) * scale, left - box.left, box.right - right];
        });
      })`);
    expect(texts.length).toBeGreaterThan(50);
    expect(texts.filter(([, size]) => !(size >= 10))).toEqual([]);
    expect(texts.filter(([, , left, right]) => left > 1 || right > 1)).toEqual([]);
    await shown.close();
  }, 60_000);

  it('is dark where the screen is, figures too, and light in print', async () => {
    const look = `[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.chart')).filter]`;
    const light = ['rgb(255, 255, 255)', 'none'];
    expect(await seen(look)).toEqual(light);
    await open.page.emulateMedia({ colorScheme: 'dark' });
    expect(await seen(look)).toEqual(['rgb(18, 18, 18)', expect.stringContaining('invert')]);
    await open.page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    expect(await seen(look)).toEqual(light);
    await open.page.emulateMedia({ colorScheme: null, media: null });
  });
});
