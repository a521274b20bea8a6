import { numberWord } from '../../verdict-words.js';
import { lowestAxis, marginScale, powerScale, raised } from '../axes.js';
import { bandPanel, bandsOf, type BandRow } from '../bands.js';
import { figureSize, specOf, type Figure } from '../figure.js';
import { drawnArms, drawnWords, type PassData } from '../pass-data.js';
import { armLooks } from '../palette.js';

/** The three readings, in the order in which they look further: one update, a period, the worst stretch. */
const readings = [
  { name: 'margin', title: 'margin', edge: 0 },
  { name: 'growth', title: 'growth per update', edge: 1 },
  { name: 'transient', title: 'transient growth', edge: 1 },
] as const;

type Reading = (typeof readings)[number]['name'];

/** A growth beyond this says nothing more, and would leave no room on an axis. */
const MOST = 1e12;

/** A reading of each arm over updates, clipped to what an axis can show. */
export function readingRows(data: PassData, reading: Reading): readonly BandRow[] {
  const clip = (value: number): number =>
    reading === 'margin' ? Math.max(-1000, value) : Math.min(MOST, Math.max(1 / MOST, value));
  return drawnArms(data).flatMap(({ name }) =>
    bandsOf(
      name,
      data.trials.filter(({ arm }) => arm === name).map((trial) => trial[reading]),
      'middle',
    ).map((row) => ({ ...row, y: clip(row.y), low: clip(row.low), high: clip(row.high) })),
  );
}

/** Margin, growth and transient over updates; undefined where none was measured. */
export function readingsFigure(data: PassData): Figure | undefined {
  const told = readings
    .map((reading) => ({ ...reading, rows: readingRows(data, reading.name) }))
    .filter(({ rows }) => rows.length > 0);
  if (told.length === 0) return undefined;
  const { plan } = data;
  const arms = armLooks(drawnArms(data));
  const median = (name: string, rows: readonly BandRow[], pick: (values: readonly number[]) => number): string => {
    const values = rows.filter(({ arm }) => arm === name).map(({ y }) => y);
    return values.length === 0 ? '?' : numberWord(pick(values));
  };
  const least = (values: readonly number[]): number => Math.min(...values);
  const most = (values: readonly number[]): number => Math.max(...values);
  return {
    id: 'readings',
    title: 'Margin, growth, transient',
    caption: `The three readings during training: margin, 1 − ηλ/limit of one update (the edge is 0); growth per update over a whole period (edge 1); transient, the largest growth over any stretch inside two periods (1 is none). Line, median over seeds; band, their middle half; bands that reach out of a panel are cut, growths drawn up to 10¹². None of the three implies another.${drawnWords(data)}`,
    alternative: `Worst median of each reading over the run. ${told
      .map(
        ({ name, title, rows }) =>
          `${title}: ${arms.map((arm) => `${arm.name} ${median(arm.name, rows, name === 'margin' ? least : most)}`).join(', ')}`,
      )
      .join('. ')}.`,
    spec: specOf({
      vconcat: told.map(({ name, title, rows, edge }, i) =>
        bandPanel({
          rows: name === 'margin' ? raised(rows) : rows,
          arms,
          edge,
          picks: i === 0,
          height: figureSize.panel,
          x: {
            ...lowestAxis(i === told.length - 1, 'update'),
            scale: { domain: [0, plan.updates], nice: false },
          },
          y: { title, ...(name === 'margin' ? marginScale(rows) : powerScale(rows)) },
        }),
      ),
      resolve: { legend: { color: 'shared' } },
    }),
    numbers: {
      caption: 'Worst median over the run',
      columns: ['arm', ...told.map(({ name, title }) => `${name === 'margin' ? 'lowest' : 'highest'} ${title}`)],
      rows: arms.map((arm) => [
        arm.name,
        ...told.map(({ name, rows }) => median(arm.name, rows, name === 'margin' ? least : most)),
      ]),
    },
  };
}
