import { describe, expect, it } from 'vitest';
import { rowText } from '../../../tui/charts/cells.js';
import { armAxis } from '../../../tui/dashboard/parts/arm-axis.js';
import { freshPlace, type Place } from '../../../tui/dashboard/place.js';
import { drawScreen } from '../../../tui/dashboard/screen.js';
import { freshView, type View } from '../../../tui/dashboard/view.js';
import { seedColumns } from '../../../tui/seed-columns.js';
import { initialState, reduce, type State } from '../../../tui/state.js';
import { summarize } from '../../../tui/summary.js';
import { themesOf } from '../../../tui/theme.js';
import { fakePlan, fakeRun } from '../fake-source.js';

const plan = fakePlan({ seeds: 6, updates: 120, arms: ['anti', 'constant'] });
const state: State = plan.arms
  .flatMap(({ name }) => plan.seeds.kept.flatMap((seed) => fakeRun(plan, name, seed)))
  .reduce((before, event) => reduce(before, event), reduce(initialState, plan));
const [arm] = state.arms;
const at = (change: Partial<Place>): Place => ({ ...freshPlace, ...change });

function viewOf(place: Place, band: View['band'] = 'mean'): View {
  return {
    ...freshView,
    state,
    summaries: state.arms.map((each) => summarize(state, each)),
    theme: themesOf('none', 'braille', 'dark')[0],
    place,
    band,
    elapsed: 1,
    left: 1,
    speed: 1,
  };
}

function text(place: Place, band: View['band'] = 'mean'): string {
  const grid = drawScreen(viewOf(place, band), 140, 45);
  return Array.from({ length: 45 }, (_, y) => rowText(grid, y)).join('\n');
}

describe('the axis of a comparison', () => {
  it('turns seeds that begin anywhere to the wave of the plan, and folds all cycles over it', () => {
    const wave = plan.arms[0].waves['rewardScale'];
    const { kind, forms, columns } = armAxis(state, at({ axis: 'phase' }));
    expect([kind, forms[0]]).toEqual(['phase', 'phase 0° – 360° of 40 updates']);
    const { mean } = columns(arm, arm.knob, 40, {});
    // Seeds begin between two updates: half of one is 0.8 · 2π/40 · ½ at the steepest place.
    wave.forEach((value, phase) =>
      expect(Math.abs(mean[phase] - value)).toBeLessThan(0.8 * ((2 * Math.PI) / 40) * 0.5),
    );
  });

  it('spreads updates by the env steps behind them', () => {
    const steps = arm.envSteps.map((_, i) => {
      const update = i % 120;
      return update < 60 ? update + 1 : 60 + 3 * (update - 59);
    });
    const stepped: State = { ...state, arms: [{ ...arm, envSteps: steps }] };
    const { kind, forms, columns } = armAxis(stepped, at({ axis: 'step' }));
    expect([kind, forms[0]]).toEqual(['step', 'env steps 0 – 240']);
    // 60 updates of one step, then 60 of three: a quarter of the axis holds the first half.
    const counted = Float64Array.from(arm.score, (_, i) => i % 120);
    const { mean } = columns({ ...arm, envSteps: steps }, counted, 4, {});
    expect(mean[0]).toBe(29.5);
    expect(Array.from(mean.slice(1))).toEqual([69.5, 89.5, 109.5]);
  });

  it('has words for charts of every width that is drawn: fourteen columns leave eight', () => {
    for (const place of [at({ axis: 'phase' }), at({ axis: 'update', from: 20, span: 60 })]) {
      const { forms } = armAxis(state, place);
      expect(Array.from(forms.at(-1) ?? '').length).toBeLessThanOrEqual(8);
      expect(forms.every((words) => words !== '')).toBe(true);
    }
    // Eight arms side by side at 112 columns: fourteen each.
    const wide = fakePlan({ seeds: 1, updates: 80, arms: Array.from({ length: 8 }, (_, i) => `arm ${i}`) });
    const planned = reduce(initialState, wide);
    const summaries = planned.arms.map((each) => summarize(planned, each));
    const view: View = { ...viewOf(at({ axis: 'phase' })), state: planned, summaries };
    const grid = drawScreen(view, 112, 30);
    const rows = Array.from({ length: 30 }, (_, y) => rowText(grid, y));
    expect(rows.some((row) => row.includes(' 0° 360° '))).toBe(true);
    const scaled = drawScreen({ ...view, place: at({ axis: 'phase', scale: 'symlog' }) }, 112, 30);
    const foot = Array.from({ length: 30 }, (_, y) => rowText(scaled, y)).find((row) => row.includes(' 0° 360° '));
    expect(foot).toContain(' symlog ');
  });

  it('is that of updates where what was asked for is not known', () => {
    expect(armAxis({ ...state, arms: [] }, at({ axis: 'step' })).kind).toBe('update');
    expect(armAxis(state, at({ axis: 'time' })).kind).toBe('update');
  });
});

describe('curves over seeds', () => {
  it('are smoothed seed by seed before they are thinned', () => {
    // Debiased: m₁ = x₁, m₂ = (β·x₁ + x₂)/(1 + β).
    const two = reduce(initialState, fakePlan({ seeds: 2, updates: 2, arms: ['anti'] })).arms[0];
    two.score.set([1, 4, 3, 0]);
    for (const run of two.runs) run.lived = 2;
    const { mean, low } = seedColumns(two, two.score, 2, 2, { smooth: 0.5 });
    expect(mean[0]).toBe(2);
    expect(mean[1]).toBeCloseTo(((0.5 * 1 + 4) / 1.5 + (0.5 * 3 + 0) / 1.5) / 2, 12);
    // Bands show what was logged.
    expect(low[1]).toBeCloseTo(0.4, 12);
  });

  it('change with the axis, the scale and the smoothing, and say so', () => {
    const usual = text(at({ smooth: 0 }));
    const [smooth, symlog, phase] = [
      text(at({})),
      text(at({ smooth: 0, scale: 'symlog' })),
      text(at({ axis: 'phase' })),
    ];
    expect(smooth).toContain('smooth .9');
    expect(symlog).toContain('symlog');
    expect(phase).toContain('phase 0° – 360°');
    expect(new Set([usual, smooth, symlog, phase]).size).toBe(4);
    const curves = (screen: string): string => screen.split('\n').slice(2, 10).join('\n');
    expect(new Set([usual, smooth, symlog, phase].map(curves)).size).toBe(4);
  });
});
