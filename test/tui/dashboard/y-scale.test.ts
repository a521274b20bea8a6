import { describe, expect, it } from 'vitest';
import { rowText } from '../../../tui/charts/cells.js';
import { scaleOf } from '../../../tui/charts/scale.js';
import { scaleParts, scaleShown } from '../../../tui/dashboard/parts/y-scale.js';
import { shownScores } from '../../../tui/dashboard/parts/shown-scores.js';
import { freshPlace } from '../../../tui/dashboard/place.js';
import { drawScreen } from '../../../tui/dashboard/screen.js';
import { sharedActions, type SharedOptions } from '../../../tui/dashboard/shared-actions.js';
import { freshStand } from '../../../tui/dashboard/stand.js';
import type { View } from '../../../tui/dashboard/view.js';
import type { ScreenName } from '../../../tui/keymap.js';
import { initialState, reduce, type State } from '../../../tui/state.js';
import { fakePlan, fakeRun } from '../fake-source.js';
import { shownView } from './shown.js';

const plan = fakePlan({ seeds: 4, updates: 80, arms: ['in', 'anti'] });

/** Scores of the fake run are below zero; `by` moves them. */
function stateOf(by: number): State {
  const state = plan.arms
    .flatMap(({ name }) => plan.seeds.kept.flatMap((seed) => fakeRun(plan, name, seed)))
    .reduce((before, event) => reduce(before, event), reduce(initialState, { ...plan, worst: by - 6 }));
  for (const arm of state.arms) arm.score.forEach((value, i) => (arm.score[i] = value + by));
  return state;
}
const below = stateOf(0);
const above = stateOf(20);

function viewOf(state: State, screen: ScreenName, more: Partial<View> = {}): View {
  return {
    ...shownView(state),
    screen,
    ...more,
  };
}

const playback = {
  id: 'balance-20260101-000000-beef',
  playing: false,
  pace: 1,
  at: 80,
  updates: 80,
  loading: false,
  passes: 1,
  pass: 0,
};
const curvesOf = (state: State): View['curves'] => [{ name: 'beef', values: state.arms[0].score.slice(0, 80) }];
const screens: readonly (readonly [string, (state: State) => View])[] = [
  ['live', (state) => viewOf(state, 'live')],
  ['compare', (state) => viewOf(state, 'compare')],
  ['an opened run', (state) => viewOf(state, 'runs', { playback })],
  ['marked runs', (state) => viewOf(state, 'runs', { playback, curves: curvesOf(state) })],
];

/** What `l` leads to, and what the foot says. */
function pressed(view: View, scale: View['place']['scale']): readonly [string, string] {
  const stand = freshStand(view.screen);
  stand.place = { ...freshPlace, scale };
  let said = '';
  const options = { stand, view: () => view, say: (text: string) => (said = text), steering: {}, themes: [] };
  sharedActions(options as unknown as SharedOptions).scale?.('l');
  return [stand.place.scale, said];
}

describe('the scale of scores', () => {
  it('is symlog in place of log exactly where a value has no logarithm', () => {
    const { place } = scaleOf('log', { low: 1, high: 2 });
    for (const value of [3, 1e-9, 0, -1])
      expect(scaleShown('log', [Float64Array.of(1, value)])).toBe(Number.isFinite(place(value)) ? 'log' : 'symlog');
    expect(scaleShown('log', [Float64Array.of(Number.NaN, 2)])).toBe('log');
    expect(scaleShown('linear', [Float64Array.of(-1)])).toBe('linear');
    expect(scaleParts('log', 'symlog').map(([, text]) => text)).toEqual(['symlog', 'log needs positive values']);
  });

  it.each(screens)('goes from linear past log by its key on %s where scores are below zero, and says why', (_, of) => {
    expect(shownScores(of(below)).some((values) => values.some((value) => value < 0))).toBe(true);
    expect(pressed(of(below), 'linear')).toEqual(['symlog', 'log needs positive values: symlog']);
    expect(pressed(of(below), 'symlog')).toEqual(['linear', '']);
    expect(pressed(of(above), 'linear')).toEqual(['log', '']);
    expect(pressed(of(above), 'log')).toEqual(['symlog', '']);
  });

  it.each(screens)('draws the same curves for log as for symlog on %s once scores fall below zero', (_, of) => {
    const rows = (scale: View['place']['scale']): string[] => {
      const view = of(below);
      const grid = drawScreen({ ...view, place: { ...view.place, smooth: 0, scale } }, 140, 45);
      return Array.from({ length: 45 }, (_row, y) => rowText(grid, y));
    };
    const [log, symlog, linear] = [rows('log'), rows('symlog'), rows('linear')];
    // Frames name the scale that was asked for; what is inside them is the same.
    const inside = (all: string[]): string[] => all.filter((row) => !/[╭╰┏┗]/.test(row));
    expect(inside(log)).toEqual(inside(symlog));
    expect(inside(log)).not.toEqual(inside(linear));
    expect(log.join('\n')).toContain('symlog');
  });
});
