import { numberWord } from '../../verdict-words.js';
import { plainLabel } from '../axes.js';
import { bandPanel, bandsOf, drawnOn, type BandRow } from '../bands.js';
import { specOf, type Figure } from '../figure.js';
import { drawnArms, drawnWords, type PassData } from '../pass-data.js';
import { armLooks } from '../palette.js';

/** The score of each arm over updates. */
export function returnRows(data: PassData): readonly BandRow[] {
  return drawnArms(data).flatMap(({ name }) => {
    const runs = data.trials.filter(({ arm }) => arm === name);
    return bandsOf(
      name,
      runs.map(({ score, result }) => (result.reason === 'diverged' ? drawnOn(score, data.plan.updates) : score)),
    );
  });
}

/** Returns over updates, with bands; undefined while nothing was run. */
export function returnsFigure(data: PassData): Figure | undefined {
  const rows = returnRows(data);
  if (rows.length === 0) return undefined;
  const { plan, trials } = data;
  const arms = armLooks(drawnArms(data));
  const diverged = trials.filter(({ result }) => result.reason === 'diverged').length;
  const { collapse } = plan;
  const line =
    collapse?.signal === plan.score
      ? ` The thin line is the collapse rule: a mean below ${numberWord(collapse.below)} over the ${collapse.over}.`
      : '';
  const lost = diverged === 0 ? '' : ` ${diverged} runs diverged; they are drawn on at their lowest value.`;
  const last = arms.map(({ name }) => {
    const end = rows.findLast(({ arm }) => arm === name);
    return end === undefined
      ? `${name} has no run`
      : `${name} ends at ${numberWord(end.y)} (${numberWord(end.low)} to ${numberWord(end.high)})`;
  });
  return {
    id: 'returns',
    title: 'Returns',
    caption: `${plan.score} over updates: line, median over seeds; band, 10–90 % of them.${line}${lost}${drawnWords(data)}`,
    alternative: `Median ${plan.score} of each arm with its 10–90 % range at the last updates: ${last.join('; ')}.`,
    spec: specOf(
      bandPanel({
        rows,
        arms,
        picks: true,
        x: { title: 'update', scale: { domain: [0, plan.updates], nice: false } },
        y: { title: plan.score, scale: { zero: false }, axis: { labelExpr: plainLabel } },
        ...(collapse?.signal === plan.score ? { edge: collapse.below } : {}),
      }),
    ),
    numbers: {
      caption: `${plan.score}: median and 10–90 % range over seeds`,
      columns: ['arm', ...sampled(rows, plan.updates).map((at) => `update ${at}`)],
      rows: arms.map(({ name }) => [
        name,
        ...sampled(rows, plan.updates).map((at) => {
          const near = nearestRow(
            rows.filter(({ arm }) => arm === name),
            at,
          );
          return near === undefined
            ? '–'
            : `${numberWord(near.y)} (${numberWord(near.low)} to ${numberWord(near.high)})`;
        }),
      ]),
    },
  };
}

/** Five updates spread over the run. */
function sampled(rows: readonly BandRow[], updates: number): number[] {
  const last = Math.max(...rows.map(({ x }) => x), 0);
  return [...new Set([0, 0.25, 0.5, 0.75, 1].map((part) => Math.round(part * Math.min(last, updates - 1))))];
}

/** The row nearest to a place. */
function nearestRow(rows: readonly BandRow[], at: number): BandRow | undefined {
  let best: BandRow | undefined;
  for (const row of rows) if (best === undefined || Math.abs(row.x - at) < Math.abs(best.x - at)) best = row;
  return best;
}
