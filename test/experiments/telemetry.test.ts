import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../experiments/event.js';
import { ring, ringReader, ringWriter } from '../../experiments/telemetry.js';
import { telemetry } from '../../experiments/telemetry-hub.js';
import { rowWriter } from '../../experiments/telemetry-rows.js';
import { initialState, reduce, type State } from '../../tui/state.js';
import { telemetryFeed } from '../../tui/store/telemetry-feed.js';
import { summarize } from '../../tui/summary.js';
import { fakePlan, fakeRun } from '../tui/fake-source.js';
import { race } from './race.js';

const numbers = (reader: ReturnType<typeof ringReader>): number[] => [...reader.rows.subarray(0, reader.read())];

describe('a ring of rows', () => {
  it('gives each row once, in order, across its end', () => {
    const shared = ring(['n'], 8);
    const [writer, reader] = [ringWriter(shared), ringReader(shared)];
    const all: number[] = [];
    for (let n = 0; n < 50; n++) {
      writer.row[0] = n;
      writer.push();
      if (n % 5 === 4) all.push(...numbers(reader));
    }
    expect(all).toEqual(Array.from({ length: 50 }, (_, n) => n));
    expect(reader.dropped()).toBe(0);
  });

  it('loses the oldest rows where nobody read them, and counts them', () => {
    const shared = ring(['n'], 8);
    const [writer, reader] = [ringWriter(shared), ringReader(shared)];
    for (let n = 0; n < 20; n++) {
      writer.row[0] = n;
      writer.push();
    }
    // One slot is the writer's.
    expect(numbers(reader)).toEqual([13, 14, 15, 16, 17, 18, 19]);
    expect(reader.dropped()).toBe(13);
    expect(reader.read()).toBe(0);
  });

  it('shows no torn row while a thread writes as fast as it can', async () => {
    const { seen, dropped, torn, disordered } = await race(300_000, 64);
    expect([torn, disordered, seen + dropped]).toEqual([0, 0, 300_000]);
  });
});

/** What a screen shows, as plain data. */
const shown = (state: State): unknown => ({
  lived: state.lived,
  log: state.log.map(({ text }) => text),
  arms: state.arms.map((arm) => ({
    summary: summarize(state, arm),
    rows: [arm.score, arm.margin, arm.rate, arm.knob, arm.sharpness, arm.envSteps].map((row) => [...row]),
    runs: arm.runs.map(({ status, lived, lowestNow, periods, marks }) => ({
      status,
      lived,
      lowestNow,
      periods,
      marks: marks.map(({ text }) => text),
    })),
  })),
});

const plan = fakePlan({ seeds: 1, updates: 300, arms: ['in', 'anti'] });
const runs = plan.arms.map((arm) => fakeRun(plan, arm.name, 300));
const spent = { environment: 0, forward: 0, update: 0, probe: 0 };

/** A run told by rows that are `ahead` updates before their events; looked at once in so many events. */
function byRows(every: number, rowsOf?: number): { state: State; dropped: number } {
  const hub = telemetry();
  const feed = telemetryFeed(hub);
  let state = reduce(initialState, plan);
  for (const events of runs) {
    const writer = rowWriter({ spent, now: () => 0 });
    let waiting: RunEvent[] = [];
    let close: (() => void) | undefined;
    events.forEach((event, i) => {
      const made = writer.see(event);
      waiting.push(event);
      if (made !== undefined) {
        for (const each of waiting) state = reduce(state, each);
        waiting = [];
        close = hub.open('run' in event ? event.run : '', made);
      }
      if (i % every === 0) state = feed.read(state);
      if (i % (rowsOf ?? 97) === 0) {
        for (const each of waiting) state = reduce(state, each);
        waiting = [];
      }
    });
    for (const each of waiting) state = reduce(state, each);
    close?.();
  }
  return { state, dropped: feed.dropped() };
}

describe('a state that is fed by rows', () => {
  const told = [plan, ...runs.flat()].reduce((state, event) => reduce(state, event), initialState);

  it('is the state that the events give, whichever comes first', () => {
    for (const every of [1, 7, 50]) expect(shown(byRows(every).state)).toEqual(shown(told));
  });

  it('knows the heap of the thread that a run is at work in, looked at once a second', () => {
    const hub = telemetry();
    const feed = telemetryFeed(hub);
    let [seconds, looks] = [0, 0];
    const writer = rowWriter({ spent, now: () => 1000 * seconds, heap: () => 1e6 * ++looks });
    let state = reduce(initialState, plan);
    for (const event of runs[0].slice(0, 41)) {
      const made = writer.see(event);
      if (made !== undefined) hub.open('in/300', made);
      seconds += 0.125;
      state = feed.read(state);
    }
    // The run began before its first update: 40 rows are 5 seconds behind it.
    expect([looks, state.arms[0].runs[0].heap]).toEqual([5, 5e6]);
  });

  it('is told again by events what was overwritten before anybody looked', () => {
    const long = fakePlan({ seeds: 1, updates: 20_000, arms: ['anti'] });
    const events = fakeRun(long, 'anti', 300);
    const hub = telemetry();
    const feed = telemetryFeed(hub);
    const writer = rowWriter({ spent, now: () => 0 });
    let state = reduce(initialState, long);
    for (const event of events.slice(0, 18_000)) {
      const made = writer.see(event);
      if (made !== undefined) hub.open('anti/300', made);
    }
    state = feed.read(state);
    const gap = state.arms[0].runs[0].gaps?.[0] ?? [0, 0];
    expect(feed.dropped()).toBe(gap[1] - gap[0]);
    expect(feed.dropped()).toBeGreaterThan(0);
    expect(state.arms[0].score[gap[0]]).toBeNaN();
    for (const event of events) state = reduce(state, event);
    expect(state.arms[0].score.some(Number.isNaN)).toBe(false);
    expect(state.lived).toBe(20_000);
  });

  it('measures where the time goes between two looks that lie a second apart', () => {
    const hub = telemetry();
    const feed = telemetryFeed(hub);
    const clock = { ...spent };
    let now = 0;
    const writer = rowWriter({ spent: clock, now: () => now });
    let state = reduce(initialState, plan);
    for (const event of runs[0].slice(0, 40)) {
      if (event.type === 'update') {
        now += 100;
        clock.environment += 60;
        clock.update += 30;
      }
      const made = writer.see(event);
      if (made !== undefined) hub.open('in/300', made);
      state = feed.read(state);
    }
    const { split } = state.arms[0].runs[0];
    expect(split?.['environment']).toBeCloseTo(0.6, 12);
    expect(split?.['update']).toBeCloseTo(0.3, 12);
    expect(state.arms[0].time[10]).toBeCloseTo(1.1, 12);
  });
});
