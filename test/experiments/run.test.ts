import { describe, expect, it } from 'vitest';
import { every } from '../../curriculum/gate.js';
import { balance } from '../../envs/control/balance.js';
import type { HookFactory, Moment } from '../../experiments/hook.js';
import { eventsOf, only, scripted, tiny, tinyAgent } from './tiny.js';

/** A hook that notes the moments it sees. */
function spy(at: 'batch' | 'end', seen: Moment[], measured: Record<string, number> = {}): HookFactory {
  return () => [
    {
      id: `spy.${at}`,
      at,
      signals: Object.keys(measured),
      run(moment) {
        seen.push(moment);
        return measured;
      },
    },
  ];
}

describe('a run', () => {
  it('tells start, one update after another, and end', () => {
    const events = eventsOf(tiny({ env: balance(), agent: tinyAgent(), updates: 3 }), { run: 'in/7', seed: 7 });
    expect(events.map((event) => event.type)).toEqual(['start', 'update', 'update', 'update', 'end']);
    expect(events.every((event) => 'run' in event && event.run === 'in/7')).toBe(true);
    expect(only(events, 'update').map(({ update }) => update)).toEqual([0, 1, 2]);
    expect(events.at(-1)).toEqual({ type: 'end', run: 'in/7', update: 3, reason: 'finished' });
  });

  it('names every column it will fill', () => {
    const events = eventsOf(tiny({ updates: 2, hooks: [spy('end', [], { own: 1 })] }));
    const columns = new Set(only(events, 'start')[0].columns);
    for (const { signals } of only(events, 'update')) expect(new Set(Object.keys(signals))).toEqual(columns);
  });

  it('gives each tunable its value at the update, knobs and hyperparameters alike', () => {
    for (const { update, values } of only(eventsOf(tiny()), 'update')) {
      const level = (1 - Math.cos((2 * Math.PI * update) / 4)) / 2;
      expect(values['rewardScale']).toBeCloseTo(0.2 + 1.6 * level, 12);
      expect(values['learningRate']).toBeCloseTo(0.1 + 0.8 * level, 12);
      expect(values['discount']).toBe(0.95);
    }
  });

  it('is the same for the same seed, and another one for another', () => {
    const lines = (seed: number): string => JSON.stringify(eventsOf(tiny(), { seed, run: 'r' }));
    expect(lines(3)).toBe(lines(3));
    expect(lines(3)).not.toBe(lines(4));
  });

  it('starts from the parameters it is given', () => {
    let first: number[] = [];
    const keep: HookFactory = () => [
      {
        id: 'keep',
        at: 'batch',
        signals: [],
        run({ learner }) {
          first = [...learner.parameters()];
          return {};
        },
      },
    ];
    // 2-2-1: 4 + 2 weights, 2 + 1 biases.
    eventsOf(tiny({ updates: 1, hooks: [keep] }), { parameters: new Float64Array(9).fill(0.25) });
    expect(first).toEqual(Array(9).fill(0.25));
  });

  it('ends as stopped when it is asked to, with what was lived', () => {
    let asked = 0;
    const events = eventsOf(tiny(), { shouldStop: () => asked++ === 3 });
    expect(only(events, 'update')).toHaveLength(3);
    expect(events.at(-1)).toMatchObject({ type: 'end', update: 3, reason: 'stopped' });
  });
});

describe('the two hook points', () => {
  it('batch comes between gathering and learning, end after learning', () => {
    const order: string[] = [];
    const note = (word: string, measured: Record<string, number>) => (): Record<string, number> => {
      order.push(word);
      return measured;
    };
    const hook =
      (at: 'batch' | 'end'): HookFactory =>
      () => [{ id: at, at, signals: [at], run: note(at, { [at]: 1 }) }];
    const script = { collect: note('collect', { rewardPerStep: 0 }), learn: note('learn', { gradientNorm: 2 }) };
    const events = eventsOf(scripted(script, { updates: 2, hooks: [hook('end'), hook('batch')] }));
    expect(order).toEqual(['collect', 'batch', 'learn', 'end', 'collect', 'batch', 'learn', 'end']);
    expect(only(events, 'update')[1].signals).toEqual({ rewardPerStep: 0, batch: 1, gradientNorm: 2, end: 1 });
  });

  it('batch sees the old parameters and the batch values, end the new ones and all values', () => {
    const batch: Moment[] = [];
    const snapshots: number[][] = [];
    const snapshot: HookFactory = () =>
      (['batch', 'end'] as const).map((at) => ({
        id: at,
        at,
        signals: [],
        run: ({ learner }) => {
          snapshots.push([...learner.parameters()]);
          return {};
        },
      }));
    const end: Moment[] = [];
    eventsOf(tiny({ updates: 2, hooks: [spy('batch', batch), spy('end', end), snapshot] }));
    expect(Object.keys(batch[0].values)).toEqual(['rewardScale', 'discount', 'advantageScale']);
    expect(Object.keys(end[0].values)).toEqual([
      'rewardScale',
      'discount',
      'advantageScale',
      'learningRate',
      'momentum',
    ]);
    expect(snapshots[1]).not.toEqual(snapshots[0]);
    expect(snapshots[2]).toEqual(snapshots[1]);
  });

  it('a hook runs where its gate is open, and later hooks see what earlier ones measured', () => {
    const seen: (number | undefined)[] = [];
    const rare: HookFactory = () => [
      { id: 'rare', at: 'batch', when: every(2), signals: ['rare'], run: ({ update }) => ({ rare: update }) },
    ];
    const reader: HookFactory = () => [
      {
        id: 'reader',
        at: 'batch',
        signals: [],
        run({ signals }) {
          seen.push(signals['rare']);
          return {};
        },
      },
    ];
    eventsOf(scripted({}, { updates: 5, hooks: [rare, reader] }));
    expect(seen).toEqual([0, 0, 2, 2, 4]);
  });

  it('a gate at the end of an update reads what this update measured', () => {
    const ran: number[] = [];
    const hook: HookFactory = () => [
      {
        id: 'gated',
        at: 'end',
        when: (_, signals) => signals['rewardPerStep'] === 2,
        signals: [],
        run({ update }) {
          ran.push(update);
          return {};
        },
      },
    ];
    let n = 0;
    eventsOf(scripted({ collect: () => ({ rewardPerStep: n++ }) }, { updates: 4, hooks: [hook] }));
    expect(ran).toEqual([2]);
  });

  it('ages count updates since a signal was measured, in moments and in events', () => {
    const ages: (number | undefined)[] = [];
    const rare: HookFactory = () => [
      { id: 'rare', at: 'batch', when: every(3), signals: ['rare'], run: () => ({ rare: 1 }) },
      {
        id: 'old',
        at: 'end',
        signals: [],
        run: (moment) => {
          ages.push(moment.ages['rare']);
          return {};
        },
      },
    ];
    const updates = only(eventsOf(scripted({}, { updates: 5, hooks: [rare] })), 'update');
    expect(ages).toEqual([0, 1, 2, 0, 1]);
    expect(updates.map((event) => event.ages)).toEqual([undefined, { rare: 1 }, { rare: 2 }, undefined, { rare: 1 }]);
    expect(updates[1].signals).not.toHaveProperty('rare');
  });

  it('alarms of hooks follow the update they belong to', () => {
    const loud: HookFactory = () => [
      {
        id: 'loud',
        at: 'batch',
        signals: [],
        run(moment) {
          if (moment.update === 1) moment.alarm('sharpness', 'sharpness', 9);
          return {};
        },
      },
    ];
    const events = eventsOf(scripted({}, { updates: 2, hooks: [loud] }), { run: 'r' });
    expect(events.map((event) => event.type)).toEqual(['start', 'update', 'update', 'alarm', 'end']);
    expect(events[3]).toEqual({
      type: 'alarm',
      run: 'r',
      update: 1,
      signal: 'sharpness',
      value: 9,
      reading: 'sharpness',
    });
  });

  it('two hooks of one id are refused before the first update', () => {
    const hooks = [spy('end', []), spy('end', [])];
    expect(() => eventsOf(tiny({ hooks }))).toThrow("tiny.hooks: expected hooks of different ids, got 'spy.end'.");
  });
});

describe('schedules that read signals', () => {
  it('see the last update for batch values, and this batch for step values', () => {
    let n = 0;
    const script = {
      batchTunables: {
        knob: (_: number, signals: { readonly [name: string]: number | undefined }) => signals['rewardPerStep'] ?? -1,
      },
      stepTunables: {
        rate: (_: number, signals: { readonly [name: string]: number | undefined }) => signals['rewardPerStep'] ?? -1,
      },
      collect: () => ({ rewardPerStep: 10 + n++ }),
    };
    const values = only(eventsOf(scripted(script, { updates: 3 })), 'update').map((event) => event.values);
    expect(values).toEqual([
      { knob: -1, rate: 10 },
      { knob: 10, rate: 11 },
      { knob: 11, rate: 12 },
    ]);
  });
});

describe('a value that is not finite', () => {
  it.each([NaN, Infinity])('%d in a signal ends the run as diverged, with an alarm and the last update told', (bad) => {
    let n = 0;
    const events = eventsOf(scripted({ learn: () => ({ gradientNorm: n++ === 1 ? bad : 1 }) }, { updates: 5 }), {
      run: 'r',
    });
    expect(events.map((event) => event.type)).toEqual(['start', 'update', 'update', 'alarm', 'end']);
    expect(events[2]).toMatchObject({ nonFinite: ['gradientNorm'] });
    expect(events[3]).toEqual({
      type: 'alarm',
      run: 'r',
      update: 1,
      signal: 'gradientNorm',
      value: bad,
      reading: 'nonFinite',
    });
    expect(events[4]).toEqual({ type: 'end', run: 'r', update: 2, reason: 'diverged' });
  });

  it('in a rate that follows signals ends it too', () => {
    const events = eventsOf(scripted({ stepTunables: { rate: (n: number) => (n < 2 ? 1 : NaN) } }, { updates: 5 }));
    expect(only(events, 'alarm')[0]).toMatchObject({ update: 2, signal: 'rate', reading: 'nonFinite' });
  });

  it('a real run at an absurd rate diverges instead of throwing', () => {
    const events = eventsOf(tiny({ agent: tinyAgent({ learningRate: 1e300 }) }));
    expect(events.at(-1)).toMatchObject({ type: 'end', reason: 'diverged' });
    expect(only(events, 'alarm').at(-1)).toMatchObject({ reading: 'nonFinite' });
  });
});

describe('a knob that leaves its bounds while the run goes on', () => {
  it('is an alarm that names the knob and its value, and the run counts as diverged', () => {
    // It reads signals, so it cannot be known before.
    const knob = (n: number, signals: object): number => (n >= 2 && 'rewardPerStep' in signals ? 99 : 1);
    const events = eventsOf(tiny({ env: balance({ rewardScale: knob }) }), { run: 'r' });
    expect(only(events, 'update')).toHaveLength(2);
    expect(events.slice(-2)).toEqual([
      { type: 'alarm', run: 'r', update: 2, signal: 'Balance.rewardScale', value: 99, reading: 'bounds' },
      { type: 'end', run: 'r', update: 2, reason: 'diverged' },
    ]);
  });
});
