import { describe, expect, it } from 'vitest';
import { bandOpacity, pickedOpacity } from '../../../experiments/report/arm-lines.js';

describe('bands of arms', () => {
  it('become fainter with more arms, never stronger', () => {
    expect(bandOpacity(8)).toBeLessThan(bandOpacity(4));
    expect(bandOpacity(2)).toBe(bandOpacity(4));
  });

  it('stay as they are while their arm is picked, and nearly go while another one is', () => {
    expect(pickedOpacity(1)).toEqual({ condition: { param: 'picked', value: 1 }, value: 0.1 });
  });
});
