import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventLine, type RunEvent } from '../../../experiments/event.js';
import { stabilityProbe } from '../../../experiments/probes.js';
import { run } from '../../../experiments/run.js';
import {
  recorded,
  recordFailure,
  storedCheckpoint,
  storedTrial,
  trialIsOver,
} from '../../../experiments/store/trial-folder.js';
import { freshFolder } from '../folder.js';
import { scripted, tiny, tinyAgent } from '../tiny.js';

const experiment = tiny({ updates: 11, hooks: [stabilityProbe({ every: 2 })] });

function recording(folder: string, shouldStop = (): boolean => false): Generator<RunEvent, void> {
  return recorded({ folder, checkpointEvery: 3 }, (options) =>
    run(experiment, { run: 'in/4', seed: 4, shouldStop, ...options }),
  );
}

const log = (folder: string): string => readFileSync(join(folder, 'events.jsonl'), 'utf8');
const latest = (folder: string): string => join(folder, 'checkpoints', 'latest.json');

/** What a run without a store tells, with the same checkpoints. */
const undisturbed = [...run(experiment, { run: 'in/4', seed: 4, checkpointEvery: 3 })];
const lines = undisturbed.map((event) => `${eventLine(event)}\n`);

describe('a stored trial', () => {
  it('writes every event as a line, a checkpoint every so many updates and one behind the last', () => {
    const folder = freshFolder();
    expect([...recording(folder)]).toEqual(undisturbed);
    expect(log(folder)).toBe(lines.join(''));
    const at = undisturbed.flatMap((event) => (event.type === 'checkpoint' ? [event.update] : []));
    expect(at).toEqual([2, 5, 8, 10]);
    expect(storedCheckpoint(folder)).toMatchObject({ update: 11, eventCount: lines.length - 1 });
    expect(trialIsOver(folder)).toBe(true);
  });

  it('goes on with the same bytes wherever it was cut, with half a line behind it', () => {
    for (let told = 0; told < undisturbed.length; told++) {
      const folder = freshFolder();
      // A process that is killed closes nothing: the generator is left as it stands.
      const killed = recording(folder);
      for (let i = 0; i < told; i++) killed.next();
      if (existsSync(join(folder, 'events.jsonl'))) appendFileSync(join(folder, 'events.jsonl'), '{"type":"upd');
      expect([...recording(folder)]).toEqual(undisturbed);
      expect(log(folder)).toBe(lines.join(''));
    }
  });

  it('that is over is read, not trained again', () => {
    const folder = freshFolder();
    for (const event of recording(folder)) expect(event).toBeDefined();
    const read = recorded({ folder, checkpointEvery: 3 }, () => {
      throw new Error('trained again');
    });
    expect([...read]).toEqual(undisturbed);
  });

  it('that was stopped goes on behind its last update as if nobody had stopped it', () => {
    const folder = freshFolder();
    let asked = 0;
    const stopped = [...recording(folder, () => ++asked > 5)];
    expect(stopped.at(-1)).toEqual({ type: 'end', run: 'in/4', update: 5, reason: 'stopped' });
    expect(trialIsOver(folder)).toBe(false);
    expect(storedCheckpoint(folder)?.update).toBe(5);
    expect([...recording(folder)]).toEqual(undisturbed);
    expect(log(folder)).toBe(lines.join(''));
  });

  it('that failed has its message in the log and is tried again', () => {
    const folder = freshFolder();
    const killed = recording(folder);
    for (let i = 0; i < 6; i++) killed.next();
    appendFileSync(join(folder, 'events.jsonl'), '{"ty');
    recordFailure(folder, { type: 'failed', run: 'in/4', message: 'no' });
    expect([...storedTrial(folder)].at(-1)).toEqual({ type: 'failed', run: 'in/4', message: 'no' });
    expect([...recording(folder)]).toEqual(undisturbed);
  });

  it('that diverged is over, and its numbers that are not finite come back as such', () => {
    const folder = freshFolder();
    const broken = scripted({ learn: () => ({ loss: Infinity }) });
    const tell = (): RunEvent[] => [
      ...recorded({ folder, checkpointEvery: 3 }, (options) => run(broken, { run: 'x/0', ...options })),
    ];
    expect(tell().at(-1)).toMatchObject({ type: 'end', reason: 'diverged' });
    expect(log(folder)).toContain('"loss":null');
    const again = tell();
    expect(again.find((event) => event.type === 'update')?.signals['loss']).toBeNaN();
  });

  it('keeps clock readings out of its log: they stand in timings.jsonl', () => {
    const folder = freshFolder();
    expect([...recording(folder)].length).toBe(lines.length);
    const timings = readFileSync(join(folder, 'timings.jsonl'), 'utf8').trim().split('\n');
    expect(timings.map((line) => (JSON.parse(line) as { update: number }).update)).toEqual([3, 6, 9, 11, 11]);
    for (const line of timings) {
      const { split, stepsPerSecond } = JSON.parse(line) as { split: object; stepsPerSecond: number };
      expect(Object.keys(split)).toEqual(['environment', 'forward', 'update', 'probe']);
      expect(stepsPerSecond).toBeGreaterThanOrEqual(0);
    }
    expect(log(folder)).not.toMatch(/seconds|"at"|split|stepsPerSecond/i);
  });

  it('refuses a corrupt line by file, line and member', () => {
    const folder = freshFolder();
    expect([...recording(folder)].length).toBe(lines.length);
    const broken = [...lines];
    broken[2] = broken[2].replace(/"update":1/, '"update":"one"');
    writeFileSync(join(folder, 'events.jsonl'), broken.join(''));
    expect(() => [...storedTrial(folder)]).toThrow(/events\.jsonl:3: update: expected number, received string\./);
    expect(() => [...recording(folder)]).toThrow(/events\.jsonl:3: /);
    broken[2] = '{"type":"update",\n';
    writeFileSync(join(folder, 'events.jsonl'), broken.join(''));
    expect(() => [...storedTrial(folder)]).toThrow(/events\.jsonl:3: not whole JSON\./);
  });

  describe('with a checkpoint that cannot be used', () => {
    /** Events up to the second checkpoint. */
    const behind = undisturbed.findIndex((event) => event.type === 'checkpoint' && event.update === 5) + 1;

    function cut(): string {
      const folder = freshFolder();
      const killed = recording(folder);
      for (let i = 0; i < behind + 1; i++) killed.next();
      expect(storedCheckpoint(folder)?.update).toBe(6);
      return folder;
    }

    it.each([
      ['truncated', (text: string) => text.slice(0, text.length / 2), /latest\.json: not whole JSON\./],
      ['empty', () => '', /latest\.json: the file is empty\./],
      [
        'of a newer version',
        (text: string) => text.replace('"version":1', '"version":2'),
        /newer version of the store/,
      ],
      ['of another state', (text: string) => text.replace(/"velocity":\[[^,]*/, '"velocity":[7'), /its hash differs/],
      ['without its learner', (text: string) => text.replace('"learner"', '"lerner"'), /state\.learner: /],
    ])('%s refuses, and changes nothing', (_, damage, message) => {
      const folder = cut();
      const before = log(folder);
      writeFileSync(latest(folder), damage(readFileSync(latest(folder), 'utf8')));
      expect(() => [...recording(folder)]).toThrow(message);
      expect(() => [...recording(folder)]).toThrow(expect.objectContaining({ name: 'StoreError' }));
      expect(log(folder)).toBe(before);
    });

    it('refuses one of another architecture, and loads nothing of it', () => {
      const folder = cut();
      const before = log(folder);
      const wider = tiny({ updates: 11, agent: tinyAgent({ hidden: [7] }), hooks: [stabilityProbe({ every: 2 })] });
      const resumed = recorded({ folder, checkpointEvery: 3 }, (options) =>
        run(wider, { run: 'in/4', seed: 4, ...options }),
      );
      expect(() => [...resumed]).toThrow(
        /latest\.json: of another architecture: checkpoint\.agent\.parameters: expected \d+ numbers, got \d+\./,
      );
      // Cut to its checkpoint, as for every resumed run, and told no further.
      expect(before.startsWith(log(folder))).toBe(true);
    });

    it('refuses a log that is shorter than its checkpoint', () => {
      const folder = cut();
      truncateSync(join(folder, 'events.jsonl'), lines[0].length);
      expect(() => [...recording(folder)]).toThrow(/1 lines, but its checkpoint stands behind line/);
    });
  });
});
