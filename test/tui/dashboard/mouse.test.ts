import { describe, expect, it } from 'vitest';
import { rowText } from '../../../tui/charts/cells.js';
import type { MouseEvent } from '../../../tui/keys.js';
import { compareLayout, liveLayout } from '../../../tui/layout.js';
import { keyAt, mouseMeaning, type MouseMeaning } from '../../../tui/dashboard/mouse.js';
import { drawScreen } from '../../../tui/dashboard/screen.js';
import { windowOf } from '../../../tui/dashboard/place.js';
import { freshView, type View } from '../../../tui/dashboard/view.js';
import { initialState, reduce } from '../../../tui/state.js';
import { summarize } from '../../../tui/summary.js';
import { fakePlan, fakeRun } from '../fake-source.js';
import { shownView } from './shown.js';

const plan = fakePlan({ seeds: 1, updates: 200, arms: ['in', 'anti'] });
const state = [plan, ...fakeRun(plan, 'in', 300).slice(0, 150)].reduce(
  (now, event) => reduce(now, event, 1),
  initialState,
);
const [width, height] = [140, 45];
const stretch = { lived: 149, updates: 200 };

function viewOf(more: Partial<View> = {}): View {
  return {
    ...shownView(state),
    screen: 'live',
    ...more,
  };
}

const at = (x: number, y: number, action: MouseEvent['action'] = 'press', button = 0): MouseEvent => ({
  kind: 'mouse',
  action,
  button,
  x,
  y,
});
const meaning = (event: MouseEvent, more: Partial<View> = {}): MouseMeaning | undefined =>
  mouseMeaning(event, { view: viewOf(more), stretch, width, height });

function drawn(more: Partial<View>): string[] {
  const grid = drawScreen(viewOf(more), width, height);
  return Array.from({ length: height }, (_, y) => rowText(grid, y));
}

const storedRow = {
  status: 'finished',
  name: 'balance',
  mode: 'compare',
  experiment: 'balance',
  engine: 'simd',
  created: '2026-01-01T00:00:00Z',
} as const;
const playback = {
  id: 'other',
  playing: false,
  pace: 1,
  at: 9,
  updates: 200,
  loading: false,
  passes: 1,
  pass: 0,
} as const;

describe('a mouse on the screen', () => {
  it.each([
    [' ? help  space pause  q quit', 3, '?'],
    [' ? help  space pause  q quit', 12, 'space'],
    [' ? help  space pause  q quit', 27, 'q'],
    [' ? help  space pause', 8, undefined],
    [' ←→ move  +- zoom', 1, '←'],
    [' ←→ move  +- zoom', 2, '→'],
    [' ←→ move  +- zoom', 10, '+'],
    [' ←→ move  +- zoom', 11, '-'],
    [' [ ] seed  1–5 screens', 1, '['],
    [' [ ] seed  1–5 screens', 3, ']'],
    [' [ ] seed  1–5 screens', 11, '1'],
    [' [ ] seed  1–5 screens', 13, '5'],
    [' [ ] seed  1–5 screens', 18, undefined],
    [' leave? what was measured is summed up    enter yes   esc stay', 45, 'enter'],
    [' leave? what was measured is summed up    enter yes   esc stay', 56, 'esc'],
  ])('on the foot "%s" column %i is the key %s', (foot, x, key) => {
    expect(keyAt(foot, x)).toBe(key);
  });

  it('presses the key of the foot that is drawn', () => {
    const view = viewOf();
    const foot = drawScreen(view, width, height);
    const row = Array.from({ length: width }, (_, x) => String.fromCodePoint(foot.glyphs[(height - 1) * width + x]));
    expect(meaning(at(row.join('').indexOf('q quit'), height - 1))).toEqual({ key: 'q' });
    expect(meaning(at(row.join('').indexOf('? help'), height - 1, 'drag'))).toBeUndefined();
  });

  it('focuses the panel it is on, and sets the cursor to the update drawn there', () => {
    const { curve, coupling, phase, log } = liveLayout(width, height);
    expect(meaning(at(phase.x + 2, phase.y + 2))).toEqual({ panel: 2 });
    expect(meaning(at(log.x + 2, log.y + 1))).toEqual({ panel: 4 });
    expect(meaning(at(curve.x, curve.y))).toEqual({ panel: 0 });
    const place = { ...freshView.place, from: 0, span: 100 };
    const { from, to } = windowOf(place, stretch);
    for (const [panel, y, left] of [
      [0, curve.y + 2, curve.x + 30],
      [1, coupling.y + 2, coupling.x + 41],
    ] as const) {
      const found = meaning(at(left, y, 'drag'), { place });
      expect(found).toMatchObject({ panel });
      const cursor = found !== undefined && 'panel' in found ? (found.cursor ?? -1) : -1;
      expect(cursor).toBeGreaterThan(from);
      expect(cursor).toBeLessThan(to);
      // The cursor of the drawn screen stands in the column that was clicked.
      const drawn = drawScreen(viewOf({ place: { ...place, cursor } }), width, height);
      const column = Array.from({ length: 6 }, (_, i) => drawn.glyphs[(y + i - 1) * width + left]);
      expect(column).toContain(0x250a);
    }
  });

  it.each([
    ['update', 140, 45],
    ['step', 140, 45],
    ['time', 100, 30],
    ['update', 70, 22],
    ['step', 70, 22],
    ['time', 60, 15],
  ] as const)('sets the cursor where it then stands, on an axis of %s at %i×%i', (axis, w, h) => {
    const arm = state.arms[0];
    const slow = (_: number, n: number): number => (n < 60 ? n + 1 : 60 + 9 * (n - 59));
    const warped = { ...arm, envSteps: arm.envSteps.map(slow), time: arm.time.map(slow) };
    const view = viewOf({
      state: { ...state, arms: [warped, ...state.arms.slice(1)] },
      place: { ...freshView.place, axis, from: 0, span: 140 },
    });
    const { lived } = arm.runs[0];
    let hits = 0;
    for (let y = 1; y < h - 1; y++)
      for (let x = 0; x < w; x += 7) {
        const found = mouseMeaning(at(x, y), { view, stretch: { lived, updates: 200 }, width: w, height: h });
        const cursor = found !== undefined && 'cursor' in found ? found.cursor : undefined;
        // Behind the newest update there is none to stand on.
        if (cursor === undefined || cursor === lived - 1) continue;
        const { glyphs } = drawScreen({ ...view, place: { ...view.place, cursor } }, w, h);
        // The cursor hides nothing: in some rows of its column it is not seen.
        const row = Array.from(glyphs.subarray(y * w, (y + 1) * w));
        // What is read under it begins with its sign too, and a blank behind it and a number.
        const isTold = (column: number): boolean =>
          row[column + 1] === 0x20 && row[column + 2] >= 0x30 && row[column + 2] <= 0x39;
        const stands = row.flatMap((glyph, column) => (glyph === 0x250a && !isTold(column) ? [column] : []));
        if (stands.length === 0) continue;
        hits++;
        // Updates of many steps lie columns apart: the cursor stands on the nearest one.
        expect(Math.min(...stands.map((each) => Math.abs(each - x)))).toBeLessThanOrEqual(axis === 'update' ? 0 : 1);
      }
    expect(hits).toBeGreaterThan(9);
  });

  it('zooms charts with the wheel, scrolls words with it, and in the help too', () => {
    const { curve, log } = liveLayout(width, height);
    expect(meaning(at(curve.x + 5, curve.y + 3, 'wheelUp'))).toEqual({ key: '+' });
    expect(meaning(at(curve.x + 5, curve.y + 3, 'wheelDown'))).toEqual({ key: '-' });
    expect(meaning(at(log.x + 5, log.y + 1, 'wheelDown'))).toEqual({ key: '↓' });
    expect(meaning(at(curve.x, curve.y, 'wheelUp'), { middle: 'help' })).toEqual({ key: '↑' });
  });

  it('focuses the arm whose chart it is on', () => {
    const { curves } = compareLayout(width, height, 2);
    expect(meaning(at(curves.x + 3, curves.y + 2), { screen: 'compare' })).toEqual({ arm: 0 });
    expect(meaning(at(curves.x + curves.width - 3, curves.y + 2), { screen: 'compare' })).toEqual({ arm: 1 });
  });

  it('selects the row of the stored runs that is drawn under it, and opens the one that is selected', () => {
    const ids = Array.from({ length: 40 }, (_, i) => `balance-20260101-000000-${(0xa000 + i).toString(16)}`);
    const rows = ids.map((id) => ({ ...storedRow, id }));
    const runs = { store: 'runs', rows, total: 40, selected: 25, marked: [], order: 'id', unread: 0, now: 0 };
    for (const more of [{}, { playback }] as const) {
      const view = { screen: 'runs', runs, ...more } as const;
      const lines = drawn(view);
      let hits = 0;
      lines.forEach((line, y) => {
        const row = ids.findIndex((id) => line.slice(0, 12).includes(id.slice(-4)));
        const found = meaning(at(20, y), view);
        if (row >= 0) hits++;
        // A list that is shorter than the screen has nothing between its rows and its frame.
        if (row >= 0) expect(found).toEqual(row === 25 ? { key: 'enter' } : { row });
        else expect(found !== undefined && 'row' in found).toBe(false);
      });
      expect(hits).toBeGreaterThan(15);
      expect(
        meaning(
          at(
            20,
            lines.findIndex((line) => line.includes('a019')),
          ),
          { ...view, notice: 'asking' },
        ),
      ).toBeUndefined();
    }
    const list = { screen: 'runs', runs, playback } as const;
    expect(meaning(at(20, 5, 'wheelUp'), list)).toEqual({ key: '↑' });
    expect(meaning(at(20, height - 6, 'wheelUp'), list)).toEqual({ key: '+' });
  });

  it.each([
    ['over two axes', ['a=1', 'a=2', 'a=3'].flatMap((a) => ['b=1', 'b=2'].map((b) => `${a},${b}`)).slice(0, 5)],
    ['in a list', ['first', 'second', 'third']],
  ])('puts the focus on the cell of a sweep %s, where the brackets then stand', (_, names) => {
    const sweep = fakePlan({ seeds: 1, updates: 80, arms: names });
    const begun = reduce(initialState, sweep);
    const summaries = begun.arms.map((arm) => summarize(begun, arm));
    const view = { screen: 'sweep', state: begun, summaries } as const;
    for (const full of [false, true])
      for (const [focus, name] of names.entries()) {
        const shown = { ...view, focus, full };
        const y = drawn(shown).findIndex((line) => /\[.*\]/.test(line.slice(0, 100)));
        const x = drawn(shown)[y].indexOf('[') + 1;
        expect([name, meaning(at(x, y), shown)]).toEqual([name, { key: 'enter' }]);
        const other = (focus + 1) % names.length;
        expect([name, meaning(at(x, y), { ...shown, focus: other })]).toEqual([name, { arm: focus }]);
      }
    expect(meaning(at(2, 1), view)).toBeUndefined();
  });

  it('focuses the arm whose row of the table is under it, and opens the verdict from the one in focus', () => {
    const view = { screen: 'compare' } as const;
    const lines = drawn(view);
    const { table } = compareLayout(width, height, 2);
    const rowOf = (name: string): number =>
      lines.findIndex((line, y) => y > table.y + 1 && line.slice(1, 10).trim().replace('› ', '') === name);
    expect(meaning(at(9, rowOf('anti')), view)).toEqual({ arm: 1 });
    expect(meaning(at(9, rowOf('in')), view)).toEqual({ key: 'enter' });
    expect(meaning(at(9, table.y + 1), view)).toBeUndefined();
    expect(meaning(at(9, rowOf('anti')), { ...view, middle: 'verdict' })).toBeUndefined();
  });

  it.each([
    [60, 12],
    [79, 23],
    [41, 30],
  ])('selects the row that is under it in the compact form of %i×%i, and opens the one that is selected', (w, h) => {
    const names = Array.from({ length: 30 }, (_, i) => `a${String(i).padStart(2, '0')}`);
    const many = fakePlan({ seeds: 1, updates: 80, arms: names });
    const begun = reduce(initialState, many);
    const arms = { state: begun, summaries: begun.arms.map((arm) => summarize(begun, arm)) };
    const rows = names.map((name) => ({ ...storedRow, id: `balance-20260101-000000-${name}x` }));
    const list = { store: 'runs', rows, total: 30, marked: [], order: 'id', unread: 0, now: 0 };
    for (const screen of ['compare', 'sweep', 'runs'] as const)
      for (const focus of [0, 7, 29]) {
        const view = viewOf({ ...arms, screen, focus, runs: { ...list, selected: focus } });
        const grid = drawScreen(view, w, h);
        const ground = { view, stretch, width: w, height: h };
        let hits = 0;
        for (let y = 1; y < h - 1; y++) {
          const line = rowText(grid, y);
          // The arm in focus has a chart with its name where there is room: rows begin with their name or a sign.
          const row = names.findIndex((name) => new RegExp(`^[› ][m●  ]*(\\S*-)?${name}`).test(line));
          const found = mouseMeaning(at(5, y), ground);
          if (row >= 0) hits++;
          if (row < 0) expect([line, found]).toEqual([line, undefined]);
          else {
            const other = screen === 'runs' ? { row } : { arm: row };
            expect([line, found]).toEqual([line, row === focus ? { key: 'enter' } : other]);
          }
        }
        expect(hits).toBeGreaterThan(4);
      }
    const verdict = viewOf({ ...arms, screen: 'compare', middle: 'verdict' });
    expect(mouseMeaning(at(5, 6), { view: verdict, stretch, width: w, height: h })).toBeUndefined();
  });

  it('means nothing with another button, on release, in a question, or in a window of one line', () => {
    const { curve } = liveLayout(width, height);
    expect(meaning(at(curve.x + 9, curve.y + 3, 'press', 2))).toBeUndefined();
    expect(meaning(at(curve.x + 9, curve.y + 3, 'release'))).toBeUndefined();
    const prompt = { label: 'filter', text: '', hint: '' };
    expect(meaning(at(curve.x + 9, curve.y + 3, 'wheelUp'), { prompt })).toBeUndefined();
    expect(mouseMeaning(at(3, 0), { view: viewOf(), stretch, width: 30, height: 5 })).toBeUndefined();
  });
});
