import { existsSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { formula, FormulaError, type Formula, type FormulaKind } from '../curriculum/formula.js';
import { lint } from '../curriculum/lint.js';
import { waveformNamed, waveNames } from '../curriculum/own-waves.js';
import type { Schedule } from '../curriculum/schedule.js';
import type { Waveform } from '../curriculum/waveforms.js';
import { checkName, OptionError } from '../math/check.js';
import { fileTypes, importFile } from './import-file.js';
import { loadWaves } from './own-waves.js';

/** What a text names: a shape over one turn, or values over updates. */
export type WaveSource = { readonly text: string; readonly from: 'name' | 'formula' | 'file' } & (
  { readonly kind: 'waveform'; readonly wave: Waveform } | { readonly kind: 'schedule'; readonly schedule: Schedule }
);

/** Options of {@link waveSource}. */
export interface WaveSourceOptions {
  /** What the text is called in errors, such as `--curvature`. */
  readonly option: string;
  /** Updates per period: the `T` of a formula; 64 where the text uses it and none is given. */
  readonly period?: number | undefined;
  /** What a plain function of a file, or a formula without p and t, is a function of. */
  readonly as?: FormulaKind | undefined;
}

/** Updates per period where none is given. */
export const usualPeriod = 64;

/**
 * A waveform or a schedule from what a person types: a name (bundled, or saved in the working folder), a formula in `p` or `t`, or a file
 * whose default export, or only exported function, is one.
 *
 * @throws OptionError for a name or a formula that is refused, or a file that exports none; whatever the file throws.
 */
export async function waveSource(text: string, options: WaveSourceOptions): Promise<WaveSource> {
  if (fileTypes.includes(extname(text))) return fromFile(text, options);
  loadWaves();
  if (waveNames().includes(text))
    return { text, from: 'name', kind: 'waveform', wave: waveformNamed(options.option, text) };
  try {
    return fromFormula(text, options);
  } catch (error) {
    // One word that is not a formula was meant to be a name.
    if (error instanceof FormulaError && /^[A-Za-z][A-Za-z0-9-]{2,}$/.test(text))
      checkName(options.option, text, waveNames());
    throw error;
  }
}

function fromFormula(text: string, { period, as }: WaveSourceOptions): WaveSource {
  const T = period ?? usualPeriod;
  let made = formulaOf(text, T, as);
  const tied = made.variables.includes('T') || made.variables.includes('p');
  if (made.kind === 'waveform') return { text, from: 'formula', kind: 'waveform', wave: made };
  if (period === undefined && !tied) made = formula(text, { as: 'schedule' });
  return { text, from: 'formula', kind: 'schedule', schedule: repeating(made) };
}

/** A text with both p and t, or with neither, is a schedule unless `as` says otherwise. */
function formulaOf(text: string, T: number, as: FormulaKind | undefined): Formula {
  if (as !== undefined) return formula(text, { T, as });
  try {
    return formula(text, { T });
  } catch (error) {
    if (error instanceof OptionError && error.option === 'formula.as') return formula(text, { T, as: 'schedule' });
    throw error;
  }
}

/** A schedule that declares no period gets the whole one it is seen to repeat after. */
export function repeating(schedule: Schedule): Schedule {
  if (schedule.period !== undefined) return schedule;
  const { period, nonFiniteCount } = lint(schedule);
  if (period === undefined || nonFiniteCount > 0) return schedule;
  const same: Schedule = (update, signals) => schedule(update, signals);
  return Object.assign(same, { period });
}

async function fromFile(text: string, { option, as }: WaveSourceOptions): Promise<WaveSource> {
  const path = resolve(text);
  if (!existsSync(path))
    throw new OptionError(option, 'a file that exists', text, 'The path is taken from the working folder.');
  const exported = await importFile(path);
  const functions = Object.values(exported).filter((value) => typeof value === 'function');
  const found: unknown = exported['default'] ?? (functions.length === 1 ? functions[0] : undefined);
  if (typeof found !== 'function')
    throw new OptionError(option, 'a file that exports a waveform or a schedule', text, 'Write `export default …`.');
  const marked = 'period' in found || ('kind' in found && found.kind !== 'waveform') || found.length > 1;
  return (as ?? (marked ? 'schedule' : 'waveform')) === 'waveform'
    ? { text, from: 'file', kind: 'waveform', wave: found as Waveform }
    : { text, from: 'file', kind: 'schedule', schedule: found as Schedule };
}
