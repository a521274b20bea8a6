import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { agentNamed, worldNamed } from '../../experiments/catalog.js';
import { fileTypes } from '../../experiments/import-file.js';
import type { Job } from '../../experiments/job.js';
import { sourceOf, type Source } from '../../experiments/load.js';
import { wordsFile } from '../../experiments/words-file.js';
import { hyperKind, usualUpdates, type Word, type WordAxis, type Words } from '../../experiments/words.js';
import { checkNumber, OptionError } from '../../math/check.js';
import { refusalWords } from './out-file.js';

/** Flags that say an experiment without a file, as the command line gave them. */
interface WordFlags {
  readonly env?: string;
  readonly agent?: string;
  readonly difficulty?: string;
  readonly learningRate?: string;
  readonly period?: string;
  readonly knob?: readonly string[];
  readonly hyper?: readonly string[];
  readonly axis?: readonly string[];
  readonly save?: string;
}

/** Each flag, as one types it. */
const flagNames: Readonly<Record<keyof WordFlags, string>> = {
  env: '--env',
  agent: '--agent',
  difficulty: '--difficulty',
  learningRate: '--learning-rate',
  period: '--period',
  knob: '--knob',
  hyper: '--hyper',
  axis: '--axis',
  save: '--save',
};

/**
 * The source that a training command names: a name, a file, or flags that say an experiment without either.
 *
 * @throws OptionError naming the flag, for both at once, or for neither.
 */
export function trainedSource(
  subject: string | undefined,
  given: object,
  mode: Job['mode'],
  updates: number | undefined,
): Source {
  const flags = given as WordFlags;
  const names = Object.keys(flagNames) as (keyof WordFlags)[];
  const said = names.find((name) => flags[name] !== undefined && [flags[name]].flat().length > 0);
  if (subject !== undefined) {
    if (said !== undefined)
      throw new OptionError(
        flagNames[said],
        `none of these flags beside '${subject}'`,
        [flags[said]].flat().join(' '),
        'They say an experiment without a file; one in a file says it there.',
      );
    return sourceOf(subject);
  }
  if (said === undefined)
    throw new OptionError(
      mode === 'sweep' ? 'file' : 'experiment',
      mode === 'sweep' ? 'a file, or --env, --agent and --axis' : 'a name, a file, or --env and --agent',
      undefined,
      `As in antiphase ${mode} --env cart-pole --agent ppo${mode === 'sweep' ? ' --axis learningRate=1e-4,1e-3' : ''}.`,
    );
  return words(flags, mode, updates);
}

function words(flags: WordFlags, mode: Job['mode'], updates = usualUpdates): Words {
  const { env, agent, difficulty, learningRate, period, knob = [], hyper = [], axis = [] } = flags;
  if (env === undefined)
    throw new OptionError('--env', 'a world beside --agent', undefined, 'List them with antiphase list envs.');
  if (agent === undefined)
    throw new OptionError('--agent', 'an agent beside --env', undefined, 'List them with antiphase list agents.');
  if (mode === 'sweep' && axis.length === 0)
    throw new OptionError('--axis', 'at least one axis', undefined, 'As in --axis phase=0:0.5:9.');
  const knobs = pairs('--knob', knob, tunable);
  const options = pairs('--hyper', hyper, option);
  return {
    kind: 'words',
    env: worldNamed(env).name,
    agent: agentNamed(agent).name,
    knobs: difficulty === undefined ? knobs : withFlag('--difficulty', 'difficulty', difficulty, knobs),
    hyper: learningRate === undefined ? options : withFlag('--learning-rate', 'learningRate', learningRate, options),
    ...(period === undefined ? {} : { period: checkNumber('--period', numberOf(period) ?? period, { min: 1 }) }),
    updates,
    ...(axis.length === 0 ? {} : { axes: pairs('--axis', axis, axisOf) }),
  };
}

function withFlag(
  flag: string,
  name: string,
  text: string,
  others: Readonly<Record<string, Word>>,
): Readonly<Record<string, Word>> {
  if (name in others) throw twice(flag, name);
  return { [name]: tunable(flag, name, text), ...others };
}

/** `name=value` of each text. */
function pairs<T>(
  flag: string,
  texts: readonly string[],
  read: (flag: string, name: string, value: string) => T,
): Readonly<Record<string, T>> {
  const found = new Map<string, T>();
  for (const text of texts) {
    const [, name, value] = /^\s*([A-Za-z]\w*)\s*=(.+)$/s.exec(text) ?? [];
    if (name === undefined) throw new OptionError(flag, 'name=value', text, `As in ${flag} gravity=12.`);
    if (found.has(name)) throw twice(flag, name);
    found.set(name, read(`${flag} ${name}`, name, value.trim()));
  }
  return Object.fromEntries(found);
}

function twice(flag: string, name: string): OptionError {
  return new OptionError(flag, 'every name once', name, 'It comes twice: take one away.');
}

/** A number where the text is one, else the text: a formula. */
function tunable(flag: string, _: string, text: string): Word {
  return checkFinite(flag, numberOf(text)) ?? text;
}

function option(flag: string, name: string, text: string): Word {
  const kind = hyperKind(name);
  if (kind === 'switch') return truth(flag, text);
  if (kind === 'widths') return text.split(',').map((width) => checkNumber(flag, numberOf(width) ?? width));
  return kind === 'choice' ? text : tunable(flag, name, text);
}

function truth(flag: string, text: string): boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  throw new OptionError(flag, 'true or false', text);
}

/** `a,b,c`, `from:to:count`, or `from:to`; `:log` behind the last two. */
function axisOf(flag: string, name: string, text: string): WordAxis {
  const kind = hyperKind(name);
  if (kind === 'choice') return text.split(',').map((value) => value.trim());
  if (kind === 'switch') return text.split(',').map((value) => truth(flag, value.trim()));
  const advice = `As in --axis ${name}=0:0.5:9, ${name}=0.1,0.2 or, for --sampler random, ${name}=0.01:1:log.`;
  const number = (part: string): number => checkNumber(flag, numberOf(part) ?? part, { advice });
  if (!text.includes(':')) return text.split(',').map(number);
  const parts = text.split(':');
  const log = parts.at(-1) === 'log';
  const [from, to, count, ...rest] = parts.slice(0, log ? -1 : undefined).map(number);
  if (log) for (const end of [from, to]) if (end !== undefined) checkNumber(flag, end, { above: 0, advice });
  if (to === undefined || rest.length > 0)
    throw new OptionError(flag, 'values, from:to:count or from:to', text, advice);
  return {
    from,
    to,
    ...(log ? { scale: 'log' } : {}),
    ...(count === undefined ? {} : { count: checkNumber(flag, count, { integer: true, min: 1, advice }) }),
  };
}

function numberOf(text: string): number | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isNaN(value) ? undefined : value;
}

function checkFinite(flag: string, value: number | undefined): number | undefined {
  return value === undefined ? undefined : checkNumber(flag, value);
}

/** The file of `--save`; undefined where nothing is to be saved. @throws OptionError for a name that no script has. */
export function savedFile(given: object): string | undefined {
  const { save } = given as WordFlags;
  if (save === undefined || fileTypes.includes(extname(save))) return save;
  throw new OptionError('--save', `a file ending in ${fileTypes.join(', ')}`, save, 'As in --save my-run.ts.');
}

/**
 * Writes the experiment file that says the same as the words of a job.
 *
 * @throws OptionError for a file that is there, or that cannot be written.
 */
export function saveWords(file: string, job: Job): void {
  if (job.source.kind !== 'words') return;
  const text = wordsFile(job.source, job, file);
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
    if (code === 'EEXIST')
      throw new OptionError('--save', 'a file that is not there yet', file, 'Give another name, or remove it first.');
    if (code === undefined) throw error;
    throw new OptionError('--save', 'a file that can be written', file, refusalWords(code));
  }
}
