import { collectGarbage } from '../../experiments/store/gc.js';
import { exportRuns } from '../../experiments/store/export.js';
import { listColumns, listRuns, type ListedRun } from '../../experiments/store/list.js';
import { checkName, OptionError } from '../../math/check.js';
import { columns } from '../words.js';
import { outFile } from './out-file.js';
import { jsonDocument, say, textFlag, type Flags } from './page.js';
import { defaultStore, runFolder } from './store.js';

/**
 * Prints the stored runs, newest first.
 *
 * @throws OptionError for a column that is not known.
 */
export async function runs(flags: Flags): Promise<void> {
  const store = textFlag(flags, 'store') ?? defaultStore;
  const filter = textFlag(flags, 'filter');
  const sort = flags['sort'] === undefined ? undefined : checkName('--sort', flags['sort'], listColumns);
  const found = listRuns(store, {
    ...(filter === undefined ? {} : { filter }),
    ...(sort === undefined ? {} : { sort }),
  });
  if (flags['json'] === true) return say(process.stdout, [jsonDocument({ store, runs: found })]);
  if (found.length === 0) {
    const which = filter === undefined ? '' : ` with '${filter}'`;
    return say(process.stdout, [`no runs${which} in ${store}; antiphase run and compare store them there`]);
  }
  await say(process.stdout, columns([['id', 'status', 'mode', 'experiment', 'created'], ...found.map(row)]));
}

function row({ id, status, mode, experiment, created, problem }: ListedRun): string[] {
  if (problem !== undefined) return [id, status, problem, '', ''];
  return [id, status, mode, short(experiment), created.replace('T', ' ').replace(/\..*$/, '')];
}

/** Flags in place of a file are long: their beginning names world and agent. */
function short(experiment: string): string {
  return experiment.startsWith('--env ') && experiment.length > 60 ? `${experiment.slice(0, 59)}…` : experiment;
}

/**
 * Writes the updates of stored runs into one CSV or Parquet file.
 *
 * @throws OptionError for an id that is not there, or two formats at once.
 */
export async function exportUpdates(ids: readonly string[], flags: Flags): Promise<void> {
  if (flags['csv'] === true && flags['parquet'] === true)
    throw new OptionError('export', 'one of --csv and --parquet', 'both', 'Leave one out, or export twice.');
  const format = flags['parquet'] === true ? 'parquet' : 'csv';
  const store = textFlag(flags, 'store') ?? defaultStore;
  const folders = ids.map((id) => runFolder(store, id));
  const file = outFile('--out', textFlag(flags, 'out') ?? `${ids.length === 1 ? ids[0] : 'runs'}.${format}`);
  const { rows, columns: names } = await exportRuns(folders, format, file);
  await say(process.stdout, [`${file}: ${rows} updates, ${names.length} columns`]);
}

/** Removes checkpoints of finished runs and locks of processes that are gone, and says what. */
export async function gc(flags: Flags): Promise<void> {
  const store = textFlag(flags, 'store') ?? defaultStore;
  const dryRun = flags['dryRun'] === true;
  const { removed, bytes, left } = collectGarbage(store, { dryRun });
  const size = bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  await say(process.stdout, [
    ...removed,
    ...left.map(({ id, why }) => `${id}: left alone, ${why}`),
    `${removed.length} ${dryRun ? 'would be removed' : 'removed'}, ${size}`,
  ]);
}
