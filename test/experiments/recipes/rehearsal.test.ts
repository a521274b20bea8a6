import { describe, expect, it } from 'vitest';
import { cycle } from '../../../curriculum/schedule.js';
import { teacherTask } from '../../../envs/bandits/teacher-task.js';
import { rehearsalBuffer, slotPlaces, slots } from '../../../experiments/recipes/rehearsal.js';
import { random } from '../../../math/random.js';

describe('rehearsalBuffer', () => {
  const set = {
    ...teacherTask({ rows: 40 }),
    inputs: Float64Array.from({ length: 800 }, (_, i) => Math.floor(i / 20)),
  };

  it('keeps different rows, with their labels', () => {
    const kept = rehearsalBuffer(set, 15, random(1));
    const rows = Array.from({ length: 15 }, (_, i) => kept.inputs[i * 20]);
    expect(new Set(rows).size).toBe(15);
    expect([...kept.labels]).toEqual(rows.map((row) => set.labels[row]));
    expect(rehearsalBuffer(set, 40, random(1)).inputs).toEqual(set.inputs);
    expect(() => rehearsalBuffer(set, 41, random(1))).toThrow('rehearsalBuffer.count');
  });

  it('gives every row the same chance: 1/4 of 2000 buffers', () => {
    const counts = new Float64Array(40);
    const source = random(2);
    for (let draw = 0; draw < 2000; draw++) {
      const { inputs } = rehearsalBuffer(set, 10, source);
      for (let i = 0; i < 10; i++) counts[inputs[i * 20]]++;
    }
    // A count has mean 500 and deviation √(2000·¼·¾) = 19.4; of 40 of them none is 4 deviations off.
    expect(Math.min(...counts)).toBeGreaterThan(500 - 4 * 19.4);
    expect(Math.max(...counts)).toBeLessThan(500 + 4 * 19.4);
  });
});

describe('slots', () => {
  const falling = cycle({ wave: 'warmRestart', period: 20, min: 0, max: 1 });
  const open = (place: (typeof slotPlaces)[number], count: number, from = 0): number[] =>
    Array.from({ length: 20 }, (_, n) => n).filter((n) => slots(falling, count, place)(from + n, {}));

  it('of a falling rate: its first, middle and last updates, and evenly spread ones', () => {
    expect(open('crest', 4)).toEqual([0, 1, 2, 3]);
    expect(open('middle', 4)).toEqual([8, 9, 10, 11]);
    expect(open('trough', 4)).toEqual([16, 17, 18, 19]);
    expect(open('uniform', 4)).toEqual([2, 7, 12, 17]);
  });

  it.each(slotPlaces)('%s repeats with the period and opens as often as asked', (place) => {
    for (const count of [1, 7, 20]) {
      expect(open(place, count)).toHaveLength(count);
      expect(open(place, count, 20 * 1000)).toEqual(open(place, count));
    }
  });

  it('finds the crest of a wave that rises and falls', () => {
    const gate = slots(cycle({ wave: 'cosine', period: 40, min: 0, max: 1 }), 3, 'crest');
    expect(Array.from({ length: 40 }, (_, n) => n).filter((n) => gate(n, {}))).toEqual([19, 20, 21]);
  });

  it('refuses a schedule without an integer period, and more slots than a period has', () => {
    expect(() => slots((n) => n, 1, 'crest')).toThrow('slots.schedule: expected a schedule with an integer period');
    expect(() => slots(cycle({ wave: 'cosine', period: 2.5, min: 0, max: 1 }), 1, 'crest')).toThrow('slots.schedule');
    expect(() => slots(falling, 21, 'crest')).toThrow('slots.count');
  });
});
