import { describe, expect, it } from 'vitest';
import { gradientDescent } from '../../curriculum/stability/optimizers.js';
import { balance } from '../../envs/control/balance.js';
import { fiveArms, inArm } from '../../experiments/arms.js';
import type { Experiment } from '../../experiments/experiment.js';
import { medianReadings, predict } from '../../experiments/predict.js';
import { tiny, tinyAgent, wave } from './tiny.js';

/** Rate η(1 + .8 cos), knob 1 + .8 cos, in an arm. */
function armOf(at: number, rate = 1, start = 0): Experiment {
  const env = balance({ rewardScale: wave(0.2, 1.8) });
  return inArm(
    tiny({ env, agent: tinyAgent({ learningRate: wave(0.2 * rate, 1.8 * rate) }) }),
    fiveArms[at],
    'learningRate',
    start,
  );
}

const predicted = (of: Experiment, sharpness: number) => predict(of, 'learningRate', sharpness, gradientDescent());

describe('predicted readings', () => {
  it('have the lowest margins of the arms for a known curvature: 1 − max ηd·λ̂/2', () => {
    const sharpness = 0.25;
    // Products over a period of four: in (.2², 1, 1.8², 1), quadrature (.2, 1.8, 1.8, .2), anti (.36, 1, .36, 1), constant (.2, 1, 1.8, 1), flat 1.
    const crests = [3.24, 1.8, 1, 1.8, 1];
    crests.forEach((crest, arm) =>
      expect(predicted(armOf(arm), sharpness)?.margin).toBeCloseTo(1 - (crest * sharpness) / 2, 12),
    );
  });

  it('have the mean products of theory times λ̂', () => {
    [1.32, 1, 0.68, 1, 1].forEach((factor, arm) =>
      expect(predicted(armOf(arm), 0.5)?.meanProduct).toBeCloseTo(0.5 * factor, 12),
    );
  });

  it('have the growth of the product of four factors', () => {
    const sharpness = 0.8;
    const factors = [0.36, 1, 0.36, 1].map((product) => Math.abs(1 - sharpness * product));
    const product = factors.reduce((all, factor) => all * factor, 1);
    expect(predicted(armOf(2), sharpness)?.growth).toBeCloseTo(Math.sqrt(Math.sqrt(product)), 12);
  });

  it('move with the start only through the samples: arms keep their order', () => {
    const margins = [0, 2, 3].map((arm) => predicted(armOf(arm, 1, 0.25), 0.25)?.margin ?? NaN);
    expect(margins[0]).toBeLessThan(margins[2]);
    expect(margins[2]).toBeLessThan(margins[1]);
  });

  it('count a knob that stands elsewhere than its default', () => {
    const still = tiny({ env: balance({ rewardScale: 2 }), agent: tinyAgent({ learningRate: 0.5 }) });
    expect(predicted(still, 0.4)?.margin).toBeCloseTo(1 - (0.5 * 0.4 * 2) / 2, 12);
  });

  it('are unknown where something oscillates whose effect on curvature was not measured', () => {
    expect(predicted(tiny({ env: balance({ gravity: wave(3, 7) }) }), 0.25)).toBeUndefined();
    expect(predicted(tiny({ env: balance({ difficulty: wave(0, 1) }) }), 0.25)).toBeUndefined();
  });
});

describe('medians of readings', () => {
  it('are taken over those seeds that have one, when at least half of them do', () => {
    const all = [{ margin: 1, growth: 2 }, { margin: 5 }, { margin: 2 }, undefined];
    expect(medianReadings(all)).toEqual({ margin: 2 });
    expect(medianReadings([])).toEqual({});
  });
});
