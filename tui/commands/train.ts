import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { prepareEngine } from '../../experiments/catalog.js';
import { describeError } from '../../experiments/failure.js';
import { openJob, type Job } from '../../experiments/job.js';
import { runId } from '../../experiments/store/names.js';
import { runIsOver } from '../../experiments/store/read-run.js';
import { runFiles } from '../../experiments/store/run-folder.js';
import { reportError } from './errors.js';
import { readFlags, type TrainFlags } from './flags.js';
import { report } from './report.js';
import { sourceFrom } from './source.js';
import { defaultStore } from './store.js';
import { savedFile, saveWords, trainedSource } from './words.js';

/** What a training command was asked for. */
export interface TrainRequest {
  /** Name or file of an experiment; undefined where flags say it. */
  readonly subject: string | undefined;
  readonly mode: Job['mode'];
  /** Flags as the command line gave them. */
  readonly flags: object;
  /** Whether the run is stored when no flag says. */
  readonly stored: boolean;
}

/** Trains and tells, through the chosen reporter; sets the exit code. */
export async function train({ subject, mode, flags: given, stored }: TrainRequest): Promise<void> {
  const flags = readFlags(given);
  const { updates, ...changes } = flags.job;
  const source = trainedSource(subject, given, mode, updates);
  const file = savedFile(given);
  // Words say their updates themselves.
  const job: Job = { source, mode, ...(source.kind === 'words' ? changes : flags.job) };
  let name: string;
  try {
    // Opened here first: a file or an engine that cannot be used is told before any screen opens.
    ({ name } = await openJob(job));
    await prepareEngine(flags.engine);
    if (file !== undefined) saveWords(file, job);
  } catch (error) {
    process.exitCode = reportError(error, describeError(error, job.source));
    return;
  }
  const store = flags.store ?? (stored ? defaultStore : false);
  await trainJob(job, flags, store === false ? undefined : join(store, runId(name)));
}

/** Trains a job, into a folder if there is one, and says where it is stored. */
export async function trainJob(job: Job, flags: TrainFlags, folder: string | undefined): Promise<void> {
  const abort = new AbortController();
  try {
    process.exitCode = await report(sourceFrom(job, flags, abort, folder), flags, abort);
  } catch (error) {
    process.exitCode = reportError(error, describeError(error, job.source));
  }
  if (folder !== undefined && existsSync(join(folder, runFiles.manifest))) process.stderr.write(whereLine(folder));
}

/** Where a run is, and how it goes on. */
function whereLine(folder: string): string {
  const id = basename(folder);
  const elsewhere = folder === join(defaultStore, id) ? '' : ` --store ${join(folder, '..')}`;
  const next = runIsOver(folder) ? `antiphase replay ${id}${elsewhere}` : `antiphase resume ${id}${elsewhere}`;
  return `stored as ${folder} (${runIsOver(folder) ? 'to see it again' : 'unfinished; to go on'}: ${next})\n`;
}
