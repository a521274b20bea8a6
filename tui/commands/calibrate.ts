import { calibrate, type Calibration } from '../../experiments/calibrate.js';
import { agentNamed } from '../../experiments/catalog.js';
import { loadWorld } from '../../experiments/load-world.js';
import type { Trend } from '../../experiments/trend.js';
import { checkNumber } from '../../math/check.js';

/** A reading with its ends, as tables show it. */
interface Shown {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Measures what a knob does to return and curvature, and prints it as a table with a sentence each, or as JSON.
 *
 * @throws OptionError naming the flag, the world or the knob.
 */
export async function calibrateKnob(world: string, given: object): Promise<void> {
  const flags = given as Readonly<Record<string, string | boolean | undefined>>;
  const { agent = 'reinforce', knob, values } = flags;
  const warmUpdates = whole(flags, 'warmStart', '--warm-start', 1);
  const spec = agentNamed(String(agent));
  const result = calibrate({
    env: await loadWorld(world),
    agent: spec,
    ...(typeof knob === 'string' ? { knob } : {}),
    ...(typeof values === 'string' ? { values: values.split(',').map((text) => number('--values', text)) } : {}),
    ...ifGiven('points', whole(flags, 'points', '--points', 2)),
    ...ifGiven('seeds', whole(flags, 'seeds', '--seeds', 1)),
    ...ifGiven('firstSeed', whole(flags, 'seed', '--seed', 0)),
    ...ifGiven('updates', whole(flags, 'updates', '--updates', 0)),
    ...(warmUpdates === undefined ? {} : { warmStart: { updates: warmUpdates, learningRate: WARM_RATE } }),
  });
  process.stdout.write(
    flags['json'] === true ? `${JSON.stringify(result, null, 2)}\n` : `${table(result).join('\n')}\n`,
  );
}

/** Rate of a warm start that names none. */
const WARM_RATE = 0.4;

/** The lines of a calibration. */
function table(result: Calibration): string[] {
  const { knob, unit, points, seeds, dropped, batches, warmUpdates, updates, trends } = result;
  const policy = warmUpdates === 0 ? 'initial policy' : `policy of ${warmUpdates} updates at default knobs`;
  const learnt = updates === 0 ? '' : `; return after ${updates} updates at each value`;
  const without = dropped.length === 0 ? '' : ` (${dropped.length} dropped by the warm start)`;
  const head = [
    `${knob}${unit === undefined ? '' : ` (${unit})`}`,
    'return',
    '95 %',
    'λmax',
    '10–90 %',
    'λmin',
    '10–90 %',
  ];
  const rows = points.map(({ value, return: score, sharpness, sharpnessLow }) => [
    short(value),
    ...cells(score),
    ...cells(sharpness),
    ...cells(sharpnessLow),
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i].length)));
  const line = (row: readonly string[]): string => row.map((cell, i) => cell.padStart(widths[i])).join('  ');
  return [
    `${result.env}, ${result.agent}: ${policy}, ${seeds.length} seeds${without} × ${batches} fresh batches${learnt}`,
    '',
    line(head),
    ...rows.map(line),
    '',
    sentence('return', knob, trends.return),
    ...(trends.sharpness === undefined ? [] : [sentence('curvature (λmax)', knob, trends.sharpness)]),
    ...(trends.sharpnessLow === undefined ? [] : [sentence('curvature (λmin)', knob, trends.sharpnessLow)]),
  ];
}

/** What a trend says. */
function sentence(name: string, knob: string, { monotone, rank }: Trend): string {
  if (rank === undefined) return `${name}: ${monotone === 'unknown' ? 'unknown' : `not moved by ${knob}`}`;
  const said =
    monotone === 'unknown'
      ? `unknown: these seeds do not tell whether it follows ${knob}`
      : monotone === 'not monotone'
        ? `not monotone in ${knob}`
        : `${monotone} with ${knob}`;
  return `${name}: ${said} (rank ${signed(rank.value)}, 95 % ${signed(rank.low)} to ${signed(rank.high)})`;
}

function cells(reading: Shown | undefined): [string, string] {
  if (reading === undefined) return ['?', '?'];
  const { value, low, high } = reading;
  return [short(value), Number.isFinite(low) && Number.isFinite(high) ? `${short(low)} to ${short(high)}` : '?'];
}

/** Three significant digits, without an exponent where it can be read without. */
function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}

function number(flag: string, text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  return checkNumber(flag, Number.isNaN(value) ? text : value);
}

function whole(
  flags: Readonly<Record<string, string | boolean | undefined>>,
  name: string,
  flag: string,
  min: number,
): number | undefined {
  const text = flags[name];
  if (typeof text !== 'string') return undefined;
  return checkNumber(flag, number(flag, text), { integer: true, min });
}

function ifGiven<Name extends string>(name: Name, value: number | undefined): { readonly [K in Name]?: number } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [K in Name]?: number });
}
