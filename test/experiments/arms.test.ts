import { describe, expect, it } from 'vitest';
import { antiPhase, phaseBetween } from '../../curriculum/phase.js';
import { cycle, isCycle, valueAt, type Schedule, type Tunable } from '../../curriculum/schedule.js';
import { balance } from '../../envs/control/balance.js';
import { fiveArms, inArm, oscillatingKnob, phaseCurve, type Arm } from '../../experiments/arms.js';
import type { Experiment } from '../../experiments/experiment.js';
import { tiny, tinyAgent, wave } from './tiny.js';

const [inPhase, quad, anti, constant, flat] = fiveArms;

function armOf(arm: Arm, rate: Tunable, knob: Tunable = wave(0.2, 1.8), start = 0): Experiment {
  return inArm(
    tiny({ env: balance({ rewardScale: knob }), agent: tinyAgent({ learningRate: rate }) }),
    arm,
    'learningRate',
    start,
  );
}

const rateOf = (of: Experiment): Tunable => of.tunables['learningRate'];
const knobOf = (of: Experiment): Tunable => of.tunables['rewardScale'];
const sampled = (tunable: Tunable): number[] => [0, 1, 2, 3].map((n) => valueAt(tunable, n));

describe('the five arms', () => {
  it.each([0, 0.5, 0.25, 0.9])('set the phase of a rate that was written at phase %d', (phase) => {
    const rate = wave(0.2, 1.8, { phase });
    // Knob and rate have the same bounds here, so that in phase means equal, to the last bit.
    expect(sampled(rateOf(armOf(inPhase, rate)))).toEqual(sampled(knobOf(armOf(inPhase, rate))));
    expect(sampled(rateOf(armOf(anti, rate)))[0]).toBeCloseTo(1.8, 12);
    expect(sampled(rateOf(armOf(anti, rate)))[2]).toBeCloseTo(0.2, 12);
    // A quarter of a period ahead: at its mean, rising, where the knob is at its trough.
    expect(sampled(rateOf(armOf(quad, rate)))[0]).toBeCloseTo(1, 12);
    expect(sampled(rateOf(armOf(quad, rate)))[1]).toBeCloseTo(1.8, 12);
  });

  it('hold the rate at its mean, and in the flat one the world as well', () => {
    expect(rateOf(armOf(constant, wave(0.1, 0.9)))).toBeCloseTo(0.5, 12);
    expect(typeof knobOf(armOf(constant, wave(0.1, 0.9)))).toBe('function');
    expect(rateOf(armOf(flat, wave(0.1, 0.9)))).toBeCloseTo(0.5, 12);
    expect(knobOf(armOf(flat, wave(0.1, 0.9)))).toBeCloseTo(1, 12);
  });

  it.each([0.125, 0.618])('start together at %d turns, in every arm', (start) => {
    for (const arm of [inPhase, quad, anti, constant]) {
      const made = armOf(arm, wave(0.1, 0.9, { phase: antiPhase }), wave(0.2, 1.8), start);
      const expected = [0, 1, 2, 3].map((n) => 1 - 0.8 * Math.cos(2 * Math.PI * (n / 4 + start)));
      sampled(knobOf(made)).forEach((value, n) => expect(value).toBeCloseTo(expected[n], 12));
      if (arm.phase === undefined) continue;
      const lead = arm.phase;
      const rates = [0, 1, 2, 3].map((n) => 0.5 - 0.4 * Math.cos(2 * Math.PI * (n / 4 + start + lead)));
      sampled(rateOf(made)).forEach((value, n) => expect(value).toBeCloseTo(rates[n], 12));
    }
  });

  it('leave what does not oscillate as it is written', () => {
    const made = armOf(anti, wave(0.1, 0.9));
    expect(made.tunables).toMatchObject({ discount: 0.95, momentum: 0 });
  });
});

describe('alignment of the rate with the knob', () => {
  it('keeps cycles of one shape exact: the phase is the knob’s own', () => {
    const made = rateOf(armOf(inPhase, wave(0.1, 0.9, { phase: 0.3 }), wave(0.2, 1.8, { phase: 0.7 }), 0.1));
    expect(isCycle(made) && made.options.phase).toBe(0.7 + 0.1);
  });

  it.each([
    ['another shape', cycle({ wave: 'triangle', period: 40, min: 1, max: 2, phase: 0.37 })],
    ['the same shape upside down', cycle({ wave: 'cosine', period: 40, min: 2, max: 1, phase: 0.37 })],
    [
      'a plain function with a period',
      Object.assign((n: number) => 2 + Math.sin((2 * Math.PI * n) / 40), { period: 40 }),
    ],
  ])('goes by the first harmonic for %s', (_, rate) => {
    const knob = cycle({ wave: 'cosine', period: 40, min: 0.2, max: 1.8, phase: 0.1 });
    for (const arm of [inPhase, quad, anti]) {
      const made = armOf(arm, rate, knob, 0.2);
      // A triangle's overtones fold into the first harmonic of 40 samples: 3·10⁻⁵.
      const found = phaseBetween(rateOf(made) as Schedule, knobOf(made) as Schedule) ?? NaN;
      expect(Math.abs(Math.sin(Math.PI * (found - (arm.phase ?? NaN))))).toBeLessThan(1e-4);
    }
  });

  it('shifts from where the rate was written when the periods differ', () => {
    const rate = cycle({ wave: 'cosine', period: 8, min: 0.1, max: 0.9, phase: 0.25 });
    const made = rateOf(armOf(anti, rate));
    expect(isCycle(made) && made.options.phase).toBe(0.75);
  });
});

describe('arms that cannot be derived', () => {
  it('name the rate and what to do', () => {
    expect(() => armOf(anti, 0.5)).toThrow(
      "tiny.learningRate: expected a periodic schedule for the arm 'anti', got 0.5. Build it with cycle({ … }).",
    );
  });

  it('name the nearest tunable for a misspelt rate', () => {
    expect(() => inArm(tiny(), anti, 'learningrate', 0)).toThrow("Did you mean 'learningRate'?");
  });
});

describe('the oscillating knob', () => {
  it('is what oscillates beside the rate', () => {
    expect(oscillatingKnob(tiny().tunables, 'learningRate')).toBe('rewardScale');
    expect(oscillatingKnob({ a: 1, b: (n: number) => n, learningRate: wave(0, 1) }, 'learningRate')).toBeUndefined();
  });
});

describe('a phase curve', () => {
  it('has the named arms where they lie on it, the others by degrees, and both constant ones', () => {
    expect(phaseCurve(8).map(({ name }) => name)).toEqual(
      ['in', '45deg', 'quad', '135deg', 'anti', '225deg', '270deg', '315deg', 'const', 'flat'],
    ); // prettier-ignore
    expect(phaseCurve(7).map(({ name }) => name)[1]).toBe('51.4deg');
    expect(new Set(phaseCurve(360).map(({ name }) => name)).size).toBe(362);
  });

  it('runs the rate ahead by the phase of each arm', () => {
    for (const [i, arm] of phaseCurve(8).slice(0, 8).entries()) {
      const made = armOf(arm, wave(0.1, 0.9));
      const expected = [0, 1, 2, 3].map((n) => 0.5 - 0.4 * Math.cos(2 * Math.PI * (n / 4 + i / 8)));
      sampled(rateOf(made)).forEach((value, n) => expect(value).toBeCloseTo(expected[n], 12));
    }
  });

  it.each([2, 361, 3.5])('is refused with %d phases', (count) => {
    expect(() => phaseCurve(count)).toThrow(/^phaseCurve: expected an integer/);
  });
});
