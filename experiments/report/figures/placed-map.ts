import { stabilityMap } from '../../../curriculum/stability/map.js';
import { fraction } from '../../../curriculum/schedule.js';
import type { Waveform } from '../../../curriculum/waveforms.js';
import { average } from '../../../math/average.js';
import { median } from '../../../math/statistics.js';
import type { ArmPlan } from '../../event.js';
import { armCounts, meanRate } from '../counts.js';
import type { PassData } from '../pass-data.js';
import { phaseOf } from './phase-curve.js';

/** Where phases lie on the map: in phase a quarter from its left side, anti-phase from its right. */
export const FIRST_PHASE = -0.25;
/** So many that in phase and anti-phase lie in the middle of a cell, where the edge has its corners. */
export const mapSize = { columns: 42, rows: 24 } as const;
const { columns, rows } = mapSize;
/** A comparison's runs on the map. */
export interface PlacedArm {
  readonly label: string;
  /** In [−¼, ¾). */
  readonly phase: number;
  readonly rate: number;
  readonly collapse: number;
  readonly runs: number;
}

/** The predicted margin over phase and mean rate, and where the runs stood. */
export interface PlacedMap {
  readonly phases: readonly number[];
  readonly rates: readonly number[];
  /** Row by row from the lowest rate. */
  readonly margins: Float64Array;
  /** At each phase the mean rate whose margin is 0. */
  readonly edge: readonly { readonly phase: number; readonly rate: number }[];
  readonly arms: readonly PlacedArm[];
}

/**
 * The map of the lowest margin over a period, for the waves of a comparison. Its scale of curvature over the optimizer's limit is taken from the predicted
 * margins themselves: κ = (1 − margin)/max(rate·knob), the median over arms; so it holds for every optimizer whose margin is 1 − ηλ/limit.
 *
 * Undefined where margins were not predicted, or rate or knob stand still.
 */
export function placedMap(passes: readonly PassData[]): PlacedMap | undefined {
  const placed = passes.flatMap((data) =>
    data.plan.arms.flatMap((arm) => {
      const phase = phaseOf(data, arm);
      return phase === undefined ? [] : [{ data, arm, phase }];
    }),
  );
  if (placed.length === 0) return undefined;
  const [{ data: first, arm: shape, phase: lead }] = placed;
  const { period, knob, rate } = first.plan;
  const rateWave = shape.waves[rate];
  const knobWave = shape.waves[knob ?? ''] ?? [];
  if (period === undefined || rateWave.length !== period || knobWave.length !== period) return undefined;
  const alike = placed.filter(
    ({ data, arm }) => data.plan.period === period && sameShape(arm.waves[data.plan.rate], rateWave),
  );
  const scales = alike.flatMap(({ data, arm }) => scaleOf(data, arm));
  if (scales.length === 0) return undefined;
  const scale = median(scales);
  const counts = new Map(passes.map((data) => [data, armCounts(data)]));
  const arms = alike.map(({ data, arm, phase }): PlacedArm => {
    const count = counts.get(data)?.find((one) => one.arm === arm.name);
    return {
      label: arm.name,
      phase: fraction(phase - FIRST_PHASE) + FIRST_PHASE,
      rate: meanRate(data, arm.name),
      collapse: count?.share?.value ?? NaN,
      runs: count?.runs ?? 0,
    };
  });
  const of = { rate: waveOf(rateWave, lead), knob: waveOf(knobWave, 0) };
  // The edge of the most dangerous phase is part of the picture, unless it lies very far below.
  const peak = of.rate.top * of.knob.top * of.knob.mean;
  const slowest = Math.min(...arms.map((arm) => arm.rate));
  const lowest = Math.min(slowest / 2, Math.max(slowest / 30, 0.6 / (scale * peak)));
  const highest = Math.max(...arms.map((arm) => arm.rate)) * 2;
  const phases = Array.from({ length: columns }, (_, k) => FIRST_PHASE + (k + 0.5) / columns);
  const rates = Array.from(
    { length: rows },
    (_, k) => lowest * Math.exp(((k + 0.5) / rows) * Math.log(highest / lowest)),
  );
  // A step of limit 2 on curvature 2κ·knob has the margin 1 − κ·rate·knob.
  const map = stabilityMap({
    x: { axis: 'phase', values: phases },
    y: { axis: 'meanRate', values: rates.map((mean) => mean * of.rate.middle) },
    reading: 'margin',
    period,
    rateWave: of.rate.wave,
    curvatureWave: of.knob.wave,
    rateAmplitude: of.rate.amplitude,
    curvatureAmplitude: of.knob.amplitude,
    meanCurvature: 2 * scale * of.knob.mean * of.knob.middle,
  });
  const edge = phases.map((phase, column) => ({ phase, rate: rates[0] / (1 - map.grid[column]) }));
  return { phases, rates, margins: map.grid, edge: edge.filter(({ rate: at }) => at > lowest && at < highest), arms };
}

/** κ as an arm's predicted margin gives it. */
function scaleOf({ plan }: PassData, { predicted, waves }: ArmPlan): number[] {
  const knob = waves[plan.knob ?? ''] ?? [];
  const peak = waves[plan.rate].reduce((most, value, n) => Math.max(most, value * knob[n]), 0);
  return predicted.margin === undefined || !(peak > 0) ? [] : [(1 - predicted.margin) / peak];
}

/** What the map needs of a wave. */
interface SampledWave {
  readonly wave: Waveform;
  /** Relative to its middle. */
  readonly amplitude: number;
  /** Middle and highest value as shares of its mean. */
  readonly middle: number;
  readonly top: number;
  readonly mean: number;
}

/** A sampled wave as a waveform `lead` turns later, its relative amplitude, and its middle as a share of its mean. */
function waveOf(samples: readonly number[], lead: number): SampledWave {
  const low = Math.min(...samples);
  const high = Math.max(...samples);
  const middle = (low + high) / 2;
  const mean = average(samples);
  const wave: Waveform = (phase) => {
    const at = fraction(phase - lead) * samples.length;
    const from = Math.floor(at + 1e-9);
    const [a, b] = [samples[from % samples.length], samples[(from + 1) % samples.length]];
    return (a + (b - a) * Math.max(0, at - from) - low) / (high - low);
  };
  return { wave, amplitude: (high - low) / (high + low), middle: middle / mean, top: high / mean, mean };
}

/** Whether two waves take the same values over a period, relative to their means: then one is the other, shifted and scaled. */
function sameShape(one: readonly number[], other: readonly number[]): boolean {
  const levels = (wave: readonly number[]): readonly number[] => {
    const mean = average(wave);
    return wave.map((value) => value / mean).sort((a, b) => a - b);
  };
  const [a, b] = [levels(one), levels(other)];
  return a.length === b.length && a.every((value, n) => Math.abs(value - b[n]) < 0.02);
}
