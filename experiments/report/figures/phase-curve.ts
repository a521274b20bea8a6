import { measuredPhase } from '../../../curriculum/phase/measured.js';
import { wrapTurns } from '../../../curriculum/phase/harmonic.js';
import type { ArmPlan } from '../../event.js';
import { numberWord } from '../../verdict-words.js';
import { armCounts, meanRate } from '../counts.js';
import { figureSize, plotted, specOf, type Figure, type Spec } from '../figure.js';
import type { PassData } from '../pass-data.js';

/** Share of collapsed runs at a phase of the rate. */
export interface PhasePoint {
  readonly arm: string;
  /** Turns by which the rate leads the difficulty, in [0, 1). */
  readonly phase: number;
  /** Mean rate: points of one rate are one curve. */
  readonly rate: number;
  readonly collapse: number;
  readonly low: number;
  readonly high: number;
}

/** By how many turns an arm's rate leads the difficulty: as it was planned, else as its waves say; undefined where one of them stands still. */
export function phaseOf({ plan }: PassData, { phase, waves }: ArmPlan): number | undefined {
  if (phase !== undefined) return wrapped(phase);
  const [rate, knob] = [waves[plan.rate] ?? [], waves[plan.knob ?? ''] ?? []];
  if (plan.period === undefined || rate.length !== plan.period || knob.length !== rate.length) return undefined;
  const updates = rate.map((_, n) => n);
  const turns = measuredPhase({ updates, a: rate, b: knob, period: plan.period })?.turns;
  return turns === undefined ? undefined : wrapped(turns);
}

/** In [0, 1), where a rounding's breadth below 1 is 0. */
function wrapped(turns: number): number {
  const near = wrapTurns(turns);
  return near < -1e-9 ? near + 1 : Math.max(0, near);
}

/** The points of the phase curve, by rate and phase. */
export function phasePoints(data: PassData): readonly PhasePoint[] {
  const counts = armCounts(data);
  return data.plan.arms
    .flatMap((arm, i): PhasePoint[] => {
      const { share } = counts[i];
      const phase = phaseOf(data, arm);
      if (phase === undefined || share === undefined) return [];
      const { value, low, high } = share;
      return [{ arm: arm.name, phase, rate: meanRate(data, arm.name), collapse: value, low, high }];
    })
    .sort((a, b) => a.rate - b.rate || a.phase - b.phase);
}

/** Collapse over the phase of the rate; undefined below three phases. */
export function phaseCurveFigure(data: PassData): Figure | undefined {
  const points = phasePoints(data);
  const phases = new Set(points.map(({ phase }) => numberWord(phase)));
  if (phases.size < 3) return undefined;
  const constant = armCounts(data).find(({ arm }) => arm === 'const')?.share;
  const rates = [...new Set(points.map(({ rate }) => numberWord(rate)))];
  // Curves of several rates stand a little apart: their intervals would hide one another.
  const apart = (rate: string): number => 0.006 * (rates.indexOf(rate) - (rates.length - 1) / 2);
  const values = points.map(({ rate, ...point }) => ({
    ...point,
    x: plotted(point.phase + apart(numberWord(rate))),
    series: `mean rate ${numberWord(rate)}`,
    collapse: plotted(point.collapse),
    low: plotted(point.low),
    high: plotted(point.high),
  }));
  const x = {
    field: 'x',
    type: 'quantitative',
    title: 'turns by which the rate leads the difficulty (0 in phase, 0.5 anti-phase)',
    scale: { domain: [-0.03, Math.max(0.53, ...points.map(({ phase }) => phase + 0.03))], nice: false },
    axis: { values: [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875], format: '.3~f' },
  };
  const y = {
    type: 'quantitative',
    title: 'share of runs that collapsed',
    scale: { domain: [0, 1] },
    axis: { format: '.0%' },
  };
  const color = {
    field: 'series',
    type: 'nominal',
    sort: null,
    scale: { range: ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#B07D00', '#4D5560'] },
    ...(rates.length === 1 ? { legend: null } : {}),
  };
  const rule: Spec[] =
    constant === undefined
      ? []
      : [
          {
            data: { values: [{ collapse: constant.value, low: constant.low, high: constant.high }] },
            layer: [
              {
                mark: { type: 'rect', color: '#4D5560', opacity: 0.1 },
                encoding: { y: { field: 'low', ...y }, y2: { field: 'high' } },
              },
              {
                mark: { type: 'rule', color: '#4D5560', strokeDash: [2, 2], strokeWidth: 2 },
                encoding: { y: { field: 'collapse', ...y } },
              },
            ],
          },
        ];
  return {
    id: 'phase-curve',
    title: 'Collapse over the phase',
    caption: `Share of runs that collapsed at each phase of the rate, with Wilson’s 95 % interval.${constant === undefined ? '' : ' The dotted line and its band are the constant rate of equal mean.'}`,
    alternative: `${points.map((point) => `${numberWord(point.phase)} turns${rates.length === 1 ? '' : ` at mean rate ${numberWord(point.rate)}`}: ${percent(point.collapse)}`).join('; ')}${constant === undefined ? '' : `; constant rate: ${percent(constant.value)}`}.`,
    spec: specOf({
      width: figureSize.width,
      height: figureSize.height * 0.8,
      layer: [
        ...rule,
        {
          data: { values },
          layer: [
            {
              mark: { type: 'line', strokeWidth: 1.5, opacity: 0.7 },
              encoding: { x, y: { field: 'collapse', ...y }, color },
            },
            {
              mark: { type: 'rule', strokeWidth: 2 },
              encoding: { x, y: { field: 'low', ...y }, y2: { field: 'high' }, color },
            },
            {
              mark: { type: 'point', filled: true, size: 70, opacity: 1 },
              encoding: {
                x,
                y: { field: 'collapse', ...y },
                color,
                tooltip: ['arm', 'phase', 'collapse', 'low', 'high'].map((field) => ({ field })),
              },
            },
          ],
        },
      ],
    }),
    numbers: {
      caption: 'Share of runs that collapsed, with Wilson’s 95 % interval',
      columns: ['arm', 'phase in turns', 'mean rate', 'collapsed'],
      rows: points.map(({ arm, phase, rate, collapse, low, high }) => [
        arm,
        numberWord(phase),
        numberWord(rate),
        `${percent(collapse)} (${percent(low)} to ${percent(high)})`,
      ]),
    },
  };
}

/** A share in per cent. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${Math.round(100 * share)}\u00a0%` : '?';
}
