import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { claims } from '../../../experiments/claims/all.js';
import type { Verdict } from '../../../experiments/claims/claim.js';
import type { Estimate } from '../../../experiments/event.js';
import { command, folderOf } from '../command.js';

const { path: folder, remove } = folderOf({});
afterAll(remove);

describe('antiphase claims', { timeout: 60_000 }, () => {
  it('tells all names for one that is not there, and the nearest one', async () => {
    const { code, stdout, stderr } = await command(folder, 'claims', 'droput');
    expect(code).toBe(2);
    expect(stdout).toBe('');
    for (const { name } of claims) expect(stderr).toContain(name);
    expect(stderr).toMatch(/^antiphase: claim: expected one of .*, got 'droput'\. Did you mean 'dropout'\?\n$/);
  });

  it.each([
    [['--seeds', '0'], '--seeds: expected an integer ≥ 1, got 0.'],
    [['--workers', 'two'], "--workers: expected a number, got 'two'."],
  ])('refuses %o', async (flags, message) => {
    const { code, stderr } = await command(folder, 'claims', 'dropout', ...flags);
    expect([code, stderr]).toEqual([2, `antiphase: ${message}\n`]);
  });

  it('prints effects with their intervals, says that seeds are too few, writes the page, and keeps seeds for the next call', async () => {
    const words = ['claims', 'label-smoothing', '--quick', '--seeds', '2', '--workers', '2'];
    const first = await command(folder, ...words, '--markdown', 'claims.md', '--machine', 'an abacus');
    expect([first.code, first.stderr]).toEqual([0, '']);
    expect(first.stdout).toMatch(/^label-smoothing: not enough runs to tell \(2 of 20 seeds\)/);
    expect(first.stdout).toMatch(/\n {2}falling +\S+ \[\S+, \S+\] {2}in − constant\n/);
    const page = readFileSync(join(folder, 'claims.md'), 'utf8');
    expect(page).toContain('an abacus.');
    expect(page).toContain('## label-smoothing');
    const file = join(folder, 'runs', 'claims', 'label-smoothing', 'quick', '1.json');
    const written = statSync(file).mtimeMs;
    const again = await command(folder, ...words, '--json');
    expect(statSync(file).mtimeMs).toBe(written);
    const document = JSON.parse(again.stdout) as {
      readonly claims: readonly {
        readonly name: string;
        readonly verdict: object;
        readonly effects: readonly object[];
      }[];
    };
    expect(document.claims.map(({ name, effects }) => [name, effects.length])).toEqual([['label-smoothing', 6]]);
    expect(document.claims[0].verdict).toEqual({ word: 'not enough runs to tell', condition: '2 of 20 seeds' });
  });

  it('gives a verdict in quick form, computed from the intervals of its seeds, and says that sizes are small', async () => {
    const { code, stdout } = await command(folder, 'claims', 'label-smoothing', 'two-players', '--quick');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^label-smoothing: (holds|no effect found|fails).* \(20 seeds, quick sizes, /);
    expect(stdout).toMatch(/\ntwo-players: (holds|no effect found|fails).* \(computed, quick sizes, /);
    expect(stdout).toContain('A quick ledger: the same arms and rules at small sizes');
    const again = await command(folder, 'claims', 'label-smoothing', '--quick', '--json');
    const { claims: told, failed } = JSON.parse(again.stdout) as {
      readonly claims: readonly {
        readonly effects: readonly (Estimate & { readonly name: string })[];
        readonly verdict: Verdict;
      }[];
      readonly failed: readonly unknown[];
    };
    const one = claims.find(({ name }) => name === 'label-smoothing');
    const effects = Object.fromEntries(told[0].effects.map((effect) => [effect.name, effect]));
    expect(one?.judge(effects)).toEqual(told[0].verdict);
    expect(failed).toEqual([]);
  });

  it('lists its claims, each with its sentence', async () => {
    const { stdout } = await command(folder, 'list', 'claims');
    for (const { name, sentence } of claims)
      expect(stdout).toMatch(new RegExp(`^ {2}${name} +${sentence.slice(0, 12)}`, 'm'));
    const { stdout: all } = await command(folder, 'list', '--json');
    const listed = (JSON.parse(all) as { readonly claims: readonly { readonly name: string }[] }).claims;
    expect(listed.map(({ name }) => name)).toEqual(claims.map(({ name }) => name));
  });

  it('gives the same numbers in one thread and in two', async () => {
    const numbersOf = async (workers: string, store: string): Promise<unknown> => {
      const words = ['claims', 'sparse-training', '--quick', '--seeds', '2', '--json', '--store', store];
      const { stdout } = await command(folder, ...words, '--workers', workers);
      expect(existsSync(join(folder, store, 'claims', 'sparse-training', 'quick', '0.json'))).toBe(true);
      return (JSON.parse(stdout) as { readonly claims: readonly { readonly means: object }[] }).claims[0].means;
    };
    expect(await numbersOf('1', 'one')).toEqual(await numbersOf('2', 'two'));
  });
});
