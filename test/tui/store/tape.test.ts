import { appendFileSync, mkdtempSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { eventLine, type RunEvent } from '../../../experiments/event.js';
import { openRunFolder } from '../../../experiments/store/run-folder.js';
import { openReplay, type Replay } from '../../../tui/dashboard/replay.js';
import { initialState, reduce, type State } from '../../../tui/state.js';
import { summarize } from '../../../tui/summary.js';
import { fakePlan, fakeRun, fakeVerdict } from '../fake-source.js';

const store = mkdtempSync(join(tmpdir(), 'antiphase-tape-'));
afterAll(() => rmSync(store, { recursive: true, force: true }));

const plan = fakePlan({ seeds: 2, updates: 9000, arms: ['in', 'anti'] });
const runs = plan.arms.flatMap(({ name }) => plan.seeds.kept.map((seed) => fakeRun(plan, name, seed)));

/** The run whose log grows: the first of `anti`, which lives to its end. */
const GROWS = 2;

/** What a screen shows of a state, up to what was lived. */
const shown = (state: State): unknown =>
  state.arms.map((arm) => ({
    summary: summarize(state, arm),
    runs: arm.runs.map((run, index) => ({
      ...run,
      told: undefined,
      startedAt: undefined,
      split: undefined,
      stepsPerSecond: undefined,
      marks: run.marks.map(({ text, update, kind }) => ({ text, update, kind })),
      score: [...arm.score.subarray(index * plan.updates, index * plan.updates + run.lived)].slice(-50),
    })),
  }));

/** The same from events alone: what had happened once so many updates were lived. */
function reduced(head: number): State {
  const due = (event: RunEvent): boolean =>
    event.type === 'end'
      ? event.update <= head
      : event.type === 'start'
        ? head > 0
        : 'update' in event && event.update < head;
  const events = runs.flatMap((run) => run.slice(0, run.findIndex((event) => !due(event)) >>> 0));
  const closing = head < plan.updates ? [] : [fakeVerdict(plan)];
  return [plan, ...events, ...closing].reduce((state, event) => reduce(state, event, Number.NaN), initialState);
}

function written(id: string, parts: readonly RunEvent[][]): { folder: string; logs: string[]; finish: () => void } {
  const path = join(store, id);
  const folder = openRunFolder(path, { name: id, mode: 'compare', engine: 'simd' });
  folder.plan(undefined, plan);
  const logs = plan.arms.flatMap(({ name }, a) =>
    plan.seeds.kept.map((seed, s) => {
      const trial = folder.trial(undefined, name, seed);
      mkdirSync(trial, { recursive: true });
      writeFileSync(join(trial, 'events.jsonl'), parts[2 * a + s].map((event) => `${eventLine(event)}\n`).join(''));
      return join(trial, 'events.jsonl');
    }),
  );
  return { folder: path, logs, finish: () => folder.finish([fakeVerdict(plan)], undefined) };
}

const whole = (replay: Replay): Replay => {
  while (replay.load(50));
  return replay;
};

describe('a stored run under its playhead', () => {
  it('shows what its events give, wherever the head is put', () => {
    const { folder, finish } = written('whole', runs);
    finish();
    const replay = whole(openReplay(folder, 'whole'));
    for (const head of [9000, 0, 4096, 4097, 8999, 1, 40, 5000, 4095, 8192, 9000, 3]) {
      replay.seek(head);
      expect(shown(replay.state())).toEqual(shown(reduced(head)));
    }
  });

  it('is followed while it is written, and read again where it was cut', () => {
    const { folder, logs, finish } = written(
      'growing',
      runs.map((run) => run.slice(0, 100)),
    );
    const replay = whole(openReplay(folder, 'growing'));
    const livedNow = (): number[] => replay.state().arms.flatMap((arm) => arm.runs.map((run) => run.lived));
    const first = livedNow();
    expect(first[GROWS]).toBeGreaterThan(50);
    expect(replay.advance(1)).toBe(false);
    const more = runs[GROWS].slice(100, 200)
      .map((event) => `${eventLine(event)}\n`)
      .join('');
    appendFileSync(logs[GROWS], more.slice(0, 1000));
    expect(replay.advance(1)).toBe(true);
    appendFileSync(logs[GROWS], more.slice(1000));
    expect(replay.advance(1)).toBe(true);
    expect(livedNow()[GROWS]).toBeGreaterThan(first[GROWS] + 80);
    truncateSync(
      logs[GROWS],
      runs[GROWS].slice(0, 20)
        .map((event) => `${eventLine(event)}\n`)
        .join('').length,
    );
    replay.advance(1);
    expect(livedNow()[GROWS]).toBeLessThan(21);
    logs.forEach((log, i) => writeFileSync(log, runs[i].map((event) => `${eventLine(event)}\n`).join('')));
    finish();
    for (let i = 0; i < 40; i++) replay.advance(1);
    expect(replay.state().verdict?.title).toBe(plan.title);
    expect(shown(replay.state())).toEqual(shown(reduced(9000)));
  });

  it('tells which line of which file cannot be used', () => {
    const { folder, logs } = written(
      'damaged',
      runs.map((run) => run.slice(0, 30)),
    );
    appendFileSync(logs[1], '{"type":"update","run":\n');
    const replay = whole(openReplay(folder, 'damaged'));
    expect(replay.problem()).toMatch(/in\/301\/events\.jsonl:31: not whole JSON/);
  });
});

describe('the clock of a stored run', () => {
  it('lies on straight lines between its readings', () => {
    const { folder, logs } = written(
      'timed',
      runs.map((run) => run.slice(0, 60)),
    );
    const readings = [
      { update: 10, seconds: 5, stepsPerSecond: 7, split: { environment: 0.5 } },
      { update: 20, seconds: 6, stepsPerSecond: 8, split: { environment: 0.25 } },
      // Another process went on behind the checkpoint.
      { update: 30, seconds: 2, stepsPerSecond: 9, split: { environment: 0.75 } },
    ];
    writeFileSync(logs[0].replace('events', 'timings'), `${readings.map((each) => JSON.stringify(each)).join('\n')}\n`);
    const replay = whole(openReplay(folder, 'timed'));
    const { arms } = replay.state();
    expect([...arms[0].time.subarray(8, 12)]).toEqual([4.5, 5, 5.1, 5.2]);
    expect(arms[0].time[29]).toBe(8);
    expect(arms[0].time[30]).toBeNaN();
    expect(arms[0].runs[0]).toMatchObject({ stepsPerSecond: 9, split: { environment: 0.75 } });
    replay.seek(20);
    expect(replay.state().arms[0].runs[0].split).toEqual({ environment: 0.25 });
  });
});
