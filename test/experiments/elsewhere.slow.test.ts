import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, command } from '../tui/command.js';
import { textsIn } from './folder.js';

/** The lines that docs/runs.md gives for other programs, by the word that each holds. */
const page = readFileSync(new URL('../../docs/runs.md', import.meta.url), 'utf8');
const block = /## Elsewhere\s+```sh\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
const lines = block.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
const lineWith = (...words: readonly string[]): string => {
  const [found, ...more] = lines.filter((line) => words.every((word) => line.includes(word)));
  expect(more).toEqual([]);
  return found;
};

const works = (name: string, ...words: string[]): boolean => spawnSync(name, words).status === 0;
const jq = works('jq', '--version');
const duckdb = works('duckdb', '--version');
const pandas = works('python', '-c', 'import pandas, pyarrow');
const unless = (there: boolean, what: string): string => (there ? '' : ` (skipped: no ${what} on this machine)`);

interface Verdict {
  readonly arms: readonly {
    readonly name: string;
    readonly score: { readonly value: number };
    readonly collapse: { readonly value: number };
  }[];
}
interface Update {
  readonly type: string;
  readonly run: string;
  readonly signals: { readonly rewardPerStep: number; readonly margin?: number };
}

describe('the lines for other programs', { timeout: 60_000 }, () => {
  let folder: string;
  let id: string;
  /** What a line prints, as a shell in the folder above the store runs it. */
  const printed = (line: string): string[] =>
    execFileSync('sh', ['-c', line.replaceAll('<id>', id)], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH']}` },
    })
      .trimEnd()
      .split('\n');
  const updates = (): Update[] =>
    Object.values(textsIn(join(folder, 'runs', id), 'events.jsonl')).flatMap((text) =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Update)
        .filter(({ type }) => type === 'update'),
    );
  /** Mean reward of the updates whose run begins so. */
  const meanOf = (start: string): number => {
    const rewards = updates().flatMap(({ run, signals }) => (run.startsWith(start) ? [signals.rewardPerStep] : []));
    return rewards.reduce((sum, reward) => sum + reward, 0) / rewards.length;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'antiphase-elsewhere-'));
    writeFileSync(join(folder, 'antiphase'), `#!/bin/sh\nexec '${process.execPath}' '${cli}' "$@"\n`);
    chmodSync(join(folder, 'antiphase'), 0o755);
    const { code } = await command(
      folder,
      'compare',
      'balance',
      '--seeds',
      '2',
      '--updates',
      '20',
      '--reporter',
      'quiet',
    );
    expect(code).toBe(0);
    [id] = readdirSync(join(folder, 'runs'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.skipIf(!jq)(`jq tells how each trial ended, and which diverged${unless(jq, 'jq')}`, () => {
    const arms = ['anti', 'const', 'flat', 'in', 'quad'];
    const ended = printed(lineWith('jq', 'reason')).sort();
    expect(ended.map((line) => line.split(' ')[1])).toEqual(Array.from({ length: 10 }, () => 'finished'));
    expect([...new Set(ended.map((line) => line.split('/')[0]))]).toEqual(arms);
    expect(printed(lineWith('jq', 'nonFinite'))).toEqual(['']);
  });

  it.skipIf(!jq)(`jq tells the arms best first, and what was planned${unless(jq, 'jq')}`, () => {
    const [{ arms }] = JSON.parse(readFileSync(join(folder, 'runs', id, 'verdict.json'), 'utf8')) as Verdict[];
    const best = [...arms].sort((a, b) => b.score.value - a.score.value);
    const told = printed(lineWith('jq', 'verdict.json')).map((line) => line.split(' '));
    expect(told.map(([name]) => name)).toEqual(best.map(({ name }) => name));
    for (const [i, [, score, collapse]] of told.entries()) {
      expect(Number(score)).toBeCloseTo(best[i].score.value, 12);
      expect(Number(collapse)).toBe(best[i].collapse.value);
    }
    expect(printed(lineWith('jq', 'plan.json')).filter((line) => line.includes('"margin"'))).toHaveLength(5);
  });

  it.skipIf(!duckdb)(`DuckDB reads the logs, and Parquet${unless(duckdb, 'duckdb')}`, () => {
    for (const words of [['read_json_auto'], ['run.parquet', 'duckdb']]) {
      const [line] = printed(lineWith(...words)).filter((text) => text.includes('anti'));
      const start = words[0] === 'read_json_auto' ? 'anti/' : `anti/${/anti\W+(\d+)/.exec(line)?.[1]}`;
      const value = Number(/-?\d+\.\d+(?:e-\d+)?/.exec(line)?.[0]);
      expect(value).toBeCloseTo(meanOf(start), 9);
    }
  });

  it.skipIf(!pandas)(`pandas reads Parquet and CSV${unless(pandas, 'python with pandas and pyarrow')}`, () => {
    const [, mean] = printed(lineWith('read_parquet'))
      .map((line) => line.split(/\s+/))
      .find(([arm]) => arm === 'anti') ?? ['', ''];
    expect(Number(mean)).toBeCloseTo(meanOf('anti/'), 5);
    const margins = updates().flatMap(({ run, signals }) => (run.startsWith('anti/') ? [signals.margin ?? NaN] : []));
    const least = Math.min(...margins.filter(Number.isFinite));
    expect(printed(lineWith('read_csv')).join('\n')).toContain(least.toFixed(4).slice(0, -1));
  });
});
