import { describe, expect, it } from 'vitest';
import { rowText } from '../../../tui/charts/cells.js';
import { screenNames, type ScreenName } from '../../../tui/keymap.js';
import { fakePlan, fakeRun } from '../fake-source.js';
import { controllerOf } from './shown.js';

/** A screen of a size on which a comparison or a sweep is told, and what it shows behind keys. */
function opened(screen: ScreenName, width: number, height: number, size = { width, height }) {
  const arms = screen === 'sweep' ? ['phase=0', 'phase=0.25', 'phase=0.5'] : ['in', 'anti'];
  const plan = fakePlan({ seeds: 4, updates: 80, arms });
  const of = controllerOf({
    size: () => size,
    screen,
  });
  of.take(plan, false);
  for (const { name } of plan.arms)
    for (const seed of plan.seeds.kept) for (const event of fakeRun(plan, name, seed)) of.take(event, true);
  return (...keys: readonly string[]): string[] => {
    for (const key of keys) {
      of.press(key, key.length === 1 && key < '\u007F' ? key : '');
      of.tick();
    }
    of.tick();
    const { cells } = of.frame();
    return Array.from({ length: cells.height }, (_, y) => rowText(cells, y));
  };
}

describe('a text that scrolls', () => {
  it.each([
    ['the help', 'compare', ['?']],
    ['the events of a sweep', 'sweep', []],
  ] as const)('stands at its last line after end: one key back moves %s', (_, screen, before) => {
    const press = opened(screen, 100, 30);
    const first = press(...before);
    const last = press('end');
    expect(last).not.toEqual(first);
    const [back, forth] = before.length > 0 ? ['↑', '↓'] : ['pgup', 'pgdn'];
    expect(press(back)).not.toEqual(last);
    expect(press(forth)).toEqual(last);
    expect(press('home')).toEqual(first);
  });
});

it('rows below the arms go no further than their last one: one key back moves them', () => {
  const press = opened('compare', 80, 24);
  const last = press(...Array<string>(60).fill('↓'));
  expect(press('↑')).not.toEqual(last);
  expect(press('↓')).toEqual(last);
});

it('the foot of the stored runs names a playhead only where a run is opened', () => {
  expect(opened('runs', 200, 30)().at(-1)).not.toContain(', . step');
});

describe('the help', () => {
  it.each([
    [80, 24],
    [50, 20],
  ])('breaks its lines at words at %i×%i: every meaning can be read to its end', (width, height) => {
    const press = opened('compare', width, height);
    const seen = new Set<string>();
    const keep = (lines: readonly string[]): void => lines.slice(2, -2).forEach((line) => seen.add(line.slice(1, -1)));
    keep(press('?'));
    for (let i = 0; i < 150; i++) keep(press('↓'));
    const text = [...seen]
      .map((line) => line.trim())
      .join(' ')
      .replaceAll(/ +/g, ' ');
    for (const words of [
      'the words of the verdict and back to its numbers; apply the offer; open the selected run',
      'into the working folder',
    ])
      expect(text).toContain(words);
  });
});

it.each(screenNames.filter((name) => name !== 'runs'))('%s has its name in the header at every width', (screen) => {
  const size = { width: 40, height: 24 };
  const look = opened(screen, 40, 24, size);
  for (; size.width <= 100; size.width += 5) expect(look()[0].slice(12)).toMatch(new RegExp(`^ +${screen}`));
});

it('z says in a small terminal that there is no panel to enlarge', () => {
  expect(opened('live', 60, 15)('z').at(-1)).toContain('so small a terminal has no panels');
  expect(opened('live', 80, 24)('z').at(-1)).not.toContain('so small');
});

it('enter in the studio says so where the mark was moved and put back', () => {
  const press = opened('studio', 100, 30);
  expect(press('→', '←', 'enter').at(-1)).toContain('it is applied already');
});
