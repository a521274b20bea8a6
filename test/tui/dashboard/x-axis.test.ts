import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { xAxis } from '../../../tui/dashboard/parts/x-axis.js';
import { freshPlace } from '../../../tui/dashboard/place.js';
import { initialState, reduce } from '../../../tui/state.js';
import { fakePlan } from '../fake-source.js';

describe('the axis of env steps', () => {
  it('puts every update at the place of its steps, those that are not known beside the one before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 9 }) }, fc.constant(Number.NaN)), {
          minLength: 20,
          maxLength: 200,
        }),
        fc.nat(150),
        fc.integer({ min: 4, max: 90 }),
        (steps, from, columns) => {
          const updates = steps.length;
          const { arms } = reduce(initialState, fakePlan({ seeds: 1, updates, arms: ['anti'] }));
          arms[0].runs[0].lived = updates;
          // What is known of the steps behind each update, and as it is where gaps take the one before.
          const rising: number[] = [];
          let sum = 0;
          steps.forEach((more, n) => {
            if (!Number.isNaN(more)) sum += more;
            arms[0].envSteps[n] = Number.isNaN(more) ? more : sum;
            rising.push(sum);
          });
          const place = { ...freshPlace, axis: 'step' as const, from, span: 400 };
          const axis = xAxis({ arm: arms[0], index: 0, updates, period: undefined }, place, columns);
          if (axis.kind !== 'step') {
            // One value alone has no place on an axis.
            expect(rising[axis.from] === rising[updates - 1] || sum === 0 || axis.to - axis.from < 2).toBe(true);
            return;
          }
          const low = axis.from === 0 ? 0 : rising[axis.from];
          const high = rising[axis.to - 1];
          expect(axis.edges[columns]).toBe(axis.to);
          for (let c = 0; c < columns; c++) {
            const least = low + ((high - low) * c) / columns;
            const expected = rising.findIndex((value, n) => n >= axis.from && value >= least);
            expect(axis.edges[c]).toBe(expected);
          }
        },
      ),
      { numRuns: 200, seed: 4 },
    );
  });
});
