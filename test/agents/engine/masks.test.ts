import { describe, expect, it } from 'vitest';
import { drawMasks } from '../../../agents/engine/masks.js';
import { OptionError } from '../../../math/check.js';
import { random } from '../../../math/random.js';

describe('drawMasks', () => {
  it.each([0.1, 0.5, 0.8])('drops a share of %d and keeps the mean at 1', (rate) => {
    const masks = new Float64Array(40_000);
    drawMasks(masks, rate, random(1));
    expect(new Set(masks)).toEqual(new Set([0, 1 / (1 - rate)]));
    const dropped = masks.filter((value) => value === 0).length / masks.length;
    // Four standard deviations of a share.
    expect(Math.abs(dropped - rate)).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / masks.length));
  });

  it('drops nothing at rate 0 and draws the same masks from the same stream', () => {
    const [a, b] = [new Float32Array(50), new Float32Array(50)];
    drawMasks(a, 0, random(1));
    expect(a.every((value) => value === 1)).toBe(true);
    drawMasks(a, 0.5, random(2));
    drawMasks(b, 0.5, random(2));
    expect(b).toEqual(a);
  });

  it('refuses a rate that keeps nothing', () => {
    for (const rate of [1, -0.1, NaN])
      expect(() => drawMasks(new Float32Array(1), rate, random(1))).toThrow(OptionError);
  });
});
