import { describe, expect, it } from 'vitest';
import { framePace } from '../../../tui/dashboard/frame-pace.js';

const cheap = { milliseconds: 1, late: 0, bytes: 100, drawn: true, isFull: false, isTraining: true };

describe('the pace of frames', () => {
  it('halves when frames are dear or the terminal is slow, down to two a second, and rises after five quiet seconds', () => {
    let clock = 0;
    const pace = framePace(() => clock);
    const rate = (): number => pace.cost().rate;
    expect(rate()).toBe(10);
    expect(pace.interval()).toBe(100);
    pace.seen(cheap);
    expect(rate()).toBe(10);
    // A quarter of 1000/10 milliseconds is 25.
    pace.seen({ ...cheap, milliseconds: 26 });
    expect(rate()).toBe(5);
    pace.seen({ ...cheap, isFull: true });
    pace.seen({ ...cheap, isFull: true });
    expect(rate()).toBe(2);
    for (const expected of [2, 5, 5, 10, 10, 10]) {
      clock += 3000;
      pace.seen(cheap);
      expect(rate()).toBe(expected);
    }
  });

  it('falls to five a second where frames come late one after another, and no further', () => {
    let clock = 0;
    const pace = framePace(() => clock);
    const late = { ...cheap, late: 60 };
    for (const each of [late, { ...cheap, late: 20 }, late]) pace.seen(each);
    expect(pace.cost().rate).toBe(10);
    for (let i = 0; i < 5; i++) pace.seen(late);
    expect(pace.cost().rate).toBe(5);
    clock += 4000;
    pace.seen(late);
    pace.seen(late);
    clock += 4000;
    pace.seen(cheap);
    expect(pace.cost().rate).toBe(5);
    clock += 2000;
    pace.seen(cheap);
    expect(pace.cost().rate).toBe(10);
  });

  it('is ten a second while runs are trained and fifteen where nothing is', () => {
    const pace = framePace(() => 0);
    const rate = (): number => pace.cost().rate;
    const alone = { ...cheap, isTraining: false };
    pace.seen(alone);
    expect(rate()).toBe(15);
    pace.seen(cheap);
    expect(rate()).toBe(10);
    // A terminal that does not keep up does not do so alone either.
    pace.seen({ ...cheap, isFull: true });
    pace.seen(alone);
    expect(rate()).toBe(5);
  });
});
