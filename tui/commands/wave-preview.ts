import { lint, type LintReport } from '../../curriculum/lint.js';
import { isPeriodic, shift } from '../../curriculum/period.js';
import { cycle, valueAt, type Schedule, type Tunable } from '../../curriculum/schedule.js';
import { predictReadings, type PredictedReadings } from '../../curriculum/stability/predict.js';
import type { StepMatrix } from '../../curriculum/stability/step-matrix.js';
import { usualPeriod, waveSource, type WaveSource } from '../../experiments/wave-source.js';
import { checkName, OptionError } from '../../math/check.js';
import { flagName, numberFlag, textFlag, type Flags } from './page.js';
import { stepOf } from './step-flags.js';

/** A rate looked over before anything is trained with it. */
export interface WavePreview {
  readonly source: WaveSource;
  /** The rate it gives at every update. */
  readonly rate: Schedule;
  /** Values at the levels 0 and 1 of a waveform. */
  readonly bounds: readonly [min: number, max: number] | undefined;
  /** Updates after which the rate repeats. */
  readonly period: number | undefined;
  readonly phase: number;
  readonly lint: LintReport;
  readonly curvature: { readonly text: string; readonly value: Tunable };
  readonly step: StepMatrix;
  readonly readings: PredictedReadings;
  /** Rate and curvature as they are drawn, over one period or over the first updates of what does not repeat. */
  readonly updates: readonly number[];
  readonly rates: readonly number[];
  readonly curvatures: readonly number[];
}

/** Updates shown of a schedule that does not repeat, and at most of one that does. */
const shownUpdates = 128;
const mostUpdates = 4096;
/** Places of a waveform's turn that are drawn. */
const shownPhases = 128;

/**
 * Looks over what a text names, with the flags of `antiphase waves`.
 *
 * @throws OptionError for a text or a flag that cannot be used; whatever a file throws.
 */
export async function previewWave(text: string, flags: Flags): Promise<WavePreview> {
  const given = numberFlag(flags, 'period', { min: 1, advice: 'Periods are counted in updates.' });
  const phase = numberFlag(flags, 'phase', { advice: 'Phases are counted in turns: 0.5 is half a period.' }) ?? 0;
  const as = flags['as'] === undefined ? undefined : checkName('--as', flags['as'], ['waveform', 'schedule'] as const);
  const source = await waveSource(text, { option: 'waves', period: given, as });
  const bounds = boundsOf(flags, 'min', 'max', source);
  const rate = rateOf(source, given ?? usualPeriod, phase, bounds);
  const curvature = await curvatureOf(flags, given ?? rate.period ?? usualPeriod);
  const step = stepOf(flags);
  const report = source.kind === 'waveform' ? lint(source.wave, { as: 'waveform' }) : lint(rate, { as: 'schedule' });
  const period = isPeriodic(rate) ? rate.period : undefined;
  const updates = source.kind === 'waveform' ? evenly(period ?? usualPeriod) : wholeUpdates(period);
  return {
    source,
    rate,
    bounds,
    period,
    phase,
    lint: given === undefined ? report : withPeriodNote(report, given, period),
    curvature,
    step,
    readings: predictReadings({ rate, curvature: curvature.value, step }),
    updates,
    rates: updates.map((update) => rate(update, {})),
    curvatures: updates.map((update) => valueAt(curvature.value, update)),
  };
}

function evenly(period: number): number[] {
  return Array.from({ length: shownPhases }, (_, k) => (k * period) / shownPhases);
}

/** The updates of one period, or the first ones of what does not repeat; a schedule is asked at whole updates only. */
export function wholeUpdates(period: number | undefined): number[] {
  return Array.from({ length: Math.min(mostUpdates, Math.ceil(period ?? shownUpdates)) }, (_, update) => update);
}

function rateOf(
  source: WaveSource,
  period: number,
  phase: number,
  [min, max]: readonly [number, number] = [0, 1],
): Schedule {
  if (source.kind === 'waveform') return cycle({ wave: source.wave, period, phase, min, max });
  if (phase === 0) return source.schedule;
  if (isPeriodic(source.schedule)) return shift(source.schedule, phase);
  throw new OptionError('--phase', 'a schedule that repeats', source.text, 'Its period is not known: give --period.');
}

/** Values at levels 0 and 1; the levels themselves unless given. */
function boundsOf(flags: Flags, low: string, high: string, source: WaveSource): readonly [number, number] | undefined {
  const [min, max] = [numberFlag(flags, low), numberFlag(flags, high)];
  if (source.kind === 'waveform') return [min ?? 0, max ?? 1];
  if (min !== undefined || max !== undefined)
    throw new OptionError(
      flagName(min === undefined ? high : low),
      'a waveform to stretch',
      source.text,
      'A schedule has values of its own: change them in its text.',
    );
  return undefined;
}

async function curvatureOf(flags: Flags, period: number): Promise<WavePreview['curvature']> {
  const text = textFlag(flags, 'curvature') ?? '1';
  if (Number.isFinite(Number(text)) && text.trim() !== '') return { text, value: Number(text) };
  const source = await waveSource(text, { option: '--curvature', period });
  const [min, max] = boundsOf(flags, 'curvatureMin', 'curvatureMax', source) ?? [0, 1];
  return { text, value: source.kind === 'waveform' ? cycle({ wave: source.wave, period, min, max }) : source.schedule };
}

function withPeriodNote(report: LintReport, given: number, period: number | undefined): LintReport {
  if (period === given) return report;
  const note = `Does not repeat after the period of ${given} updates that was given.`;
  return { ...report, warnings: [...report.warnings, note] };
}
