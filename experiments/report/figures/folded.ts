import { firstHarmonic, stands, turnsOf } from '../../../curriculum/phase/harmonic.js';
import { fraction } from '../../../curriculum/schedule.js';
import { numberWord } from '../../verdict-words.js';
import { bandPanel, bandRow, type BandRow } from '../bands.js';
import { curvatureScale, lowestAxis, marginScale, plainLabel, raised, within } from '../axes.js';
import { figureSize, specOf, type Figure, type Spec } from '../figure.js';
import { drawnArms, drawnWords, type PassData, type TrialSeries } from '../pass-data.js';
import { armLooks } from '../palette.js';

/** Places along a period at most. */
const MOST_PLACES = 40;

/** Readings that can be laid over the phase. */
export type FoldedName = 'knob' | 'rate' | 'sharpness' | 'margin' | 'score';

/**
 * Where in its period a run stands at update 0, in turns: 0 is the trough of the difficulty, ½ its crest; of the rate where no difficulty oscillates.
 * Undefined for a run in which nothing oscillates, or that did not live for a period.
 */
export function startOf({ knob, rate, lived }: TrialSeries, period: number): number | undefined {
  if (lived < period) return undefined;
  const updates = Array.from({ length: period }, (_, n) => n);
  for (const series of [knob, rate]) {
    const values = Array.from(series.subarray(0, period));
    if (!values.every(Number.isFinite)) continue;
    const harmonic = firstHarmonic(updates, values, period);
    if (stands(harmonic, values)) return fraction(turnsOf(harmonic) + 0.5);
  }
  return undefined;
}

/** A reading of all cycles and seeds of each arm, over the phase of the difficulty. */
export function foldedRows(data: PassData, name: FoldedName): readonly BandRow[] {
  const { period } = data.plan;
  if (period === undefined) return [];
  const places = Math.min(MOST_PLACES, Math.round(period));
  return drawnArms(data).flatMap(({ name: arm }) => {
    const bins = Array.from({ length: places }, (): number[] => []);
    for (const trial of data.trials) {
      if (trial.arm !== arm) continue;
      const start = startOf(trial, Math.round(period));
      if (start === undefined) continue;
      trial[name].forEach((value, n) => {
        // Half a place is allowed for: phases that fall on a place's edge must not be split by rounding.
        const place = Math.floor(fraction(n / period + start + 0.5 / places) * places) % places;
        if (Number.isFinite(value)) bins[place].push(value);
      });
    }
    // A period ends where the next one begins.
    return [...bins, bins[0]].flatMap((values, place) =>
      values.length === 0 ? [] : [bandRow(arm, place / places, values, 'middle')],
    );
  });
}

/** All cycles laid over one another; undefined where nothing oscillates. */
export function foldedFigure(data: PassData): Figure | undefined {
  const { plan } = data;
  const panels = (
    [
      ['knob', plan.knob ?? ''],
      ['rate', plan.rate],
      ['sharpness', 'curvature λ'],
      ['margin', 'margin'],
      ['score', plan.score],
    ] as const
  )
    .map(([name, title]) => ({ name, title, rows: foldedRows(data, name) }))
    .filter(({ rows }) => rows.length > 0);
  if (panels.length === 0) return undefined;
  const drawn = drawnArms(data);
  const arms = armLooks(drawn);
  const still = drawn.filter(({ name }) => !panels.some(({ rows }) => rows.some(({ arm }) => arm === name)));
  const of = plan.knob ?? plan.rate;
  const extremes = panels.flatMap(({ name, title, rows }) =>
    name === 'knob' ? [] : [`${title}: ${arms.flatMap((arm) => extremeWords(arm.name, rows)).join(', ')}`],
  );
  return {
    id: 'folded',
    title: 'All cycles over the phase',
    caption: `Every cycle of every seed, laid over one another: 0 is the trough of ${of}, 0.5 its crest. Line, median; band, the middle half of all cycles. Bands that reach out of a panel are cut. Runs shorter than a period are left out.${still.length === 0 ? '' : ` Nothing oscillates in ${still.map(({ name }) => name).join(', ')}.`}${drawnWords(data)}`,
    alternative: `Where in the period each median is highest. ${extremes.join('. ')}.`,
    spec: specOf({
      vconcat: panels.map(({ name, title, rows }, i) =>
        bandPanel({
          rows: shownRows(name, rows),
          arms,
          picks: i === 0,
          height: name === 'knob' || name === 'rate' ? figureSize.panel * 0.7 : figureSize.panel,
          ...(name === 'margin' ? { edge: 0 } : {}),
          x: {
            ...lowestAxis(i === panels.length - 1, `phase of ${of} in turns`, {
              values: [0, 0.25, 0.5, 0.75, 1],
              format: '.2~f',
            }),
            scale: { domain: [0, 1], nice: false },
          },
          y: { title, ...scaleOf(name, rows) },
        }),
      ),
      resolve: { legend: { color: 'shared' } },
    }),
  };
}

/** Bands are cut where the panel ends. */
function shownRows(name: FoldedName, rows: readonly BandRow[]): readonly BandRow[] {
  return name === 'margin' ? raised(rows) : name === 'sharpness' ? within(rows) : rows;
}

function scaleOf(name: FoldedName, rows: readonly BandRow[]): Spec {
  if (name === 'margin') return marginScale(rows);
  return name === 'sharpness'
    ? curvatureScale(rows)
    : { scale: { zero: false }, axis: { labelExpr: plainLabel, tickCount: 4 } };
}

function extremeWords(arm: string, rows: readonly BandRow[]): string[] {
  const own = rows.filter((row) => row.arm === arm);
  if (own.length === 0) return [];
  const top = own.reduce((best, row) => (row.y > best.y ? row : best));
  return [`${arm} ${numberWord(top.y)} at ${numberWord(top.x)}`];
}
