import { join } from 'node:path';
import type { SummaryEvent, VerdictEvent } from '../verdict-event.js';
import { readIfThere } from '../store/files.js';
import { storedPasses } from '../store/read-run.js';
import { readManifest, runFiles } from '../store/run-folder.js';
import { summaryOf, verdictsOf, type Manifest } from '../store/schemas.js';
import { storedTrial } from '../store/trial-folder.js';
import { trialSeries, type PassData } from './pass-data.js';

/** A stored run as figures and tables read it. */
export interface RunData {
  readonly manifest: Manifest;
  readonly passes: readonly PassData[];
  readonly summary?: SummaryEvent;
}

/**
 * Reads a run's folder, one trial at a time.
 *
 * @throws StoreError for a folder that holds no run, or files that cannot be used.
 */
export function readRunData(path: string): RunData {
  const manifest = readManifest(path);
  const verdicts = read(path, runFiles.verdict, verdictsOf) ?? ([] as readonly VerdictEvent[]);
  const summary = read(path, runFiles.summary, summaryOf);
  const passes = storedPasses(path).map(({ plan, trials }, i): PassData => {
    const arms = plan.arms.map(({ name }) => name);
    const verdict = verdicts.at(i);
    return {
      plan,
      trials: trials.map(({ arm, seed, folder }) =>
        trialSeries(plan, arms.indexOf(arm), seed, [...storedTrial(folder)]),
      ),
      ...(verdict === undefined ? {} : { verdict }),
    };
  });
  return { manifest, passes, ...(summary === undefined ? {} : { summary }) };
}

function read<T>(path: string, name: string, of: (file: string, text: string) => T): T | undefined {
  const file = join(path, name);
  const text = readIfThere(file);
  return text === undefined ? undefined : of(file, text);
}
