import { drawGauge, edgeColumn } from '../../charts/bars.js';
import { columnsOf, write, type Cells, type Rectangle, type Style } from '../../charts/cells.js';
import { fit, wrap } from '../../layout.js';
import { factor, NOT_APPLICABLE, plainNumber, signed, stabilityWord } from '../../words.js';
import { shownReadings } from '../../summary.js';
import type { View } from '../view.js';
import { drawPanel } from './panel.js';

interface Row {
  readonly label: string;
  readonly number: string;
  /** Used share: 1 at the edge. */
  readonly share: number;
  readonly predicted: string;
  readonly about: string;
}

/** The used share of each reading: ηλ/limit for margins, growth itself, log₁₀ for the transient whose edge is ×10. */
function rows(view: View): Row[] {
  const summary = view.summaries[view.focus];
  const { now, predicted } = summary;
  const { periodic } = summary;
  const unknown = (text: string): string => (periodic || text !== '?' ? text : NOT_APPLICABLE);
  const { lowest, growth, transient } = shownReadings(summary);
  return [
    {
      label: 'margin',
      number: signed(now.margin),
      share: 1 - (now.margin ?? Number.NaN),
      predicted: '',
      about: '1 − ηλ/limit, one update',
    },
    {
      label: 'lowest',
      number: signed(lowest),
      share: 1 - (lowest ?? Number.NaN),
      predicted: signed(predicted.margin),
      about: 'least margin of a period',
    },
    {
      label: 'growth',
      number: unknown(plainNumber(growth)),
      share: growth ?? Number.NaN,
      predicted: unknown(plainNumber(predicted.growth)),
      about: 'per update, a period',
    },
    {
      label: 'transient',
      number: unknown(factor(transient)),
      share: transient === undefined ? Number.NaN : Math.log10(Math.max(1, transient)),
      predicted: unknown(factor(predicted.transient)),
      about: 'largest inside it',
    },
  ];
}

/** The margin gauge with the other two readings, each with its name, its number and what was predicted for it. */
export function drawMargins(grid: Cells, at: Rectangle, view: View): void {
  const summary = view.summaries[view.focus];
  if (summary === undefined) {
    drawPanel(grid, at, { title: [[0, 'three readings']] });
    return;
  }
  const inside = drawPanel(grid, at, {
    title: [
      [0, 'three readings'],
      [2, at.width > 40 ? `of ${summary.name}` : ''],
    ],
    right: [
      [1, 'est.'],
      [0, 'predicted'],
    ],
  });
  const lines = rows(view);
  const bar = Math.max(4, inside.width - 27);
  lines.forEach((row, i) => {
    const y = inside.y + i;
    if (i >= inside.height) return;
    write(grid, inside.x + 1, y, row.label, 'plain', 9);
    write(grid, inside.x + 17 - columnsOf(row.number), y, row.number, 'bold', 7);
    drawGauge(grid, { x: inside.x + 18, y, width: bar, share: row.share, style: styleOf(row) });
    write(grid, inside.x + inside.width - 1 - columnsOf(row.predicted), y, row.predicted, 'plain');
  });
  const { word, level } = stabilityWord(shownReadings(summary));
  const style: Style = level === 'unknown' ? 'dim' : level;
  const edge = inside.height > 5 ? 1 : 0;
  if (edge === 1) {
    const text = 'edge ┛';
    write(grid, inside.x + 18 + edgeColumn(bar) - columnsOf(text) + 1, inside.y + 4, text, 'dim');
  }
  if (inside.height > 4 + edge) {
    write(
      grid,
      inside.x + 1,
      inside.y + 4 + edge,
      level === 'unknown' ? word : `${word}, est.`,
      style,
      inside.width - 1,
    );
  }
  const more = [
    ...lines.map((row) => `${row.label.padEnd(9)} = ${row.about}`),
    ...wrap(`medians over ${summary.runs} seeds; a sampled λ is a soft limit`, inside.width - 2),
  ];
  more.forEach((text, i) => {
    const y = 5 + edge + i;
    if (y < inside.height) write(grid, inside.x + 1, inside.y + y, fit([[0, text]], inside.width - 1), 'dim');
  });
}

function styleOf({ share }: Row): Style {
  if (Number.isNaN(share)) return 'dim';
  return share > 1 ? 'bad' : share > 0.85 ? 'near' : 'good';
}
