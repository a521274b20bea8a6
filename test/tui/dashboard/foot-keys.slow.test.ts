import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandDesk } from '../../../experiments/command-desk.js';
import { compare } from '../../../experiments/compare.js';
import { comparison } from '../../../experiments/comparison.js';
import type { RunEvent } from '../../../experiments/event.js';
import { rowText } from '../../../tui/charts/cells.js';
import { controller, type Controller } from '../../../tui/dashboard/controller.js';
import { keyAt } from '../../../tui/dashboard/mouse.js';
import { lookup, screenNames, type ScreenName } from '../../../tui/keymap.js';
import { themesOf } from '../../../tui/theme.js';
import { tiny } from '../../experiments/tiny.js';
import { fakePlan, fakeRun } from '../fake-source.js';

const store = mkdtempSync(join(tmpdir(), 'antiphase-foot-'));
beforeAll(async () => {
  const of = comparison({ experiment: tiny({ updates: 64 }), seeds: 2 });
  for (const id of ['tiny-20260101-000000-aaaa', 'tiny-20260101-000001-bbbb'])
    for await (const event of compare(of, { store: join(store, id) })) expect(event.type).toBeTypeOf('string');
});
afterAll(() => rmSync(store, { recursive: true, force: true }));

const points = ['phase=0,max=8', 'phase=0.5,max=8', 'phase=0,max=16', 'phase=0.5,max=16'];

/** A screen on which half of a comparison or a sweep has run, and whatever it did beside the frame. */
function opened(
  screen: ScreenName,
  before: readonly string[],
): { readonly of: Controller; readonly look: () => string } {
  const plan = fakePlan({ seeds: 3, updates: 120, ...(screen === 'sweep' ? { arms: points } : {}) });
  const did: string[] = [];
  const desk = commandDesk();
  const of = controller({
    themes: themesOf('none', 'braille', 'dark'),
    size: () => ({ width: 400, height: 50 }),
    now: () => 1000,
    stop: () => did.push('stop'),
    desk,
    leave: () => did.push('leave'),
    repaint: () => did.push('repaint'),
    suspend: () => did.push('suspend'),
    write: (files) => `${files.length} files`,
    cost: () => ({ rate: 1, milliseconds: 1, bytes: 1 }),
    screen,
    run: () => did.push('run'),
    stored: { store },
  });
  of.take(plan, false);
  const events: RunEvent[] = plan.arms.flatMap(({ name }) =>
    plan.seeds.kept.flatMap((seed) => fakeRun(plan, name, seed).slice(0, 100)),
  );
  for (const event of events) of.take(event, true);
  for (const { name } of plan.arms) for (const seed of plan.seeds.kept) desk.open(`${name}/${seed}`, () => undefined);
  const settle = (): void => {
    for (let i = 0; i < 40; i++) of.tick();
  };
  settle();
  for (const key of before) {
    of.press(key, '');
    settle();
  }
  return {
    of,
    look() {
      of.repaint();
      settle();
      const { cells } = of.frame();
      const text = Array.from({ length: cells.height }, (_, y) => rowText(cells, y)).join('\n');
      return JSON.stringify([text, [...cells.styles], did, desk.paused()]);
    },
  };
}

/** The keys that a foot line names. */
function named({ of }: ReturnType<typeof opened>, screen: ScreenName): readonly string[] {
  const { cells } = of.frame();
  const foot = rowText(cells, cells.height - 1);
  const keys = Array.from(foot, (_, x) => keyAt(foot, x)).filter((key) => key !== undefined);
  // A notice has words beside its keys.
  return [...new Set(keys)].filter((key) => lookup(key, screen) !== undefined);
}

const opposite: Readonly<Record<string, string>> = { '-': '+', '←': '→', '↓': '↑', '→': '←', '↑': '↓', '.': ',' };

const scenes: readonly (readonly [what: string, screen: ScreenName, before: readonly string[]])[] = [
  ...screenNames.map((screen) => [`${screen}, while something runs`, screen, []] as const),
  ['live, held', 'live', ['space']],
  ['compare, with every seed', 'compare', ['b', 'b']],
  ['compare, over phases', 'compare', ['n']],
  ['an opened stored run in its middle', 'runs', ['enter', 'end', ',', ',', ',']],
  ['marked stored runs', 'runs', ['m', 'm', 'c']],
  ['a sweep with marked cells', 'sweep', ['m', 'c']],
];

it.each(scenes)('every key in the foot of %s does something that can be seen', (what, screen, before) => {
  const keys = named(opened(screen, before), screen);
  expect(keys.length).toBeGreaterThan(1);
  const silent = keys.filter((key) => {
    const scene = opened(screen, before);
    const first = scene.look();
    // The screen that is shown already stays.
    if (key === String(screenNames.indexOf(screen) + 1)) return false;
    scene.of.press(key, '');
    if (scene.look() !== first) return false;
    // At an end of its way a key does nothing: one step back from there it does.
    const back = opposite[key];
    if (back === undefined) return true;
    scene.of.press(back, '');
    const away = scene.look();
    scene.of.press(key, '');
    return scene.look() === away;
  });
  expect([what, silent]).toEqual([what, []]);
});
