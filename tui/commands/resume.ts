import { engineNames, prepareEngine } from '../../experiments/catalog.js';
import type { Job } from '../../experiments/job.js';
import { readManifest } from '../../experiments/store/run-folder.js';
import { StoreError } from '../../experiments/store/store-error.js';
import { checkName } from '../../math/check.js';
import { readFlags } from './flags.js';
import { defaultStore, runFolder } from './store.js';
import { trainJob } from './train.js';

/**
 * Goes on with a stored run where it was cut; one that is over is told again and judged again.
 *
 * @throws OptionError for an id that is not there, StoreError for a run that cannot go on from here.
 */
export async function resume(id: string, given: object): Promise<void> {
  const flags = readFlags(given);
  const folder = runFolder(typeof flags.store === 'string' ? flags.store : defaultStore, id);
  const { job, engine: name } = readManifest(folder);
  if (job === undefined)
    throw new StoreError(
      folder,
      'its experiment existed only in memory',
      'Call compare() with the same experiment and this folder as its store.',
    );
  const engine = checkName('run.json: engine', name, engineNames);
  await prepareEngine(engine);
  await trainJob(job as Job, { ...flags, engine }, folder);
}
