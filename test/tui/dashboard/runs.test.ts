import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compare } from '../../../experiments/compare.js';
import { comparison } from '../../../experiments/comparison.js';
import { prepareEngine } from '../../../experiments/catalog.js';
import { rowText } from '../../../tui/charts/cells.js';
import { comparedRuns } from '../../../tui/dashboard/runs-compared.js';
import { runsModel } from '../../../tui/dashboard/runs-model.js';
import { columnOfOrder, membersOf, type StoredRow } from '../../../tui/dashboard/runs-row.js';
import { drawScreen } from '../../../tui/dashboard/screen.js';
import type { RunsView, View } from '../../../tui/dashboard/view.js';
import { matches } from '../../../tui/filter.js';
import { initialState } from '../../../tui/state.js';
import { tiny } from '../../experiments/tiny.js';
import { fakePlan, fakeVerdict } from '../fake-source.js';
import { shownView } from './shown.js';

const plan = fakePlan({ seeds: 24 });
const arm = fakeVerdict(plan).arms[2];

function rowOf(id: string, more: Partial<StoredRow> = {}): StoredRow {
  return {
    id: `balance-20260101-000000-${id}`,
    status: 'finished',
    name: 'balance',
    mode: 'compare',
    experiment: 'balance',
    engine: 'simd',
    created: '2026-01-01T00:00:00Z',
    plan: { ...plan, manifest: { world: 'Balance', agent: 'reinforce' } },
    best: { ...arm, score: { value: -0.2, low: -0.3, high: -0.1 }, collapse: { value: 0.04, low: 0, high: 0.2 } },
    spark: [0, 1, 2, 3, 4, 5, 6, 7],
    ...more,
  };
}

function text(rows: readonly StoredRow[], width: number, height: number, more: Partial<RunsView> = {}): string {
  const view: View = {
    ...shownView(initialState),
    screen: 'runs',
    runs: {
      store: 'runs',
      rows,
      total: rows.length,
      selected: 0,
      marked: [],
      order: 'return ↓',
      unread: 0,
      now: Date.parse('2026-01-01T02:00:00Z'),
      ...more,
    },
  };
  const grid = drawScreen(view, width, height);
  for (let y = 0; y < height; y++) expect(Array.from(rowText(grid, y))).toHaveLength(width);
  return Array.from({ length: height }, (_, y) => rowText(grid, y)).join('\n');
}

describe('the rows of stored runs', () => {
  const { coherence, ...blind } = arm;
  expect(coherence).toBe(0.93);
  const rows = [
    rowOf('aaaa'),
    rowOf('bbbb', { best: { ...blind, name: 'in', measured: {}, collapse: { value: 0.8, low: 0.6, high: 0.9 } } }),
    rowOf('cccc', {
      plan: { ...plan, seeds: { kept: [1, 2], dropped: [] } },
      status: 'running',
      begun: 3,
      planned: 10,
    }),
  ];

  it('have the columns of a wide screen: phase of the best arm, numbers, age and the curve of a seed', () => {
    const shown = text(rows, 140, 45);
    expect(shown).toMatch(/› +aaaa +Balance +reinforce +180° +24 +\.04 +−0\.20 +\S+ +\S+ +\S+ +\+0\.93 +2h +▁▂▃▄▅▆▇█/);
    expect(shown).toMatch(/bbbb +Balance +reinforce +0° +24 +\.80 +\S+ +– +– +– +\? +2h/);
    expect(shown).toMatch(/● cccc +.* 2 few .* 3\/10 runs/);
    expect(shown).toContain('phase:>90');
  });

  it('keep id, env, phase, seeds, collapse, return, lowest, growth and corr at 80 columns', () => {
    const head = text(rows, 80, 24)
      .split('\n')
      .find((line) => line.includes('collapse'));
    expect(head?.replaceAll(/[┃ ]+/g, ' ').trim()).toBe('id env phase seeds collapse return lowest growth corr');
  });

  it('pass the filters of the grammar by their numbers', () => {
    const passed = (filter: string): string[] =>
      rows.filter((row) => matches(filter, membersOf(row))).map(({ id }) => id.slice(-4));
    expect(passed('env:bal')).toEqual(['aaaa', 'bbbb']);
    expect(passed('phase:>90')).toEqual(['aaaa', 'cccc']);
    expect(passed('corr:?')).toEqual(['bbbb']);
    expect(passed('collapse:<.1')).toEqual(['aaaa', 'cccc']);
    expect(passed('return:>-1')).toEqual(['aaaa', 'bbbb', 'cccc']);
    expect(passed('tag:few')).toEqual(['cccc']);
    expect(passed('agent:reinforce -phase:>90')).toEqual(['bbbb']);
  });

  it('are ordered by a column, the best first and the unknown last', () => {
    const of = (value: number | undefined, collapse?: number) => ({ return: value, collapse });
    const values = [of(-1, 0.5), of(undefined, undefined), of(2, 0.1), of(0, 0.9)];
    const sorted = (order: 'return' | 'collapse'): (number | undefined)[] =>
      [...values].sort((a, b) => columnOfOrder(order, a, b)).map((one) => one[order]);
    expect(sorted('return')).toEqual([2, 0, -1, undefined]);
    expect(sorted('collapse')).toEqual([0.1, 0.5, 0.9, undefined]);
    expect(columnOfOrder('env', { env: 'a' }, { env: 'b' })).toBeLessThan(0);
    expect(columnOfOrder('env', { env: undefined }, { env: 'b' })).toBeGreaterThan(0);
  });
});

describe('a folder of many runs', () => {
  const store = mkdtempSync(join(tmpdir(), 'antiphase-runs-'));
  const first = 'tiny-20260101-000000-0000';

  beforeAll(async () => {
    await prepareEngine('reference');
    const of = comparison({ experiment: tiny(), seeds: 2 });
    const told: string[] = [];
    for await (const event of compare(of, { engine: 'reference', store: join(store, first) })) told.push(event.type);
    expect(told.at(-1)).toBe('verdict');
    for (let i = 1; i < 300; i++)
      cpSync(
        join(store, first, 'run.json'),
        join(store, `tiny-20260101-000000-${String(i).padStart(4, '0')}`, 'run.json'),
      );
  });
  afterAll(() => rmSync(store, { recursive: true, force: true }));

  it('is listed and read between frames: rows in sight first, nothing twice', () => {
    const model = runsModel(store);
    expect(model.total()).toBe(300);
    while (model.work(5, ''));
    expect([model.rows('').length, model.unread()]).toEqual([300, 0]);
    expect(model.rows('status:finished').map(({ id }) => id)).toEqual([first]);
    expect(model.rows('status:finished')[0].spark?.length).toBeGreaterThan(0);
    // The same rows are the same list until something changes.
    expect(model.rows('')).toBe(model.rows(''));
    expect(model.work(5, '')).toBe(false);
  });

  it('finds what came and forgets what is gone when it looks again', () => {
    const model = runsModel(store);
    while (model.work(50, ''));
    const come = join(store, 'tiny-20260102-000000-ffff');
    mkdirSync(come);
    writeFileSync(join(come, 'run.json'), readFileSync(join(store, first, 'run.json')));
    rmSync(join(store, 'tiny-20260101-000000-0299'), { recursive: true });
    model.refresh();
    while (model.work(50, ''));
    const ids = model.rows('').map(({ id }) => id.slice(-4));
    expect([ids.includes('ffff'), ids.includes('0299'), ids.length]).toEqual([true, false, 300]);
    appendFileSync(join(come, 'run.json'), '}');
    model.refresh();
    while (model.work(50, ''));
    expect(model.rows('ffff')[0].status).toBe('unreadable');
  });

  it('draws the curves of those that are compared now, also where others of the same number were before', () => {
    const two = mkdtempSync(join(tmpdir(), 'antiphase-two-'));
    try {
      const ids = ['tiny-20260101-000000-aaaa', 'tiny-20260101-000000-bbbb'];
      for (const id of ids) cpSync(join(store, first), join(two, id), { recursive: true });
      const model = runsModel(two);
      while (model.work(50, ''));
      const compared = comparedRuns(model);
      const names = (): string[] => compared.curves().map(({ name }) => name.slice(0, 4));
      for (const [id, short] of [
        [ids[0], 'aaaa'],
        [ids[1], 'bbbb'],
      ]) {
        expect(compared.open([id])).toBe(true);
        expect(names()).toEqual([]);
        while (compared.work(50));
        expect(names()).toEqual([short]);
        expect(compared.curves()[0].values.some((value) => Number.isFinite(value))).toBe(true);
      }
      // The same ones once more close it.
      expect([compared.open([ids[1]]), compared.isOpen(), compared.close()]).toEqual([false, false, false]);
    } finally {
      rmSync(two, { recursive: true });
    }
  });

  it('goes through every order and back', () => {
    const model = runsModel(store);
    const seen = new Set<string>();
    for (let i = 0; i < 13; i++) {
      seen.add(model.order());
      model.nextOrder();
    }
    expect([seen.size, model.order()]).toEqual([13, 'created']);
  });
});
