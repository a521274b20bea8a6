import { drawGauge, edgeColumn } from '../../charts/bars.js';
import { columnsOf, write, type Cells, type Rectangle, type Style } from '../../charts/cells.js';
import { fit, type Part } from '../../layout.js';
import type { Readings } from '../../../experiments/readings.js';
import { factor, NOT_APPLICABLE, plainNumber, signed, stabilityWord, type LiveReadings } from '../../words.js';
import { drawPanel } from './panel.js';

interface Row {
  readonly label: string;
  readonly number: string;
  /** Used share: 1 at the edge. */
  readonly share: number;
  readonly predicted: string;
  /** What it is, in words: the longer ones where there is room. */
  readonly about: readonly [string, string];
}

/** The readings of a gauge, and what was predicted for them. */
export interface GaugeReadings {
  readonly now: LiveReadings;
  readonly predicted: Readings;
  /** Something oscillates, so that growth and transient apply. */
  readonly periodic: boolean;
  /** True where λ is a closed form; else the words carry `est.` */
  readonly exact?: boolean;
  readonly title?: readonly Part[];
  readonly focused?: boolean;
  /** Says nothing about what the readings are. */
  readonly only?: boolean;
  /** Further lines, dim. */
  readonly more?: readonly string[];
}

/** The used share of each reading: ηλ/limit for margins, growth itself, log₁₀ for the transient whose edge is ×10. */
function rows({ now, predicted, periodic }: GaugeReadings): Row[] {
  const unknown = (text: string): string => (periodic || text !== '?' ? text : NOT_APPLICABLE);
  const { margin, lowest, growth, transient } = now;
  return [
    {
      label: 'margin',
      number: signed(margin),
      share: 1 - (margin ?? Number.NaN),
      predicted: '',
      about: ['1 − ηλ/limit of this update', '1 − ηλ/limit'],
    },
    {
      label: 'lowest',
      number: signed(lowest),
      share: 1 - (lowest ?? Number.NaN),
      predicted: signed(predicted.margin),
      about: ['smallest margin in this period', 'least in a period'],
    },
    {
      label: 'growth',
      number: unknown(plainNumber(growth)),
      share: growth ?? Number.NaN,
      predicted: unknown(plainNumber(predicted.growth)),
      about: ['per update, over one period', 'per update'],
    },
    {
      label: 'transient',
      number: unknown(factor(transient)),
      share: transient === undefined ? Number.NaN : Math.log10(Math.max(1, transient)),
      predicted: unknown(factor(predicted.transient)),
      about: ['largest growth inside a period', 'inside a period'],
    },
  ];
}

/** The margin gauge with the other two readings, each with its name, its number and what was predicted for it. */
export function drawReadings(grid: Cells, at: Rectangle, readings: GaugeReadings): void {
  const { exact = false, title = [[0, 'three readings']], focused = false, only = false, more = [] } = readings;
  const inside = drawPanel(grid, at, {
    title,
    right: [
      [1, exact ? 'exact' : 'est.'],
      [0, exact || at.width < 36 ? '' : 'predicted'],
    ],
    focused,
  });
  // On paper there is no update that is going on.
  const lines = rows(readings).slice(exact ? 1 : 0);
  // Where there is little room the bar is worth more than what was predicted.
  const narrow = inside.width < 34;
  const bar = Math.max(4, inside.width - (exact || narrow ? 19 : 27));
  lines.forEach((row, i) => {
    const y = inside.y + i;
    if (i >= inside.height) return;
    write(grid, inside.x + 1, y, row.label, 'plain', 9);
    write(grid, inside.x + 17 - columnsOf(row.number), y, row.number, 'bold', 7);
    drawGauge(grid, { x: inside.x + 18, y, width: bar, share: row.share, style: styleOf(row) });
    if (!exact && !narrow)
      write(grid, inside.x + inside.width - 1 - columnsOf(row.predicted), y, row.predicted, 'plain');
  });
  const { word, level } = stabilityWord(readings.now);
  const style: Style = level === 'unknown' ? 'dim' : level;
  const edge = inside.height > lines.length + 1 + (exact ? more.length : 0) ? 1 : 0;
  if (edge === 1) {
    const text = 'edge ┛';
    write(grid, inside.x + 18 + edgeColumn(bar) - columnsOf(text) + 1, inside.y + lines.length, text, 'dim');
  }
  if (inside.height > lines.length + edge) {
    const said = level === 'unknown' || exact ? word : `${word}, est.`;
    write(grid, inside.x + 1, inside.y + lines.length + edge, said, style, inside.width - 1);
  }
  const about = (only ? [] : lines).map((row) => `${row.label.padEnd(9)} = ${row.about[inside.width > 42 ? 0 : 1]}`);
  const below =
    inside.height - 1 - lines.length - edge >= about.length + more.length ? [...about, ...more] : [...more, ...about];
  below.forEach((text, i) => {
    const y = lines.length + 1 + edge + i;
    if (y < inside.height)
      write(grid, inside.x + 1, inside.y + y, fit([[0, text]], inside.width - 2, '  ', false), 'dim');
  });
}

function styleOf({ share }: Row): Style {
  if (Number.isNaN(share)) return 'dim';
  return share > 1 ? 'bad' : share > 0.85 ? 'near' : 'good';
}
