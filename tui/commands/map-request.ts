import type { MapAxis, MapAxisOptions, StabilityMapOptions } from '../../curriculum/stability/map.js';
import type { ReadingName } from '../../curriculum/stability/readings.js';
import type { StepMatrix } from '../../curriculum/stability/step-matrix.js';
import type { Waveform } from '../../curriculum/waveforms.js';
import { usualPeriod, waveSource } from '../../experiments/wave-source.js';
import { checkName, checkNumber, OptionError } from '../../math/check.js';
import { numberFlag, textFlag, type Flags } from './page.js';
import { formOf, stepAt, stepOf, stepWords } from './step-flags.js';

/** What the axes are called on the command line, and on the page, and their range where none is given. */
const axisNames: Readonly<Record<string, { readonly axis: MapAxis; readonly label: string; readonly usual: string }>> =
  {
    phase: { axis: 'phase', label: 'phase of the rate, turns', usual: '0:0.5:49' },
    rate: { axis: 'meanRate', label: 'mean rate, 1/curvature', usual: '0.1:4:33' },
    a: { axis: 'rateAmplitude', label: 'relative amplitude of the rate', usual: '0:1:33' },
    b: { axis: 'curvatureAmplitude', label: 'relative amplitude of the curvature', usual: '0:1:33' },
    period: { axis: 'period', label: 'period, updates', usual: '8:64:29' },
    momentum: { axis: 'momentum', label: 'momentum', usual: '0:0.95:20' },
  };

const readings: Readonly<Record<string, ReadingName>> = {
  growth: 'growth',
  margin: 'margin',
  transient: 'transient',
  'mean-square': 'meanSquareGrowth',
};

/** One side of a map as it was asked for. */
export interface RequestedAxis {
  readonly name: string;
  readonly label: string;
  readonly options: MapAxisOptions;
}

/** A map as the flags describe it. */
export interface MapRequest {
  readonly x: RequestedAxis;
  readonly y: RequestedAxis;
  readonly options: StabilityMapOptions;
  /** What does not vary, in words. */
  readonly fixed: readonly string[];
  /** The same as plain data. */
  readonly fixedValues: Readonly<Record<string, number | string>>;
}

const mostSamples = 1000;

/**
 * Reads the flags of `antiphase map`; without any, growth over phase and mean rate at amplitudes .8 and period 64.
 *
 * @throws OptionError naming the flag.
 */
export async function mapRequest(flags: Flags): Promise<MapRequest> {
  const x = axisOf('--x', textFlag(flags, 'x') ?? 'phase');
  const y = axisOf('--y', textFlag(flags, 'y') ?? 'rate');
  if (x.name === y.name)
    throw new OptionError('--y', 'another axis than --x', y.name, `Known: ${Object.keys(axisNames).join(', ')}.`);
  for (const { name } of [x, y]) {
    if (flags[name] !== undefined)
      throw new OptionError(`--${name}`, 'no fixed value of what an axis varies', flags[name], 'Leave it out.');
  }
  const reading = readings[checkName('--reading', textFlag(flags, 'reading') ?? 'growth', Object.keys(readings))];
  const period = numberFlag(flags, 'period', { min: 1, integer: true, advice: 'Periods are counted in updates.' });
  const noise = numberFlag(flags, 'noise', { min: 0 });
  const values = {
    phase: numberFlag(flags, 'phase') ?? 0,
    rate: numberFlag(flags, 'rate') ?? 1,
    a: numberFlag(flags, 'a', { min: 0, max: 1 }) ?? 0.8,
    b: numberFlag(flags, 'b', { min: 0, max: 1 }) ?? 0.8,
    period: period ?? usualPeriod,
  };
  const waves = await wavesOf(flags, values.period);
  const step = x.name === 'momentum' || y.name === 'momentum' ? stepAt(formOf(flags)) : stepOf(flags);
  const options: StabilityMapOptions = {
    x: x.options,
    y: y.options,
    reading,
    optimizer: step,
    phase: values.phase,
    meanRate: values.rate,
    rateAmplitude: values.a,
    curvatureAmplitude: values.b,
    period: values.period,
    ...(noise === undefined ? {} : { noise }),
    ...waves.shapes,
  };
  const varied = [x.name, y.name];
  const still = Object.entries(values).filter(([name]) => !varied.includes(name));
  const shown: Record<string, number | string> = {
    ...Object.fromEntries(still),
    ...(noise === undefined ? {} : { noise }),
    ...waves.names,
    optimizer: typeof step === 'function' ? `heavy ball (${formOf(flags) ?? 'accumulated'})` : step.name,
  };
  const words = still.map(([name, value]) => `${name} ${value}`);
  const extra = [...(noise === undefined ? [] : [`noise ${noise}`]), ...waves.words];
  return { x, y, options, fixed: [...words, ...extra, optimizerWords(step, shown)], fixedValues: shown };
}

function optimizerWords(
  step: StepMatrix | ((momentum: number) => StepMatrix),
  shown: Readonly<Record<string, number | string>>,
): string {
  return typeof step === 'function' ? String(shown['optimizer']) : stepWords(step);
}

/**
 * An axis from its name alone, over its usual range, or from `name=from:to:count`, with `:log` behind it for values evenly spaced in their logarithm; a period takes whole values.
 *
 * @throws OptionError for another name, or values that are no range.
 */
export function axisOf(flag: string, text: string): RequestedAxis {
  const [name, given] = text.split('=', 2);
  const { axis, label, usual } = axisNames[checkName(flag, name, Object.keys(axisNames))];
  const [from, to, count, scale, ...rest] = (given ?? usual).split(':');
  const advice = `For example ${flag} ${name}=${usual}.`;
  const low = endOf(flag, from, advice);
  const high = endOf(flag, to, advice);
  const samples = checkNumber(flag, count === undefined ? 33 : Number(count), {
    min: 2,
    max: mostSamples,
    integer: true,
    advice,
  });
  if (rest.length > 0 || (scale !== undefined && scale !== 'log') || !(low < high))
    throw new OptionError(flag, 'name=from:to:count with from < to', text, advice);
  if (scale === 'log') checkNumber(flag, low, { above: 0, advice: 'A logarithmic axis starts above 0.' });
  const spaced = Array.from({ length: samples }, (_, k) => {
    if (k === samples - 1) return high;
    const share = k / (samples - 1);
    return scale === 'log' ? low * Math.exp(share * Math.log(high / low)) : low + (high - low) * share;
  });
  const values = axis === 'period' ? [...new Set(spaced.map(Math.round))] : spaced;
  if (values.length < 2) throw new OptionError(flag, 'two whole periods or more', text, advice);
  return { name, label, options: { axis, values } };
}

function endOf(flag: string, text: string | undefined, advice: string): number {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new OptionError(flag, 'name=from:to:count', text ?? 'no range', advice);
  return value;
}

/** Shapes of rate and curvature: `--wave` is both. */
async function wavesOf(
  flags: Flags,
  period: number,
): Promise<{
  readonly shapes: { readonly rateWave?: Waveform; readonly curvatureWave?: Waveform };
  readonly names: Readonly<Record<string, string>>;
  readonly words: readonly string[];
}> {
  const shapes: { rateWave?: Waveform; curvatureWave?: Waveform } = {};
  const names: Record<string, string> = {};
  const words: string[] = [];
  for (const [member, flag, word] of [
    ['rateWave', '--rate-wave', 'rate'],
    ['curvatureWave', '--curvature-wave', 'curvature'],
  ] as const) {
    const text = textFlag(flags, member) ?? textFlag(flags, 'wave');
    if (text === undefined) continue;
    const option = textFlag(flags, member) === undefined ? '--wave' : flag;
    const source = await waveSource(text, { option, period });
    if (source.kind !== 'waveform')
      throw new OptionError(option, 'a waveform', text, 'A formula of the phase p, or the name of a waveform.');
    shapes[member] = source.wave;
    names[member] = text;
    words.push(`${word} ${text}`);
  }
  return { shapes, names, words };
}
