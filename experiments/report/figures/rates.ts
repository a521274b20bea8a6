import { numberWord } from '../../verdict-words.js';
import { armCounts, meanRate } from '../counts.js';
import { plainLabel } from '../axes.js';
import { armBands, armLine, edgeLine, pickedOpacity, type ArmLines } from '../arm-lines.js';
import { figureSize, plotted, specOf, type Figure } from '../figure.js';
import { armColor, armLooks, MOST_ARMS } from '../palette.js';
import type { PassData } from '../pass-data.js';
import { percent } from './phase-curve.js';

/** Share of collapsed runs of an arm at a mean rate. */
export interface RatePoint {
  readonly arm: string;
  readonly rate: number;
  readonly collapse: number;
  readonly low: number;
  readonly high: number;
}

/** Collapse of each arm over the mean rate, of those passes in which all arms have one. */
export function ratePoints(passes: readonly PassData[]): readonly RatePoint[] {
  return passes
    .filter(ofEqualRate)
    .flatMap((data) =>
      armCounts(data).flatMap(({ arm, share }): RatePoint[] =>
        share === undefined
          ? []
          : [{ arm, rate: meanRate(data, arm), collapse: share.value, low: share.low, high: share.high }],
      ),
    )
    .sort((a, b) => a.rate - b.rate);
}

function ofEqualRate(data: PassData): boolean {
  const rates = data.plan.arms.map(({ name }) => meanRate(data, name));
  return rates.every((rate) => Math.abs(rate - rates[0]) <= 1e-6 * Math.abs(rates[0]));
}

/** The rates that each arm survives; undefined for a single rate. */
export function ratesFigure(passes: readonly PassData[]): Figure | undefined {
  const points = ratePoints(passes);
  const rates = [...new Set(points.map(({ rate }) => numberWord(rate)))];
  const names = [...new Set(points.map(({ arm }) => arm))];
  if (rates.length < 2 || names.length > MOST_ARMS) return undefined;
  const arms = armLooks(passes[0].plan.arms);
  const values = points.map((point) => ({
    ...point,
    rate: plotted(point.rate),
    collapse: plotted(point.collapse),
    low: plotted(point.low),
    high: plotted(point.high),
  }));
  const log = points.every(({ rate }) => rate > 0);
  const x = {
    field: 'rate',
    type: 'quantitative',
    title: `mean ${passes[0].plan.rate}`,
    scale: { ...(log ? { type: 'log' } : {}), nice: false, padding: 16 },
    axis: { values: [...new Set(values.map(({ rate }) => rate))], labelExpr: plainLabel },
  };
  const y = {
    type: 'quantitative',
    title: 'share of runs that collapsed',
    scale: { domain: [0, 1] },
    axis: { format: '.0%' },
  };
  const lines: ArmLines = { arms, x, y, field: 'collapse' };
  return {
    id: 'rates',
    title: 'Rates that each arm survives',
    caption:
      'Share of runs that collapsed at each mean rate, with Wilson’s 95 % interval; an arm survives a rate at which at most 10 % collapse (thin line). The claim is about this range, not about the best rate.',
    alternative: `${names
      .map(
        (arm) =>
          `${arm}: ${points
            .filter((point) => point.arm === arm)
            .map((point) => `${percent(point.collapse)} at ${numberWord(point.rate)}`)
            .join(', ')}`,
      )
      .join('; ')}.`,
    spec: specOf({
      width: figureSize.width,
      height: figureSize.height,
      data: { values },
      layer: [
        edgeLine(0.1),
        armBands(lines),
        armLine(lines),
        {
          mark: { type: 'point', filled: true, size: 55 },
          encoding: {
            x,
            y: { field: 'collapse', ...y },
            color: armColor(arms),
            opacity: pickedOpacity(1),
            tooltip: [
              { field: 'arm' },
              { field: 'rate', title: 'mean rate' },
              { field: 'collapse', title: 'collapsed', format: '.0%' },
              { field: 'low', title: '95 % from', format: '.0%' },
              { field: 'high', title: 'to', format: '.0%' },
            ],
          },
        },
      ],
    }),
    numbers: {
      caption: 'Share of runs that collapsed, with Wilson’s 95 % interval',
      columns: ['arm', ...rates.map((rate) => `mean rate ${rate}`)],
      rows: names.map((arm) => [
        arm,
        ...rates.map((rate) => {
          const point = points.find((one) => one.arm === arm && numberWord(one.rate) === rate);
          return point === undefined
            ? '–'
            : `${percent(point.collapse)} (${percent(point.low)} to ${percent(point.high)})`;
        }),
      ]),
    },
  };
}
