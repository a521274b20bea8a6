import { numberWord } from '../../verdict-words.js';
import { plainLabel } from '../axes.js';
import { figureSize, plotted, specOf, type Figure } from '../figure.js';
import type { PassData } from '../pass-data.js';
import { percent } from './phase-curve.js';
import { FIRST_PHASE, mapSize, placedMap, type PlacedArm, type PlacedMap } from './placed-map.js';

/** Cells reach a little under the next one: no seams are seen between them. */
const OVERLAP = 1.08;
const { columns, rows } = mapSize;

/** The map with the runs on it; undefined where it cannot be drawn. */
export function stabilityMapFigure(passes: readonly PassData[]): Figure | undefined {
  const placed = placedMap(passes);
  if (placed === undefined) return undefined;
  const { phases, rates, margins, edge, arms } = placed;
  const ratio = Math.sqrt(rates[1] / rates[0]);
  const half = 0.5 / columns;
  const cells = rates.flatMap((rate, row) =>
    phases.map((phase, column) => ({
      x: plotted(phase - half),
      x2: plotted(phase + OVERLAP * half),
      y: plotted(rate / ratio),
      y2: plotted(rate * (row === rows - 1 ? ratio : ratio * OVERLAP)),
      margin: plotted(margins[row * columns + column]),
    })),
  );
  const domain = [rates[0] / ratio, rates[rows - 1] * ratio];
  const x = {
    type: 'quantitative',
    title: 'turns by which the rate leads the difficulty (0 in phase, 0.5 anti-phase)',
    scale: { domain: [FIRST_PHASE, FIRST_PHASE + 1], nice: false },
    axis: { values: [-0.25, 0, 0.25, 0.5, 0.75], format: '.2~f' },
  };
  const y = {
    type: 'quantitative',
    title: `mean ${passes[0].plan.rate}`,
    scale: { type: 'log', domain, nice: false },
    axis: { labelExpr: plainLabel, tickCount: 6 },
  };
  const points = arms.map(({ label, phase, rate, collapse, runs }, i) => ({
    arm: label,
    // One label where several stand at one place.
    label: arms.slice(0, i).some((other) => near(other, arms[i])) ? '' : percent(collapse),
    phase: plotted(phase),
    rate: plotted(rate),
    collapse: plotted(collapse),
    runs,
  }));
  return {
    id: 'stability-map',
    title: 'The predicted margin, and the runs on it',
    caption:
      'Background: the lowest margin over a period that was predicted at the warm policies, before training; the line is its edge, 0. Circles: the arms where they ran, filled by the share of runs that collapsed, which stands beside them. What is to be believed is the order of margins, not their size: curvature falls while training goes well.',
    alternative: `The predicted edge lies at mean rate ${edge.length === 0 ? 'beyond the map' : edgeWords(edge)}. Arms: ${arms.map((arm) => `${arm.label} at phase ${numberWord(arm.phase)} and mean rate ${numberWord(arm.rate)}, ${percent(arm.collapse)} of ${arm.runs} runs collapsed`).join('; ')}.`,
    spec: specOf({
      width: figureSize.width - 70,
      height: figureSize.height * 1.25,
      resolve: { scale: { color: 'independent', fill: 'independent' } },
      layer: [
        {
          data: { values: cells },
          mark: { type: 'rect', strokeWidth: 0 },
          encoding: {
            x: { field: 'x', ...x },
            x2: { field: 'x2' },
            y: { field: 'y', ...y },
            y2: { field: 'y2' },
            color: {
              field: 'margin',
              type: 'quantitative',
              scale: {
                domain: [-8, -2, 0, 0.5, 1],
                range: ['#b2182b', '#f4a582', '#f7f7f7', '#92c5de', '#2166ac'],
                clamp: true,
              },
              legend: {
                title: 'margin',
                orient: 'right',
                direction: 'vertical',
                gradientLength: 180,
                values: [-8, -4, -2, 0, 1],
              },
            },
          },
        },
        {
          data: { values: edge.map(({ phase, rate }) => ({ phase: plotted(phase), rate: plotted(rate) })) },
          mark: { type: 'line', color: '#000000', strokeWidth: 2 },
          encoding: { x: { field: 'phase', ...x }, y: { field: 'rate', ...y } },
        },
        {
          data: { values: points },
          layer: [
            {
              mark: { type: 'point', filled: true, size: 130, stroke: '#000000', strokeWidth: 1.5, opacity: 1 },
              encoding: {
                x: { field: 'phase', ...x },
                y: { field: 'rate', ...y },
                fill: {
                  field: 'collapse',
                  type: 'quantitative',
                  scale: { domain: [0, 1], range: ['#ffffff', '#000000'] },
                  legend: null,
                },
                tooltip: [
                  { field: 'arm' },
                  { field: 'collapse', title: 'collapsed', format: '.0%' },
                  { field: 'phase' },
                  { field: 'rate', title: 'mean rate' },
                  { field: 'runs' },
                ],
              },
            },
            ...(points.length > 24
              ? []
              : [
                  ...[{ stroke: '#ffffff', strokeWidth: 3, strokeJoin: 'round' }, {}].map((look) => ({
                    mark: {
                      type: 'text',
                      align: 'left',
                      dx: 10,
                      dy: 1,
                      fontSize: 11,
                      fontWeight: 600,
                      color: '#000000',
                      ...look,
                    },
                    encoding: { x: { field: 'phase', ...x }, y: { field: 'rate', ...y }, text: { field: 'label' } },
                  })),
                ]),
          ],
        },
      ],
    }),
  };
}

/** Too near for two labels. */
function near(one: PlacedArm, other: PlacedArm): boolean {
  return Math.abs(one.phase - other.phase) < 0.06 && Math.abs(Math.log(one.rate / other.rate)) < 0.12;
}

function edgeWords(edge: PlacedMap['edge']): string {
  const low = edge.reduce((least, one) => (one.rate < least.rate ? one : least));
  const high = edge.reduce((most, one) => (one.rate > most.rate ? one : most));
  return `${numberWord(low.rate)} at phase ${numberWord(low.phase)} and ${numberWord(high.rate)} at phase ${numberWord(high.phase)}`;
}
