import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../experiments/event.js';
import type { VerdictEvent } from '../../experiments/verdict-event.js';
import { bumpFile, command, folderOf, start, tinyFile, type Ended } from './command.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const imports = "import { balance, cycle, experiment, reinforce } from 'antiphase';\n";
const small =
  'reinforce({ episodes: 2, hidden: [2], learningRate: cycle({ wave: "cosine", period: 4, min: 0.1, max: 0.9 }) })';

const { path: folder, remove } = folderOf({
  'tiny.ts': tinyFile,
  'bump.ts': bumpFile,
  'plain.mjs': `${imports}export default experiment({ env: balance(), agent: ${small}, updates: 2 });\n`,
  'throws.ts': `const count: number = 3;\n\nexport default (() => {\n  throw new Error(\`no good \${count}\`);\n})();\n`,
  'late.ts': `import { bump } from './broken.js';\nexport default bump;\n`,
  'broken.ts': `interface Any {}\nthrow new Error('inside');\nexport const bump = 1;\n`,
  'syntax.ts': 'const a = ;\n',
  'period.ts': `${imports}export default experiment({ env: balance(), agent: reinforce({ learningRate: cycle({ wave: 'cosine', period: 0.5, min: 0, max: 1 }) }), updates: 2 });\n`,
  'wave.ts': `${imports}export default experiment({ env: balance(), agent: reinforce({ learningRate: cycle({ wave: 'cosin', period: 5, min: 0, max: 1 } as never) }), updates: 2 });\n`,
  'knob.ts': `${imports}export default experiment({ env: balance({ gravty: 3 } as never), agent: reinforce(), updates: 2 });\n`,
  'nothing.ts': 'export const a = 1;\n',
  'wild.ts': `${imports}export default experiment({ env: balance(), agent: reinforce({ episodes: 2, hidden: [2], learningRate: 1e300 }), updates: 3 });\n`,
  'long.ts': `${imports}export default experiment({ env: balance(), agent: ${small}, updates: 1000000 });\n`,
  'hook.ts': `${imports}export default experiment({ env: balance(), agent: ${small}, updates: 3, hooks: [() => [{ id: 'h', at: 'end', signals: [],\n  run() {\n    throw new Error('in a hook');\n  } }]] });\n`,
});
afterAll(remove);

/** One line on standard error, nothing else, and no stack. */
function oneLine({ stdout, stderr }: Ended): string {
  expect(stdout).toBe('');
  expect(stderr.split('\n')).toHaveLength(2);
  expect(stderr).toMatch(/^antiphase: .*\n$/);
  expect(stderr).not.toMatch(/^\s+at /m);
  return stderr.trim();
}

/** What standard error says of a run that went well: where it is stored, and nothing else. */
const stored = /^stored as runs\/\S+ \(to see it again: antiphase replay \S+\)\n$/;

const events = ({ stdout }: Ended): RunEvent[] => stdout.trim().split('\n').map((line) => JSON.parse(line) as RunEvent); // prettier-ignore

describe.concurrent('help and version', () => {
  it('--help tells usage and commands, and leaves with 0', async () => {
    const { code, stdout, stderr } = await command(folder, '--help');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Usage: antiphase/);
    for (const name of ['run', 'compare', 'list', 'doctor', 'new'])
      expect(stdout).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
  });

  it('--version tells that of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
    expect(await command(folder, '--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe.concurrent('a slip on the command line is one line with the nearest name, and leaves with 2', () => {
  it.each([
    [['rnu'], "Did you mean 'run'?"],
    [['docter'], "Did you mean 'doctor'?"],
    [['run', 'tiny.ts', '--sedes', '3'], "unknown option '--sedes'. Did you mean --seeds?"],
    [['--sedes', '3'], 'Did you mean --seeds?'],
    [['run', 'balnce'], "Did you mean 'balance'?"],
    [['run', 'tiny.ts', '--engine', 'simdd'], "Did you mean 'simd'?"],
    [['run', 'tiny.ts', '--reporter', 'plian'], "Did you mean 'plain'?"],
    [['list', 'wavse'], "Did you mean 'waves'?"],
    [['run', 'wave.ts'], "Did you mean 'cosine'?"],
    [['run', 'knob.ts'], "Did you mean 'gravity'?"],
    [['run', 'tiny.ts', '--seeds', 'many'], "--seeds: expected an integer ≥ 1, got 'many'."],
    [['run', 'tiny.ts', '--updates', '0'], '--updates: expected an integer ≥ 1, got 0.'],
    [['run', 'gone.ts'], "expected a file that exists, got 'gone.ts'"],
    [['run'], 'experiment: expected a name, a file, or --env and --agent'],
    [['run', 'tiny.ts', '--reporter', 'dashboard'], 'where standard output is not a terminal'],
  ])('%j', async (parameters, message) => {
    const ended = await command(folder, ...parameters);
    expect(oneLine(ended)).toContain(message);
    expect(ended.code).toBe(2);
  });
});

describe.concurrent('files outside any project', () => {
  it.each(['tiny.ts', 'plain.mjs'])('%s runs, with nothing but the package’s name to import from', async (file) => {
    const { code, stdout, stderr } = await command(folder, 'run', file);
    expect(code).toBe(0);
    expect(stderr).toMatch(stored);
    expect(stdout).toContain('Balance-reinforce');
    // No escape codes, no returns of the carriage, ASCII signs alone where numbers stand.
    expect(stdout).not.toMatch(/[\u001b\r]/);
  });

  it.each([
    ['throws.ts', 'throws.ts:4:9: no good 3'],
    ['late.ts', 'broken.ts:2:7: inside'],
    ['syntax.ts', 'syntax.ts:1:11: Unexpected ";"'],
  ])('%s that throws is told with line and column of what was written, and leaves with 1', async (file, message) => {
    const ended = await command(folder, 'run', file);
    expect(oneLine(ended)).toBe(`antiphase: ${message}`);
    expect(ended.code).toBe(1);
  });

  it('an option that cannot be used is told with its place, and leaves with 2', async () => {
    const ended = await command(folder, 'run', 'period.ts');
    expect(oneLine(ended)).toMatch(/^antiphase: period\.ts:2:\d+: cycle\.period: expected a number ≥ 1, got 0\.5\./);
    expect(ended.code).toBe(2);
  });

  it('a file without a default export says what to write', async () => {
    const ended = await command(folder, 'run', 'nothing.ts');
    expect(oneLine(ended)).toMatch(/^antiphase: nothing\.ts: .*Write `export default experiment/);
    expect(ended.code).toBe(2);
  });

  it('a hook that throws fails its run with its place, and leaves with 1', async () => {
    const { code, stdout } = await command(folder, 'run', 'hook.ts');
    expect(code).toBe(1);
    expect(stdout).toContain('hook.ts:4:11: in a hook');
  });
});

describe('jsonl', () => {
  it('ends with a verdict that carries collapse, intervals, predicted and measured readings of every arm', async () => {
    const ended = await command(folder, 'compare', 'tiny.ts', '--seeds', '2', '--reporter', 'jsonl');
    expect(ended.code).toBe(0);
    expect(ended.stderr).toMatch(stored);
    const told = events(ended);
    expect(told[0].type).toBe('plan');
    const verdict = told.at(-1) as VerdictEvent;
    expect(verdict.type).toBe('verdict');
    expect(verdict.arms.map(({ name }) => name)).toEqual(['in', 'quad', 'anti', 'const', 'flat']);
    for (const { runs, collapse, score, predicted, measured } of verdict.arms) {
      expect(runs).toBe(2);
      // Wilson of 0 of 2: z²/(2 + z²).
      expect(collapse).toEqual({ value: 0, low: 0, high: expect.closeTo(0.6576, 4) as number });
      expect(score.low <= score.value && score.value <= score.high).toBe(true);
      expect(Object.keys(predicted)).toEqual(['margin', 'growth', 'transient', 'meanProduct']);
      expect(Object.keys(measured)).toEqual(['margin', 'growth', 'transient', 'meanProduct']);
    }
  });

  it('is the same bytes with one worker and with two, and every time', async () => {
    const run = async (workers: string): Promise<string> =>
      (await command(folder, 'compare', 'tiny.ts', '--seeds', '2', '--reporter', 'jsonl', '--workers', workers)).stdout;
    const one = await run('1');
    expect(one.length).toBeGreaterThan(10_000);
    expect(await run('2')).toBe(one);
    expect(await run('2')).toBe(one);
  });

  it('takes seeds, first seed and updates from the flags', async () => {
    const told = events(
      await command(folder, 'run', 'plain.mjs', '--seed', '7', '--seeds', '2', '--updates', '3', '--reporter', 'jsonl'),
    );
    const ends = told.filter((event) => event.type === 'end');
    expect(ends.map(({ run, update }) => [run, update])).toEqual([['run/7', 3], ['run/8', 3]]); // prettier-ignore
  });
});

describe('what the shell is told', () => {
  it('--fail-on-collapse is 3 when a run diverged, else 0', async () => {
    expect((await command(folder, 'run', 'wild.ts')).code).toBe(0);
    expect((await command(folder, 'run', 'wild.ts', '--fail-on-collapse')).code).toBe(3);
    expect((await command(folder, 'run', 'plain.mjs', '--fail-on-collapse')).code).toBe(0);
  });

  it('an interrupt still prints what was measured, and leaves with 130', async () => {
    const { child, said, ended } = start(folder, 'run', 'long.ts', '--reporter', 'plain');
    await said('predicted before training');
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    expect(code).toBe(130);
    expect(stdout).toContain('Stopped before its end');
  });
});

describe('antiphase new', () => {
  it('makes a folder whose experiment runs, and refuses a folder with something in it', async () => {
    expect((await command(folder, 'new', 'mine')).code).toBe(0);
    const mine = join(folder, 'mine');
    // What npm install does with the dependency on the package's own folder.
    mkdirSync(join(mine, 'node_modules'));
    symlinkSync(root, join(mine, 'node_modules', 'antiphase'));
    const { code, stdout, stderr } = await command(
      mine,
      'run',
      'experiment.ts',
      '--updates',
      '2',
      '--reporter',
      'quiet',
    );
    expect(code).toBe(0);
    expect(stderr).toMatch(stored);
    expect(stdout).toContain('Collapse: run');
    // The copy of the experiment that a stored run keeps is no part of the folder's program.
    const checked = ts.parseJsonConfigFileContent(
      ts.readConfigFile(join(mine, 'tsconfig.json'), (file) => readFileSync(file, 'utf8')).config,
      ts.sys,
      mine,
    );
    expect(checked.fileNames.map((file) => basename(file)).sort()).toEqual(['experiment.ts', 'heartbeat.ts']);
    const again = await command(folder, 'new', 'mine');
    expect(oneLine(again)).toContain("new: expected a folder that is empty or not there yet, got 'mine'");
    expect(again.code).toBe(2);
  });
});

describe('--json', () => {
  it('of list is one document with every kind', async () => {
    const { code, stdout } = await command(folder, 'list', '--json');
    const lists = JSON.parse(stdout) as Record<string, readonly { readonly name: string; readonly about: string }[]>;
    expect(code).toBe(0);
    expect(lists['experiments'].map(({ name }) => name)).toContain('balance');
    expect(lists['envs'].map(({ name }) => name)).toContain('cartPole');
    expect(lists['waves'].map(({ name }) => name)).toContain('cosine');
  });

  it('of doctor is one document: engines with a reason, one of them used', async () => {
    const report = JSON.parse((await command(folder, 'doctor', '--json')).stdout) as {
      readonly engines: readonly { readonly used: boolean; readonly why: string }[];
    };
    expect(report.engines.filter(({ used }) => used)).toHaveLength(1);
    for (const { why } of report.engines) expect(why).not.toBe('');
  });
});
