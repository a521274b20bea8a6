import { runShown } from '../run-reading.js';
import type { View } from '../view.js';
import { armAxis } from './arm-axis.js';
import { armsShown, boundsOf } from './curves.js';
import { overlaySeries } from './overlay.js';
import { shownCurves } from './run-chart.js';
import { xAxis } from './x-axis.js';

/** Columns that are looked at. */
const COLUMNS = 400;

/** The scores that the charts of a screen show: of the arms that are on, of the marked runs over each other, or of the run in focus. */
export function shownScores(view: View): readonly Float64Array[] {
  const { screen, state, place, band } = view;
  if (screen === 'compare') {
    const { columns } = armAxis(state, place);
    return armsShown(view, Number.POSITIVE_INFINITY).flatMap((index) => {
      const arm = state.arms.at(index);
      if (arm === undefined || state.plan === undefined) return [];
      const shown = columns(arm, arm.score, COLUMNS, { worst: state.plan.worst, smooth: place.smooth });
      return [shown.mean, ...boundsOf(shown, band)];
    });
  }
  if (screen === 'runs' && view.curves.length > 0) return overlaySeries(view.curves, place.smooth);
  const of = runShown(view);
  if (of === undefined) return [];
  const reach = screen === 'runs' ? { ...place, span: place.span ?? of.updates } : place;
  return shownCurves(of, view, xAxis(of, reach, COLUMNS)).map(({ values }) => values);
}
