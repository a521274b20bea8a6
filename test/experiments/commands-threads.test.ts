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

const { path: folder, remove } = folderOf({ 'tiny.mjs': subject, 'driver.mjs': driver });
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
});
