import { describe, expect, it } from 'vitest';
import { start } from '../../tui/command.js';
import { freshFolder } from '../folder.js';
import { outcome } from '../killed.js';
import { hasRedis, redisServer, skipNote } from './redis-server.js';
import { onlyRun, swept, withSweep, worker } from './swept.js';

/** Long enough that a trial is at work when something is killed. */
const updates = 1500;
const append = ['--appendonly', 'yes', '--appendfsync', 'always'];

describe.skipIf(!hasRedis)(`a queue that is disturbed${skipNote}`, () => {
  it('a killed worker loses nothing and tells nothing twice: its trial is trained by another one', async () => {
    const folder = withSweep(freshFolder(), updates);
    const local = await swept(folder, 'local');
    const { url } = await redisServer(...append);
    const doomed = await worker(folder, url, '--workers', '2');
    const queued = start(folder, 'sweep', 'sweep.ts', '--store', 'queued', '--reporter', 'jsonl', '--queue', url);
    await doomed.said('begun ');
    doomed.child.kill('SIGKILL');
    const other = await worker(folder, url, '--workers', '2');
    const { code, stdout } = await queued.ended;
    expect(code).toBe(0);
    expect(stdout).toBe(local.stdout);
    expect(outcome(onlyRun(folder, 'queued'))).toEqual(outcome(local.run));
    other.child.kill('SIGINT');
    // All eight, or seven where the killed one had just ended its first.
    expect((await other.ended).stdout.match(/^done /gm)?.length).toBeGreaterThanOrEqual(6);
  });

  it('the trial of a killed worker is taken over within 15 s', async () => {
    // One trial that goes on for minutes: begun again it was lost, not done.
    const folder = withSweep(freshFolder(), 1_000_000);
    const { url } = await redisServer(...append);
    const doomed = await worker(folder, url, '--workers', '1');
    const one = ['--shard', '1/4', '--seeds', '1', '--no-store', '--reporter', 'quiet'];
    const queued = start(folder, 'sweep', 'sweep.ts', ...one, '--queue', url);
    await doomed.said('begun ');
    const other = await worker(folder, url, '--workers', '1');
    doomed.child.kill('SIGKILL');
    const killed = performance.now();
    await other.said('begun ');
    const seconds = (performance.now() - killed) / 1000;
    // A machine under load looks a little later.
    expect(seconds).toBeLessThan(15 + 5);
    queued.child.kill('SIGKILL');
    other.child.kill('SIGKILL');
    await Promise.all([queued.ended, other.ended]);
  });

  it('a Redis that is killed and started again goes on', async () => {
    const folder = withSweep(freshFolder(), updates);
    const local = await swept(folder, 'local');
    const { url, restart } = await redisServer(...append);
    const taking = await worker(folder, url, '--workers', '2');
    const queued = start(folder, 'sweep', 'sweep.ts', '--store', 'queued', '--reporter', 'jsonl', '--queue', url);
    await taking.said('done ');
    await restart();
    const { code, stdout } = await queued.ended;
    expect(code).toBe(0);
    expect(stdout).toBe(local.stdout);
    expect(outcome(onlyRun(folder, 'queued'))).toEqual(outcome(local.run));
  });

  it('a killed sweep goes on with what its workers have done meanwhile', async () => {
    const folder = withSweep(freshFolder(), updates);
    const local = await swept(folder, 'local');
    const { url } = await redisServer(...append);
    const taking = await worker(folder, url, '--workers', '2');
    const doomed = start(folder, 'sweep', 'sweep.ts', '--store', 'queued', '--reporter', 'jsonl', '--queue', url);
    await taking.said('done ');
    doomed.child.kill('SIGKILL');
    await doomed.ended;
    const id = onlyRun(folder, 'queued').split('/').at(-1) ?? '';
    const again = start(folder, 'resume', id, '--store', 'queued', '--reporter', 'jsonl', '--queue', url);
    const { code, stdout } = await again.ended;
    expect(code).toBe(0);
    expect(stdout).toBe(local.stdout);
    expect(outcome(onlyRun(folder, 'queued'))).toEqual(outcome(local.run));
  });
});
