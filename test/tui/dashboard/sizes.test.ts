import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cells, narrowGlyph, rowText } from '../../../tui/charts/cells.js';
import { drawScreen } from '../../../tui/dashboard/screen.js';
import { studioDesk } from '../../../tui/dashboard/studio-desk.js';
import { freshPlace, axes } from '../../../tui/dashboard/place.js';
import type { View } from '../../../tui/dashboard/view.js';
import { screenNames } from '../../../tui/keymap.js';
import { initialState, reduce, type State } from '../../../tui/state.js';
import { fakePlan, fakeRun } from '../fake-source.js';
import { shownView } from './shown.js';

const names = ['phase=0,max=8', 'phase=0,max=16', 'phase=0.5,max=8', 'phase=0.5,max=16'];
const told = (arms?: readonly string[]): State => {
  const plan = fakePlan({ seeds: 3, updates: 120, ...(arms === undefined ? {} : { arms }) });
  const events = plan.arms.flatMap(({ name }) => fakeRun(plan, name, 300).slice(0, 100));
  return [plan, ...events].reduce((state, event, i) => reduce(state, event, i / 20), initialState);
};
const states = { few: told(), sweep: told(names), none: initialState };
const studio = studioDesk({ say: () => undefined, enter: () => undefined, plan: () => undefined }).view();

function viewOf(screen: View['screen'], state: State, more: Partial<View>): View {
  return {
    ...shownView(state),
    screen,
    elapsed: 12,
    left: 34,
    speed: 250,
    steerable: true,
    studio: screen === 'studio' ? studio : undefined,
    runs: {
      ...{ store: 'runs', rows: [], total: 0, selected: 0, marked: [], order: 'created', now: 0 },
    } as unknown as View['runs'],
    ...more,
  };
}

/** Words; one that alone is too long for its panel ends in `…`, and says so. */
function wordsOf(rows: readonly string[]): readonly string[] {
  return rows.flatMap((row) => row.match(/\p{L}{3,}(?![\p{L}…])/gu) ?? []);
}

describe('every screen at every size', () => {
  it('is exactly as wide and high as the terminal, with no glyph that is wider than a cell', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: 250 }),
        fc.integer({ min: 10, max: 70 }),
        fc.constantFrom(...screenNames),
        fc.constantFrom<keyof typeof states>('few', 'sweep', 'none'),
        fc.constantFrom(...axes),
        fc.record({ panel: fc.nat(5), full: fc.boolean(), notice: fc.constantFrom<View['notice']>('none', 'asking') }),
        (width, height, screen, of, axis, more) => {
          const grid = drawScreen(
            viewOf(screen, states[of], { ...more, place: { ...freshPlace, axis } }),
            width,
            height,
          );
          for (let y = 0; y < height; y++) expect(Array.from(rowText(grid, y))).toHaveLength(width);
          for (const glyph of grid.glyphs) expect(narrowGlyph(glyph)).toBe(glyph);
          expect(rowText(grid, 0).trim()).not.toBe('');
        },
      ),
      { numRuns: 60 },
    );
  });

  it('cuts no word: whatever stands at some width stands whole at a larger one', () => {
    for (const screen of screenNames) {
      const state = screen === 'sweep' ? states.sweep : states.few;
      const whole = new Set<string>();
      const seen = new Map<string, string>();
      for (let width = 250; width >= 40; width -= 7) {
        const grid = drawScreen(viewOf(screen, state, {}), width, width > 120 ? 50 : width > 80 ? 26 : 18);
        const rows = Array.from({ length: grid.height }, (_, y) => rowText(grid, y));
        for (const word of wordsOf(rows)) seen.set(word, `${screen} ${width}`);
        for (const word of wordsOf(rows)) if (width > 120) whole.add(word);
      }
      // A word that is the beginning of a longer one, and stands nowhere by itself where there is room.
      const cut = [...seen].filter(
        ([word]) => !whole.has(word) && [...whole].some((other) => other !== word && other.startsWith(word)),
      );
      expect([screen, cut.filter(([word]) => !known.has(word))]).toEqual([screen, []]);
    }
  });

  it('says what is asked also where there is one line', () => {
    for (const screen of screenNames)
      for (let width = 12; width < 40; width++) {
        const asked = drawScreen(viewOf(screen, states.few, { notice: 'asking' }), width, 1);
        expect(rowText(asked, 0)).toContain('leave');
        const line = drawScreen(viewOf(screen, states.few, {}), width, 2);
        expect(rowText(line, 0).trim()).not.toBe('');
      }
    expect(cells(0, 0).glyphs).toHaveLength(0);
  });
});

/** Short forms that are words of their own. */
const known = new Set(['quad', 'return', 'trans', 'update', 'cell', 'run', 'arm', 'seed', 'anti', 'collapse', 'env']);
