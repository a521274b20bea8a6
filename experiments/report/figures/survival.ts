import { survivalCurve, type SurvivalStep } from '../../../math/survival.js';
import { lifetimeOf, lifetimeWindow } from '../../lifetime.js';
import { numberWord } from '../../verdict-words.js';
import { armBands, armLine, type ArmLines } from '../arm-lines.js';
import { figureSize, plotted, specOf, type Figure } from '../figure.js';
import { drawnArms, drawnWords, type PassData } from '../pass-data.js';
import { armLooks, MOST_ARMS } from '../palette.js';
import { percent } from './phase-curve.js';

/** The arms whose curves are drawn: all; of a sweep with more than can be told apart, those that are drawn elsewhere, or those that fell if none of them did. */
function standing(data: PassData): PassData['plan']['arms'] {
  const drawn = drawnArms(data);
  const fell = new Set(data.trials.filter(({ result }) => result.collapsed).map(({ arm }) => arm));
  if (fell.size === 0 || drawn.some(({ name }) => fell.has(name))) return drawn;
  return data.plan.arms.filter(({ name }) => fell.has(name)).slice(0, MOST_ARMS);
}

function standingWords(data: PassData): string {
  const arms = standing(data);
  const asElsewhere = drawnArms(data).some(({ name }) => name === arms[0]?.name);
  return asElsewhere
    ? drawnWords(data)
    : ` Of ${data.plan.arms.length} arms ${arms.length} that fell are drawn; the table of arms has all.`;
}

/** The survival curve of each drawn arm that has runs. */
export function survivalCurves(
  data: PassData,
): readonly { readonly arm: string; readonly steps: readonly SurvivalStep[] }[] {
  const window = lifetimeWindow(data.plan.updates);
  return standing(data).flatMap(({ name }) => {
    const runs = data.trials.filter(({ arm, result }) => arm === name && result.reason !== 'failed');
    if (runs.length === 0) return [];
    return [{ arm: name, steps: survivalCurve(runs.map((run) => lifetimeOf(run, data.plan, window))) }];
  });
}

/** Share of runs that stand, over updates; undefined where none collapsed. */
export function survivalFigure(data: PassData): Figure | undefined {
  const curves = survivalCurves(data);
  if (curves.every(({ steps }) => steps.length === 1)) return undefined;
  const { plan } = data;
  const arms = armLooks(standing(data));
  const values = curves.flatMap(({ arm, steps }) =>
    [...steps, { ...steps[steps.length - 1], time: plan.updates }].map(({ time, value, low, high, atRisk }) => ({
      arm,
      x: time,
      y: plotted(value),
      low: plotted(low),
      high: plotted(high),
      atRisk,
    })),
  );
  const window = lifetimeWindow(data.plan.updates);
  const rule =
    plan.collapse === undefined
      ? 'A run collapses where it diverges.'
      : `A collapsed run falls at the first update at which the mean of ${plan.collapse.signal} over the last ${window} updates lies below ${numberWord(plan.collapse.below)}, or where it diverges.`;
  const x = { field: 'x', type: 'quantitative', title: 'update', scale: { domain: [0, plan.updates], nice: false } };
  const y = { type: 'quantitative', title: 'share that stands', scale: { domain: [0, 1] }, axis: { format: '.0%' } };
  const lines: ArmLines = { arms, x, y, interpolate: 'step-after' };
  return {
    id: 'survival',
    title: 'Survival',
    caption: `Share of runs that have not collapsed (Kaplan–Meier) with its pointwise 95 % interval (Greenwood, log–log). ${rule}${standingWords(data)}`,
    alternative: `Standing at the end: ${curves.map(({ arm, steps }) => `${arm} ${shareWords(steps[steps.length - 1])}`).join('; ')}.`,
    spec: specOf({
      width: figureSize.width,
      height: figureSize.height,
      data: { values },
      layer: [
        armBands(lines),
        armLine(lines),
        {
          mark: { type: 'point', size: 90, opacity: 0 },
          encoding: {
            x,
            y: { field: 'y', ...y },
            tooltip: [
              { field: 'arm' },
              { field: 'x', title: 'update' },
              { field: 'y', title: 'stands', format: '.0%' },
              { field: 'low', title: '95 % from', format: '.0%' },
              { field: 'high', title: 'to', format: '.0%' },
              { field: 'atRisk', title: 'runs at risk' },
            ],
          },
        },
      ],
    }),
    numbers: {
      caption: 'Share that stands at the end, with its 95 % interval, and when half have fallen',
      columns: ['arm', 'runs', 'fell', 'stands', 'half have fallen at update'],
      rows: curves.map(({ arm, steps }) => [
        arm,
        String(steps[0].atRisk),
        String(steps.reduce((sum, { ended }) => sum + ended, 0)),
        shareWords(steps[steps.length - 1]),
        String(steps.find(({ value }) => value <= 0.5)?.time ?? '–'),
      ]),
    },
  };
}

function shareWords({ value, low, high, ended }: SurvivalStep): string {
  return ended === 0 ? percent(value) : `${percent(value)} (${percent(low)} to ${percent(high)})`;
}
