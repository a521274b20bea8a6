import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandDesk } from '../../experiments/command-desk.js';
import { compare } from '../../experiments/compare.js';
import { single } from '../../experiments/comparison.js';
import type { Patch, RunEvent } from '../../experiments/event.js';
import { guard } from '../../experiments/guard.js';
import { run } from '../../experiments/run.js';
import { tiny } from './tiny.js';

const patches: readonly Patch[] = [
  { name: 'learningRate', options: { shift: 0.125 } },
  { name: 'learningRate', options: { min: 0.2, max: 0.5 } },
  { name: 'rewardScale', options: { phase: 0.25 } },
  { name: 'learningRate', options: { value: 0.3 } },
  { name: 'learningRate', options: { release: true } },
];

async function all(
  events: AsyncIterable<RunEvent>,
  seen: (event: RunEvent) => void = () => undefined,
): Promise<RunEvent[]> {
  const kept: RunEvent[] = [];
  for await (const event of events) {
    kept.push(event);
    seen(event);
  }
  return kept;
}

describe('a run with commands', () => {
  it('gives an equal log when it is run again from that log', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(7), fc.nat(patches.length - 1)), { maxLength: 6 }),
        fc.uniqueArray(fc.nat(7), { maxLength: 3 }),
        fc.option(fc.nat(8), { nil: undefined }),
        (given, saved, stopped) => {
          const of = tiny();
          let update = 0;
          const log = [
            ...run(of, {
              seed: 3,
              checkpointEvery: 5,
              commands: (at) => given.filter(([when]) => when === at).map(([, which]) => patches[which]),
              checkpointNow: (at) => saved.includes(at),
              shouldStop: () => update++ === stopped,
            }),
          ];
          const again = [...run(of, { seed: 3, replayed: JSON.parse(JSON.stringify(log)) as RunEvent[] })];
          expect(JSON.stringify(again)).toBe(JSON.stringify(log));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is replayed with what its hooks asked for once, not twice', () => {
    const of = tiny({ hooks: [guard({ collapse: { below: 1e9, over: 1 }, every: 1 })] });
    const rising = tiny({ hooks: [guard({ collapse: { below: -1e9, over: 1 }, every: 1 })] });
    for (const each of [of, rising]) {
      const log = [...run(each, { seed: 1, commands: (at) => (at === 2 ? [patches[0]] : []) })];
      expect([...run(each, { seed: 1, replayed: log })]).toEqual(log);
    }
  });

  it('runs a quarter of a period ahead after two shifts of an eighth', () => {
    const of = tiny({ updates: 8 });
    const values = (commands: (at: number) => readonly Patch[]): (number | undefined)[] =>
      [...run(of, { commands })].flatMap((event) => (event.type === 'update' ? [event.values['learningRate']] : []));
    const plain = values(() => []);
    const shifted = values((at) => (at === 1 ? [patches[0], patches[0]] : []));
    // The wave has a period of four updates: a quarter of a period ahead is one update ahead.
    for (let n = 1; n < 7; n++) expect(shifted[n]).toBeCloseTo(plain[n + 1] ?? Number.NaN, 12);
  });
});

describe('the desk', () => {
  it('carries a patch to the trial it names, refuses what that cannot take, and the run goes on', async () => {
    const desk = commandDesk();
    const refusals: string[] = [];
    desk.refusals((name, why) => refusals.push(`${name} ${why}`));
    let sent = false;
    const events = await all(
      compare(single(tiny({ updates: 200 })), {
        desk,
        live(batch) {
          if (sent || batch.every((event) => event.type !== 'update')) return;
          sent = true;
          expect(desk.send('run/0', { kind: 'patch', patch: patches[0] })).toBe(true);
          desk.send('run/0', { kind: 'patch', patch: { name: 'learningRat', options: {} } });
          desk.send('run/0', { kind: 'checkpoint' });
          expect(desk.send('run/7', { kind: 'stop' })).toBe(false);
        },
      }),
    );
    const commands = events.filter((event) => event.type === 'command');
    expect(commands.map(({ patch }) => patch)).toEqual([patches[0]]);
    expect(refusals).toHaveLength(2);
    expect(refusals.join('\n')).toMatch(/run\/0 .*stored nowhere[\s\S]*run\/0 .*Did you mean 'learningRate'/);
    expect(events.find((event) => event.type === 'end')).toMatchObject({ reason: 'finished', update: 200 });
    expect(desk.send('run/0', { kind: 'stop' })).toBe(false);
  });

  it('holds a trial while it is paused', async () => {
    const desk = commandDesk();
    let lived = 0;
    const whole = all(
      compare(single(tiny({ updates: 300 })), {
        desk,
        live: (batch) => {
          lived += batch.length;
          if (lived === 40) desk.pause(true);
        },
      }),
    );
    while (!desk.paused()) await new Promise((done) => setImmediate(done));
    const held = lived;
    for (let i = 0; i < 50; i++) await new Promise((done) => setImmediate(done));
    expect(lived).toBeLessThan(held + 20);
    desk.pause(false);
    const events = await whole;
    expect(events.filter((event) => event.type === 'update')).toHaveLength(300);
  });

  it('lets the trial that is named live one update while all are held', async () => {
    const desk = commandDesk();
    desk.pause(true);
    const seen: number[] = [];
    const whole = all(
      compare(single(tiny({ updates: 20 })), {
        desk,
        live: (batch) => batch.forEach((event) => event.type === 'update' && seen.push(event.update)),
      }),
    );
    const turn = (): Promise<void> => new Promise((done) => setTimeout(done, 1));
    for (let lived = 0; lived < 5; lived++) {
      while (!desk.send('run/0', { kind: 'step' })) await turn();
      while (seen.length === lived) await turn();
      for (let i = 0; i < 10; i++) await turn();
      expect(seen).toEqual(Array.from({ length: lived + 1 }, (_, update) => update));
    }
    desk.pause(false);
    await whole;
    expect(seen).toHaveLength(20);
  });
});
