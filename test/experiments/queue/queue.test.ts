import { Queue } from 'bullmq';
import { describe, expect, it } from 'vitest';
import { payloadOf } from '../../../experiments/queue/payload.js';
import { holds } from '../../../experiments/queue/redis.js';
import { command } from '../../tui/command.js';
import { freshFolder } from '../folder.js';
import { outcome } from '../killed.js';
import { hasRedis, redisServer, skipNote } from './redis-server.js';
import { swept, withSweep, worker } from './swept.js';

describe.skipIf(!hasRedis)(`a sweep through a queue${skipNote}`, () => {
  it('has the events, checkpoints and verdict of a sweep in one process, is told in one place and leaves no jobs', async () => {
    const [here, there] = [withSweep(freshFolder(), 12), withSweep(freshFolder(), 12)];
    const { url, client } = await redisServer();
    const taking = await worker(there, url, '--workers', '2');
    const [queued, local] = [await swept(here, 'queued', '--queue', url), await swept(here, 'local')];
    expect([queued.code, local.code]).toEqual([0, 0]);
    expect(queued.stdout).toBe(local.stdout);
    expect(Object.keys(outcome(local.run))).toHaveLength(18);
    expect(outcome(queued.run)).toEqual(outcome(local.run));
    const jobs = (await client().keys('antiphase:trials:*')).filter((key) => /-[0-9a-f]{16}$/.test(key));
    expect(jobs).toEqual([]);
    taking.child.kill('SIGINT');
    const { code, stdout } = await taking.ended;
    expect(code).toBe(130);
    expect(stdout.match(/^begun /gm)).toHaveLength(8);
    expect(stdout.match(/^done /gm)).toHaveLength(8);
  });

  it('a payload that is not ours is refused and nothing of it is executed', async () => {
    const folder = freshFolder();
    const { url } = await redisServer();
    const taking = await worker(folder, url, '--workers', '1');
    const queue = new Queue('trials', { connection: { url }, prefix: 'antiphase' });
    await queue.add('trial', { run: 'process.exit(7)', job: { source: { kind: 'file', path: '/etc/hosts' } } });
    await taking.said('refused');
    await queue.close();
    taking.child.kill('SIGINT');
    expect((await taking.ended).stdout).toMatch(/^refused .*: the trial is not one of this version of antiphase \(/m);
  });
});

it('a queue that is not there, or no address of one, is one line that leaves with 2', async () => {
  const folder = withSweep(freshFolder(), 3);
  for (const [url, message] of [
    ['redis://127.0.0.1:1', 'expected a Redis or Valkey that answers'],
    ['http://localhost', 'expected redis://host:port'],
  ]) {
    const { code, stdout, stderr } = await command(folder, 'sweep', 'sweep.ts', '--no-store', '--queue', url);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^antiphase: --queue: .*\n$/);
    expect(stderr).toContain(message);
  }
});

it('a dead worker is noticed within 15 s: its hold runs out and the next look finds it', () => {
  expect(holds.lockDuration + holds.stalledInterval).toBeLessThanOrEqual(15_000);
  expect(holds.maxStalledCount).toBeGreaterThanOrEqual(3);
});

it.each(['/etc/hosts.ts', '../up.ts', 'a/../../up.ts', '.hidden/../../x.ts', 'C:/x.ts', '\\\\host\\x.ts'])(
  'a payload may not name %s: files come from the working folder alone',
  (path) => {
    const sha256 = '0'.repeat(64);
    const payload = {
      antiphase: 1,
      identity: { package: '0.1.0', file: { path, sha256 } },
      job: { source: { kind: 'file', path }, mode: 'sweep' },
      engine: 'simd',
      trial: { basis: 0, arm: 0, seed: 0 },
    };
    expect(() => payloadOf(payload)).toThrow('identity.file.path');
    payload.identity.file.path = 'folder/x.ts';
    expect(payloadOf(payload).identity.file?.path).toBe('folder/x.ts');
  },
);
