import { engineNames, type EngineName } from '../../experiments/catalog.js';
import { equals } from '../../experiments/comparison.js';
import type { Job } from '../../experiments/job.js';
import { samplerNames } from '../../experiments/sweep-axes.js';
import type { Shard } from '../../experiments/sweep-facts.js';
import { checkName, checkNumber, OptionError } from '../../math/check.js';
import { chartGlyphNames, type ChartGlyphs } from '../charts/canvas.js';
import { colorDepths, themeNames, type ColorDepth, type ThemeName } from '../theme.js';
import { reporterNames, usualReporter, type ReporterName } from '../reporters/load.js';

/** Flags of a training command, checked. */
export interface TrainFlags {
  /** What changes the experiment. */
  readonly job: Pick<Job, 'seeds' | 'firstSeed' | 'updates' | 'phases' | 'equal' | 'sampler' | 'points' | 'shard'>;
  readonly workers?: number;
  readonly engine?: EngineName;
  readonly reporter: ReporterName;
  readonly charts?: ChartGlyphs;
  readonly depth?: ColorDepth;
  readonly theme?: ThemeName;
  readonly mouse: boolean;
  readonly bell: boolean;
  readonly failOnCollapse: boolean;
  /** Folder of the stored runs; false when nothing shall be stored, undefined when nothing was said. */
  readonly store?: string | false;
  readonly checkpointEvery?: number;
  /** Where workers take the trials from. */
  readonly queue?: string;
}

/**
 * Reads the flags that commander collected.
 *
 * @throws OptionError naming the flag, with the nearest name where names are expected.
 */
export function readFlags(given: object): TrainFlags {
  const text = given as Readonly<Record<string, string | boolean | undefined>>;
  const whole = (name: string, flag: string, min: number): number | undefined => {
    const value = text[name];
    if (value === undefined) return undefined;
    const number = value === '' ? NaN : Number(value);
    return checkNumber(flag, Number.isNaN(number) ? value : number, { integer: true, min });
  };
  const seeds = whole('seeds', '--seeds', 1);
  const firstSeed = whole('seed', '--seed', 0);
  const updates = whole('updates', '--updates', 1);
  const phases = whole('phases', '--phases', 3);
  const equal = text['equal'] === undefined ? undefined : checkName('--equal', text['equal'], equals);
  const workers = whole('workers', '--workers', 1);
  const engine = text['engine'] === undefined ? undefined : checkName('--engine', text['engine'], engineNames);
  const reporter =
    text['reporter'] === undefined ? undefined : checkName('--reporter', text['reporter'], reporterNames);
  if (reporter === 'dashboard' && !process.stdout.isTTY) {
    throw new OptionError(
      '--reporter',
      'plain, line, jsonl, spoken or quiet where standard output is not a terminal',
      reporter,
    );
  }
  const sampler = text['sampler'] === undefined ? undefined : checkName('--sampler', text['sampler'], samplerNames);
  const points = whole('points', '--points', 1);
  const shard = typeof text['shard'] === 'string' ? shardOf(text['shard']) : undefined;
  const checkpointEvery = whole('checkpointEvery', '--checkpoint-every', 1);
  const store = storeOf(text['store']);
  const charts = text['charts'] === undefined ? undefined : checkName('--charts', text['charts'], chartGlyphNames);
  const depth = text['color'] === undefined ? undefined : checkName('--color', text['color'], colorDepths);
  const theme = text['theme'] === undefined ? undefined : checkName('--theme', text['theme'], themeNames);
  return {
    job: {
      ...(seeds === undefined ? {} : { seeds }),
      ...(firstSeed === undefined ? {} : { firstSeed }),
      ...(updates === undefined ? {} : { updates }),
      ...(phases === undefined ? {} : { phases }),
      ...(equal === undefined ? {} : { equal }),
      ...(sampler === undefined ? {} : { sampler }),
      ...(points === undefined ? {} : { points }),
      ...(shard === undefined ? {} : { shard }),
    },
    ...(store === undefined ? {} : { store }),
    ...(checkpointEvery === undefined ? {} : { checkpointEvery }),
    ...(typeof text['queue'] === 'string' ? { queue: text['queue'] } : {}),
    ...(workers === undefined ? {} : { workers }),
    ...(engine === undefined ? {} : { engine }),
    reporter: reporter ?? usualReporter(process.stdout.isTTY, process.env),
    ...(charts === undefined ? {} : { charts }),
    ...(depth === undefined ? {} : { depth }),
    ...(theme === undefined ? {} : { theme }),
    mouse: text['mouse'] === true,
    bell: text['bell'] === true,
    failOnCollapse: text['failOnCollapse'] === true,
  };
}

/** `--no-store` is false, `--store <folder>` its folder. */
function storeOf(given: string | boolean | undefined): string | false | undefined {
  if (given === false) return false;
  if (given === '') throw new OptionError('--store', 'a folder', given);
  return typeof given === 'string' ? given : undefined;
}

/** The part that `2/3` names. */
function shardOf(text: string): Shard {
  const found = /^(\d+)\/(\d+)$/.exec(text);
  const [index, count] = [Number(found?.[1]), Number(found?.[2])];
  if (found !== null && index >= 1 && index <= count) return { index, count };
  throw new OptionError('--shard', 'k/n with k from 1 to n', text, 'The second of three parts is 2/3.');
}
