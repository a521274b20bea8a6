import type { Crew } from './crew.js';
import type { Patch } from './event.js';

/** What a person asks of a trial while it goes on; it is done at the start of its next update. */
export type TrialCommand =
  | { readonly kind: 'patch'; readonly patch: Patch }
  /** Behind that update everything is saved, where the trial is stored. */
  | { readonly kind: 'checkpoint' }
  /** Lives one update while all trials are held; nothing where they are not. */
  | { readonly kind: 'step' }
  | { readonly kind: 'stop' };

/** Carries commands to trials at work, in this process or in threads. */
export interface CommandDesk {
  /** Holds all trials at the start of their next update, or lets them go on. */
  pause(on: boolean): void;
  readonly paused: () => boolean;
  /** Sends a command to a trial `<arm>/<seed>`; false when it is not at work. */
  send(run: string, command: TrialCommand): boolean;
  /** Calls back with what a trial could not take and why; answers what ends that. */
  refusals(listener: (run: string, why: string) => void): () => void;
  /** Who takes the trials, where their number can be changed. */
  readonly crew?: Crew;
  /** One word that threads share: 1 while paused. */
  readonly flag: Int32Array;
  /** Says that a trial is at work and takes commands; answers what says that it is over. */
  open(run: string, take: (command: TrialCommand) => void): () => void;
  /** Tells that a command was not taken. */
  refuse(run: string, why: string): void;
}

/**
 * A desk for the commands of one comparison, over a crew where the number of workers is to change.
 *
 * @example commandDesk().send('anti/3', { kind: 'stop' }) // false
 */
export function commandDesk(crew?: Crew): CommandDesk {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const trials = new Map<string, (command: TrialCommand) => void>();
  const listeners = new Set<(run: string, why: string) => void>();
  return {
    ...(crew === undefined ? {} : { crew }),
    flag,
    pause(on) {
      Atomics.store(flag, 0, on ? 1 : 0);
      Atomics.notify(flag, 0);
    },
    paused: () => Atomics.load(flag, 0) === 1,
    send(run, command) {
      const take = trials.get(run);
      take?.(command);
      // Threads that are held look for what came.
      Atomics.notify(flag, 0);
      return take !== undefined;
    },
    refusals(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    open(run, take) {
      trials.set(run, take);
      return () => {
        if (trials.get(run) === take) trials.delete(run);
      };
    },
    refuse: (run, why) => listeners.forEach((listener) => listener(run, why)),
  };
}

/** Takes the first step out of commands that wait; false when there is none. */
export function takeStep(waiting: TrialCommand[]): boolean {
  const at = waiting.findIndex(({ kind }) => kind === 'step');
  if (at >= 0) waiting.splice(at, 1);
  return at >= 0;
}

/** True when a trial that is held is asked to end. */
export function isEnding(waiting: readonly TrialCommand[]): boolean {
  return waiting.some(({ kind }) => kind === 'stop');
}
