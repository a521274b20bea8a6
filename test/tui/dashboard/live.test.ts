import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../experiments/event.js';
import { rowText, type Cells } from '../../../tui/charts/cells.js';
import { exported } from '../../../tui/dashboard/export.js';
import { freshPlace } from '../../../tui/dashboard/place.js';
import { readingAt, runShown } from '../../../tui/dashboard/run-reading.js';
import { drawScreen } from '../../../tui/dashboard/screen.js';
import { livePanels } from '../../../tui/dashboard/screens/live.js';
import { freshView, type View } from '../../../tui/dashboard/view.js';
import { initialState, reduce, type State } from '../../../tui/state.js';
import { summarize } from '../../../tui/summary.js';
import { theme } from '../../../tui/theme.js';
import { fakePlan, fakeRun } from '../fake-source.js';

const plan = fakePlan({ seeds: 2, updates: 200, arms: ['anti'] });
const told = (some: readonly RunEvent[]): State =>
  some.reduce((state, event) => reduce(state, event, 12), initialState);
const half = told([plan, ...fakeRun(plan, 'anti', 300).slice(0, 150)]);

function viewOf(state: State, more: Partial<View> = {}): View {
  const summaries = state.arms.map((arm) => summarize(state, arm));
  return {
    ...freshView,
    screen: 'live',
    state,
    summaries,
    theme: theme('none', 'braille'),
    elapsed: 12,
    left: 3,
    speed: 50,
    ...more,
  };
}

const lines = (grid: Cells): string[] => Array.from({ length: grid.height }, (_, y) => rowText(grid, y));

describe('the live screen', () => {
  it('fills every size without a cut glyph, in every form it has', () => {
    const places = [
      freshPlace,
      { ...freshPlace, axis: 'phase' as const },
      { ...freshPlace, cursor: 20, from: 0, span: 60, scale: 'symlog' as const },
    ];
    const views = [viewOf(initialState), ...places.map((place) => viewOf(half, { place }))];
    for (const view of [...views, ...livePanels.map((_, panel) => viewOf(half, { full: true, panel }))])
      for (const [width, height] of [
        [80, 24],
        [97, 31],
        [140, 45],
        [139, 44],
        [200, 60],
        [60, 12],
        [30, 5],
        [1, 1],
      ])
        for (const row of lines(drawScreen(view, width, height))) expect(Array.from(row)).toHaveLength(width);
  });

  it('tells the worker of the run and its own heap; of a stored run there is none', () => {
    const told = lines(
      drawScreen(
        viewOf(
          {
            ...half,
            arms: half.arms.map((arm) => ({ ...arm, runs: arm.runs.map((run) => ({ ...run, heap: 84.4e6 })) })),
          },
          { board: { of: () => ({ worker: 'w1' }), retried: () => 0 }, dropped: 7 },
        ),
        140,
        45,
      ),
    ).join('\n');
    expect(told).toContain('w1  heap 84 MB  rows dropped 7 ');
    expect(lines(drawScreen(viewOf(half), 140, 45)).join('\n')).toContain('run anti/300  memory ? MB ');
  });

  it('names the matrix that λ is measured of, as its plan tells it', () => {
    const text = (of: State): string => lines(drawScreen(viewOf(of), 140, 45)).join('\n');
    expect(text(half)).toMatch(/λ 0?\.\d+ Fisher 8 products/);
    const { curvature, ...silent } = plan;
    expect(curvature?.operator).toBe('Fisher');
    expect(text(told([silent, ...fakeRun(plan, 'anti', 300).slice(0, 150)]))).not.toMatch(/Fisher|Hessian/);
  });

  it('reads phases from the values: the rate of anti-phase is half a turn before the knob', () => {
    const of = runShown(viewOf(half));
    if (of === undefined) throw new Error('no run');
    const reading = readingAt(of, of.arm.runs[0].lived - 1);
    expect(reading.toKnob).toBeCloseTo(0.5, 6);
    expect(reading.toSharpness).toBeCloseTo(0.5, 1);
    // The measured curvature follows the knob up to its noise.
    expect(reading.correlation).toBeGreaterThan(0.8);
    const text = lines(drawScreen(viewOf(half), 80, 24)).join('\n');
    expect(text).toMatch(/Δφ to c +180°/);
    expect(text).toContain('anti-phase');
  });

  it('shows what is not known yet as unknown', () => {
    const few = told([plan, ...fakeRun(plan, 'anti', 300).slice(0, 8)]);
    const text = lines(drawScreen(viewOf(few), 80, 24)).join('\n');
    expect(text).toMatch(/Δφ to λ +\?/);
    expect(text).toMatch(/corr\(c,λ\) \?/);
    expect(text).toMatch(/growth +\? /);
  });

  it('reads the update under the cursor on every panel', () => {
    const of = runShown(viewOf(half));
    if (of === undefined) throw new Error('no run');
    const reading = readingAt(of, 60);
    const text = lines(drawScreen(viewOf(half, { place: { ...freshPlace, cursor: 60 } }), 140, 45)).join('\n');
    expect(text).toContain(`learningRate ${Number(reading.rate?.toPrecision(4))}`);
    expect(text.match(/┊/g)?.length).toBeGreaterThan(5);
  });

  it('writes its series as a table with a row an update, and the same numbers', () => {
    const [text, , picture, series] = exported(viewOf(half), 100, 30);
    expect(text.text.split('\n')).toHaveLength(31);
    expect(picture.text).toMatch(/^<svg /);
    const rows = series.text.trim().split('\n');
    expect(rows[0]).toBe('update,rewardPerStep,learningRate,rewardScale,margin,sharpness');
    const events = fakeRun(plan, 'anti', 300)
      .slice(0, 150)
      .filter((event) => event.type === 'update');
    expect(rows).toHaveLength(1 + events.length);
    const cells = rows[1 + 17].split(',');
    expect(cells[2]).toBe(String(events[17].values['learningRate']));
    expect(cells[5]).toBe('');
  });

  it('filters its events', () => {
    const text = lines(drawScreen(viewOf(half, { filter: 'kind:cycle' }), 140, 45)).join('\n');
    expect(text).toContain('cycle 3 closed');
    expect(text).not.toContain('run started');
  });
});
