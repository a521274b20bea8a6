import { describe, expect, it } from 'vitest';
import type { PlanEvent, RunEvent } from '../../../experiments/event.js';
import { comparedAt, comparedWords } from '../../../tui/basis.js';
import { rowText } from '../../../tui/charts/cells.js';
import { compareDesk } from '../../../tui/dashboard/compare-desk.js';
import type { DeskContext } from '../../../tui/dashboard/desk.js';
import { drawScreen } from '../../../tui/dashboard/screen.js';
import { freshStand } from '../../../tui/dashboard/stand.js';
import type { View } from '../../../tui/dashboard/view.js';
import { estimatesOf, survivalOf } from '../../../tui/estimates.js';
import { studentWidth } from '../../../tui/seed-columns.js';
import { initialState, reduce, type State } from '../../../tui/state.js';
import { fakePlan, fakeVerdict } from '../fake-source.js';
import { shownView } from './shown.js';

/** Mean scores of four paired seeds; the rule has −0.5: three of `in` collapse. */
const scores: Readonly<Record<string, readonly number[]>> = {
  in: [-4, -2, -0.2, -3],
  quadrature: [-0.4, -0.1, -0.1, -0.6],
  anti: [-0.1, -0.2, -0.3, -0.2],
};
const plan: PlanEvent = fakePlan({ seeds: 4, updates: 4, arms: Object.keys(scores) });

function runOf(arm: string, seed: number, score: number, reason: 'finished' | 'diverged' = 'finished'): RunEvent[] {
  const run = `${arm}/${seed}`;
  const lived = reason === 'finished' ? 4 : 3;
  return [
    { type: 'start', run, updates: 4, columns: ['rewardPerStep'] },
    ...Array.from({ length: lived }, (_, update): RunEvent => ({
      type: 'update',
      run,
      update,
      values: { learningRate: 16, rewardScale: 1 },
      signals: { rewardPerStep: score, sharpness: 0.1, margin: 0.2 },
    })),
    { type: 'end', run, update: lived, reason },
  ];
}

const events = Object.entries(scores).flatMap(([arm, of]) =>
  of.flatMap((score, i) => runOf(arm, plan.seeds.kept[i], score)),
);
const told = (some: readonly RunEvent[], from: State = initialState): State =>
  some.reduce((state, event) => reduce(state, event, 1), from);
const state = told([plan, ...events]);

function viewOf(of: State, more: Partial<View> = {}): View {
  return {
    ...shownView(of),
    ...more,
  };
}

function text(view: View, width: number, height: number): string {
  const grid = drawScreen(view, width, height);
  return Array.from({ length: height }, (_, y) => rowText(grid, y)).join('\n');
}

describe('a comparison in numbers, while it runs', () => {
  it('has the interquartile mean, Wilson’s interval and paired differences of the runs that are over', () => {
    const [inPhase, , anti] = estimatesOf(state).arms;
    // Sorted −4, −3, −2, −0.2: the middle half is −3 and −2.
    expect(inPhase.score?.value).toBeCloseTo(-2.5, 12);
    // 3 of 4: (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n), z = 1.95996.
    expect(inPhase.collapse?.value).toBe(0.75);
    expect(inPhase.collapse?.low).toBeCloseTo(0.30064, 4);
    expect(inPhase.collapse?.high).toBeCloseTo(0.95441, 4);
    expect(anti.collapse?.value).toBe(0);
    const [first] = estimatesOf(state).differences;
    expect([first.first, first.second]).toEqual(['anti', 'in']);
    expect(first.difference.value).toBeCloseTo(-0.2 + 2.3, 12);
    expect(first.better).toBe(0.75);
    expect(first.collapse.value).toBe(-0.75);
  });

  it('has the product-limit curve: of four that fell two updates in, a quarter stands', () => {
    const [inPhase, quadrature, anti] = survivalOf(state);
    expect(inPhase.map(({ time, value }) => [time, value])).toEqual([
      [0, 1],
      [2, 0.25],
    ]);
    expect(quadrature.map(({ time, value }) => [time, value])).toEqual([
      [0, 1],
      [2, 0.75],
    ]);
    expect(anti).toHaveLength(1);
  });

  it('says −∞ where a diverged run has no score, and names no number', () => {
    const { worst, ...without } = plan;
    expect(worst).toBe(-6);
    const fallen = told([
      without,
      ...[300, 301, 302].flatMap((seed) => runOf('in', seed, -1)),
      ...runOf('in', 303, -1, 'diverged'),
      ...plan.seeds.kept.flatMap((seed) => runOf('anti', seed, 0)),
    ]);
    const [inPhase] = estimatesOf(fallen).arms;
    // One of four is cut off by the interquartile mean, not by every resample.
    expect(inPhase.score).toMatchObject({ value: -1, low: -Infinity });
    const [{ difference }] = estimatesOf(fallen).differences;
    expect(difference.value).toBe(Infinity);
  });

  it('finds the run that fell first', () => {
    const { firstCollapse } = estimatesOf(state);
    expect([firstCollapse?.arm.plan.name, firstCollapse?.run.seed, firstCollapse?.update]).toEqual(['in', 300, 2]);
  });

  it('has no numbers before any run is over', () => {
    const begun = told([plan, ...events.slice(0, 3)]);
    expect(estimatesOf(begun).arms[0]).toEqual({ runs: 0, collapsed: 0 });
    expect(estimatesOf(begun).differences).toEqual([]);
    expect(estimatesOf(initialState).arms).toEqual([]);
  });

  it('knows Student’s t: 2.571 for five degrees of freedom, 2.069 for 23', () => {
    expect(studentWidth(5)).toBeCloseTo(2.5706, 2);
    expect(studentWidth(23)).toBeCloseTo(2.0687, 4);
  });
});

describe('the screen of a comparison', () => {
  it('shows the same numbers in its table, its differences and its panels', () => {
    const shown = text(viewOf(state), 140, 45);
    expect(shown).toMatch(/› in +1\/4 +\.75 \[\.30, \.95\] +−2\.50 \[−4\.00, −0\.20\]/);
    expect(shown).toMatch(/anti +4\/4 +\.00 \[\.00, \.49\]/);
    expect(shown).toMatch(/anti − in +\+2\.10 \[.+\] +P\(anti > in\) \.75/);
    expect(shown).toMatch(/first collapse in, seed 300, update 2: η 16\.0 λ 0\.100 margin \+0\.20/);
    expect(shown).toContain('── in .25');
    expect(shown).toMatch(/collapse by Δφ ─+ n 4 each/);
    expect(shown).toContain('4 seeds: few');
    expect(shown).toContain('survives (collapse ≤ .10) at equal η₀: anti');
  });

  it('fits 80×24 with every arm, and drops intervals before columns', () => {
    const shown = text(viewOf(state), 80, 24);
    expect(shown).toMatch(/in +1\/4 +\.75/);
    for (const word of ['lowest', 'growth', 'transient', 'mean ηλ', 'anti − in']) expect(shown).toContain(word);
  });

  it('gives no verdict below twenty seeds: no pair is called different or not', () => {
    expect(text(viewOf(state), 140, 45)).not.toContain('no difference shown');
    const many = fakePlan({ seeds: 20, updates: 4, arms: ['in', 'anti'] });
    const equal = many.arms.flatMap(({ name }) =>
      many.seeds.kept.flatMap((seed, i) => runOf(name, seed, i % 2 === (name === 'in' ? 0 : 1) ? -0.1 : -0.2)),
    );
    const shown = text(viewOf(told([many, ...equal])), 140, 45);
    expect(shown).toContain('no difference shown');
    expect(shown).not.toContain('few');
  });

  it('takes an arm off its curves and survival, and keeps its numbers', () => {
    const [all, one] = [[], ['anti']].map((hidden) => text(viewOf(state, { hidden }), 140, 45));
    expect(all).toMatch(/─ anti · 180° ─/);
    expect(one).not.toMatch(/─ anti · 180° ─/);
    expect(one).toMatch(/– anti +4\/4/);
    expect(one).not.toContain('·· anti');
  });

  it('draws band, interval, seeds and mean differently, at every size', () => {
    const bands = (['band', 'interval', 'seeds', 'mean'] as const).map((band) =>
      text(viewOf(state, { band }), 140, 45),
    );
    expect(new Set(bands).size).toBe(4);
    for (const [width, height] of [
      [80, 24],
      [120, 40],
      [140, 45],
      [250, 60],
    ]) {
      const grid = drawScreen(viewOf(state, { band: 'interval' }), width, height);
      for (let y = 0; y < height; y++) expect(Array.from(rowText(grid, y))).toHaveLength(width);
    }
  });

  it('scrolls what does not fit below the table', () => {
    const [top, bottom] = [0, 100].map((scroll) => text(viewOf(state, { scroll }), 80, 24));
    expect(top).toContain('anti − in');
    expect(bottom).not.toContain('P(anti > in)');
    expect(bottom).toContain('same run as rate × 1');
  });

  it('has the first difference in its header, and that of other bases once they have a verdict', () => {
    expect(text(viewOf(state), 140, 45).split('\n')[0]).toContain('anti − in +2.10 [');
    const product = { ...fakeVerdict(plan), title: 'balance · equal mean product' };
    const shown = text(viewOf({ ...state, verdicts: [product] }), 140, 45);
    expect(shown).toContain('anti − in at equal mean product +3.16 [+2.40, +3.90]');
  });
});

describe('the basis of a comparison', () => {
  it('is read from its plan', () => {
    const of = { ...plan, manifest: { 'mean learningRate': 16 } };
    expect(comparedWords(comparedAt(of))).toBe('equal η₀ 16');
    expect(comparedWords(comparedAt({ ...of, title: 'x · equal mean product' }))).toBe('equal mean ηλ 16');
    const { knob, ...still } = plan;
    expect(knob).toBe('rewardScale');
    expect(comparedWords(comparedAt(still))).toBe('flat environment');
  });

  it('goes around the comparisons told so far, and follows the newest again', () => {
    const passes = [1, 2, 3].map((k) => told([{ ...plan, title: `pass ${k}` }]));
    const said: string[] = [];
    const stand = freshStand('compare');
    const context = { stand, say: (words: string) => said.push(words) } as unknown as DeskContext;
    const desk = compareDesk({
      ...context,
      state: () => desk.earlier() ?? passes[passes.length - 1],
      passes: () => passes,
      nextStored: () => false,
    });
    const seen = Array.from({ length: 4 }, () => {
      desk.actions.basis?.('y');
      return (desk.earlier() ?? passes[2]).plan?.title;
    });
    expect(seen).toEqual(['pass 1', 'pass 2', 'pass 3', 'pass 1']);
    expect(desk.shows?.().passes).toEqual({ shown: 0, count: 3 });
    expect(said.at(-1)).toBe('equal η₀');
    desk.actions.arm?.('a');
    expect(desk.shows?.().hidden).toEqual(['in']);
    desk.actions.arm?.('a');
    expect(desk.shows?.().hidden).toEqual([]);
  });
});
