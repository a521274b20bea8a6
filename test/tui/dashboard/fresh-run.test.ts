import { describe, expect, it } from 'vitest';
import { rowText } from '../../../tui/charts/cells.js';
import type { DeskContext } from '../../../tui/dashboard/desk.js';
import { firstFreshSeed, type AgainRequest, type RunAgain } from '../../../tui/dashboard/fresh-run.js';
import { drawScreen } from '../../../tui/dashboard/screen.js';
import { freshStand } from '../../../tui/dashboard/stand.js';
import { sweepDesk, type SweepDesk } from '../../../tui/dashboard/sweep-desk.js';
import { initialState, reduce, type State } from '../../../tui/state.js';
import { fakePlan, fakeRun, fakeSource } from '../fake-source.js';
import { shownView } from './shown.js';

const names = ['phase=0,max=8', 'phase=0.5,max=8'];
const plan = fakePlan({ seeds: 2, updates: 80, arms: names });
const state = [plan, ...names.flatMap((name) => plan.seeds.kept.flatMap((seed) => fakeRun(plan, name, seed)))].reduce(
  (now: State, event) => reduce(now, event, 1),
  initialState,
);

function deskOf(again: RunAgain | undefined, steerable = false): { desk: SweepDesk; said: string[] } {
  const said: string[] = [];
  const context = {
    stand: { ...freshStand('sweep'), focus: 1 },
    state: () => state,
    say: (text: string) => said.push(text),
    steering: { steerable: () => steerable },
  } as unknown as DeskContext;
  return { desk: sweepDesk({ ...context, again, opened: () => 'stored' }), said };
}

const settled = async (desk: SweepDesk): Promise<void> => {
  for (let i = 0; i < 400; i++) {
    await new Promise((done) => setImmediate(done));
    const fresh = desk.shows?.().cells?.fresh;
    if (fresh?.problem !== undefined || fresh?.summary?.verdict !== undefined) return;
  }
};

describe('a cell of a sweep on fresh seeds', () => {
  it('takes seeds that nobody tried: neither kept nor dropped', () => {
    expect(firstFreshSeed({ seeds: { kept: [3, 4, 9], dropped: [5, 12] } })).toBe(13);
    expect(firstFreshSeed({ seeds: { kept: [], dropped: [] } })).toBe(0);
  });

  it('asks for the cell in focus on twenty of them, follows it, and shows it beside the sweep', async () => {
    const asked: AgainRequest[] = [];
    const { desk, said } = deskOf((request) => {
      asked.push(request);
      return Promise.resolve(fakeSource({ seeds: 20, updates: 40, arms: [names[1]] }));
    });
    desk.actions.run?.('r');
    await settled(desk);
    expect(asked).toEqual([{ arm: names[1], seeds: 20, firstSeed: 302, id: 'stored' }]);
    expect(said.at(-1)).toBe(`${names[1]} came to its end on fresh seeds`);
    expect(desk.work?.(0)).toBe(true);
    expect(desk.work?.(0)).toBe(false);
    const fresh = desk.shows?.().cells?.fresh;
    expect([fresh?.cell, fresh?.summary?.done, fresh?.summary?.runs]).toEqual([names[1], 20, 20]);
    // The sweep stays what it was.
    expect(state.arms).toHaveLength(2);
    const view = {
      ...shownView(state),
      ...desk.shows?.(),
      screen: 'sweep' as const,
    };
    for (const [width, height] of [
      [80, 24],
      [140, 45],
    ]) {
      const grid = drawScreen(view, width, height);
      const text = Array.from({ length: height }, (_, y) => rowText(grid, y)).join('\n');
      expect(text).toMatch(/fresh (seeds · )?phase=0.5,? ?max=8/);
      expect(text).toContain('20/20');
    }
  });

  it('waits until the sweep is over, and tells why it could not begin', async () => {
    const early = deskOf(() => Promise.reject(new Error('not asked')), true);
    early.desk.actions.run?.('r');
    expect(early.said).toEqual(['the sweep still runs: r when it is over']);
    const refused = deskOf(() => Promise.reject(new Error('its file is gone')));
    refused.desk.actions.run?.('r');
    await settled(refused.desk);
    expect(refused.said.at(-1)).toBe('its file is gone');
    expect(refused.desk.shows?.().cells?.fresh?.problem).toBe('its file is gone');
    const nowhere = deskOf(undefined);
    nowhere.desk.actions.run?.('r');
    expect(nowhere.said).toEqual(['there is no store in which it could run again']);
  });

  it('stops what it began when the screen is left', async () => {
    const source = fakeSource({ seeds: 20, updates: 40, arms: [names[0]], pace: 1 });
    const { desk } = deskOf(() => Promise.resolve(source));
    desk.actions.run?.('r');
    await Promise.resolve();
    desk.stop();
    await settled(desk);
    expect(source.stopped()).toBe(true);
  });
});
