import type { Patch, PlanEvent } from '../../experiments/event.js';
import type { Field, Mode } from './modes.js';
import { rowOf, type RunAt } from './run-reading.js';

/** Members of a patch whose numbers can be typed, by the name their field has. */
const members = ['phase', 'shift', 'min', 'max', 'period', 'value'] as const;

/**
 * The fields of a run's rate; the last one names the knob instead. What stands there was read from the last period, hence ≈: the run knows its bounds
 * exactly and is sent only what was typed.
 */
export function editing(of: RunAt, plan: PlanEvent, send: (patch: Patch) => void): Mode {
  const numbers = fieldsOf(of, of.arm.rate);
  const named: Field = { name: 'of', text: '', now: plan.rate, step: 0, from: 0, words: true };
  return {
    kind: 'fields',
    label: 'edit',
    fields: [...numbers, ...(plan.knob === undefined ? [] : [named])],
    at: 0,
    accept(fields) {
      const name = fields.find((field) => field.name === 'of')?.text ?? '';
      if (name !== '' && name !== plan.rate && name !== plan.knob)
        return `of: ${plan.rate}${plan.knob === undefined ? '' : ` or ${plan.knob}`}`;
      const changes: Record<string, number> = {};
      for (const member of members) {
        const text = fields.find((field) => field.name === member)?.text ?? '';
        if (text === '') continue;
        const number = Number(text);
        if (!Number.isFinite(number)) return `${member}: a number, not '${text}'`;
        changes[member] = number;
      }
      if (Object.keys(changes).length === 0) return 'nothing was changed yet';
      send({ name: name === '' ? plan.rate : name, options: changes });
      return undefined;
    },
  };
}

function fieldsOf(of: RunAt, series: Float64Array): readonly Field[] {
  const row = rowOf(of, series);
  const last = row.subarray(Math.max(0, row.length - (of.period ?? 1)));
  const [low, high] = last.length === 0 ? [0, 1] : [Math.min(...last), Math.max(...last)];
  const now = last.length === 0 ? 0 : last[last.length - 1];
  const short = (value: number): string => `≈${Number(value.toPrecision(3))}`;
  const step = Number((Math.max(Math.abs(high), 1e-6) / 20).toPrecision(1));
  return [
    { name: 'phase', text: '', now: 'as it is', step: 0.125, from: 0 },
    { name: 'shift', text: '', now: '+0', step: 0.125, from: 0 },
    { name: 'min', text: '', now: short(low), step, from: Number(low.toPrecision(3)) },
    { name: 'max', text: '', now: short(high), step, from: Number(high.toPrecision(3)) },
    { name: 'period', text: '', now: String(of.period ?? '–'), step: 1, from: of.period ?? 1 },
    { name: 'value', text: '', now: 'free', step, from: Number(now.toPrecision(3)) },
  ];
}
