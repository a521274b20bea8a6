import fc from 'fast-check';
import { expect, it } from 'vitest';
import { median } from '../../../tui/seed-columns.js';
import { periodMedian } from '../../../tui/store/period-median.js';

it('the median over periods is that of the sorted readings, and follows a list that grows', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.double({ min: -1e6, max: 1e6 }), { nil: undefined }), { maxLength: 60 }),
      (values) => {
        const periods = values.map((growth, cycle) => ({
          type: 'cycle' as const,
          run: 'in/300',
          update: cycle,
          cycle,
          ...(growth === undefined ? {} : { growth }),
        }));
        const grown = periods.slice(0, 3);
        expect(periodMedian(grown, 'growth')).toBe(median(values.slice(0, 3)));
        grown.push(...periods.slice(3));
        expect(periodMedian(grown, 'growth')).toBe(median(values));
      },
    ),
  );
});
