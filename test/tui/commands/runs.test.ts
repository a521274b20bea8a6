import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command, type Ended } from '../command.js';

let folder: string;

const antiphase = (...words: string[]): Promise<Ended> => command(folder, ...words);

const sweepFile = `import { balance, experiment, reinforce, sweep } from 'antiphase';
export default sweep({ rate: [0.1, 0.2, 0.4] }, ({ rate }) =>
  experiment({ env: balance(), agent: reinforce({ learningRate: rate, episodes: 2, hidden: [2] }), updates: 3 }),
  { name: 'rates', seeds: 1 });
`;

let told: Ended;
let id: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'antiphase-runs-'));
  told = await antiphase('compare', 'balance', '--seeds', '1', '--updates', '8', '--reporter', 'jsonl');
  [id] = readdirSync(join(folder, 'runs'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('stored runs on the command line', () => {
  it('are told by their id at the end, and listed', async () => {
    expect(told.code).toBe(0);
    expect(told.stderr).toBe(`stored as runs/${id} (to see it again: antiphase replay ${id})\n`);
    expect(id).toMatch(/^balance-\d{8}-\d{6}-[0-9a-f]{4}$/);
    const [list, json, none, wrong] = await Promise.all([
      antiphase('runs'),
      antiphase('runs', '--json', '--sort', 'name'),
      antiphase('runs', '--filter', 'nothing has this'),
      antiphase('runs', '--sort', 'crated'),
    ]);
    expect(list.stdout).toMatch(
      new RegExp(`^id +status +mode +experiment +created\\n${id} +finished +compare +balance +\\d`),
    );
    expect(JSON.parse(json.stdout)).toMatchObject({
      store: 'runs',
      runs: [{ id, status: 'finished', engine: 'simd' }],
    });
    expect(none.stdout).toMatch(/^no runs with 'nothing has this' in runs/);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("Did you mean 'created'?")]);
  });

  it('replay what was told, byte for byte, and in the words of any reporter', async () => {
    const [again, words] = await Promise.all([
      antiphase('replay', id, '--reporter', 'jsonl'),
      antiphase('replay', id, '--reporter', 'plain'),
    ]);
    expect(again).toEqual({ code: 0, stdout: told.stdout, stderr: '' });
    expect(words.stdout).toContain('no verdict is given: balance');
  });

  it('resume to the same events, from any point', async () => {
    const trials = join(folder, 'runs', id, 'trials');
    const log = join(trials, 'anti', readdirSync(join(trials, 'anti'))[0], 'events.jsonl');
    const whole = readFileSync(log, 'utf8');
    writeFileSync(log, whole.slice(0, whole.length / 2));
    rmSync(join(log, '..', 'checkpoints'), { recursive: true });
    rmSync(join(folder, 'runs', id, 'verdict.json'));
    const unfinished = await antiphase('replay', id, '--reporter', 'quiet');
    expect(unfinished.stderr).toContain(`unfinished: antiphase resume ${id} goes on with it`);
    expect((await antiphase('resume', id, '--reporter', 'jsonl')).stdout).toBe(told.stdout);
    expect(readFileSync(log, 'utf8')).toBe(whole);
  });

  it('export one row an update, as CSV and as Parquet', async () => {
    const [csv, parquet, both] = await Promise.all([
      antiphase('export', id, '--out', 'a.csv'),
      antiphase('export', id, '--parquet'),
      antiphase('export', id, '--parquet', '--csv'),
    ]);
    expect(csv.stdout).toMatch(/^a\.csv: 40 updates, \d+ columns\n$/);
    const rows = readFileSync(join(folder, 'a.csv'), 'utf8').trim().split('\r\n');
    expect(rows).toHaveLength(41);
    expect(rows[0]).toMatch(/^run,part,arm,seed,update,rewardScale,/);
    const head = rows[0].split(',');
    const first = rows[1].split(',');
    const events = told.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; signals: object });
    const update = events.find(({ type }) => type === 'update');
    expect(Number(first[head.indexOf('return')])).toBe((update?.signals as { return: number }).return);
    expect(first.slice(0, 3)).toEqual([id, '', 'in']);
    expect(parquet.code).toBe(0);
    const file = new Uint8Array(readFileSync(join(folder, `${id}.parquet`))).buffer;
    const columns = parquetSchema(parquetMetadata(file)).children.map(({ element }) => element.name);
    const table = await parquetReadObjects({ file });
    expect([table.length, columns]).toEqual([40, head]);
    for (const [i, row] of table.entries()) {
      const cells = rows[i + 1].split(',');
      for (const [column, name] of head.entries()) {
        const value = (row as Record<string, string | number | null>)[name];
        expect(value === null ? '' : String(value)).toBe(cells[column]);
      }
    }
    expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('expected one of --csv and --parquet')]);
  });

  it('keep a second writer out', async () => {
    const lock = join(folder, 'runs', id, 'lock.json');
    writeFileSync(lock, JSON.stringify({ pid: process.pid, host: hostname(), started: '', since: 'now' }));
    const second = await antiphase('resume', id, '--reporter', 'quiet');
    rmSync(lock);
    expect([second.code, second.stdout]).toEqual([1, '']);
    expect(second.stderr).toContain(`process ${process.pid} on ${hostname()}, since now, writes to this run`);
  });

  it.runIf(existsSync('/dev/full'))('on a full disk end with one line and go on when there is room', async () => {
    const [name] = readdirSync(join(folder, 'runs'));
    const run = join(folder, 'full', name);
    cpSync(join(folder, 'runs', name), run, { recursive: true });
    rmSync(join(run, 'verdict.json'));
    const trial = join(run, 'trials', 'quad', readdirSync(join(run, 'trials', 'quad'))[0]);
    rmSync(trial, { recursive: true });
    mkdirSync(trial, { recursive: true });
    symlinkSync('/dev/full', join(trial, 'timings.jsonl'));
    const words = ['resume', name, '--store', 'full', '--reporter', 'jsonl'];
    const full = await antiphase(...words);
    expect(full.code).toBe(1);
    expect(full.stderr).toMatch(/timings\.jsonl: no space is left on the disk\. What was written before is whole/);
    rmSync(join(trial, 'timings.jsonl'));
    expect((await antiphase(...words)).stdout).toBe(told.stdout);
  });

  it('are cleaned up: checkpoints and orphaned locks go, events stay', async () => {
    const run = join(folder, 'runs', id);
    writeFileSync(join(run, 'lock.json'), JSON.stringify({ pid: 1 << 30, host: hostname(), started: '', since: '' }));
    const checkpoints = (): number =>
      readdirSync(run, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('latest.json')).length;
    const dry = await antiphase('gc', '--dry-run');
    expect(dry.stdout).toMatch(/6 would be removed/);
    expect([checkpoints(), existsSync(join(run, 'lock.json'))]).toEqual([5, true]);
    expect((await antiphase('gc')).stdout).toMatch(/6 removed/);
    expect([checkpoints(), existsSync(join(run, 'lock.json'))]).toEqual([0, false]);
    expect((await antiphase('resume', id, '--reporter', 'jsonl')).stdout).toBe(told.stdout);
  });

  it.each([
    [['resume', 'balanc'], 2, "expected a run stored in runs, got 'balanc'"],
    [['replay', '../runs'], 2, 'expected the name of a run without path separators'],
    [['export', 'a/b'], 2, 'expected the name of a run without path separators'],
    [['sweep', 'balance'], 2, 'sweep: expected a sweep(axes, make)'],
    [['sweep', 'rates.ts', '--shard', '3/2'], 2, "--shard: expected k/n with k from 1 to n, got '3/2'"],
    [['sweep', 'rates.ts', '--sampler', 'gird'], 2, "Did you mean 'grid'?"],
    [['run', 'balance', '--checkpoint-every', '0'], 2, '--checkpoint-every: expected an integer ≥ 1'],
    [
      ['run', 'balance', '--updates', '2', '--reporter', 'quiet', '--store', 'rates.ts/x'],
      1,
      'a file stands where a folder is needed',
    ],
  ])('%j exits %i with one line', async (words, code, message) => {
    writeFileSync(join(folder, 'rates.ts'), sweepFile);
    const answer = await antiphase(...words);
    expect([answer.code, answer.stdout]).toEqual([code, '']);
    expect(answer.stderr).toContain(message);
    expect(answer.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('refuse to go on when the experiment has changed, or the manifest is newer', async () => {
    writeFileSync(join(folder, 'rates.ts'), sweepFile);
    const store = ['--store', 'swept', '--reporter', 'quiet'];
    const swept = await antiphase('sweep', 'rates.ts', ...store);
    expect([swept.code, swept.stdout]).toEqual([0, expect.stringMatching(/1\. rate=/)]);
    const [name] = readdirSync(join(folder, 'swept'));
    const run = join(folder, 'swept', name);
    expect(readFileSync(join(run, 'experiment.ts'), 'utf8')).toBe(sweepFile);
    writeFileSync(join(folder, 'rates.ts'), `${sweepFile}\n`);
    const changed = await antiphase('resume', name, ...store);
    expect([changed.code, changed.stderr]).toEqual([1, expect.stringContaining('changed since the run was begun')]);
    const manifest = readFileSync(join(run, 'run.json'), 'utf8');
    writeFileSync(join(run, 'run.json'), manifest.replace('"version": 1', '"version": 9'));
    const newer = await antiphase('resume', name, ...store);
    expect([newer.code, newer.stderr]).toEqual([
      1,
      expect.stringContaining('written by a newer version of the store (9'),
    ]);
    expect((await antiphase('runs', '--store', 'swept')).stdout).toMatch(/unreadable +written by a newer version/);
  });

  it('are not made with --no-store, nor by a command that fails before it trains', async () => {
    mkdirSync(join(folder, 'empty'), { recursive: true });
    const answer = await antiphase('run', 'balance', '--updates', '2', '--no-store', '--reporter', 'quiet');
    expect([answer.code, answer.stderr]).toEqual([0, '']);
    expect(readdirSync(join(folder, 'runs'))).toEqual([id]);
  });
});
