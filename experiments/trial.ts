import { existsSync } from 'node:fs';
import type { EngineName, FlatArray } from '../agents/engine/engine.js';
import { experimentOf, startPhase, type Comparison } from './comparison.js';
import type { RunEvent } from './event.js';
import { run } from './run.js';
import type { RunOptions } from './run-options.js';
import { recorded, type TrialStore } from './store/trial-folder.js';
import { controlled, type TrialControl } from './trial-control.js';
import { warmStart, type WarmResult } from './warm-start.js';

/** One run of a comparison, as plain data. */
export interface Trial {
  /** Position in the comparison's bases and arms. */
  readonly basis: number;
  readonly arm: number;
  readonly seed: number;
  /** The seed's warm parameters. */
  readonly parameters?: FlatArray;
  /** Where it is stored; nowhere when absent. */
  readonly store?: TrialStore;
}

/**
 * The events of a trial. A stored one that is over is read, one that was cut short goes on.
 *
 * @throws StoreError for stored events that cannot be used, and for what the disk refuses.
 */
export function runTrial(
  comparison: Comparison,
  trial: Trial,
  engine: EngineName | undefined,
  control: TrialControl,
): Generator<RunEvent, void> {
  const arm = comparison.arms[trial.arm];
  const start = comparison.spreadStarts ? startPhase(trial.seed) : 0;
  const experiment = experimentOf(comparison, { arm, seed: trial.seed, start }, comparison.bases[trial.basis]);
  const { store } = trial;
  const steered = controlled(experiment, control, store !== undefined);
  const options: RunOptions = {
    run: trialName(arm.name, trial.seed),
    seed: trial.seed,
    ...steered.options,
    ...(control.stopwatch === undefined ? {} : { stopwatch: control.stopwatch }),
    ...(trial.parameters === undefined ? {} : { parameters: trial.parameters }),
    ...(engine === undefined ? {} : { engine }),
  };
  // One that was asked to stop before it began leaves no trace.
  if (store === undefined || (control.isStopped?.() === true && !existsSync(store.folder)))
    return steered.watch(run(experiment, options));
  return steered.watch(
    recorded(
      store,
      (recording) => {
        control.lives?.();
        return run(experiment, { ...options, ...recording });
      },
      control.stopwatch,
    ),
  );
}

/**
 * The name of a trial.
 *
 * @example trialName('anti', 3) // 'anti/3'
 */
export function trialName(arm: string, seed: number): string {
  return `${arm}/${seed}`;
}

/** What a seed starts with, in every arm and at every basis. */
export function warmSeed(comparison: Comparison, seed: number, engine: EngineName | undefined): WarmResult {
  return warmStart(comparison.make({ arm: comparison.reference ?? comparison.arms[0], seed, start: 0 }), seed, engine);
}
