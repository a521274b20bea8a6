import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { claims } from '../../../../experiments/claims/all.js';
import { claimsDocument, seedList } from '../../../../experiments/claims/report/document.js';
import { effectScale } from '../../../../experiments/claims/report/forest.js';
import { keptLedger } from '../../../../experiments/claims/report/kept.js';
import type { SeedStore } from '../../../../experiments/claims/seed-file.js';
import { figuresOf, type Block, type ReportDocument } from '../../../../experiments/report/document.js';
import { hostileClaim, keepSeeds } from './stored.js';

const folder = mkdtempSync(join(tmpdir(), 'antiphase-claims-report-'));
afterAll(() => rmSync(folder, { recursive: true }));
let stores = 0;
const fresh = (): SeedStore => ({ folder: join(folder, String(stores++)), version: '1.0.0', machine: 'an abacus' });
const facts = { date: '2020-01-02', version: '1.0.0' };
const plainClaim = hostileClaim({
  name: 'plain',
  effects: [{ name: 'gain', about: 'one − two', of: 'one', minus: 'two' }],
  judge: (effects) => ({ word: effects['gain'].low > 0 ? 'holds' : 'fails' }),
});

const blocksOf = (document: ReportDocument, id: string): readonly Block[] =>
  document.sections.find((section) => section.id === id)?.blocks ?? [];
const verdictOf = (document: ReportDocument, id: string): Extract<Block, { readonly kind: 'verdict' }> => {
  const found = blocksOf(document, id).find((block) => block.kind === 'verdict');
  if (found === undefined) throw new Error(`no verdict in ${id}`);
  return found;
};

describe('what a store holds of a claim', () => {
  it('is nothing where nothing is kept, and then it says so', () => {
    const [kept] = keptLedger(fresh(), [plainClaim]);
    expect(kept).toEqual({ claim: plainClaim, others: 0, days: [], machines: [] });
    const document = claimsDocument([kept], facts);
    expect(verdictOf(document, 'plain')).toMatchObject({
      decided: false,
      lines: ['plain: not run: no seed is kept (antiphase claims plain)'],
    });
    expect(figuresOf(document)).toEqual([]);
  });

  it('is its full seeds where they are enough for a verdict, with the day and the machine of each', () => {
    const store = fresh();
    keepSeeds(store, plainClaim, false, 20);
    keepSeeds(store, plainClaim, true, 20);
    const [kept] = keptLedger(store, [plainClaim]);
    expect(kept.entry?.result).toMatchObject({ quick: false, verdict: { word: 'holds' } });
    expect(kept.entry?.result.effects[0].value).toBeCloseTo(1, 12);
    expect(kept.entry?.seconds).toBe(10);
    expect(kept.machines).toEqual(['an abacus']);
    expect(kept.days).toEqual([new Date().toISOString().slice(0, 10)]);
    expect(verdictOf(claimsDocument([kept], facts), 'plain')).toMatchObject({ decided: true, lines: ['plain: holds'] });
  });

  it('is its quick seeds where the full ones are too few, marked as quick wherever the verdict stands', () => {
    const store = fresh();
    keepSeeds(store, plainClaim, false, 3);
    keepSeeds(store, plainClaim, true, 20);
    const document = claimsDocument(keptLedger(store, [plainClaim]), facts);
    expect(verdictOf(document, 'plain')).toMatchObject({
      decided: false,
      lines: ['plain: holds', 'Quick: small sizes; the full run decides.'],
    });
    expect(document.facts[1]).toBe('1 claims: 1 from quick ones');
    const ledger = blocksOf(document, 'ledger').find((block) => block.kind === 'table');
    expect(ledger?.table.rows).toEqual([['plain', 'holds', '20', 'quick', '10.0']]);
  });

  it('says how few seeds there are, never a verdict', () => {
    const store = fresh();
    keepSeeds(store, plainClaim, false, 7);
    expect(verdictOf(claimsDocument(keptLedger(store, [plainClaim]), facts), 'plain')).toMatchObject({
      decided: false,
      lines: ['plain: not enough runs to tell (7 of 20 seeds)'],
    });
  });

  it('leaves out seeds of another revision or version and broken files, and says how many', () => {
    const store = fresh();
    keepSeeds(store, { ...plainClaim, revision: 2 }, false, 20);
    keepSeeds({ ...store, version: '0.9.0' }, plainClaim, true, 2);
    const place = join(store.folder, 'plain', 'full');
    writeFileSync(join(place, '0.json'), '{"numbers":');
    expect(readdirSync(place)).toHaveLength(20);
    const [kept] = keptLedger(store, [plainClaim]);
    expect([kept.entry, kept.others]).toEqual([undefined, 22]);
    expect(verdictOf(claimsDocument([kept], facts), 'plain').lines[0]).toContain(
      '22 of another revision or version are not counted',
    );
  });

  it('says why seeds cannot be judged: a number is missing, or pieces of a computed claim', () => {
    const store = fresh();
    keepSeeds(store, plainClaim, false, 20);
    const [missing] = keptLedger(store, [{ ...plainClaim, effects: [{ name: 'gain', about: '', of: 'three' }] }]);
    expect(missing.trouble).toBe("plain.effects.gain: expected a number of its seeds, got 'three'.");
    const pieces = hostileClaim({ name: 'pieces', computed: true, seeds: { full: 4, quick: 4 } });
    keepSeeds(store, pieces, true, 3);
    const [some] = keptLedger(store, [pieces]);
    expect(some.trouble).toBe('3 of its 4 pieces are kept: antiphase claims pieces goes on from them');
  });
});

describe('the report of claims', () => {
  const store = fresh();
  keepSeeds(store, plainClaim, false, 20);
  const document = claimsDocument(keptLedger(store, [plainClaim]), facts);
  const [forest, curve] = figuresOf(document);

  it('says day, version and machine, the rule, arms, controls and seeds', () => {
    expect(document.facts).toEqual([
      'antiphase 1.0.0 · written 2020-01-02',
      '1 claims: 1 from full runs',
      'run on an abacus',
    ]);
    const text = JSON.stringify(blocksOf(document, 'plain-run'));
    for (const word of ['Rule: Holds if', 'Task: task', 'arm ', 'control ', '20 seeds: 0–19 · 10.0 s', 'revision 3'])
      expect(text).toContain(word);
  });

  it('draws every effect with its interval, in a picture, in words and in numbers', () => {
    expect(forest.id).toBe('plain-effects');
    // Twenty differences of 1 ± 0.1: their mean is 1, its standard error 0.1/√20 = 0.022.
    const row = forest.numbers?.rows[0] ?? [];
    expect(row.slice(0, 3)).toEqual(['gain', 'one − two', '+1.000']);
    const [low, high] = row[3]
      .replace(/[[\]+]/g, '')
      .split(', ')
      .map(Number);
    expect(low).toBeCloseTo(1 - 1.96 * 0.0224, 1);
    expect(high).toBeCloseTo(1 + 1.96 * 0.0224, 1);
    expect(row.slice(4)).toEqual(['20', 'above 0']);
    expect(forest.alternative).toBe(`gain: +1.000 ${row[3]}, above 0.`);
  });

  it('draws a curve with its bands and has the means beside it', () => {
    expect(curve.id).toBe('plain-curve-1');
    expect(curve.numbers?.rows[0][1]).toMatch(/^13\.500 \[/);
    expect(curve.numbers?.rows[0][2]).toMatch(/^12\.500 \[/);
  });

  it('has ids that are different, for all claims of the ledger and their sections', () => {
    const ids = claimsDocument(
      claims.map((claim) => ({ claim, others: 0, days: [], machines: [] })),
      facts,
    ).sections.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { name } of claims) expect(ids).toContain(name);
  });

  it('is written as plain data: the same again after JSON', () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    expect(readFileSync(join(store.folder, 'plain', 'full', '0.json'), 'utf8')).toContain('"machine":"an abacus"');
  });
});

describe('the axis of effects', () => {
  const around = (value: number): { readonly low: number; readonly high: number } => ({
    low: value - Math.abs(value) / 10,
    high: value + Math.abs(value) / 10,
  });

  it('is linear where effects are of one size, and counts in powers where small ones would be lost', () => {
    expect(effectScale([around(1), around(-0.2)]).powers).toBe(false);
    const { powers, spec } = effectScale([around(1e-4), around(-20)]);
    expect(powers).toBe(true);
    const { values } = spec['axis'] as { readonly values: readonly number[] };
    expect(values).toContain(0);
    expect(values).toContain(-10);
    expect([...values].sort((a, b) => a - b)).toEqual([...values]);
    expect(values.every((value) => value >= -22 && value <= 1.1e-4)).toBe(true);
    expect(values.length).toBeLessThan(9);
  });

  it('is not stretched by an effect that is only rounding', () => {
    const { values } = effectScale([around(1e-18), around(0.3), around(-0.1)]).spec['axis'] as {
      readonly values: readonly number[];
    };
    expect(Math.min(...values.filter((value) => value > 0))).toBeGreaterThan(1e-7);
  });

  it('stands for effects that are all nothing', () => {
    expect(effectScale([{ low: 0, high: 0 }]).powers).toBe(false);
  });
});

describe('a list of seeds', () => {
  it('tells neighbours by their ends', () => {
    expect(seedList([0, 1, 2, 3])).toBe('4 seeds: 0–3');
    expect(seedList([0, 2, 3, 7])).toBe('4 seeds: 0, 2–3, 7');
  });
});
