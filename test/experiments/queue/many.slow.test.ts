import { describe, expect, it } from 'vitest';
import { freshFolder } from '../folder.js';
import { outcome } from '../killed.js';
import { hasRedis, redisServer, skipNote } from './redis-server.js';
import { swept, withSweep, worker } from './swept.js';

/** Four points of fifty seeds. */
const TRIALS = 200;

describe.skipIf(!hasRedis)(`a sweep of many trials through a queue${skipNote}`, () => {
  it('two workers share it: each result is told and written once, nothing is lost, nothing is twice', async () => {
    const folder = withSweep(freshFolder(), 8, TRIALS / 4);
    const local = await swept(folder, 'local');
    const { url, client } = await redisServer();
    const workers = await Promise.all([worker(folder, url, '--workers', '1'), worker(folder, url, '--workers', '1')]);
    const queued = await swept(folder, 'queued', '--queue', url);
    expect(queued.code).toBe(0);
    // The same lines in the same order: whole trials, arm by arm and seed by seed.
    expect(queued.stdout).toBe(local.stdout);
    expect(queued.stdout.match(/"type":"end"/g)).toHaveLength(TRIALS);
    expect(outcome(queued.run)).toEqual(outcome(local.run));
    expect((await client().keys('antiphase:trials:*')).filter((key) => /-[0-9a-f]{16}$/.test(key))).toEqual([]);
    for (const { child } of workers) child.kill('SIGINT');
    const told = (await Promise.all(workers.map(({ ended }) => ended))).map(({ stdout }) => stdout);
    const done = told.map((text) => text.match(/^done \S+/gm) ?? []);
    expect(new Set(done.flat()).size).toBe(TRIALS);
    expect(done.flat()).toHaveLength(TRIALS);
    for (const one of done) expect(one.length).toBeGreaterThan(TRIALS / 10);
  });
});
