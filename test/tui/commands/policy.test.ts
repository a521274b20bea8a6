import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bumpFile, cli, command, folderOf, tinyFile, type Ended } from '../command.js';
import { session } from '../pty.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = folderOf({ 'mine.ts': tinyFile, 'bump.ts': bumpFile });
let run: string;

beforeAll(async () => {
  mkdirSync(join(folder.path, 'node_modules'));
  symlinkSync(root, join(folder.path, 'node_modules', 'antiphase'));
  expect((await antiphase('run', 'mine.ts', '--workers', '1', '--reporter', 'quiet')).code).toBe(0);
  [run] = readdirSync(join(folder.path, 'runs'));
}, 60_000);
afterAll(() => folder.remove());

const antiphase = (...words: string[]): Promise<Ended> => command(folder.path, ...words);

describe('antiphase eval', () => {
  it('prints return and length with their intervals, the same for the same seed', async () => {
    const { stdout, code } = await antiphase('eval', run, '--episodes', '6', '--seed', '3');
    expect(code).toBe(0);
    const number = '-?\\d+(\\.\\d+)?';
    expect(stdout).toMatch(
      new RegExp(
        `^${run}/run/0 after 12 updates\nBalance: 6 episodes\nreturn  ${number}  95 % ${number} to ${number}\nlength  40  95 % 40 to 40\n$`,
      ),
    );
    expect((await antiphase('eval', `${run}/run/0`, '--episodes', '6', '--seed', '3')).stdout).toBe(stdout);
  });

  it('prints the same as JSON, at the knobs that it was given', async () => {
    const flags = ['--episodes', '4', '--deterministic', '--knob', 'gravity=12', '--knob', 'rewardScale=0.5', '--json'];
    const { stdout } = await antiphase('eval', run, ...flags);
    expect(JSON.parse(stdout)).toMatchObject({
      policy: `${run}/run/0`,
      update: 12,
      world: 'Balance',
      knobs: { gravity: 12, rewardScale: 0.5 },
      deterministic: true,
      lengths: [40, 40, 40, 40],
    });
  });

  it.each([
    [['nowhere'], "run id: expected a run stored in runs, got 'nowhere'."],
    [['RUN/in/0'], 'expected a trial of this run'],
    [['RUN', '--knob', 'gravty=3'], "Did you mean 'gravity'?"],
    [['RUN', '--knob', 'gravity'], "--knob: expected name=value, got 'gravity'."],
    [['RUN', '--episodes', '0'], '--episodes: expected an integer ≥ 1, got 0.'],
  ])('tells what is wrong with %j in one line', async (words, message) => {
    const { stderr, stdout, code } = await antiphase('eval', ...words.map((word) => word.replace('RUN', run)));
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

describe('antiphase watch', () => {
  it('in a pipe prints the frames of one episode', async () => {
    const { stdout, stderr, code } = await antiphase('watch', run, '--deterministic');
    expect(code).toBe(0);
    expect(stderr).toBe('');
    const steps = stdout.split('\n').filter((line) => line.startsWith('step '));
    expect(steps.map((line) => Number(/^step (\d+)/.exec(line)?.[1]))).toEqual(Array.from({ length: 41 }, (_, i) => i));
    expect(steps.at(-1)).toMatch(/ {2}truncated$/);
    expect(stdout).toContain('angle ');
  });

  it('on a terminal plays until q, and gives it back as it was', async () => {
    const store = join(folder.path, 'runs');
    const screen = session([cli, 'watch', run, '--speed', '50', '--store', store], { width: 70, height: 20 });
    await screen.until((it) => it.screen().some((line) => line.startsWith('step 5')));
    expect(screen.alternate()).toBe(true);
    screen.write(' ');
    await screen.until((it) => it.screen().some((line) => line.startsWith('paused')));
    screen.write('q');
    expect((await screen.exit).exitCode).toBe(0);
    expect(screen.alternate()).toBe(false);
  });
});

describe('antiphase export --policy', () => {
  it('writes the two files of a model into a folder', async () => {
    const { stdout, code } = await antiphase('export', run, '--policy', '--out', 'model');
    expect(code).toBe(0);
    expect(stdout).toBe(`model: model.json and weights.bin of ${run}/run/0 after 12 updates\n`);
    expect(readdirSync(join(folder.path, 'model')).sort()).toEqual(['model.json', 'weights.bin']);
  });

  it('refuses several runs and other formats', async () => {
    expect((await antiphase('export', run, run, '--policy')).stderr).toContain('export --policy: expected one run');
    expect((await antiphase('export', run, '--policy', '--csv')).stderr).toContain('A policy is no table.');
  });
});

describe('antiphase check-agent', () => {
  it.each([
    ['forgets-velocity.ts', 'hiddenState'],
    ['gradient-upside-down.ts', 'gradient'],
  ])('rejects %s with the rule, what to change, and exit code 1', async (file, rule) => {
    const { stdout, code } = await command(root, 'check-agent', `test/agents/broken/${file}`);
    expect(stdout).toMatch(new RegExp(`^test/agents/broken/${file}  ${rule}: .+\\. [A-Z].+\\.\n$`));
    expect(code).toBe(1);
  });

  it('accepts a bundled agent, and the agent of an experiment', async () => {
    expect((await antiphase('check-agent', 'reinforce')).stdout).toBe('reinforce  ok\n');
    expect((await antiphase('check-agent', 'mine.ts')).stdout).toBe('mine.ts  ok\n');
  });

  it('tells what is wrong with what is none', async () => {
    const { stderr, code } = await antiphase('check-agent', 'bump.ts');
    expect(stderr).toContain('bump.ts: export default: expected an agent, got undefined.');
    expect(code).toBe(2);
  });
});
