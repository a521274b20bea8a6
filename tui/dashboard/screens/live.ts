import type { CurvatureSource } from '../../../experiments/event.js';
import { write, type Cells, type Rectangle } from '../../charts/cells.js';
import { fit, liveLayout } from '../../layout.js';
import { counted, plainNumber, signed, UNKNOWN } from '../../words.js';
import { drawRunLog } from '../parts/event-log.js';
import { drawReadings } from '../parts/gauge.js';
import { drawPanel } from '../parts/panel.js';
import { drawPhase } from '../parts/phase-panel.js';
import { drawCoupling } from '../parts/coupling-chart.js';
import { drawReturn } from '../parts/run-chart.js';
import { drawRunPanel } from '../parts/run-panel.js';
import { periodReadings, readingAt, runShown, updateShown, type RunAt, type RunReading } from '../run-reading.js';
import type { View } from '../view.js';

/** Panels of the live screen, in the order of `tab`. */
export const livePanels = ['return', 'coupling', 'phase', 'readings', 'events', 'run'] as const;

/** One run while it goes on: its return, what it is driven by, phase, three readings, and everything that happened. */
export function drawLive(grid: Cells, view: View): void {
  const of = runShown(view);
  const layout = liveLayout(grid.width, grid.height);
  if (of === undefined) {
    const inside = drawPanel(
      grid,
      { x: 0, y: 1, width: grid.width, height: grid.height - 2 },
      { title: [[0, 'live']] },
    );
    const text = 'no run yet: antiphase run balance starts one, 3 is the studio, 4 has the stored runs';
    write(grid, inside.x + 2, inside.y + 1, text, 'dim', inside.width - 3);
    return;
  }
  const reading = readingAt(of, updateShown(of, view.place));
  const panel = livePanels[view.panel % livePanels.length];
  const whole: Rectangle = { x: 0, y: 1, width: grid.width, height: grid.height - 2 };
  const parts: Readonly<Record<(typeof livePanels)[number], (at: Rectangle, focused: boolean) => void>> = {
    return: (at, focused) => drawReturn(grid, at, view, of, { title: returnTitle(view, of), focused, reading }),
    coupling: (at, focused) =>
      drawCoupling(grid, at, view, of, {
        title: [[0, at.width > 84 ? 'rate η ── · difficulty c ╌╌ · curvature λ ··' : 'η ── · c ╌╌ · λ ··']],
        focused,
        reading,
      }),
    phase: (at, focused) => drawPhase(grid, at, view, reading, focused),
    readings: (at, focused) =>
      drawRunReadings(grid, at, of, reading, { curvature: view.state.plan?.curvature, focused }),
    events: (at, focused) => drawRunLog(grid, at, view, { marks: of.arm.runs[of.index].marks, focused }),
    run: (at, focused) => drawRunPanel(grid, at, view, { of, reading, focused }),
  };
  if (view.full) {
    parts[panel](whole, true);
    return;
  }
  parts.return(layout.curve, panel === 'return');
  parts.coupling(layout.coupling, panel === 'coupling');
  parts.phase(layout.phase, panel === 'phase');
  // Where there is no room for both, the run stands in the readings' place while it is in focus.
  if (layout.run === undefined && panel === 'run') parts.run(layout.readings, true);
  else parts.readings(layout.readings, panel === 'readings');
  if (layout.run !== undefined) parts.run(layout.run, panel === 'run');
  parts.events(layout.log, panel === 'events');
}

function returnTitle({ state }: View, { arm, index }: RunAt): readonly (readonly [number, string])[] {
  return [
    [0, state.plan?.score ?? 'score'],
    [1, `seed ${arm.runs[index].seed}`],
    [2, arm.runs.length > 1 ? `${index + 1} of ${arm.runs.length}` : ''],
  ];
}

/** Options of {@link drawRunReadings}. */
interface ReadingsOptions {
  /** What λ is measured of. */
  readonly curvature: CurvatureSource | undefined;
  readonly focused?: boolean;
}

/** The three readings of this run at the update that is read. */
function drawRunReadings(
  grid: Cells,
  at: Rectangle,
  of: RunAt,
  reading: RunReading,
  { curvature, focused = false }: ReadingsOptions,
): void {
  const run = of.arm.runs[of.index];
  const newest = reading.update === run.lived - 1 && run.status === 'running';
  const closed = periodReadings(run, reading.update);
  const { sharpness, age, correlation, margin, lowest } = reading;
  const held = age === undefined || age === 0 ? '' : at.width < 40 ? `−${age} u` : `${counted(age, 'update')} ago`;
  const error = run.sharpnessError;
  const bound = error === undefined || Number.isNaN(error) || !newest ? '' : `±${Number(error.toPrecision(1))}`;
  drawReadings(grid, at, {
    now: {
      margin,
      lowest,
      growth: newest ? run.growth : closed.growth,
      transient: newest ? run.transient : closed.transient,
    },
    predicted: of.arm.plan.predicted,
    periodic: of.period !== undefined && of.period > 1,
    focused,
    more: [
      fit(
        [
          [0, `λ ${sharpness === undefined ? UNKNOWN : plainNumber(sharpness, 4)}`],
          [2, bound],
          [1, curvature?.operator ?? ''],
          [4, curvature === undefined ? '' : counted(curvature.products, 'product')],
          [3, held],
        ],
        at.width - 4,
        ' ',
      ),
      `corr(c,λ) ${signed(correlation)} n ${reading.readings}`,
      ...(correlation === undefined ? ['corr ?: the knob does not show in λ'] : []),
    ],
  });
}
