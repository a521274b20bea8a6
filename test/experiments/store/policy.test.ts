import { readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compare } from '../../../experiments/compare.js';
import { experimentOf } from '../../../experiments/comparison.js';
import { balanceComparison } from '../../../experiments/flagship.js';
import { withUpdates } from '../../../experiments/experiment.js';
import { run } from '../../../experiments/run.js';
import type { RunCheckpoint } from '../../../experiments/run-options.js';
import { storedPolicy } from '../../../experiments/store/policy.js';
import { warmStart } from '../../../experiments/warm-start.js';
import { command, folderOf } from '../../tui/command.js';
import { freshFolder } from '../folder.js';
import { there, tiny } from '../tiny.js';

const folder = folderOf({});
let path: string;

// Five arms, one seed, six updates.
beforeAll(async () => {
  const words = ['compare', 'balance', '--seeds', '1', '--updates', '6', '--workers', '1', '--reporter', 'quiet'];
  expect((await command(folder.path, ...words)).code).toBe(0);
  path = join(folder.path, 'runs', ...readdirSync(join(folder.path, 'runs')));
}, 60_000);
afterAll(() => folder.remove());

describe('a stored policy', () => {
  it('is the one that the trial ended with', async () => {
    const { name, update, learner } = await storedPolicy(path, 'anti/0');
    expect(name).toBe(`${basename(path)}/anti/0`);
    expect(update).toBe(6);
    const comparison = balanceComparison();
    const arm = there(comparison.arms.find((one) => one.name === 'anti'));
    const of = withUpdates(experimentOf(comparison, { arm, seed: 0, start: 0 }, {}), 6);
    const { parameters } = warmStart(of, 0);
    let last: RunCheckpoint | undefined;
    const save = (checkpoint: RunCheckpoint): void => void (last = checkpoint);
    const options = { seed: 0, parameters: there(parameters), checkpointEvery: 6, save };
    expect([...run(of, options)]).not.toHaveLength(0);
    expect(JSON.stringify(learner.checkpoint())).toBe(JSON.stringify(there(last).learner));
  });

  it('is named by its arm where that has one seed, and by nothing where there is one trial', async () => {
    expect((await storedPolicy(path, 'const')).name).toBe(`${basename(path)}/const/0`);
    await expect(storedPolicy(path, '')).rejects.toThrow(
      /: expected one trial, got 5\. Name one: .*\/in\/0, for example\.$/,
    );
    await expect(storedPolicy(path, 'ant/0')).rejects.toThrow(/Did you mean .*\/anti\/0\?$/);
  });

  it('is gone with its checkpoints', async () => {
    rmSync(join(path, 'trials', 'flat', '0', 'checkpoints'), { recursive: true });
    await expect(storedPolicy(path, 'flat/0')).rejects.toThrow('no checkpoint is kept of this trial');
  });

  it('cannot be made again from an experiment that existed only in memory', async () => {
    const memory = join(freshFolder(), 'memory');
    for await (const event of compare(tiny({ updates: 2 }), { store: memory })) expect(event.type).toBeDefined();
    await expect(storedPolicy(memory, 'in/0')).rejects.toThrow('its experiment existed only in memory');
  });
});
