import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { claim, type Claim, type ClaimOptions } from '../../../experiments/claims/claim.js';
import { judgeBy } from '../../../experiments/claims/judge.js';
import { ledger, type LedgerEvent, type LedgerOptions } from '../../../experiments/claims/ledger.js';
import { ledgerPage } from '../../../experiments/claims/markdown.js';

const folder = mkdtempSync(join(tmpdir(), 'antiphase-claims-'));
afterAll(() => rmSync(folder, { recursive: true }));
let stores = 0;
const store = (): { readonly folder: string; readonly version: string } => ({
  folder: join(folder, String(stores++)),
  version: '1.0.0',
});

/** A claim that counts how often it was run. */
function counting(changed: Partial<ClaimOptions> = {}): { readonly claim: Claim; readonly runs: number[] } {
  const runs: number[] = [];
  const made = claim({
    name: 'counting',
    title: 'Counting',
    sentence: 'Seeds are positive.',
    section: 'none',
    task: 'numbers',
    arms: [{ name: 'one', about: 'one' }],
    controls: ['none'],
    metric: 'number',
    rule: 'Holds if the mean is above 0.',
    revision: 1,
    seeds: { full: 20, quick: 3 },
    effects: [{ name: 'gain', about: 'the number', of: 'one' }],
    tables: [{ title: 'Means', columns: ['number', 'other'], rows: [{ name: 'one', cells: ['one', ''] }] }],
    curves: [{ title: 'Curve', axis: 'x', at: [0, 1], lines: [{ name: 'line', points: ['one', 'one'] }] }],
    seed: ({ seed }) => {
      runs.push(seed);
      return { one: seed + 1 };
    },
    judge: judgeBy({ main: ['gain'] }),
    ...changed,
  });
  return { claim: made, runs };
}

async function told(options: LedgerOptions): Promise<readonly LedgerEvent[]> {
  const events: LedgerEvent[] = [];
  for await (const event of ledger(options)) events.push(event);
  return events;
}

describe('ledger', () => {
  it('runs every seed, tells it, and judges', async () => {
    const { claim: one, runs } = counting();
    const events = await told({ claims: [one] });
    expect(runs).toEqual(Array.from({ length: 20 }, (_, seed) => seed));
    expect(events.filter(({ type }) => type === 'seed')).toHaveLength(20);
    const last = events.at(-1);
    if (last?.type !== 'claim') throw new Error('the last event is no claim');
    expect(last.result.effects[0].value).toBe(10.5);
    expect(last.result.verdict).toEqual({ word: 'holds' });
  });

  it('finds finished seeds again, and runs only those that are missing, unless it is told to run them anew', async () => {
    const { claim: one, runs } = counting();
    const kept = store();
    const first = await told({ claims: [one], store: kept, seeds: 2 });
    const second = await told({ claims: [one], store: kept, seeds: 4 });
    expect(runs).toEqual([0, 1, 2, 3]);
    expect(second.map((event) => event.type === 'seed' && event.kept)).toEqual([true, true, false, false, false]);
    expect(first.at(-1)).toMatchObject({ result: { seeds: [0, 1] } });
    await told({ claims: [one], store: kept, seeds: 4, fresh: true });
    expect(runs).toHaveLength(8);
    expect(readdirSync(join(kept.folder, 'counting', 'full')).sort()).toEqual(['0.json', '1.json', '2.json', '3.json']);
  });

  it('does not take seeds of another revision, version or size, nor a broken file', async () => {
    const { claim: one, runs } = counting();
    const kept = store();
    await told({ claims: [one], store: kept, seeds: 1 });
    await told({ claims: [{ ...one, revision: 2 }], store: kept, seeds: 1 });
    await told({ claims: [one], store: { ...kept, version: '1.0.1' }, seeds: 1 });
    await told({ claims: [one], store: kept, seeds: 1, quick: true });
    expect(runs).toHaveLength(4);
    const file = join(kept.folder, 'counting', 'quick', '0.json');
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 20));
    await told({ claims: [one], store: kept, seeds: 1, quick: true });
    expect(runs).toHaveLength(5);
  });

  it('ended early keeps what is finished; the next call goes on from it', async () => {
    const abort = new AbortController();
    const kept = store();
    const { claim: one, runs } = counting({
      seed: ({ seed }) => {
        runs.push(seed);
        if (seed === 4) abort.abort();
        return { one: 1 };
      },
    });
    const events = await told({ claims: [one], store: kept, signal: abort.signal });
    expect(events.some(({ type }) => type === 'claim')).toBe(false);
    expect(readdirSync(join(kept.folder, 'counting', 'full'))).toHaveLength(5);
    const again = await told({ claims: [one], store: kept });
    expect(again.at(-1)?.type).toBe('claim');
    expect(runs).toEqual(Array.from({ length: 20 }, (_, seed) => seed));
  });

  it('runs one seed of each claim first, and from then on tells the time left', async () => {
    const [first, second] = [counting({ name: 'first' }), counting({ name: 'second' })];
    const order: string[] = [];
    const noted = ({ claim: one }: typeof first): Claim => ({
      ...one,
      seed: (options) => {
        order.push(`${one.name} ${options.seed}`);
        return one.seed(options);
      },
    });
    const events = await told({ claims: [noted(first), noted(second)], seeds: 3 });
    expect(order).toEqual(['first 0', 'second 0', 'first 1', 'first 2', 'second 1', 'second 2']);
    const left = events.flatMap((event) => (event.type === 'seed' ? [event.left] : []));
    expect(left.every((seconds) => seconds !== undefined && seconds >= 0)).toBe(true);
    expect(left.at(-1)).toBe(0);
  });

  it('tells a claim that cannot be run, and goes on with the next one', async () => {
    const broken = counting({ name: 'broken', seed: () => ({ one: NaN }) }).claim;
    const events = await told({ claims: [broken, counting().claim], seeds: 1 });
    expect(events[0]).toEqual({
      type: 'failed',
      name: 'broken',
      message: 'broken at seed 0: one: expected a finite number, got NaN.',
    });
    expect(events.at(-1)).toMatchObject({ type: 'claim', result: { name: 'counting' } });
  });

  it('tells a claim whose kept seeds lack a number, and goes on with the next one', async () => {
    const kept = store();
    const { claim: one } = counting();
    await told({ claims: [one], store: kept, seeds: 1 });
    const changed = { ...one, effects: [{ name: 'gain', about: 'another', of: 'two' }] };
    const events = await told({ claims: [changed, counting({ name: 'next' }).claim], store: kept, seeds: 1 });
    expect(events[1]).toEqual({
      type: 'failed',
      name: 'counting',
      message: "counting.effects.gain: expected a number of its seeds, got 'two'.",
    });
    expect(events.at(-1)).toMatchObject({ type: 'claim', result: { name: 'next' } });
  });

  it('runs claims that exist only in memory in this thread alone', async () => {
    await expect(told({ claims: [counting().claim], workers: 2 })).rejects.toThrow(
      'ledger.workers: expected 1 for a claim that exists only in memory, got 2.',
    );
  });
});

describe('ledgerPage', () => {
  it('writes verdicts, effects, tables and curves, and where they come from', async () => {
    const [entry] = (await told({ claims: [counting().claim], quick: true })).filter((event) => event.type === 'claim');
    const page = ledgerPage([entry], { date: '2020-01-02', version: '1.2.3', machine: 'an abacus', quick: true });
    expect(page).toContain('on 2020-01-02, version 1.2.3, an abacus.');
    expect(page).toContain('A quick ledger');
    expect(page).toContain(
      '| [counting](#counting) | Seeds are positive. | **not enough runs to tell (3 of 20 seeds)** | 3 |',
    );
    expect(page).toContain('| gain | the number | +2.000 | [+1.000, +3.000] |');
    expect(page).toContain('| one | 2.000 |  |');
    expect(page).toContain('| line | 2.000 | 2.000 |');
  });
});
