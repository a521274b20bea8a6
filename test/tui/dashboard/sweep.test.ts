import { describe, expect, it } from 'vitest';
import { rowText } from '../../../tui/charts/cells.js';
import { drawScreen } from '../../../tui/dashboard/screen.js';
import { bestSoFar, neighbour, sweepGrid } from '../../../tui/dashboard/sweep-grid.js';
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
  });
});
