import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { command, folderOf, type Ended } from '../command.js';
import { quick, sameWhenSaved, small, waves } from './saved.js';

const { path: folder, remove } = folderOf({});
afterAll(remove);

const antiphase = (...parameters: readonly string[]): Promise<Ended> => command(folder, ...parameters);

describe('without a file', () => {
  it.each([
    ['compare', ['--seeds', '2'], ['--seeds', '2']],
    ['compare', ['--phases', '3', '--equal', 'product', '--seeds', '2'], ['--seeds', '2']],
    ['sweep', ['--seeds', '2', '--axis', 'phase=0:0.5:3', '--axis', 'hidden=2,4'], []],
  ])('%s trains, and the file that --save wrote gives the same events', (mode, more, again) =>
    sameWhenSaved(antiphase, mode, more, again),
  );

  it('is stored, listed by its flags, and resumed from them', async () => {
    const told = await antiphase('run', ...small, ...waves, ...quick, '--store', 'kept');
    expect(told.code).toBe(0);
    const [id] = readdirSync(join(folder, 'kept'));
    const { job } = JSON.parse(readFileSync(join(folder, 'kept', id, 'run.json'), 'utf8')) as { job: object };
    expect(job).toMatchObject({ source: { kind: 'words', env: 'cartPole', updates: 7 }, mode: 'run' });
    expect((await antiphase('runs', '--store', 'kept')).stdout).toMatch(/--env cartPole --agent ppo .*…/);
    expect((await antiphase('resume', id, '--store', 'kept', '--reporter', 'jsonl')).stdout).toBe(told.stdout);
  });
});
