import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { figuresOf } from '../../../experiments/report/document.js';
import { markdownOf } from '../../../experiments/report/markdown.js';
import { escaped } from '../../../experiments/report/page.js';
import { readRunData } from '../../../experiments/report/read-run.js';
import { seen } from '../../../experiments/report/render.js';
import { repeatCommands } from '../../../experiments/report/repeat.js';
import type { Manifest } from '../../../experiments/store/schemas.js';
import { report, runsDocument } from '../../../experiments/report/report.js';
import { plan } from './fixture.js';
import { hostile, hostilePlan, manifest, storeRun } from './stored.js';

const store = mkdtempSync(join(tmpdir(), 'antiphase-report-'));
afterAll(() => rmSync(store, { recursive: true, force: true }));
const one = storeRun(store, 'one', `name ${hostile}`, [hostilePlan()]);
const several = storeRun(store, 'several', 'several', [
  hostilePlan({ title: 'first' }),
  hostilePlan({
    title: 'second',
    arms: hostilePlan().arms.map((arm) => ({
      ...arm,
      waves: { ...arm.waves, rate: arm.waves['rate'].map((rate) => 2 * rate) },
    })),
  }),
]);
const unfinished = storeRun(store, 'unfinished', 'unfinished', [plan()], false);
const kinds = ['waves', 'stability-map', 'returns', 'survival', 'phase-curve', 'readings', 'folded'];

describe('the report of a stored run', () => {
  it('has a figure of each kind, each with words and a caption', () => {
    const document = runsDocument([readRunData(one)]);
    expect(figuresOf(document).map(({ id }) => id)).toEqual(kinds.map((kind) => `run-1-${kind}`));
    for (const { caption, alternative } of figuresOf(document)) {
      expect(caption.length).toBeGreaterThan(40);
      expect(alternative.length).toBeGreaterThan(20);
      expect(`${caption}${alternative}`).not.toMatch(/undefined|NaN|\[object/);
    }
  });

  it('of several mean rates begins with the rates that each arm survives', () => {
    const document = runsDocument([readRunData(several)]);
    expect(
      figuresOf(document)
        .map(({ id }) => id)
        .slice(0, 3),
    ).toEqual(['run-1-rates', 'run-1-stability-map', 'run-1-1-waves']);
    const ids = document.sections.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('of a run without a verdict says how far it came and gives none', () => {
    const [section] = runsDocument([readRunData(unfinished)]).sections;
    expect(section.blocks[0]).toEqual({
      kind: 'verdict',
      decided: false,
      lines: [
        'Unfinished: 6 of 6 runs have come to their end, and no verdict is given. antiphase resume goes on with it.',
      ],
    });
  });

  it('holds several runs under ids of their own, whatever order they are asked in', () => {
    const document = runsDocument([readRunData(unfinished), readRunData(one)]);
    const ids = document.sections.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(document.title).toBe(`unfinished, name ${hostile}`);
  });

  it('draws each figure as SVG, with no colours or texts missing', async () => {
    const { figures } = await report([one]);
    expect([...figures.keys()]).toHaveLength(kinds.length);
    for (const svg of figures.values()) {
      expect(svg).toMatch(/^<svg[^>]+viewBox/);
      expect(svg).not.toMatch(/NaN|undefined|<script|<img/);
    }
    expect(figures.get('run-1-returns')).toContain('anti');
  });

  it('draws nothing that only takes the pointer', () => {
    const shown = { mark: { type: 'line' } };
    const unseen = { mark: { type: 'point', opacity: 0 } };
    expect(seen({ vconcat: [{ layer: [shown, unseen] }] })).toEqual({ vconcat: [{ layer: [shown] }] });
  });
});

describe('the page', () => {
  it('lets nothing be loaded and no script run but those written into it', async () => {
    const { page } = await report([one]);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(
      /script-src ([^;]+)/
        .exec(policy)?.[1]
        .split(' ')
        .every((rule) => /^'sha256-[\w+/]+=*'$/.test(rule)),
    ).toBe(true);
    // Addresses stand in names of formats and licences alone; nothing is asked for from one.
    expect(page.replace(/<script[\s\S]*?<\/script>|<!--[\s\S]*?-->/g, '')).not.toMatch(/(src|href)="(?!#|data:)/);
  });

  it('shows hostile texts as texts', async () => {
    const { page } = await report([one]);
    const markup = page.replace(/<script[\s\S]*?<\/script>|<!--[\s\S]*?-->|<style[\s\S]*?<\/style>/g, '');
    expect(markup).not.toContain('<script>window');
    expect(markup).not.toContain('<img');
    expect(markup).toContain(`<li>note ${escaped(hostile)}</li>`);
    expect(page.match(/<script/g)).toHaveLength(5);
  });

  it('names files without the folders they lay in', async () => {
    const { page, markdown } = await report([one]);
    for (const text of [page, markdown]) {
      expect(text).not.toContain('/somewhere');
      expect(text).toContain('my experiment.ts');
    }
  });

  it('is small: what hundreds of updates and seeds add is thinned', async () => {
    const { page } = await report([one]);
    expect(page.length).toBeLessThan(1.6e6);
  });
});

describe('the Markdown summary', () => {
  it('has headings, tables and a link to each figure’s file, and hostile texts stay texts', () => {
    const markdown = markdownOf(runsDocument([readRunData(one)]));
    expect(markdown).toMatch(/^# name /);
    expect(markdown).toContain('](run-1-returns.svg)');
    expect(markdown).toContain('| arm | runs | collapsed |');
    expect(markdown).not.toContain('<');
  });

  it('escapes what would be read as markup', () => {
    const sections = [{ id: 'a', title: 'a|b *c*', level: 2, blocks: [{ kind: 'text', text: '# `x`\n- y' }] }] as const;
    expect(markdownOf({ title: 't', facts: [], sections })).toBe('# t\n\n## a\\|b \\*c\\*\n\n\\# \\`x\\` - y\n');
  });
});

describe('how to repeat a run', () => {
  it('is the command that made it, with the file’s name alone, quoted for a shell', () => {
    expect(repeatCommands(manifest('one', 'one'))).toEqual([
      'npm install antiphase@0.1.0',
      "npx antiphase compare 'my experiment.ts' --seeds 2 --seed 3 --engine simd",
    ]);
  });

  it('is none for an experiment that existed only in memory', () => {
    const whole = Object.entries(manifest('one', 'one')).filter(([name]) => name !== 'job');
    expect(repeatCommands(Object.fromEntries(whole) as Manifest)).toBeUndefined();
  });

  it('names another file than that of a run whose folder is gone', () => {
    expect(() => readRunData(join(store, 'nowhere'))).toThrow(/no run is stored here/);
  });
});
