import { basename } from 'node:path';
import { prepareEngine } from '../../agents/engine/select.js';
import type { EngineName } from '../../agents/engine/engine.js';
import { nearest, OptionError } from '../../math/check.js';
import { streams as streamsOf } from '../../math/random.js';
import { experimentOf, startPhase } from '../comparison.js';
import { actorOf } from '../evaluate.js';
import { openJob, type Job } from '../job.js';
import type { Actor, Learner } from '../learner.js';
import { checkUsed, readManifest } from './run-folder.js';
import { storedPasses, type StoredTrial } from './read-run.js';
import { StoreError } from './store-error.js';
import { storedCheckpoint } from './trial-folder.js';

/** A policy as it stood at a trial's last checkpoint. */
export interface StoredPolicy {
  /** `<id>/<arm>/<seed>`, with the part before the arm where there are several. */
  readonly name: string;
  /** Updates it was trained for. */
  readonly update: number;
  readonly learner: Learner;
  readonly actor: Actor;
}

/**
 * The policy of a stored trial: `which` is empty where there is only one, else `<arm>/<seed>`, with the part before it where there are several.
 *
 * @throws OptionError for a trial that is not there or one of several; StoreError for a run without checkpoints, one that was only in memory, or whose
 * experiment has changed since.
 */
export async function storedPolicy(path: string, which: string): Promise<StoredPolicy> {
  const manifest = readManifest(path);
  const id = basename(path);
  const passes = storedPasses(path);
  const trial = trialNamed(
    id,
    which,
    passes.flatMap(({ trials }) => trials),
  );
  if (manifest.job === undefined) {
    const advice = 'Put the experiment into a file and run that: then its world can be made again.';
    throw new StoreError(path, 'its experiment existed only in memory', advice);
  }
  checkUsed(manifest);
  const checkpoint = storedCheckpoint(trial.folder);
  if (checkpoint === undefined) {
    const advice =
      'They are written while a run goes on, and removed from finished ones by antiphase gc: train it again.';
    throw new StoreError(trial.folder, 'no checkpoint is kept of this trial', advice);
  }
  const engine = manifest.engine as EngineName;
  await prepareEngine(engine);
  const comparison = await openJob(manifest.job as Job);
  const arm = comparison.arms.find(({ name }) => name === trial.arm);
  if (arm === undefined)
    throw new StoreError(path, `its experiment has no arm '${trial.arm}' any more`, 'Train it again.');
  const pass = passes.findIndex(({ trials }) => trials.includes(trial));
  const start = comparison.spreadStarts ? startPhase(trial.seed) : 0;
  // Rounds of halving are all made at the one basis.
  const basis = comparison.bases[Math.min(pass, comparison.bases.length - 1)];
  const { learner: spec } = experimentOf(comparison, { arm, seed: trial.seed, start }, basis);
  const learner = spec.create({ streams: streamsOf(trial.seed), engine });
  learner.restore(checkpoint.learner);
  return { name: `${id}/${nameOf(trial)}`, update: checkpoint.update, learner, actor: actorOf(id, learner) };
}

function nameOf({ part, arm, seed }: StoredTrial): string {
  return [...(part === undefined ? [] : [part]), arm, seed].join('/');
}

/** The one trial that a text names by its whole name or by a whole part of it. */
function trialNamed(id: string, which: string, trials: readonly StoredTrial[]): StoredTrial {
  const names = trials.map(nameOf);
  const found = trials.filter((_, i) => which === '' || names[i] === which || `/${names[i]}/`.includes(`/${which}/`));
  const exact = trials.find((_, i) => names[i] === which);
  if (exact !== undefined) return exact;
  if (found.length === 1) return found[0];
  const option = which === '' ? id : `${id}/${which}`;
  if (trials.length === 0)
    throw new OptionError(option, 'a run with a trial', 'none', 'It was stopped before its first one.');
  if (found.length > 1)
    throw new OptionError(option, 'one trial', found.length, `Name one: ${id}/${nameOf(found[0])}, for example.`);
  const near = nearest(which, names);
  throw new OptionError(option, 'a trial of this run', which, `Did you mean ${id}/${near ?? names[0]}?`);
}
