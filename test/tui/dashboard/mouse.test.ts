import { describe, expect, it } from 'vitest';
import type { MouseEvent } from '../../../tui/keys.js';
import { compareLayout, liveLayout } from '../../../tui/layout.js';
import { keyAt, mouseMeaning, type MouseMeaning } from '../../../tui/dashboard/mouse.js';
import { drawScreen } from '../../../tui/dashboard/screen.js';
import { windowOf } from '../../../tui/dashboard/place.js';
import { freshView, type View } from '../../../tui/dashboard/view.js';
import { initialState, reduce } from '../../../tui/state.js';
import { summarize } from '../../../tui/summary.js';
import { theme } from '../../../tui/theme.js';
import { fakePlan, fakeRun } from '../fake-source.js';

const plan = fakePlan({ seeds: 1, updates: 200, arms: ['in', 'anti'] });
const state = [plan, ...fakeRun(plan, 'in', 300).slice(0, 150)].reduce(
  (now, event) => reduce(now, event, 1),
  initialState,
);
const [width, height] = [140, 45];
const stretch = { lived: 149, updates: 200 };

function viewOf(more: Partial<View> = {}): View {
  return {
    ...freshView,
    screen: 'live',
    state,
    summaries: state.arms.map((arm) => summarize(state, arm)),
    theme: theme('none', 'braille'),
    elapsed: 1,
    left: 1,
    speed: 1,
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

  it('means nothing with another button, on release, in a question, or in a window of one line', () => {
    const { curve } = liveLayout(width, height);
    expect(meaning(at(curve.x + 9, curve.y + 3, 'press', 2))).toBeUndefined();
    expect(meaning(at(curve.x + 9, curve.y + 3, 'release'))).toBeUndefined();
    const prompt = { label: 'filter', text: '', hint: '' };
    expect(meaning(at(curve.x + 9, curve.y + 3, 'wheelUp'), { prompt })).toBeUndefined();
    expect(mouseMeaning(at(3, 0), { view: viewOf(), stretch, width: 30, height: 5 })).toBeUndefined();
  });
});
