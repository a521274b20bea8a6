import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  freshPlace,
  moved,
  panned,
  reset,
  windowOf,
  zoomed,
  type Place,
  type Stretch,
} from '../../../tui/dashboard/place.js';

describe('a place in the charts of a run', () => {
  it('follows the newest end by jumps of half a window', () => {
    const froms = [10, 400, 401, 500, 600, 601].map((lived) => windowOf(freshPlace, { lived, updates: 6400 }).from);
    expect(froms).toEqual([0, 0, 200, 200, 200, 400]);
  });

  it('stays inside the run whatever keys are pressed, and shows what is under the cursor', () => {
    const keys: readonly ((place: Place, stretch: Stretch) => Place)[] = [
      (place, stretch) => zoomed(place, 0.5, stretch),
      (place, stretch) => zoomed(place, 2, stretch),
      (place, stretch) => panned(place, -0.25, stretch),
      (place, stretch) => panned(place, 1, stretch),
      (place, stretch) => moved(place, 7, stretch),
      (place, stretch) => moved(place, -stretch.updates, stretch),
      (place) => reset(place),
    ];
    fc.assert(
      fc.property(
        fc.array(fc.nat(keys.length - 1), { maxLength: 30 }),
        fc.integer({ min: 1, max: 3000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (pressed, updates, share) => {
          const lived = Math.floor(share * updates);
          let place = freshPlace;
          for (const key of pressed) {
            place = keys[key](place, { lived, updates });
            const { from, to } = windowOf(place, { lived, updates });
            expect(from).toBeGreaterThanOrEqual(0);
            expect(to).toBeLessThanOrEqual(updates);
            expect(to).toBeGreaterThan(from);
            if (key >= 4 && place.cursor !== undefined) {
              expect(place.cursor).toBeGreaterThanOrEqual(from);
              expect(place.cursor).toBeLessThan(to);
            }
          }
        },
      ),
    );
  });

  it('has no cursor before anything was lived', () => {
    expect(moved(freshPlace, 1, { lived: 0, updates: 100 })).toBe(freshPlace);
  });
});
