import { describe, expect, it } from 'vitest';
import { commandDesk } from '../../../experiments/command-desk.js';
import { crew } from '../../../experiments/crew.js';
import { rowText } from '../../../tui/charts/cells.js';
import type { ScreenName } from '../../../tui/keymap.js';
import { fakePlan, fakeRun } from '../fake-source.js';
import { controllerOf } from './shown.js';

/** A screen on which one seed of an arm has lived half of its updates, and what its run was sent. */
function opened(screen: ScreenName, workers = 0) {
  const plan = fakePlan({ seeds: 2, updates: 40, arms: ['phase=0', 'phase=0.5'] });
  const staff = workers > 0 ? crew() : undefined;
  staff?.hire(workers);
  const desk = commandDesk(staff);
  const of = controllerOf({
    desk,
    screen,
  });
  of.take(plan, false);
  const [seed] = plan.seeds.kept;
  for (const event of fakeRun(plan, 'phase=0', seed).slice(0, 21)) of.take(event, true);
  const sent: string[] = [];
  desk.open(`phase=0/${seed}`, (command) => sent.push(command.kind));
  const look = (): string => {
    of.tick();
    const { cells } = of.frame();
    return Array.from({ length: cells.height }, (_, y) => rowText(cells, y)).join('\n');
  };
  return { press: (key: string) => of.press(key, key), look, sent, staff, of };
}

describe('a single step', () => {
  it('is told in the log of its run, each with its update, and only where it was taken', () => {
    const { press, look, sent, of } = opened('live');
    press('.');
    expect(look()).toContain('pause first: space');
    press('space');
    press('.');
    expect(sent).toEqual(['step']);
    const [run] = of.state().arms[0].runs;
    expect(look()).toContain(`› you lived one update: ${run.lived}`);
    expect(run.marks.filter(({ kind }) => kind === 'step').map(({ update }) => update)).toEqual([run.lived]);
    // It is no event: neither the stored run nor the log of all runs has it.
    expect(of.state().log.some(({ text }) => text.includes('you lived'))).toBe(false);
  });
});

describe('the number of workers of a sweep', () => {
  it('falls and rises with < and >, between one and all there are, and the log tells it', () => {
    const { press, look, staff } = opened('sweep', 3);
    expect(look()).toContain('3 of 3 take runs');
    expect(look()).toContain('< > workers');
    press('>');
    expect(look()).toContain('3 workers: all there are');
    press('<');
    expect(look()).toContain('workers 3 → 2: runs at work end first');
    expect(look()).toContain('› you set workers 3 → 2');
    press('<');
    press('<');
    expect(look()).toContain('one worker has to be left');
    expect([staff?.size(), look().includes('1 of 3 take runs')]).toEqual([1, true]);
    press('>');
    expect(look()).toContain('› you set workers 1 → 2');
    expect(staff?.size()).toBe(2);
  });

  it('is no key of the foot where there is one worker, or none that can be counted', () => {
    expect(opened('sweep', 1).look()).not.toContain('< > workers');
    const { press, look } = opened('sweep');
    expect(look()).not.toContain('< > workers');
    press('<');
    expect(look()).toContain('nothing that goes on here has workers of its own');
  });
});
