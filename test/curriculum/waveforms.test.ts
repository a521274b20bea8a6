import { describe, expect, it } from 'vitest';
import {
  charge,
  cosine,
  halfSine,
  sine,
  smoothstep,
  trapezoid,
  waveformFacts,
  waveforms,
} from '../../curriculum/waveforms.js';

describe('waveforms', () => {
  it('state facts for every listed name and for no other', () => {
    expect(Object.keys(waveformFacts).sort()).toEqual(Object.keys(waveforms).sort());
  });

  it('meet their closed forms at an eighth of a turn', () => {
    expect(cosine(1 / 8)).toBeCloseTo((2 - Math.SQRT2) / 4, 15);
    expect(sine(1 / 8)).toBeCloseTo((2 + Math.SQRT2) / 4, 15);
    expect(halfSine(1 / 8)).toBeCloseTo(Math.sqrt(2 - Math.SQRT2) / 2, 15);
    expect(trapezoid(1 / 8)).toBe(0);
    expect(smoothstep(1 / 8)).toBe(5 / 32);
  });

  it('charge by the same share of what is left in every equal time', () => {
    const left = (phase: number): number => 1 / (1 - Math.exp(-5)) - charge(phase);
    expect(left(0.3) / left(0.1)).toBeCloseTo(left(0.9) / left(0.7), 12);
  });
});
