import { sparkline } from '../../charts/bars.js';
import type { Rectangle } from '../../charts/cells.js';
import { rowMeans } from '../../store/arm-series.js';
import { factor, plainNumber, score, signed, stabilityWord } from '../../words.js';
import { periodReadings, placeIn, readingAt, runShown, updateShown } from '../run-reading.js';
import type { View } from '../view.js';
import { labelled, type CompactBody } from './compact-body.js';
import { drawCoupling } from './coupling-chart.js';
import { drawNewestMark, drawRunLog } from './event-log.js';
import { angle } from './phase-panel.js';
import { drawReturn } from './run-chart.js';

/** One run: return, margin, growth, phases; below them its charts. */
export function liveBody(view: View, width: number): CompactBody {
  const of = runShown(view);
  if (of === undefined)
    return { lines: [[[0, 'no run yet']], [[0, 'antiphase run balance starts one; 4 has the stored runs']]] };
  const run = of.arm.runs[of.index];
  const reading = readingAt(of, updateShown(of, view.place));
  const newest = reading.update === run.lived - 1 && run.status === 'running';
  const { growth, transient } = newest ? run : periodReadings(run, reading.update);
  const { word, level } = stabilityWord({ margin: reading.margin, lowest: reading.lowest, growth, transient });
  const spark = Math.max(4, Math.min(24, width - 38));
  const marks = (focused: boolean) => ({ marks: run.marks, focused });
  return {
    lines: [
      [
        [0, labelled('return', score(reading.score))],
        [1, sparkline(rowMeans(placeIn(of, of.arm.score), spark), spark)],
        [2, view.place.cursor === undefined ? '' : `update ${reading.update}`],
      ],
      [
        [0, labelled('margin', signed(reading.margin))],
        [2, sparkline(rowMeans(placeIn(of, of.arm.margin), spark), spark)],
        [1, `lowest ${signed(reading.lowest)}`],
        [3, 'est.'],
      ],
      [
        [0, labelled('growth', plainNumber(growth))],
        [1, `transient ${factor(transient)}`],
        [2, level === 'unknown' ? word : `${word}, est.`],
      ],
      [
        [0, labelled('Δφ to c', angle(reading.toKnob))],
        [1, `to λ ${angle(reading.toSharpness)}`],
        [2, `corr(c,λ) ${signed(reading.correlation)}`],
      ],
    ],
    rest: {
      least: 5,
      draw(grid, at) {
        const { curve, coupling, log } = compactCharts(at);
        const options = { focused: false, reading };
        const title = [[0, view.state.plan?.score ?? 'return'] as const, [1, `seed ${run.seed}`] as const];
        drawReturn(grid, curve, view, of, { ...options, title });
        if (coupling !== undefined)
          drawCoupling(grid, coupling, view, of, { ...options, title: [[0, 'η ── · c ╌╌ · λ ··']] });
        if (log !== undefined) drawRunLog(grid, log, view, marks(false));
      },
    },
    event: (grid, at) => drawNewestMark(grid, at, view, run.marks),
  };
}

/** What there is room for below the lines of a run: its return, what it is driven by, and its log. */
export function compactCharts(at: Rectangle): {
  readonly curve: Rectangle;
  readonly coupling?: Rectangle;
  readonly log?: Rectangle;
} {
  if (at.height < 14) return { curve: at };
  const log = at.height >= 22 ? 6 : 0;
  const upper = Math.ceil((at.height - log) / 2);
  return {
    curve: { ...at, height: upper },
    coupling: { ...at, y: at.y + upper, height: at.height - upper - log },
    ...(log > 0 ? { log: { ...at, y: at.y + at.height - log, height: log } } : {}),
  };
}
