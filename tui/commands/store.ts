import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkRunId } from '../../experiments/store/names.js';
import { nearest, OptionError } from '../../math/check.js';

/** Where runs are stored unless told otherwise. */
export const defaultStore = 'runs';

/**
 * The folder of a stored run.
 *
 * @throws OptionError for an id that is none, or that is not there, with the nearest one.
 */
export function runFolder(store: string, id: string): string {
  const path = join(store, checkRunId(id));
  if (existsSync(path)) return path;
  const ids = existsSync(store) ? readdirSync(store) : [];
  const near = nearest(id, ids);
  const advice = near === undefined ? 'List them with antiphase runs.' : `Did you mean '${near}'?`;
  throw new OptionError('run id', `a run stored in ${store}`, id, advice);
}
