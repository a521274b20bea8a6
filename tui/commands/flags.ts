import { engineNames, type EngineName } from '../../experiments/catalog.js';
import type { Job } from '../../experiments/job.js';
import { checkName, checkNumber, OptionError } from '../../math/check.js';
import { chartGlyphNames, type ChartGlyphs } from '../charts/canvas.js';
import { reporterNames, type ReporterName } from '../reporters/load.js';

/** Flags of a training command, checked. */
export interface TrainFlags {
  /** What changes the experiment. */
  readonly job: Pick<Job, 'seeds' | 'firstSeed' | 'updates'>;
  readonly workers?: number;
  readonly engine?: EngineName;
  readonly reporter: ReporterName;
  readonly charts?: ChartGlyphs;
  readonly failOnCollapse: boolean;
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
  const workers = whole('workers', '--workers', 1);
  const engine = text['engine'] === undefined ? undefined : checkName('--engine', text['engine'], engineNames);
  const reporter =
    text['reporter'] === undefined ? undefined : checkName('--reporter', text['reporter'], reporterNames);
  if (reporter === 'dashboard' && !process.stdout.isTTY) {
    throw new OptionError(
      '--reporter',
      'plain, line, jsonl or quiet where standard output is not a terminal',
      reporter,
    );
  }
  const charts = text['charts'] === undefined ? undefined : checkName('--charts', text['charts'], chartGlyphNames);
  return {
    job: {
      ...(seeds === undefined ? {} : { seeds }),
      ...(firstSeed === undefined ? {} : { firstSeed }),
      ...(updates === undefined ? {} : { updates }),
    },
    ...(workers === undefined ? {} : { workers }),
    ...(engine === undefined ? {} : { engine }),
    reporter: reporter ?? (process.stdout.isTTY ? 'dashboard' : 'plain'),
    ...(charts === undefined ? {} : { charts }),
    failOnCollapse: text['failOnCollapse'] === true,
  };
}
