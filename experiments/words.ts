import type { AxisValue, Range } from './sweep-axes.js';

/** A value as plain data: a number, a switch, widths of layers, one of several names, or the text of a formula. */
export type Word = number | boolean | string | readonly number[];

/** What an axis of a sweep is as plain data: a list, evenly spaced numbers, or a range that samplers draw from. */
export type WordAxis = readonly AxisValue[] | (Range & { readonly count?: number });

/** An experiment that stands in no file, as plain data: nothing of it is ever evaluated as code. */
export interface Words {
  readonly kind: 'words';
  /** The world and the agent, by the names they are imported by. */
  readonly env: string;
  readonly agent: string;
  /** Knobs of the world, `difficulty` among them. */
  readonly knobs: Readonly<Record<string, Word>>;
  /** Options of the agent. */
  readonly hyper: Readonly<Record<string, Word>>;
  /** Updates per period: T and p of the formulas. */
  readonly period?: number;
  /** Updates of a run. */
  readonly updates: number;
  /** Of a sweep: `phase`, knobs and options of the agent. */
  readonly axes?: Readonly<Record<string, WordAxis>>;
}

/** Updates of a run where none are given. */
export const usualUpdates = 200;

const choices = ['activation', 'baseline', 'networks', 'optimizer', 'spread', 'timeLimits'];
const switches = [
  'batchNorm',
  'clipValues',
  'measureUnits',
  'normalizeAdvantages',
  'normalizeObservations',
  'normalizeRewards',
  'squash',
];

/** What kind of value an agent's option takes. */
export function hyperKind(name: string): 'choice' | 'switch' | 'widths' | 'tunable' {
  if (name === 'hidden') return 'widths';
  return choices.includes(name) ? 'choice' : switches.includes(name) ? 'switch' : 'tunable';
}

/** What a knob or an option of the agent is called on the command line. */
export function flagOf(place: 'world' | 'agent', name: string): string {
  if (place === 'world') return name === 'difficulty' ? '--difficulty' : `--knob ${name}`;
  return name === 'learningRate' ? '--learning-rate' : `--hyper ${name}`;
}
