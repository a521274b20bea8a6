import { describe, expect, it } from 'vitest';
import { claims } from '../../../experiments/claims/all.js';
import { ledger } from '../../../experiments/claims/ledger.js';

describe('the quick ledger', () => {
  it('runs every claim to numbers, each effect inside its interval', async () => {
    const names: string[] = [];
    for await (const event of ledger({ quick: true })) {
      if (event.type === 'failed') throw new Error(`${event.name}: ${event.message}`);
      if (event.type !== 'claim') continue;
      names.push(event.claim.name);
      for (const { value, low, high } of event.result.effects) {
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
      }
      for (const { rows } of event.claim.tables)
        for (const { cells } of rows)
          for (const cell of cells) if (cell !== '') expect(event.result.means).toHaveProperty([cell]);
      for (const { lines, at } of event.claim.curves)
        for (const { points } of lines) {
          expect(points).toHaveLength(at.length);
          for (const point of points) expect(event.result.means).toHaveProperty([point]);
        }
    }
    expect(names).toEqual(claims.map(({ name }) => name));
  });
});
