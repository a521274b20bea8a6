import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reinforce } from '../../../agents/reinforce.js';
import { cycle } from '../../../curriculum/schedule.js';
import { balance } from '../../../envs/index.js';
import { eventLine, type RunEvent } from '../../../experiments/event.js';
import { experiment } from '../../../experiments/experiment.js';
import { stabilityProbe } from '../../../experiments/index.js';
import { run } from '../../../experiments/run.js';
import { command } from '../command.js';
import { antiphase, drive, left, seen, standing } from './drive.js';
import { lived } from './live.js';
import { driven, stage } from './stage.js';

let folder: string;
let remove: () => void;
beforeAll(() => ({ folder, remove } = stage()));
afterAll(() => remove());

/** The same experiment as the file's, for a run beside the program. */
const again = experiment({
  env: balance({ rewardScale: cycle(driven.knob) }),
  agent: reinforce({ learningRate: cycle(driven.rate), ...driven.agent }),
  updates: driven.updates,
  hooks: [stabilityProbe({ every: driven.every })],
});

describe('a run that was steered by hand', () => {
  it('is told again byte for byte, and lives again from its log', async () => {
    const terminal = antiphase(folder, ['run', 'run.ts', '--seeds', '1', '--workers', '1', '--store', 'runs']);
    await terminal.until(() => lived(seen(terminal)) > 40);
    await drive(terminal, [
      ['p', 'run/0: learningRate: phase +45° at its next update'],
      ['space', ' paused:'],
      standing,
      ['P', 'run/0: learningRate: phase +180° at its next update'],
      ['.', (now, before) => lived(now) === lived(before) + 1],
      ['e', '[phase as it is]'],
      ['↓', '[shift +0]', 'edit'],
      ['↓', /\[min /, 'edit'],
      ['0.05', '[min 0.05]', 'edit'],
      ['enter', 'run/0: learningRate: min 0.05 at its next update', 'edit'],
      ['w', 'run/0: a checkpoint at its next update'],
      ['.', /│ .*learningRate: min 0\.05/],
      ['space', (now, before) => !now.text.includes('paused') && lived(now) > lived(before) + 10],
      ['ctrl-c', left],
    ]);
    await terminal.exit;
    const [id] = readdirSync(join(folder, 'runs'));
    const log = readFileSync(join(folder, 'runs', id, 'trials/run/0/events.jsonl'), 'utf8');
    const events = log
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as RunEvent);
    expect(events.flatMap((event) => (event.type === 'command' ? [event.patch.options] : []))).toEqual([
      { shift: 0.125 },
      { shift: 0.5 },
      { min: 0.05 },
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'end', reason: 'stopped' });

    const told = await command(folder, 'replay', id, '--store', 'runs', '--reporter', 'jsonl');
    const lines = told.stdout.split('\n').filter((line) => line.includes('"run":"run/0"'));
    expect(`${lines.join('\n')}\n`).toBe(log);

    const repeated = [...run(again, { seed: 0, run: 'run/0', replayed: events })];
    expect(`${repeated.map(eventLine).join('\n')}\n`).toBe(log);
  });
});
