import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compare } from '../../../experiments/compare.js';
import { comparison } from '../../../experiments/comparison.js';
import type { RunEvent } from '../../../experiments/event.js';
import { runFiles } from '../../../experiments/store/run-folder.js';
import { logName } from '../../../experiments/store/trial-folder.js';
import { openReplay } from '../../../tui/dashboard/replay.js';
import { runsDesk, type RunsDesk } from '../../../tui/dashboard/runs-desk.js';
import { runsModel } from '../../../tui/dashboard/runs-model.js';
import { shortId } from '../../../tui/dashboard/runs-row.js';
import { drawScreen } from '../../../tui/dashboard/screen.js';
import type { View } from '../../../tui/dashboard/view.js';
import { rowText } from '../../../tui/charts/cells.js';
import { initialState, reduce, type State } from '../../../tui/state.js';
import { tiny } from '../../experiments/tiny.js';
import { shownView } from './shown.js';

const store = mkdtempSync(join(tmpdir(), 'antiphase-replay-'));
const told: RunEvent[] = [];
beforeAll(async () => {
  const of = comparison({ experiment: tiny(), seeds: 2, bases: [{}, { meanRate: 0.2 }] });
  for await (const event of compare(of, { store: join(store, 'tiny-20260101-000000-beef') })) told.push(event);
});
afterAll(() => rmSync(store, { recursive: true, force: true }));

const open = (): ReturnType<typeof openReplay> => {
  const replay = openReplay(join(store, 'tiny-20260101-000000-beef'), 'beef');
  while (replay.load(50));
  return replay;
};

/** What a state shows, without its clock. */
const shown = (state: State): unknown => ({
  scores: state.arms.map((arm) => [...arm.score]),
  runs: state.arms.map((arm) =>
    arm.runs.map(({ status, lived, periods }) => ({ status, lived, periods: [...periods] })),
  ),
  verdict: state.verdict?.words,
});

describe('a stored run that is told again', () => {
  it('shows at its end what the live screen showed at its end', () => {
    const first = told.slice(0, told.findIndex((event) => event.type === 'verdict') + 1);
    const live = first.reduce((state, event) => reduce(state, event, 0), initialState);
    expect(shown(open().state())).toEqual(shown(live));
  });

  it('shows at every update the same, coming from before and from behind', () => {
    const replay = open();
    const forward = Array.from({ length: 9 }, (_, update) => {
      replay.seek(update);
      return shown(replay.state());
    });
    for (let update = 8; update >= 0; update--) {
      replay.seek(update);
      expect(shown(replay.state())).toEqual(forward[update]);
      for (const run of replay.state().arms.flatMap((arm) => arm.runs)) expect(run.lived).toBe(update);
    }
  });

  it('stands at the last update that was lived while the run is not over, and follows what comes', () => {
    const whole = join(store, 'tiny-20260101-000000-beef');
    const folder = join(mkdtempSync(join(tmpdir(), 'antiphase-unfinished-')), 'tiny-20260101-000000-cafe');
    cpSync(whole, folder, { recursive: true });
    rmSync(join(folder, runFiles.verdict));
    const logs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(logName));
    /** Writes the logs up to so many updates. */
    const written = (updates: number): void => {
      for (const name of logs) {
        const lines = readFileSync(join(whole, name), 'utf8').split('\n');
        const end = lines.findIndex((line) => line.includes(`"update":${updates},`));
        writeFileSync(join(folder, name), `${lines.slice(0, end).join('\n')}\n`);
      }
    };
    written(5);
    const replay = openReplay(folder, 'cafe');
    while (replay.load(50));
    const lived = (): number => Math.max(...replay.state().arms.flatMap(({ runs }) => runs.map((run) => run.lived)));
    expect([replay.at(), replay.updates(), lived()]).toEqual([5, 8, 5]);
    replay.seek(replay.at() - 1);
    expect([replay.at(), lived()]).toEqual([4, 4]);
    replay.seek(replay.at() + 1);
    written(7);
    replay.advance(1);
    expect([replay.at(), lived()]).toEqual([7, 7]);
    replay.play(true);
    for (let i = 0; i < 20 && replay.playing(); i++) replay.advance(0.1);
    expect([replay.at(), replay.pass(), replay.playing()]).toEqual([7, 0, false]);
    rmSync(dirname(folder), { recursive: true });
  });

  it('plays at its pace, through all of its comparisons, and stops at the end', () => {
    const replay = open();
    expect(replay.passes()).toBe(2);
    replay.seek(0);
    replay.play(true);
    replay.quicken(0.1);
    expect(replay.pace()).toBe(2);
    expect(replay.advance(0.4)).toBe(false);
    expect(replay.advance(0.2)).toBe(true);
    expect(replay.at()).toBe(1);
    for (let i = 0; i < 20 && replay.playing(); i++) replay.advance(1);
    expect([replay.pass(), replay.at(), replay.playing()]).toEqual([1, 8, false]);
  });
});

describe('the list of stored runs', () => {
  const deskOf = (more: Partial<Parameters<typeof runsDesk>[0]> = {}): RunsDesk =>
    runsDesk({
      store,
      say: () => undefined,
      confirm: (_, yes) => yes(),
      filter: () => '',
      arm: () => undefined,
      opened: () => undefined,
      date: () => Date.parse('2026-01-01T01:00:00Z'),
      ...more,
    });

  it('reads nothing while nobody looks at it, and all of it from then on', () => {
    let isShown = false;
    const desk = deskOf({ isShown: () => isShown });
    expect(desk.work(60)).toBe(false);
    expect(desk.view()).toMatchObject({ rows: [], total: 1, unread: 1 });
    isShown = true;
    for (let i = 0; i < 100 && desk.work(0); i++);
    expect(desk.view()).toMatchObject({ total: 1, unread: 0 });
    expect(desk.view().rows[0].best).toBeDefined();
  });

  it('has the numbers of the last verdict, and filters by them', () => {
    const model = runsModel(store);
    while (model.work(50, ''));
    const [row] = model.rows('');
    const verdict = told.filter((event) => event.type === 'verdict').at(-1);
    const best = Math.max(...(verdict?.arms.map(({ score }) => score.value) ?? []));
    expect(row.best?.score.value).toBe(best);
    expect(model.rows('seeds:>1 status:finished name:tiny')).toHaveLength(1);
    expect(model.rows(`return:>${best + 1}`)).toHaveLength(0);
    expect(shortId(row.id)).toBe('beef');
  });

  it('fills every size, with and without an opened run', () => {
    const desk = deskOf({ open: 'tiny-20260101-000000-beef' });
    while (desk.work(0.1) && desk.replay()?.loading() === true);
    const state = desk.replay()?.state() ?? initialState;
    const whole: View = {
      ...shownView(state),
      screen: 'runs',
      runs: desk.view(),
      playback: desk.playback(),
    };
    for (const view of [whole, { ...whole, playback: undefined }, { ...whole, full: true }])
      for (const [width, height] of [
        [80, 24],
        [119, 30],
        [140, 45],
        [60, 12],
        [20, 3],
      ]) {
        const grid = drawScreen(view, width, height);
        for (let y = 0; y < height; y++) expect(Array.from(rowText(grid, y))).toHaveLength(width);
      }
    const grid = drawScreen(whole, 140, 45);
    const text = Array.from({ length: 45 }, (_, y) => rowText(grid, y)).join('\n');
    expect(text).toMatch(/›[ m]◆ +beef +Balance/);
    expect(text).toContain('from the log: same numbers');
  });

  it('steps the playhead, opens, marks and compares by keys, and deletes once it was confirmed', () => {
    const desk = deskOf();
    desk.actions.open?.();
    while (desk.work(0));
    desk.actions.first?.();
    desk.actions.stepForward?.();
    expect(desk.playback()).toMatchObject({ at: 1, updates: 8, playing: false });
    desk.actions.mark?.();
    desk.actions.compareMarked?.();
    while (desk.work(0));
    expect(desk.curves().map(({ name, values }) => [name.slice(0, 4), values.length])).toEqual([['beef', 8]]);
    expect(desk.close()).toBe(true);
    expect(desk.curves()).toEqual([]);
    desk.actions.delete?.();
    expect(existsSync(join(store, 'tiny-20260101-000000-beef'))).toBe(false);
    expect(desk.view().rows).toEqual([]);
  });
});
