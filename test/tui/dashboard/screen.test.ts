import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../experiments/event.js';
import { encode } from '../../../tui/charts/encode.js';
import { rowText, type Cells } from '../../../tui/charts/cells.js';
import { drawScreen } from '../../../tui/dashboard/screen.js';
import type { View } from '../../../tui/dashboard/view.js';
import { initialState, reduce, type State } from '../../../tui/state.js';
import { theme } from '../../../tui/theme.js';
import { fakePlan, fakeRun, fakeVerdict } from '../fake-source.js';
import { shownView } from './shown.js';

const plan = fakePlan({ seeds: 4, updates: 80 });
const events: RunEvent[] = plan.arms.flatMap((arm) => plan.seeds.kept.flatMap((seed) => fakeRun(plan, arm.name, seed)));
const half = told([plan, ...events.slice(0, events.length / 2)]);
const whole = told([plan, ...events, fakeVerdict(plan)]);

function told(some: readonly RunEvent[]): State {
  return some.reduce((state, event) => reduce(state, event, 12), initialState);
}

function viewOf(state: State, more: Partial<View> = {}): View {
  return {
    ...shownView(state),
    elapsed: 12,
    left: 34,
    speed: 250,
    ...more,
  };
}

function lines(grid: Cells): string[] {
  return Array.from({ length: grid.height }, (_, y) => rowText(grid, y));
}

describe('the screen of a comparison', () => {
  it('is exactly as wide and as high as the terminal, at every width from 80 to 140', () => {
    const views = [
      viewOf(initialState),
      viewOf(half),
      viewOf(whole, { middle: 'verdict' }),
      viewOf(half, { notice: 'asking', band: 'seeds' }),
    ];
    for (let width = 80; width <= 140; width++) {
      for (const height of [24, 45]) {
        for (const view of views) {
          const rows = encode(drawScreen(view, width, height), view.theme.colours);
          expect(rows).toHaveLength(height);
          for (const row of rows) expect([width, Array.from(row).length]).toEqual([width, width]);
        }
      }
    }
  });

  it('has a form for every smaller size', () => {
    for (const [width, height] of [
      [79, 24],
      [60, 15],
      [40, 10],
      [39, 9],
      [30, 8],
      [12, 2],
      [1, 1],
    ]) {
      const rows = lines(drawScreen(viewOf(half), width, height));
      expect(rows.map((row) => Array.from(row).length)).toEqual(Array.from({ length: height }, () => width));
    }
  });

  it('names all readings with their numbers', () => {
    const text = lines(drawScreen(viewOf(half), 80, 24)).join('\n');
    for (const word of ['alive', 'collapse', 'return IQM', 'lowest', 'growth', 'transient', 'mean ηλ', 'ETA 00:34'])
      expect(text).toContain(word);
    for (const arm of plan.arms) expect(text).toContain(arm.name);
  });

  it('shows what nobody measured yet as unknown', () => {
    const text = lines(drawScreen(viewOf(told([plan])), 80, 24));
    expect(text.find((each) => each.includes('› in '))).toMatch(/› in +0\/0( +\?){6} /);
    expect(text.join('\n')).not.toMatch(/\+0\.00/);
  });

  it('shows growth as not applicable where nothing has a period', () => {
    const { period, ...still } = plan;
    expect(period).toBe(40);
    const text = lines(drawScreen(viewOf(told([still])), 80, 24));
    expect(text.find((each) => each.includes('› in '))).toMatch(/– +– +\?/);
  });

  it('prints the words of the verdict as they came and the numbers beside them', () => {
    const text = lines(drawScreen(viewOf(whole, { middle: 'verdict' }), 140, 45)).join('\n');
    for (const word of fakeVerdict(plan).words) expect(text).toContain(word);
    expect(text).toContain('anti − in');
  });

  it('marks the focused arm by its frame, not by colour alone', () => {
    const [, first] = lines(drawScreen(viewOf(half, { focus: 2 }), 80, 24));
    expect(first).toMatch(/┏━ anti/);
    expect(first.match(/┏/g)).toHaveLength(1);
  });

  it('is ASCII where only ASCII is safe', () => {
    const grid = drawScreen(viewOf(half, { theme: theme('none', 'ascii') }), 100, 30);
    for (const row of lines(grid)) expect(row).toMatch(/^[ -~]{100}$/);
  });

  it('follows the focus when there are more arms than room', () => {
    const many = fakePlan({
      seeds: 2,
      updates: 8,
      arms: ['in', 'quadrature', 'anti', 'constant', 'flat', 'six', 'seven', 'eight'],
    });
    const text = lines(drawScreen(viewOf(told([many]), { focus: 7 }), 80, 24)).join('\n');
    expect(text).toMatch(/› eight/);
    expect(text).toMatch(/┏━ eight/);
  });
});
