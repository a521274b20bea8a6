import { OptionError } from '../math/check.js';
import type { TrialCommand } from './command-desk.js';
import type { Patch, RunEvent } from './event.js';
import type { Experiment } from './experiment.js';
import { checkPatch, type AppliedPatch } from './patches.js';
import type { RunOptions } from './run-options.js';
import type { Stopwatch } from './stopwatch.js';

/** How a trial is reached while it goes on. */
export interface TrialControl {
  /** Asked at every update's start; may wait while the trial is paused. True ends it as stopped. */
  readonly shouldStop: () => boolean;
  /** True once all trials were asked to end; asked before the first update, and never waits. False when absent. */
  readonly isStopped?: () => boolean;
  /** Told when all that was stored has been read, and the trial lives. */
  readonly lives?: () => void;
  /** Commands that came since it was asked last. */
  readonly commands?: () => readonly TrialCommand[];
  /** Told what cannot be taken and why. */
  readonly refuse?: (why: string) => void;
  /** Measures where its time goes; one of its own, or none where it is not stored, when absent. */
  readonly stopwatch?: Stopwatch;
}

/** What a controlled run is given, and what it tells. */
export interface Controlled {
  readonly options: Required<Pick<RunOptions, 'shouldStop' | 'commands' | 'checkpointNow'>>;
  /** Passes the run's events on and remembers the patches in them. */
  readonly watch: (events: Generator<RunEvent, void>) => Generator<RunEvent, void>;
}

/** Looks commands over before the run is given them: one that it cannot take is refused and nothing else happens. */
export function controlled(experiment: Experiment, control: TrialControl, stored: boolean): Controlled {
  const { commands = () => [], refuse = () => undefined } = control;
  const applied: AppliedPatch[] = [];
  let came: Patch[] = [];
  let [saving, stopping] = [false, false];

  function take(): void {
    for (const command of commands()) {
      if (command.kind === 'patch') came.push(command.patch);
      else if (command.kind === 'stop') stopping = true;
      else if (command.kind === 'step') continue;
      else if (stored) saving = true;
      else refuse('a checkpoint: this run is stored nowhere');
    }
  }

  function fitting(update: number): readonly Patch[] {
    const waiting = came;
    came = [];
    const taken: AppliedPatch[] = [];
    for (const patch of waiting) {
      try {
        checkPatch(experiment, { ...patch, update }, [...applied, ...taken]);
        taken.push({ ...patch, update });
      } catch (error) {
        if (!(error instanceof OptionError)) throw error;
        refuse(error.message);
      }
    }
    return taken.map(({ name, options }) => ({ name, options }));
  }

  return {
    options: {
      shouldStop() {
        const ends = control.shouldStop();
        take();
        return ends || stopping;
      },
      commands: fitting,
      checkpointNow() {
        const now = saving;
        saving = false;
        return now;
      },
    },
    *watch(events) {
      for (const event of events) {
        if (event.type === 'command') applied.push({ ...event.patch, update: event.update });
        yield event;
      }
    },
  };
}
