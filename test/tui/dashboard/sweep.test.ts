import { describe, expect, it } from 'vitest';
import { rowText } from '../../../tui/charts/cells.js';
import { drawScreen } from '../../../tui/dashboard/screen.js';
import { bestSoFar, neighbour, rangeWords, survivingRows, sweepGrid } from '../../../tui/dashboard/sweep-grid.js';
import { freshView, type View } from '../../../tui/dashboard/view.js';
import { initialState, reduce } from '../../../tui/state.js';
import { summarize } from '../../../tui/summary.js';
import { theme } from '../../../tui/theme.js';
import { fakePlan, fakeRun } from '../fake-source.js';

const names = ['phase=0,max=8', 'phase=0,max=16', 'phase=0.5,max=8', 'phase=0.5,max=16', 'phase=0.25,max=16'];

describe('the grid of a sweep', () => {
  it('has the first axis across and the second up, both in order, and gaps where no point is', () => {
    const { x, y, arms } = sweepGrid(names);
    expect([x, y]).toEqual([
      { name: 'phase', values: ['0', '0.25', '0.5'] },
      { name: 'max', values: ['8', '16'] },
    ]);
    expect([...arms]).toEqual([0, -1, 2, 1, 4, 3]);
  });

  it('moves over gaps and stays at its edges', () => {
    const grid = sweepGrid(names);
    expect(neighbour(grid, 0, 1, 0)).toBe(2);
    expect(neighbour(grid, 2, 1, 0)).toBe(2);
    expect(neighbour(grid, 2, 0, 1)).toBe(3);
    expect(neighbour(grid, 3, -1, 0)).toBe(4);
  });

  it('tells neighbouring values of an axis as ranges', () => {
    const all = ['4', '6', '8', '16', '24'];
    expect(rangeWords([], all)).toBe('none');
    expect(rangeWords(['6'], all)).toBe('6');
    expect(rangeWords(['6', '8', '16'], all)).toBe('6 … 16');
    expect(rangeWords(['4', '8', '16', '24'], all)).toBe('4, 8 … 24');
    expect(rangeWords(['4', '6'], all)).toBe('4, 6');
  });

  it('finds what survives at each value of the first axis, of cells that are through', () => {
    const plan = fakePlan({ seeds: 10, updates: 80, arms: names });
    const empty = reduce(initialState, plan, 0);
    const counts = [0, 1, 2, 0, 10];
    const summaries = empty.arms.map((arm, i) => ({
      ...summarize(empty, arm),
      done: i === 3 ? 9 : 10,
      collapsed: counts[i],
      measured: { margin: i / 10 },
    }));
    // phase 0: 8 and 16 survive with 0 and 1 of 10; 0.25: 16 does not; 0.5: 8 does not with 2 of 10, 16 is not through.
    expect(survivingRows(sweepGrid(names), summaries)).toEqual([
      { x: '0', survives: ['8', '16'], through: 2, cells: 2, margin: 0.1 },
      { x: '0.25', survives: [], through: 1, cells: 1, margin: 0.4 },
      { x: '0.5', survives: [], through: 1, cells: 2, margin: 0.3 },
    ]);
  });

  it('is one row for arms that are no points', () => {
    expect([...sweepGrid(['in', 'anti']).arms]).toEqual([0, 1]);
  });

  it('shows every size, the best of the cells that are through, and the cell in focus', () => {
    const plan = fakePlan({ seeds: 2, updates: 80, arms: names });
    const events = names.slice(0, 4).flatMap((name) => plan.seeds.kept.flatMap((seed) => fakeRun(plan, name, seed)));
    const state = [plan, ...events].reduce((now, event) => reduce(now, event, 1), initialState);
    const summaries = state.arms.map((arm) => summarize(state, arm));
    const best = bestSoFar(summaries);
    const scores = summaries.slice(0, 4).map(({ score = Number.NaN }) => score);
    expect(scores[best]).toBe(Math.max(...scores));
    const view: View = {
      ...freshView,
      screen: 'sweep',
      state,
      summaries,
      focus: 4,
      theme: theme('none', 'braille'),
      elapsed: 1,
      left: 1,
      speed: 1,
    };
    for (const full of [false, true])
      for (const [width, height] of [
        [80, 24],
        [100, 29],
        [140, 45],
        [50, 12],
        [4, 2],
      ]) {
        const grid = drawScreen({ ...view, full }, width, height);
        for (let y = 0; y < height; y++) expect(Array.from(rowText(grid, y))).toHaveLength(width);
      }
    const grid = drawScreen(view, 140, 45);
    const text = Array.from({ length: 45 }, (_, y) => rowText(grid, y)).join('\n');
    expect(text).toContain('4 of 5 cells done');
    expect(text).toContain('[·]');
    expect(text).toContain(`best so far ✓ ${names[best]}`);
    expect(text).toMatch(/queue 2 done 8/);
    expect(text).toContain('survives · collapse ≤ .10');
    const marked = drawScreen(
      { ...view, cells: { marked: [names[0]], curves: [{ name: names[0], values: state.arms[0].score }] } },
      140,
      45,
    );
    const shown = Array.from({ length: 45 }, (_, y) => rowText(marked, y)).join('\n');
    expect(shown).toContain('1 marked cell ');
    expect(shown).toContain(`── ${names[0]}`);
    expect(shown).toMatch(/m−?\+?\d/);
  });
});
