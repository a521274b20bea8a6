import { lint } from '../../curriculum/lint.js';
import { waveformNamed, waveNames } from '../../curriculum/own-waves.js';
import { cycle, fraction, type CycleSchedule } from '../../curriculum/schedule.js';
import { gradientDescent, heavyBall } from '../../curriculum/stability/optimizers.js';
import { predictReadings, type PredictedReadings } from '../../curriculum/stability/predict.js';
import type { StepMatrix } from '../../curriculum/stability/step-matrix.js';
import type { Waveform } from '../../curriculum/waveforms.js';
import type { PlanEvent } from '../../experiments/event.js';
import { parseWave, waveOf } from '../../experiments/wave-text.js';
import { OptionError } from '../../math/check.js';
import type { Field } from './modes.js';

/** What the studio describes: two waves over one period, and the optimizer's momentum. */
export interface StudioNumbers {
  /** A waveform's name, a formula in p, or points. */
  readonly rateWave: string;
  readonly rateMin: number;
  readonly rateMax: number;
  /** Turns by which the rate leads. */
  readonly phase: number;
  /** Updates. */
  readonly period: number;
  readonly curvatureWave: string;
  readonly curvatureMin: number;
  readonly curvatureMax: number;
  readonly momentum: number;
  /** Curvature at the default knob, by which a run's knob is curvature / scale. */
  readonly scale: number;
}

/** The flagship's waves at the curvature of its warm policies. */
export const studioDefaults: StudioNumbers = {
  rateWave: 'cosine',
  rateMin: 3.2,
  rateMax: 28.8,
  phase: 0.5,
  period: 40,
  curvatureWave: 'cosine',
  curvatureMin: 0.015,
  curvatureMax: 0.135,
  momentum: 0,
  scale: 0.075,
};

/** All that is known of the numbers: schedules, readings, and what is wrong with what was typed. */
export interface Studied {
  readonly numbers: StudioNumbers;
  readonly rate: CycleSchedule;
  readonly curvature: CycleSchedule;
  readonly rateShape: Waveform;
  readonly curvatureShape: Waveform;
  readonly step: StepMatrix;
  readonly readings: PredictedReadings;
  readonly warnings: readonly string[];
}

/**
 * The waveform of a text: a name, bundled or saved, a formula in p, or points.
 *
 * @throws OptionError with the column of what is refused, or for a phase without a level.
 */
function shapeOf(text: string): Waveform {
  const named = waveNames().includes(text);
  const wave = named ? waveformNamed('wave', text) : waveOf(parseWave(text));
  const [first] = lint(wave, { as: 'waveform' }).nonFinite;
  if (first !== undefined) throw new OptionError('wave', 'a level at every phase', `${first.value} at p = ${first.at}`);
  return wave;
}

/**
 * Schedules, readings and warnings of the numbers.
 *
 * @throws OptionError for what cannot be used.
 */
export function studied(numbers: StudioNumbers): Studied {
  const rateShape = shapeOf(numbers.rateWave);
  const curvatureShape = shapeOf(numbers.curvatureWave);
  const { period, phase, rateMin, rateMax, curvatureMin, curvatureMax, momentum } = numbers;
  if (!Number.isInteger(period) || period < 2)
    throw new OptionError('period', 'a whole number of updates from 2 on', period);
  const rate = cycle({ wave: rateShape, period, phase, min: rateMin, max: rateMax });
  const curvature = cycle({ wave: curvatureShape, period, min: curvatureMin, max: curvatureMax });
  const step = momentum === 0 ? gradientDescent() : heavyBall({ momentum, form: 'accumulated' });
  const [low] = lint(rate).range ?? [Number.NaN];
  const warnings = [...lint(rateShape, { as: 'waveform' }).warnings.map((text) => `η: ${text}`)];
  if (low < 0) warnings.push(`η: the rate falls to ${Number(low.toPrecision(3))}: it climbs there`);
  warnings.push(...lint(curvatureShape, { as: 'waveform' }).warnings.map((text) => `c: ${text}`));
  return {
    numbers,
    rate,
    curvature,
    rateShape,
    curvatureShape,
    step,
    readings: predictReadings({ rate, curvature, step }),
    warnings,
  };
}

/** The numbers of a plan: bounds and period of its first arm's waves, curvature from its warm policies. */
export function fromPlan(plan: PlanEvent): StudioNumbers {
  const arm = plan.arms.find(({ phase }) => phase === 0.5) ?? plan.arms[0];
  const rates = arm.waves[plan.rate] ?? [];
  const knobs = plan.knob === undefined ? [] : (arm.waves[plan.knob] ?? []);
  const scale = plan.sharpness?.value ?? studioDefaults.scale;
  const bounds = (values: readonly number[]): readonly [number, number] => [Math.min(...values), Math.max(...values)];
  const short = (value: number): number => Number(value.toPrecision(3));
  const [rateMin, rateMax] = rates.length > 1 ? bounds(rates) : [studioDefaults.rateMin, studioDefaults.rateMax];
  const [low, high] = knobs.length > 1 ? bounds(knobs) : [1, 1];
  return {
    ...studioDefaults,
    rateMin: short(rateMin),
    rateMax: short(rateMax),
    period: plan.period !== undefined && Number.isInteger(plan.period) ? plan.period : studioDefaults.period,
    phase: arm.phase ?? studioDefaults.phase,
    curvatureMin: short(low * scale),
    curvatureMax: short(high * scale),
    scale: short(scale),
  };
}

const labels: readonly (readonly [keyof StudioNumbers, string])[] = [
  ['rateWave', 'η wave'],
  ['rateMin', 'η min'],
  ['rateMax', 'η max'],
  ['phase', 'phase'],
  ['period', 'period'],
  ['curvatureWave', 'c wave'],
  ['curvatureMin', 'c min'],
  ['curvatureMax', 'c max'],
  ['momentum', 'momentum'],
  ['scale', 'λ at knob 1'],
];

const steps: Partial<Record<keyof StudioNumbers, number>> = { phase: 0.125, period: 1, momentum: 0.1 };

/** The numbers as fields to be edited; texts stand in them whole. */
export function fieldsOf(numbers: StudioNumbers): readonly Field[] {
  return labels.map(([member, name]) => {
    const value = numbers[member];
    if (typeof value === 'string') return { name, text: value, now: value, step: 0, from: 0, words: true };
    const step = steps[member] ?? Number((Math.max(Math.abs(value), 1e-9) / 10).toPrecision(1));
    return { name, text: '', now: String(value), step, from: value };
  });
}

/**
 * The numbers that fields hold.
 *
 * @throws OptionError for a text that is no number.
 */
export function numbersOf(fields: readonly Field[], before: StudioNumbers): StudioNumbers {
  const changed: Record<string, string | number> = {};
  for (const [member, name] of labels) {
    const text = fields.find((field) => field.name === name)?.text ?? '';
    if (typeof before[member] === 'string') changed[member] = text;
    else if (text !== '') {
      const number = Number(text);
      if (!Number.isFinite(number)) throw new OptionError(name, 'a number', text);
      changed[member] = number;
    }
  }
  return { ...before, ...changed };
}

/** Relative amplitude of the rate, in [0, 1] where its bounds are not negative. */
export function amplitudeOf({ rateMin, rateMax }: StudioNumbers): number {
  const mean = (rateMin + rateMax) / 2;
  return mean === 0 ? 0 : Math.min(1, Math.max(0, (rateMax - rateMin) / 2 / Math.abs(mean)));
}

/** The numbers with the rate at another phase and relative amplitude, its mid value kept. */
export function movedTo(numbers: StudioNumbers, phase: number, amplitude: number): StudioNumbers {
  const mid = (numbers.rateMin + numbers.rateMax) / 2;
  const short = (value: number): number => Number(value.toPrecision(6));
  return {
    ...numbers,
    phase: short(fraction(phase)),
    rateMin: short(mid * (1 - amplitude)),
    rateMax: short(mid * (1 + amplitude)),
  };
}

/** Texts of waves that are typed and not used. */
export interface TypedWaves {
  readonly rateWave?: string;
  readonly curvatureWave?: string;
}

/** Texts of waves that differ from those in use. */
export function typedWaves(fields: readonly Field[], { rateWave, curvatureWave }: StudioNumbers): TypedWaves {
  const text = (name: string): string | undefined => fields.find((field) => field.name === name)?.text;
  const [rate, curvature] = [text('η wave'), text('c wave')];
  return {
    ...(rate === undefined || rate === rateWave ? {} : { rateWave: rate }),
    ...(curvature === undefined || curvature === curvatureWave ? {} : { curvatureWave: curvature }),
  };
}
