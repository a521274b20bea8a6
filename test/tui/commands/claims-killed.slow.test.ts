import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command, folderOf, start } from '../command.js';

const CLAIM = 'adversarial-pendulum';
const words = ['claims', CLAIM, '--quick', '--workers', '2', '--json'];
const { path: folder, remove } = folderOf({});
afterAll(remove);

interface Ledger {
  readonly claims: readonly {
    readonly seeds: readonly number[];
    readonly means: object;
    readonly effects: object;
    readonly verdict: { readonly word: string };
  }[];
}

/** When each kept seed was written, by its file. */
function kept(store: string): ReadonlyMap<string, number> {
  const place = join(folder, store, 'claims', CLAIM, 'quick');
  const files = existsSync(place) ? readdirSync(place).filter((name) => name.endsWith('.json')) : [];
  return new Map(files.map((file) => [file, statSync(join(place, file)).mtimeMs]));
}

/** Runs the claim until so many seeds are kept, and sends the signal; answers how it ended. */
async function ended(
  store: string,
  signal: NodeJS.Signals,
  seeds: number,
): Promise<{ code: number | null; stderr: string }> {
  const { child, ended: end } = start(folder, ...words, '--store', store);
  const watch = setInterval(() => {
    if (kept(store).size < seeds) return;
    clearInterval(watch);
    child.kill(signal);
  }, 2);
  const { code, stderr } = await end;
  clearInterval(watch);
  return { code, stderr };
}

async function finished(store: string): Promise<Ledger['claims'][number]> {
  const { code, stdout, stderr } = await command(folder, ...words, '--store', store);
  expect([code, stderr]).toEqual([0, '']);
  return (JSON.parse(stdout) as Ledger).claims[0];
}

describe('antiphase claims, ended before its time', { timeout: 120_000 }, () => {
  let undisturbed: Ledger['claims'][number];
  beforeAll(async () => {
    undisturbed = await finished('whole');
  }, 120_000);

  it('gives a verdict from its quick seeds when nobody disturbs it', () => {
    expect(undisturbed.seeds).toEqual(Array.from({ length: 20 }, (_, seed) => seed));
    expect(['holds', 'holds only if', 'no effect found', 'fails']).toContain(undisturbed.verdict.word);
  });

  it('killed twice by SIGKILL it goes on from its finished seeds, and says the same in the end', async () => {
    expect((await ended('killed', 'SIGKILL', 3)).code).toBeNull();
    const first = kept('killed');
    expect(first.size).toBeGreaterThanOrEqual(3);
    expect(first.size).toBeLessThan(20);
    expect((await ended('killed', 'SIGKILL', first.size + 3)).code).toBeNull();
    const second = kept('killed');
    expect(second.size).toBeGreaterThan(first.size);
    const whole = await finished('killed');
    const all = kept('killed');
    for (const [file, written] of [...first, ...second]) expect(all.get(file)).toBe(written);
    expect(all.size).toBe(20);
    expect([whole.means, whole.effects, whole.verdict]).toEqual([
      undisturbed.means,
      undisturbed.effects,
      undisturbed.verdict,
    ]);
  });

  it('stopped by Ctrl-C it says what to do, and goes on from there', async () => {
    const { code, stderr } = await ended('stopped', 'SIGINT', 2);
    expect(code).toBe(130);
    expect(stderr).toBe('antiphase: stopped; finished seeds are kept, the same command goes on from them\n');
    const before = kept('stopped');
    expect(before.size).toBeLessThan(20);
    const whole = await finished('stopped');
    for (const [file, written] of before) expect(kept('stopped').get(file)).toBe(written);
    expect(whole.means).toEqual(undisturbed.means);
  });
});
