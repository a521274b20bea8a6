import { afterEach, describe, expect, it } from 'vitest';
import { formula } from '../../curriculum/formula.js';
import { nameWaves, ownWaveNames, waveformNamed, waveNames } from '../../curriculum/own-waves.js';
import { restarts } from '../../curriculum/restarts.js';
import { cycle } from '../../curriculum/schedule.js';
import { sampleModulation } from '../../curriculum/stability/modulation.js';
import { waveforms, type Waveform } from '../../curriculum/waveforms.js';

const parabola: Waveform = (phase) => phase * phase;

afterEach(() => nameWaves(new Map()));

describe('names of one’s own for waveforms', () => {
  it('are taken by a cycle, by restarts, by a modulation and inside a formula', () => {
    nameWaves(new Map([['parabola', () => parabola]]));
    expect(cycle({ wave: 'parabola', period: 4, min: 0, max: 16 })(2, {})).toBe(4);
    expect(restarts({ wave: 'parabola', period: 4, min: 0, max: 16 })(3, {})).toBe(9);
    expect(
      Array.from(
        sampleModulation({
          meanRate: 1,
          rateAmplitude: 1,
          curvatureAmplitude: 0,
          phase: 0,
          period: 4,
          rateWave: 'parabola',
        }).rates,
      ),
    ).toEqual([0, 2 / 16, 8 / 16, 18 / 16]);
    expect(formula('1 - parabola(p)')(0.5)).toBe(0.75);
    // By central differences: d(p²)/dp = 2p.
    expect(formula('parabola(p)').derivative(0.25)).toBeCloseTo(0.5, 6);
  });

  it('are offered when a name is misspelt, and forgotten when other names are given', () => {
    nameWaves(new Map([['parabola', () => parabola]]));
    const misspelt = (): unknown => cycle({ wave: 'parabla', period: 4, min: 0, max: 1 });
    expect(misspelt).toThrow("got 'parabla'. Did you mean 'parabola'?");
    expect(() => formula('parabla(p)')).toThrow("Did you mean 'parabola'?");
    nameWaves(new Map());
    expect(misspelt).not.toThrow("Did you mean 'parabola'?");
    expect(() => formula('parabola(p)')).toThrow('a known name at column 1');
  });

  it('never take a bundled name, nor a function or a parameter of a formula', () => {
    nameWaves(new Map(['cosine', 'sin', 'min', 'depth', 'heart-beat'].map((name) => [name, () => parabola])));
    expect(waveformNamed('wave', 'cosine')).toBe(waveforms.cosine);
    expect(waveNames().filter((name) => name === 'cosine')).toEqual(['cosine']);
    expect(ownWaveNames()).toEqual(['sin', 'min', 'depth', 'heart-beat']);
    expect(formula('sin(p)')(0.5)).toBe(Math.sin(0.5));
    expect(formula('min(p, 0.25)')(0.5)).toBe(0.25);
    expect(formula('depth*p', { depth: 3 })(0.5)).toBe(1.5);
    expect(waveformNamed('wave', 'heart-beat')(0.5)).toBe(0.25);
  });

  it('are made once, at their first use, and may need each other but not themselves', () => {
    let made = 0;
    nameWaves(
      new Map([
        ['low', () => (made++, formula('0.5*high(p)', { as: 'waveform' }))],
        ['high', () => formula('p^2', { as: 'waveform' })],
        ['snake', () => formula('tail(p)', { as: 'waveform' })],
        ['tail', () => formula('snake(p)', { as: 'waveform' })],
      ]),
    );
    expect(made).toBe(0);
    expect([waveformNamed('wave', 'low')(0.5), waveformNamed('wave', 'low')(0.25)]).toEqual([0.125, 0.03125]);
    expect(made).toBe(1);
    expect(() => waveformNamed('wave', 'snake')).toThrow('waves.snake: expected a waveform that does not need itself');
  });
});
