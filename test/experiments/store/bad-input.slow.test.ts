import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compare } from '../../../experiments/compare.js';
import { comparison } from '../../../experiments/comparison.js';
import { diskError, type Place } from '../../../experiments/store/store-error.js';
import { cli, command } from '../../tui/command.js';
import { freshFolder, textsIn } from '../folder.js';
import { outcome } from '../killed.js';
import { tiny } from '../tiny.js';

const small = ['compare', 'balance', '--seeds', '1', '--updates', '100', '--checkpoint-every', '20'];
const quietly = ['--reporter', 'quiet', '--workers', '2'];

/** The only run of a store. */
function idIn(store: string): string {
  const [id, ...others] = readdirSync(store);
  expect(others).toEqual([]);
  return id;
}

async function stored(folder: string): Promise<string> {
  expect((await command(folder, ...small, ...quietly, '--store', 'runs')).code).toBe(0);
  return idIn(join(folder, 'runs'));
}

describe.skipIf(process.platform === 'win32')('a full disk', () => {
  it('is one line that leaves with 1; once there is room the run goes on to the files of one that nobody disturbed', async () => {
    const folder = freshFolder();
    const whole = await stored(folder);
    // The system allows files of 24 KB: logs are longer.
    const limited = spawnSync(
      'bash',
      ['-c', 'ulimit -f 24; exec "$@"', '-', process.execPath, cli, ...small, ...quietly, '--store', 'full'],
      { cwd: folder, encoding: 'utf8' },
    );
    expect(limited.status).toBe(1);
    expect(limited.stderr.split('\n')[0]).toMatch(
      /^antiphase: full\/.*: the file is as large as the disk allows\. What was written before is whole: make room, then resume the run\.$/,
    );
    const id = idIn(join(folder, 'full'));
    expect(limited.stderr).toContain(`antiphase resume ${id}`);
    expect(Object.values(textsIn(join(folder, 'full', id), 'events.jsonl')).join('').length).toBeGreaterThan(1000);
    expect((await command(folder, 'resume', id, ...quietly, '--store', 'full')).code).toBe(0);
    expect(outcome(join(folder, 'full', id))).toEqual(outcome(join(folder, 'runs', whole)));
  });

  it.skipIf(!existsSync('/dev/full'))('without room for a plan trains nothing and leaves no half of one', async () => {
    const store = freshFolder();
    symlinkSync('/dev/full', join(store, 'plan.json.new'));
    const telling = async (): Promise<void> => {
      for await (const event of compare(comparison({ experiment: tiny(), seeds: 2 }), { store }))
        expect(event.type).toBe('none');
    };
    await expect(telling()).rejects.toThrow(/plan\.json: no space is left on the disk\. /);
    expect(readdirSync(store).sort()).toEqual(['run.json']);
  });
});

it.skipIf(!existsSync('/proc/self'))('a folder that nobody may write to, not even root, is one line', async () => {
  const folder = freshFolder();
  const { code, stdout, stderr } = await command(folder, ...small, ...quietly, '--store', '/proc/runs');
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^antiphase: \/proc\/runs\/.*\n$/);
});

it.skipIf(!existsSync('/proc/self'))(
  'claims and reports in places that take no folders are one line at once',
  async () => {
    const folder = freshFolder();
    const claims = await command(folder, 'claims', 'label-smoothing', '--quick', '--seeds', '1', '--json', '--store', '/proc/x'); // prettier-ignore
    expect([claims.code, claims.stderr]).toEqual([1, expect.stringMatching(/^antiphase: .*Give another folder with --store\.\n$/)]); // prettier-ignore
    const report = await command(folder, 'report', await stored(folder), '--out', '/proc/x');
    expect([report.code, report.stderr]).toEqual([2, expect.stringMatching(/^antiphase: --out: .*give another place\.\n$/)]); // prettier-ignore
  },
);

it('what the disk refuses is told with the flag that named the path', () => {
  const refusal = Object.assign(new Error('no'), { code: 'EACCES' });
  const said = (place?: Place): string => (diskError(refusal, '/a/b', place) as Error).message;
  expect(said()).toContain('--no-store');
  expect(said('store')).toBe('/a/b: permission denied. Give another folder with --store.');
  expect(said('--out')).toBe('/a/b: permission denied. Give another place with --out.');
  expect(said('--markdown')).toContain('--markdown');
  for (const place of ['source', 'removed'] as const) expect(said(place)).not.toContain('--');
});

it.each([['resume'], ['replay'], ['export', '--csv']])('%s refuses a run id that leads elsewhere', async (...words) => {
  const [verb, ...flags] = words;
  const { code, stdout, stderr } = await command(freshFolder(), verb, '../up', ...flags);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^antiphase: run id: expected the name of a run without path separators, got '\.\.\/up'.*\n$/);
});

describe('a stored run with', () => {
  it('a corrupt line in the middle of a log is refused by file and line, and nothing is changed', async () => {
    const folder = freshFolder();
    const id = await stored(folder);
    const log = join(folder, 'runs', id, 'trials', 'anti', '0', 'events.jsonl');
    const lines = readFileSync(log, 'utf8').split('\n');
    lines[50] = lines[50].slice(0, 20);
    writeFileSync(log, lines.join('\n'));
    for (const verb of ['replay', 'resume']) {
      const { code, stderr } = await command(folder, verb, id, ...quietly.slice(0, 2), '--store', 'runs');
      expect(code).toBe(1);
      expect(stderr.split('\n')[0]).toMatch(/^antiphase: .*anti\/0\/events\.jsonl:51: not whole JSON\. /);
    }
    expect(readFileSync(log, 'utf8')).toBe(lines.join('\n'));
  });

  it('a last line that was cut while it was written goes on from there', async () => {
    const folder = freshFolder();
    const id = await stored(folder);
    const before = outcome(join(folder, 'runs', id));
    const log = join(folder, 'runs', id, 'trials', 'anti', '0', 'events.jsonl');
    writeFileSync(log, readFileSync(log, 'utf8').slice(0, -10));
    const { code } = await command(folder, 'resume', id, ...quietly, '--store', 'runs');
    expect(code).toBe(0);
    expect(outcome(join(folder, 'runs', id))).toEqual(before);
  });

  it('a manifest of a newer version is refused, with what to do', async () => {
    const folder = freshFolder();
    const id = await stored(folder);
    const manifest = join(folder, 'runs', id, 'run.json');
    const newer = readFileSync(manifest, 'utf8').replace('"version": 1', '"version": 2');
    writeFileSync(manifest, newer);
    const { code, stderr } = await command(folder, 'resume', id, ...quietly, '--store', 'runs');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^antiphase: .*run\.json: .*newer version.* Update antiphase: .*\n$/);
    expect(readFileSync(manifest, 'utf8')).toBe(newer);
  });
});
