import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../../math/statistics.js';
import { armCounts } from '../../../experiments/report/counts.js';
import { foldedRows, startOf } from '../../../experiments/report/figures/folded.js';
import { phaseCurveFigure, phaseOf, phasePoints } from '../../../experiments/report/figures/phase-curve.js';
import { ratePoints, ratesFigure } from '../../../experiments/report/figures/rates.js';
import { readingRows, readingsFigure } from '../../../experiments/report/figures/readings.js';
import { returnRows, returnsFigure } from '../../../experiments/report/figures/returns.js';
import { placedMap } from '../../../experiments/report/figures/placed-map.js';
import { lifetimeOf } from '../../../experiments/lifetime.js';
import { survivalCurves, survivalFigure } from '../../../experiments/report/figures/survival.js';
import { waveRows } from '../../../experiments/report/figures/waves.js';
import { MOST_ARMS } from '../../../experiments/report/palette.js';
import { drawnArms, drawnWords } from '../../../experiments/report/pass-data.js';
import { arm, led, pass, plan, steady, trial, verdict, wave } from './fixture.js';

const rowsAt = (rows: readonly { readonly arm: string; readonly x: number }[], name: string, x: number): unknown =>
  rows.find((row) => row.arm === name && row.x === x);

describe('returns', () => {
  it('are medians over seeds; a diverged run goes on at its lowest value', () => {
    const rows = returnRows(pass());
    expect(rowsAt(rows, 'anti', 5)).toMatchObject({ y: -0.30000000000000004 });
    // in/0 is at −6, in/1 diverged after −3.
    expect(rowsAt(rows, 'in', 7)).toMatchObject({ y: -4.5 });
    expect(rowsAt(rows, 'in', 0)).toMatchObject({ y: 0, low: 0, high: 0 });
  });

  it('say in words and in a table where they end, and how many runs diverged', () => {
    const figure = returnsFigure(pass());
    expect(figure?.alternative).toContain('anti ends at −0.30 (−0.38 to −0.22)');
    expect(figure?.caption).toContain('1 runs diverged');
    expect(figure?.numbers?.rows.find(([name]) => name === 'anti')?.at(-1)).toBe('−0.30 (−0.38 to −0.22)');
  });

  it('are no figure before anything has run', () => {
    expect(returnsFigure({ plan: plan(), trials: [] })).toBeUndefined();
  });
});

describe('waves', () => {
  it('are drawn over two periods, and a still one from end to end', () => {
    const of = pass();
    const rows = waveRows(of, of.plan.arms, 'rate');
    expect(rows.filter(({ arm: name }) => name === 'anti').map(({ y }) => y)).toEqual([3, 2, 1, 2, 3, 2, 1, 2, 3]);
    const still = plan({ arms: [{ ...arm('run'), waves: { rate: [2] } }] });
    expect(waveRows({ plan: still, trials: [] }, still.arms, 'rate').map(({ x, y }) => [x, y])).toEqual([
      [0, 2],
      [8, 2],
    ]);
  });
});

describe('readings', () => {
  const of = plan();
  const probed = (margin: number): ReturnType<typeof trial> =>
    trial(of, 'in', 0, { scores: steady(0), signals: (n) => (n % 4 === 0 ? { margin, transient: 1e40 } : {}) });

  it('are medians where they were measured, clipped to what an axis can show', () => {
    const data = { plan: of, trials: [probed(0.5), probed(-0.5), probed(-1e6)] };
    const rows = readingRows(data, 'margin');
    expect(rows.map(({ x, y, low }) => [x, y, low])).toEqual([
      [0, -0.5, -1000],
      [4, -0.5, -1000],
    ]);
    expect(readingRows(data, 'transient').map(({ y }) => y)).toEqual([1e12, 1e12]);
    expect(readingRows(data, 'growth')).toEqual([]);
    expect(readingsFigure(data)?.numbers?.columns).toEqual(['arm', 'lowest margin', 'highest transient growth']);
  });

  it('are no figure where none was measured', () => {
    expect(readingsFigure(pass())).toBeUndefined();
  });
});

describe('all cycles over the phase', () => {
  it('are laid where the difficulty stands, wherever a seed began', () => {
    const of = plan();
    // Three updates late, the knob begins at its falling half: three quarters of a turn behind its trough.
    expect(startOf(trial(of, 'in', 0, { scores: steady(0) }), 4)).toBeCloseTo(0, 12);
    expect(startOf(trial(of, 'in', 0, { scores: steady(0), start: 3 }), 4)).toBeCloseTo(0.75, 12);
    const trials = [0, 1, 2, 3].map((start) => trial(of, 'anti', start, { scores: steady(0), start }));
    const rows = foldedRows({ plan: of, trials }, 'knob');
    // Trough, rising, crest, falling, and the next trough.
    expect(rows.map(({ x, y }) => [x, y])).toEqual([
      [0, 0.5],
      [0.25, 1],
      [0.5, 1.5],
      [0.75, 1],
      [1, 0.5],
    ]);
    expect(rows.every(({ low, y, high }) => low === y && y === high)).toBe(true);
    expect(foldedRows({ plan: of, trials }, 'rate').map(({ y }) => y)).toEqual([3, 2, 1, 2, 3]);
  });

  it('leave out runs shorter than a period, and arms in which nothing oscillates', () => {
    const still = { ...arm('flat'), waves: { rate: [2, 2, 2, 2], knob: [1, 1, 1, 1] } };
    const of = plan({ arms: [arm('in', 0), still] });
    const trials = [trial(of, 'in', 0, { scores: [0, 0, 0] }), trial(of, 'flat', 0, { scores: steady(0) })];
    expect(foldedRows({ plan: of, trials }, 'score')).toEqual([]);
  });
});

describe('counts and the phase curve', () => {
  it('count collapsed runs, and give Wilson’s interval', () => {
    expect(armCounts(pass()).map(({ collapsed, runs }) => [collapsed, runs])).toEqual([
      [2, 2],
      [0, 2],
      [1, 2],
    ]);
    expect(armCounts(pass())[2].share).toEqual(wilsonInterval(1, 2));
  });

  it('has a point for each arm that leads, by phase, and is drawn from three phases on', () => {
    expect(phasePoints(pass()).map(({ phase, rate, collapse }) => [phase, rate, collapse])).toEqual([
      [0, 2, 1],
      [0.5, 2, 0],
    ]);
    expect(phaseCurveFigure(pass())).toBeUndefined();
    const three = pass({ arms: [arm('in', 0), arm('anti', 0.5), arm('const'), arm('quad', 0.25)] });
    const trials = [...three.trials, trial(three.plan, 'quad', 0, { scores: steady(0) })];
    expect(phaseCurveFigure({ ...three, trials })?.alternative).toBe(
      '0.00 turns: 100\u00a0%; 0.25 turns: 0\u00a0%; 0.50 turns: 0\u00a0%; constant rate: 50\u00a0%.',
    );
  });

  it('reads the phase of a point of a sweep off its waves', () => {
    const point = { ...arm('phase=0.25'), waves: arm('in', 0.25).waves };
    expect(phaseOf(pass(), point)).toBeCloseTo(0.25, 12);
    expect(phaseOf(pass(), arm('const'))).toBeUndefined();
  });
});

describe('survival', () => {
  const of = plan();

  it('ends where the mean of the last four updates falls below the rule, or where the run diverged', () => {
    const life = (scores: readonly number[], reason?: 'diverged'): ReturnType<typeof lifetimeOf> =>
      lifetimeOf(trial(of, 'in', 0, { scores, ...(reason === undefined ? {} : { reason }) }), of, 4);
    // After three updates at 0, one at −6 makes a mean of −1.5.
    expect(life([0, 0, 0, -6, -6, -6, -6, -6])).toEqual({ time: 4, ended: true });
    expect(life([0, 0, 0, 0, -3, -3, -3, -3])).toEqual({ time: 6, ended: true });
    expect(life([0, -3], 'diverged')).toEqual({ time: 2, ended: true });
    expect(life(steady(-0.5))).toEqual({ time: 8, ended: false });
  });

  it('does not count a run that fell and came back: the rule looks at its last half', () => {
    expect(lifetimeOf(trial(of, 'in', 0, { scores: [-6, -6, -6, -6, 0, 0, 0, 0] }), of, 4).ended).toBe(false);
  });

  it('is the product of what is left, arm by arm', () => {
    const curves = survivalCurves(pass());
    expect(curves.map(({ arm: name, steps }) => [name, steps.map(({ time, value }) => [time, value])])).toEqual([
      [
        'in',
        [
          [0, 1],
          [2, 0.5],
          [4, 0],
        ],
      ],
      ['anti', [[0, 1]]],
      [
        'const',
        [
          [0, 1],
          [4, 0.5],
        ],
      ],
    ]);
    expect(survivalFigure(pass())?.numbers?.rows.map(([name, , fell]) => [name, fell])).toEqual([
      ['in', '2'],
      ['anti', '0'],
      ['const', '1'],
    ]);
  });

  it('draws those that fell where none of the best did', () => {
    const names = Array.from({ length: 9 }, (_, i) => `p=${i}`);
    const of = plan({ arms: names.map((name, i) => arm(name, i / 9)) });
    const fallen = [0, 0, 0, ...Array.from({ length: 5 }, () => -6)];
    const trials = names.map((name, i) => trial(of, name, 0, { scores: i === 8 ? fallen : steady(0) }));
    const figure = survivalFigure({ plan: of, trials, verdict: verdict(of, []) });
    expect(figure?.numbers?.rows.map(([name, , fell]) => [name, fell])).toEqual([['p=8', '1']]);
    expect(figure?.caption).toContain('Of 9 arms 1 that fell');
  });

  it('is no figure where nothing fell', () => {
    const calm = pass();
    const trials = calm.trials.filter((run) => run.arm === 'anti');
    expect(survivalFigure({ ...calm, trials })).toBeUndefined();
  });
});

describe('rates that arms survive', () => {
  const at = (mean: number): ReturnType<typeof pass> =>
    pass({ arms: [arm('in', 0, mean), arm('anti', 0.5, mean), arm('const', undefined, mean)] });

  it('are the shares of each pass of equal mean rate, by rate', () => {
    const uneven = pass({ arms: [arm('in', 0, 1), arm('anti', 0.5, 3), arm('const')] });
    const points = ratePoints([at(8), uneven, at(2)]);
    expect(points.map(({ arm: name, rate, collapse }) => [name, rate, collapse])).toEqual([
      ['in', 2, 1],
      ['anti', 2, 0],
      ['const', 2, 0.5],
      ['in', 8, 1],
      ['anti', 8, 0],
      ['const', 8, 0.5],
    ]);
  });

  it('need two rates', () => {
    expect(ratesFigure([at(2)])).toBeUndefined();
    expect(ratesFigure([at(2), at(8)])?.alternative).toContain('anti: 0\u00a0% at 2.00, 0\u00a0% at 8.00');
  });
});

describe('the stability map', () => {
  // κ = 0.2: margins are 1 − 0.2·max(rate·knob).
  const predicted = (phase: number, mean: number): ReturnType<typeof arm> => {
    const rate = led(phase, mean);
    const peak = Math.max(...rate.map((value, n) => value * wave[n]));
    return { ...arm(`at ${phase}`, phase, mean), predicted: { margin: 1 - 0.2 * peak } };
  };
  const of = pass({ arms: [predicted(0, 2), predicted(0.5, 2), arm('const')] });

  it('has the margin 1 − κ·max(rate·knob) in every cell, by hand', () => {
    const map = placedMap([of]);
    const { phases, rates, margins } = map!;
    const interpolated = (at: number): number => {
      const place = 4 * (at - Math.floor(at));
      const from = Math.floor(place + 1e-9);
      return wave[from % 4] + (wave[(from + 1) % 4] - wave[from % 4]) * Math.max(0, place - from);
    };
    for (const [row, rate] of rates.entries()) {
      for (const [column, phase] of phases.entries()) {
        const peak = Math.max(...wave.map((knob, n) => rate * interpolated(n / 4 + phase) * knob));
        expect(margins[row * phases.length + column]).toBeCloseTo(1 - 0.2 * peak, 9);
      }
    }
  });

  it('has its edge where the margin is 0', () => {
    const map = placedMap([of]);
    const inPhase = map!.edge.reduce((best, one) => (Math.abs(one.phase) < Math.abs(best.phase) ? one : best));
    // In phase the peak is 1.5·1.5 = 2.25 times the mean rate.
    expect(inPhase.phase).toBeCloseTo(0, 12);
    expect(inPhase.rate).toBeCloseTo(1 / (0.2 * 2.25), 9);
  });

  it('places arms that lead, where they ran, with the share that collapsed', () => {
    const runs = [
      trial(of.plan, 'at 0', 0, { scores: steady(-6) }),
      trial(of.plan, 'at 0.5', 0, { scores: steady(0) }),
    ];
    expect(placedMap([{ ...of, trials: runs }])?.arms).toEqual([
      { label: 'at 0', phase: 0, rate: 2, collapse: 1, runs: 1 },
      { label: 'at 0.5', phase: 0.5, rate: 2, collapse: 0, runs: 1 },
    ]);
  });

  it('is none where margins were not predicted, or nothing leads', () => {
    expect(placedMap([pass()])).toBeUndefined();
    expect(placedMap([pass({ arms: [arm('const')] })])).toBeUndefined();
  });
});

describe('a sweep with more arms than can be told apart', () => {
  it('draws the best of its verdict, and says so', () => {
    const arms = Array.from({ length: MOST_ARMS + 3 }, (_, i) => arm(`point ${i}`));
    const of = plan({ arms });
    const ranked = verdict(of, []);
    const data = { plan: of, trials: [], verdict: { ...ranked, arms: [...ranked.arms].reverse() } };
    expect(drawnArms(data).map(({ name }) => name)[0]).toBe(`point ${MOST_ARMS + 2}`);
    expect(drawnArms(data)).toHaveLength(MOST_ARMS);
    expect(drawnWords(data)).toContain(`Of ${MOST_ARMS + 3} arms the ${MOST_ARMS} best are drawn`);
    expect(drawnWords(pass())).toBe('');
  });
});
