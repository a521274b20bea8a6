import type { Values } from '../../curriculum/schedule.js';
import type { Patch, PlanEvent } from '../../experiments/event.js';
import type { Field, Mode } from './modes.js';
import { rowOf, type RunAt } from './run-reading.js';

/** The run whose schedules are edited. */
export interface Editing {
  readonly of: RunAt;
  readonly plan: PlanEvent;
  /** All numbers of its newest update, by name: every knob and hyperparameter. */
  readonly values: Values;
  readonly send: (patch: Patch) => void;
}

/** Members of a patch whose numbers are sent as they are typed. */
const members = ['phase', 'shift', 'min', 'max', 'period', 'value', 'scale'] as const;

/** Name of the field that chooses what is edited. */
const CHOICE = 'of';

/**
 * The fields of any tunable of a run; the first one chooses which. What stands there was read from the last period, hence ≈: the run knows its
 * bounds exactly and is sent only what was typed.
 */
export function editing({ of, plan, values, send }: Editing): Mode {
  const names = tunablesOf(of, plan, values);
  const choice = (name: string): Field => ({
    name: CHOICE,
    text: name,
    now: name,
    step: 0,
    from: 0,
    choices: names,
  });
  const fieldsFor = (name: string): readonly Field[] => [choice(name), ...fieldsOf(rangeOf(name))];

  /** What is known of a tunable: where it lay in its last period, and where it is. */
  function rangeOf(name: string): Range {
    const series = name === plan.rate ? of.arm.rate : name === plan.knob ? of.arm.knob : undefined;
    const row = series === undefined ? undefined : rowOf(of, series);
    const last = row?.subarray(Math.max(0, row.length - (of.period ?? 1))) ?? of.arm.plan.waves[name] ?? [];
    const known = Array.from(last).filter((value) => Number.isFinite(value));
    const now = row === undefined || row.length === 0 ? values[name] : row[row.length - 1];
    if (known.length === 0) return { now, period: of.period };
    return { low: Math.min(...known), high: Math.max(...known), now, period: of.period };
  }

  return {
    kind: 'fields',
    label: 'edit',
    fields: fieldsFor(plan.rate),
    at: 1,
    chosen: (fields) => fieldsFor(textOf(fields, CHOICE)),
    accept(fields) {
      const name = textOf(fields, CHOICE);
      const found = changesOf(fields, rangeOf(name));
      if (typeof found === 'string') return found;
      send({ name, options: found });
      return undefined;
    },
  };
}

/** The rate, the knob, and whatever else the run's updates are made with. */
function tunablesOf({ arm }: RunAt, { rate, knob }: PlanEvent, values: Values): readonly string[] {
  return [
    ...new Set([rate, ...(knob === undefined ? [] : [knob]), ...Object.keys(arm.plan.waves), ...Object.keys(values)]),
  ];
}

interface Range {
  readonly low?: number;
  readonly high?: number;
  readonly now: number | undefined;
  readonly period: number | undefined;
}

const textOf = (fields: readonly Field[], name: string): string =>
  fields.find((field) => field.name === name)?.text ?? '';

/** What a patch changes; a text where it cannot. */
function changesOf(fields: readonly Field[], { low, high }: Range): Patch['options'] | string {
  const changes: Record<string, number | true> = {};
  const number = (name: string): number | undefined => {
    const text = textOf(fields, name);
    return text === '' ? undefined : Number(text);
  };
  for (const { name, text } of fields)
    if (name !== CHOICE && text !== '' && !Number.isFinite(Number(text))) return `${name}: a number, not '${text}'`;
  for (const member of members) {
    const value = number(member);
    if (value !== undefined) changes[member] = value;
  }
  const [mean, depth] = [number('mean'), number('depth')];
  if (mean !== undefined || depth !== undefined) {
    if ('min' in changes || 'max' in changes) return 'min and max, or mean and depth: not both';
    const middle = mean ?? (low === undefined || high === undefined ? undefined : (low + high) / 2);
    const amplitude = depth ?? depthOf(low, high);
    if (middle === undefined || amplitude === undefined) return 'mean and depth: both, for what has no period yet';
    changes['min'] = Number((middle * (1 - amplitude)).toPrecision(6));
    changes['max'] = Number((middle * (1 + amplitude)).toPrecision(6));
  }
  if ((number('release') ?? 0) !== 0) changes['release'] = true;
  return Object.keys(changes).length === 0 ? 'nothing was changed yet' : changes;
}

function depthOf(low: number | undefined, high: number | undefined): number | undefined {
  if (low === undefined || high === undefined || low + high === 0) return undefined;
  return (high - low) / (high + low);
}

function fieldsOf({ low, high, now, period }: Range): readonly Field[] {
  const short = (value: number | undefined): string => (value === undefined ? '?' : `≈${Number(value.toPrecision(3))}`);
  const from = (value: number | undefined): number => Number((value ?? now ?? 0).toPrecision(3));
  const size = Math.abs(high ?? now ?? 1);
  const step = Number((Math.max(size, 1e-6) / 20).toPrecision(1));
  const mean = low === undefined || high === undefined ? undefined : (low + high) / 2;
  const depth = depthOf(low, high);
  const field = (name: string, text: string, by: number, begin: number): Field => ({
    name,
    text: '',
    now: text,
    step: by,
    from: begin,
  });
  return [
    field('phase', 'as it is', 0.125, 0),
    field('shift', '+0', 0.125, 0),
    field('min', short(low), step, from(low)),
    field('max', short(high), step, from(high)),
    field('mean', short(mean), step, from(mean)),
    field('depth', short(depth), 0.05, depth === undefined ? 0 : Number(depth.toPrecision(2))),
    field('period', String(period ?? '–'), 1, period ?? 1),
    field('value', 'free', step, from(now)),
    field('scale', '×1', 0.1, 1),
    field('release', '0', 1, 0),
  ];
}
