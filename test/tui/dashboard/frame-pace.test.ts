import { describe, expect, it } from 'vitest';
import { framePace } from '../../../tui/dashboard/frame-pace.js';

describe('the pace of frames', () => {
  it('halves when frames are dear or the terminal is slow, down to two a second, and rises after five quiet seconds', () => {
    let clock = 0;
    const pace = framePace(() => clock);
    const rate = (): number => Math.round(1000 / pace.interval());
    const cheap = { milliseconds: 1, bytes: 100, drawn: true, isFull: false };
    expect(rate()).toBe(15);
    pace.seen(cheap);
    expect(rate()).toBe(15);
    // A quarter of 1000/15 milliseconds is 16.7.
    pace.seen({ ...cheap, milliseconds: 17 });
    expect(rate()).toBe(8);
    pace.seen({ ...cheap, isFull: true });
    pace.seen({ ...cheap, isFull: true });
    pace.seen({ ...cheap, isFull: true });
    expect(rate()).toBe(2);
    for (const expected of [2, 4, 4, 8, 8, 15, 15]) {
      clock += 3000;
      pace.seen(cheap);
      expect(rate()).toBe(expected);
    }
  });
});
