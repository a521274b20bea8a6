import { appendFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { command, start } from '../../tui/command.js';
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

describe.skipIf(!hasRedis)(`a worker of other code${skipNote}`, () => {
  it('refuses a trial whose file is another one here, and one whose file is not here', async () => {
    const here = withSweep(freshFolder(), 3);
    const { url } = await redisServer();
    const [other, without] = [withSweep(freshFolder(), 3), freshFolder()];
    appendFileSync(`${other}/sweep.ts`, '// changed\n');
    for (const [folder, message] of [
      [other, 'sweep.ts of this worker has another SHA-256'],
      [without, "sweep.ts is not in this worker's folder: copy it there"],
    ] as const) {
      const taking = await worker(folder, url, '--workers', '1');
      const { code, stderr } = await command(here, 'sweep', 'sweep.ts', '--no-store', '--reporter', 'quiet', '--queue', url); // prettier-ignore
      expect(code).toBe(1);
      expect(stderr).toMatch(/^antiphase: a worker at 127\.0\.0\.1:\d+ refused a trial: .*\n$/);
      expect(stderr).toContain(message);
      taking.child.kill('SIGINT');
      await taking.ended;
    }
  });

  it('refuses a trial when a file that the experiment imports is another one here', async () => {
    const [here, there] = [withSweep(freshFolder(), 3), withSweep(freshFolder(), 3)];
    for (const folder of [here, there]) {
      appendFileSync(`${folder}/sweep.ts`, "export * from './bump.js';\n");
      appendFileSync(`${folder}/bump.ts`, `export const bump = ${folder === here ? 1 : 2};\n`);
    }
    const { url } = await redisServer();
    const taking = await worker(there, url, '--workers', '1');
    const { code, stderr } = await command(here, 'sweep', 'sweep.ts', '--no-store', '--reporter', 'quiet', '--queue', url); // prettier-ignore
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^antiphase: a worker at .* refused a trial: bump\.ts of this worker has another SHA-256 .*\n$/,
    );
    taking.child.kill('SIGINT');
    await taking.ended;
  });
});

describe.skipIf(!hasRedis)(`a queue that may not be used${skipNote}`, () => {
  it('says in one line that the password is wrong, or that the keys are of another project', async () => {
    const folder = withSweep(freshFolder(), 3);
    const [locked, foreign] = [await redisServer('--requirepass', 'right'), await redisServer()];
    await foreign.client().set('antiphase:trials:meta', 'of somebody');
    const sweep = (url: string): ReturnType<typeof command> =>
      command(folder, 'sweep', 'sweep.ts', '--no-store', '--queue', url);
    const ended = [
      await sweep(locked.url),
      await sweep(locked.url.replace('//', '//:wrong@')),
      await command(folder, 'worker', '--queue', foreign.url),
    ];
    expect(ended.map(({ code }) => code)).toEqual([2, 2, 2]);
    for (const { stderr } of ended) expect(stderr).toMatch(/^antiphase: --queue: .*\n$/);
    expect(ended[0].stderr).toContain('expected the right password');
    expect(ended[1].stderr).toContain('expected the right password');
    expect(ended[1].stderr).not.toContain('wrong@');
    expect(ended[2].stderr).toContain('Another project has keys there');
    expect(await foreign.client().get('antiphase:trials:meta')).toBe('of somebody');
  });
});
