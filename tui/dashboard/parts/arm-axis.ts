import { seedColumns, type Columns, type SeedColumnsOptions } from '../../seed-columns.js';
import type { ArmState, State } from '../../state.js';
import { rowFold, rowSeries } from '../../store/arm-series.js';
import { count, counted } from '../../words.js';
import { windowOf, type Axis, type Place } from '../place.js';
import { MOST_CYCLES } from './run-curves.js';
import { foldOf, stepWords } from './x-axis.js';

/** X axes that curves over several seeds can have: their clocks are no common one. */
export const armAxes: readonly Axis[] = ['update', 'step', 'phase'];

/** How the rows of all arms become columns over one axis. */
export interface ArmAxis {
  readonly kind: Axis;
  /** Both ends in words, the longest form first; '' for the usual axis. */
  readonly forms: readonly string[];
  readonly columns: (arm: ArmState, rows: Float64Array, width: number, options: SeedColumnsOptions) => Columns;
}

/** The axis of a comparison's curves at a place: updates, env steps where they are counted, or the phase of the difficulty's wave. */
export function armAxis({ plan, arms }: State, place: Place): ArmAxis {
  const updates = plan?.updates ?? 0;
  const period = plan?.period;
  const fold = period === undefined ? undefined : foldOf({ period }, place);
  if (fold !== undefined)
    return {
      kind: 'phase',
      forms: [`phase 0° – 360° of ${counted(fold, 'update')}`, 'phase 0° – 360°', '0° – 360°', '0° 360°'],
      columns: (arm, rows, width, { worst }) => foldedColumns(arm, rows, { updates, period: fold, width, worst }),
    };
  const { from, to } = windowOf(place, { lived: livedOf(arms), updates, usual: updates });
  const most = place.axis === 'step' ? stepsAt(arms, updates, to) : Number.NaN;
  if (most > 0) {
    const least = from === 0 ? 0 : stepsAt(arms, updates, from);
    return {
      kind: 'step',
      forms: ends('env steps', stepWords(least), stepWords(most)),
      columns: (arm, rows, width, options) =>
        seedColumns(arm, rows, updates, width, {
          ...options,
          edges: (index) => stepEdges(arm, index, { updates, width, least, most }),
        }),
    };
  }
  return {
    kind: 'update',
    forms: from === 0 && to === updates ? [''] : ends('updates', count(from), count(to)),
    columns: (arm, rows, width, options) => seedColumns(arm, rows, updates, width, { ...options, from, to }),
  };
}

/** Both ends of an axis, as short as there is room for. */
function ends(name: string, from: string, to: string): readonly string[] {
  return [`${name} ${from} – ${to}`, `${from} – ${to}`, `${from}–${to}`, `–${to}`];
}

/** Updates that the run that lived longest has lived. */
export function livedOf(arms: State['arms']): number {
  return arms.reduce((most, { runs }) => runs.reduce((longest, { lived }) => Math.max(longest, lived), most), 0);
}

/** The most env steps that a run has behind it before an update. */
function stepsAt(arms: State['arms'], updates: number, before: number): number {
  let most = Number.NaN;
  for (const { runs, envSteps } of arms)
    runs.forEach(({ lived }, index) => {
      const steps = envSteps[index * updates + Math.min(lived, before) - 1];
      if (lived > 0 && !(most >= steps) && Number.isFinite(steps)) most = steps;
    });
  return most;
}

interface StepEdges {
  readonly updates: number;
  readonly width: number;
  readonly least: number;
  readonly most: number;
}

/** First update of a seed in each column of env steps, and one behind the last. */
function stepEdges(
  { runs, envSteps }: ArmState,
  index: number,
  { updates, width, least, most }: StepEdges,
): Int32Array {
  const { lived } = runs[index];
  const row = rowSeries({ column: envSteps, index, updates, lived });
  const edges = new Int32Array(width + 1);
  let update = 0;
  for (let c = 0; c <= width; c++) {
    update = row.first(least + ((most - least) * c) / width, update, lived);
    edges[c] = c === width ? lived : update;
  }
  return edges;
}

interface FoldedOptions {
  readonly updates: number;
  readonly period: number;
  readonly width: number;
  readonly worst: number | undefined;
}

/** All cycles of every seed over one phase axis; seeds begin at different phases and are turned to the wave of the plan. */
function foldedColumns(arm: ArmState, rows: Float64Array, { updates, period, width, worst }: FoldedOptions): Columns {
  const all = new Float64Array(arm.runs.length * period).fill(Number.NaN);
  const runs = arm.runs.map((run, index) => {
    const shift = shiftOf(arm, index, updates, period);
    const means = rowFold({ column: rows, index, updates, lived: run.lived }, period, MOST_CYCLES);
    for (let phase = 0; phase < period; phase++) all[index * period + ((phase + shift) % period)] = means[phase];
    return { ...run, lived: run.lived > 0 ? period : 0, status: 'running' as const };
  });
  return seedColumns({ ...arm, runs }, all, period, width, { worst });
}

/** Updates that are compared with the wave of the plan. */
const COMPARED = 64;

const shifts = new WeakMap<Float64Array, Map<number, { readonly compared: number; readonly shift: number }>>();

/** By how many updates a seed's wave is ahead of the wave of its plan. */
function shiftOf(arm: ArmState, index: number, updates: number, period: number): number {
  const knob = Object.entries(arm.plan.waves).find(
    ([, wave]) => wave.length === period && wave.some((value) => value !== wave[0]),
  );
  const names = Object.keys(arm.plan.waves);
  if (knob === undefined) return 0;
  // The plan tells the rate first, then the knob.
  const last = arm.plan.waves[names[names.length - 1]];
  const isKnob = names.length > 1 && last.length === period && last.some((value) => value !== last[0]);
  const [wave, row] = isKnob ? [last, arm.knob] : [knob[1], arm.rate];
  const compared = Math.min(arm.runs[index].lived, COMPARED, period);
  const known = shifts.get(row) ?? new Map<number, { compared: number; shift: number }>();
  shifts.set(row, known);
  const before = known.get(index);
  if (before?.compared === compared) return before.shift;
  let [best, shift] = [Number.POSITIVE_INFINITY, 0];
  for (let by = 0; by < period; by++) {
    let error = 0;
    for (let n = 0; n < compared && error < best; n++) {
      const difference = row[index * updates + n] - wave[(n + by) % period];
      error += difference * difference;
    }
    if (error < best) [best, shift] = [error, by];
  }
  known.set(index, { compared, shift });
  return shift;
}
