import { spawnSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../experiments/event.js';
import { folderOf } from '../tui/command.js';

const antiphase = new URL('../../dist/index.js', import.meta.url).href;

/** Every tunable of it can be changed: a rate that oscillates, a knob that does, and numbers that stand still. */
const subject = `import { balance, cycle, experiment, reinforce } from '${antiphase}';

export default experiment({
  name: 'tiny',
  env: balance({ rewardScale: cycle({ wave: 'cosine', period: 4, min: 0.2, max: 1.8 }) }),
  agent: reinforce({
    episodes: 2,
    hidden: [2],
    learningRate: cycle({ wave: 'cosine', period: 4, min: 0.1, max: 0.9 }),
  }),
  updates: 40,
});
`;

/** Two trials in two threads, held from the start; what is asked of them is asked while they are held. */
const driver = `import { commandDesk, compare, run } from '${antiphase}';
import subject from './tiny.mjs';

const desk = commandDesk();
const seen = { 'run/0': [], 'run/1': [] };
const [notes, refusals] = [[], []];
desk.refusals((name, why) => refusals.push(name + ' ' + why));
desk.pause(true);
const until = async (done) => {
  while (!done()) await new Promise((next) => setTimeout(next, 5));
};
const updates = (name) => seen[name].filter(({ type }) => type === 'update').length;
const events = [];
const whole = (async () => {
  const job = { source: { kind: 'file', path: './tiny.mjs' }, mode: 'run', seeds: 2 };
  const options = { workers: 2, desk, live: (batch) => batch.forEach((event) => seen[event.run]?.push(event)) };
  for await (const event of compare(job, options)) events.push(event);
})();
await until(() => seen['run/0'].length > 0 && seen['run/1'].length > 0);
for (let lived = 1; lived <= 3; lived++) {
  desk.send('run/0', { kind: 'step' });
  await until(() => updates('run/0') === lived);
  notes.push([updates('run/0'), updates('run/1')]);
}
for (const [name, options] of [
  ['learningRate', { shift: 0.125 }],
  ['learningRate', { min: 0.2, max: 0.5 }],
  ['learningRate', { period: 5 }],
  ['rewardScale', { phase: 0.25 }],
  ['rewardScale', { scale: 0.5 }],
  ['nothing', { value: 1 }],
])
  desk.send('run/1', { kind: 'patch', patch: { name, options } });
desk.send('run/1', { kind: 'checkpoint' });
desk.send('run/1', { kind: 'step' });
await until(() => updates('run/1') === 1);
notes.push([updates('run/0'), updates('run/1')]);
desk.send('run/0', { kind: 'stop' });
await until(() => seen['run/0'].some(({ type }) => type === 'end'));
notes.push([updates('run/0'), updates('run/1')]);
desk.pause(false);
await whole;
const told = events.filter((event) => event.run === 'run/1');
const again = [...run(subject, { seed: 1, run: 'run/1', replayed: JSON.parse(JSON.stringify(told)) })];
console.log(JSON.stringify({ notes, refusals, events, again }));
`;

/** The same with a store and a screen: held before any trial began, asked by keys. */
const keys = `import { commandDesk, compare } from '${antiphase}';
import { workBoard } from '${antiphase.replace('index.js', 'experiments/work-board.js')}';
import { controller } from '${antiphase.replace('index.js', 'tui/dashboard/controller.js')}';
import { themesOf } from '${antiphase.replace('index.js', 'tui/theme.js')}';
import { existsSync, readFileSync } from 'node:fs';

const desk = commandDesk();
const board = workBoard();
const screen = controller({
  themes: themesOf('none', 'ascii', 'dark'),
  size: () => ({ width: 100, height: 30 }),
  now: () => performance.now(),
  stop() {},
  desk,
  leave() {},
  repaint() {},
  suspend() {},
  write: () => '',
  cost: () => ({ rate: 1, milliseconds: 1, bytes: 1 }),
  screen: 'live',
});
const until = async (done) => {
  while (!done()) await new Promise((next) => setTimeout(next, 5));
};
const lived = () => screen.state().arms.flatMap((arm) => arm.runs.map((run) => run.lived));
const began = () => screen.state().arms.flatMap((arm) => arm.runs).filter(({ status }) => status === 'running').length;
const notes = [];
screen.press('space', '');
const whole = (async () => {
  const job = { source: { kind: 'file', path: './tiny.mjs' }, mode: 'run', seeds: 2 };
  const options = { workers: 2, desk, board, store: './kept', live: (batch) => batch.forEach((event) => screen.take(event, true)) };
  for await (const event of compare(job, options)) screen.take(event, false);
})();
await until(() => began() === 2);
for (let update = 1; update <= 3; update++) {
  screen.press('.', '');
  await until(() => lived()[0] === update);
}
notes.push(lived());
screen.press('w', '');
screen.press('.', '');
await until(() => screen.state().arms[0].runs[0].savedAt === 4);
await until(() => existsSync('./kept/trials/run/0/checkpoints/latest.json'));
const checkpoint = JSON.parse(readFileSync('./kept/trials/run/0/checkpoints/latest.json', 'utf8'));
notes.push([checkpoint.update, ...lived()]);
screen.press('space', '');
await whole;
notes.push(lived());
const workers = ['run/0', 'run/1'].map((run) => board.of(run).worker).sort();
notes.push(board.updatesRead());
for await (const event of compare({ source: { kind: 'file', path: './tiny.mjs' }, mode: 'run', seeds: 2 }, { workers: 1, board, store: './kept' }));
notes.push(board.updatesRead());
const log = readFileSync('./kept/trials/run/0/events.jsonl', 'utf8').trim().split('\\n').map((line) => JSON.parse(line));
const saved = log.filter(({ type }) => type === 'checkpoint').map(({ update }) => update);
console.log(JSON.stringify({ notes, saved, workers, status: screen.state().arms[0].runs.map(({ status }) => status) }));
`;

const { path: folder, remove } = folderOf({ 'tiny.mjs': subject, 'driver.mjs': driver, 'keys.mjs': keys });
afterAll(remove);

describe('trials in two threads', () => {
  it('live one update at a time while they are held, take every patch there, stop, and replay', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['driver.mjs'], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 25_000,
    });
    expect(stderr).toBe('');
    const { notes, refusals, events, again } = JSON.parse(stdout) as {
      readonly notes: readonly (readonly number[])[];
      readonly refusals: readonly string[];
      readonly events: readonly RunEvent[];
      readonly again: readonly RunEvent[];
    };
    expect(notes).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
      [3, 1],
      [3, 1],
    ]);
    expect(refusals.join('\n')).toMatch(/^run\/1 a checkpoint: this run is stored nowhere\nrun\/1 .*'nothing'/);
    expect(refusals).toHaveLength(2);
    const of = (name: string): readonly RunEvent[] => events.filter((event) => 'run' in event && event.run === name);
    expect(of('run/0').at(-1)).toEqual({ type: 'end', run: 'run/0', update: 3, reason: 'stopped' });
    const told = of('run/1');
    expect(told.filter(({ type }) => type === 'command').map((event) => 'update' in event && event.update)).toEqual([
      0, 0, 0, 0, 0,
    ]);
    expect(told.at(-1)).toMatchObject({ type: 'end', update: 40, reason: 'finished' });
    expect(again).toEqual(told);
  });

  it('that are stored and held before they began are told, stepped and saved by keys, and go on', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['keys.mjs'], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 25_000,
    });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      notes: [
        [3, 0],
        [4, 4, 0],
        [40, 40],
        // Nothing was read while it was lived; told again it is read whole.
        0,
        80,
      ],
      workers: ['w0', 'w1'],
      saved: [3, 39],
      status: ['finished', 'finished'],
    });
  });
});
