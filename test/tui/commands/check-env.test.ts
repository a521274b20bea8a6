import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Calibration } from '../../../experiments/calibrate.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Runs the built command line from the project's folder. */
function antiphase(...words: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/tui/cli.js', ...words], {
    cwd: root,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

describe('antiphase check-env', () => {
  it.each([
    ['memory-in-closure.ts', 'hiddenState'],
    ['not-a-number.ts', 'finite'],
  ])('rejects %s with the rule, what to change, and exit code 1', (file, rule) => {
    const { code, out } = antiphase('check-env', `test/envs/broken/${file}`);
    expect(out).toMatch(new RegExp(`^test/envs/broken/${file}  ${rule}: .+\\. [A-Z].+\\.\n$`));
    expect(code).toBe(1);
  });

  it('accepts the example of a world of one’s own', () => {
    expect(antiphase('check-env', 'examples/04-own-world.ts')).toEqual({
      code: 0,
      out: 'examples/04-own-world.ts  ok\n',
      err: '',
    });
  });

  it('passes every bundled world, one a line', () => {
    const { code, out } = antiphase('check-env');
    const lines = out.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(15);
    for (const line of lines) expect(line).toMatch(/^\w+ +ok$/);
    expect(code).toBe(0);
  });

  it.each([
    ['cart-pol', "Did you mean 'cartPole'?"],
    ['nowhere.ts', 'env: expected a file that exists, got'],
    ['examples/02-own-waveform.js', 'env: expected a file that exists, got'],
    ['eslint.config.js', 'eslint.config.js: export default: expected a world'],
  ])('tells what is wrong with %s in one line, exit code 2', (subject, message) => {
    const { code, out, err } = antiphase('check-env', subject);
    expect(err).toContain(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});

describe('antiphase calibrate', () => {
  const flags = ['--knob', 'rewardScale', '--values', '0.5,1', '--seeds', '3'];

  it('prints a table of values and a sentence for each trend', () => {
    const { code, out } = antiphase('calibrate', 'balance', ...flags);
    expect(out).toMatch(/^Balance, reinforce: initial policy, 3 seeds × 4 fresh batches\n/);
    expect(out).toMatch(/\nrewardScale +return +95 % +λmax +10–90 % +λmin +10–90 %\n +0\.5 .*\n +1 .*\n/);
    expect(out).toContain('return: not moved by rewardScale\n');
    expect(out).toContain('curvature (λmax): increases with rewardScale (rank +1.00');
    expect(code).toBe(0);
  });

  it('prints the same as JSON', () => {
    const { trends, points } = JSON.parse(antiphase('calibrate', 'balance', ...flags, '--json').out) as Calibration;
    expect(points.map(({ value }) => value)).toEqual([0.5, 1]);
    expect(trends.sharpness?.monotone).toBe('increases');
  });

  it('names the flag, the knob or the agent it cannot use', () => {
    expect(antiphase('calibrate', 'balance', '--values', '1,x').err).toContain(
      "--values: expected a finite number, got 'x'.",
    );
    expect(antiphase('calibrate', 'balance', '--points', '1').err).toContain(
      '--points: expected an integer ≥ 2, got 1.',
    );
    expect(antiphase('calibrate', 'balance', '--knob', 'gravty').err).toContain("Did you mean 'gravity'?");
    expect(antiphase('calibrate', 'balance', '--agent', 'reinforced').err).toContain("Did you mean 'reinforce'?");
  });
});
