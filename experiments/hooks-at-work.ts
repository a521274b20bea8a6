import type { Values } from '../curriculum/schedule.js';
import type { AlarmEvent, Measurements } from './event.js';
import type { Hook, Moment } from './hook.js';
import { rewind, type Learner } from './learner.js';
import type { RunCheckpoint } from './run-options.js';
import type { Steering } from './steering.js';
import type { Stopwatch } from './stopwatch.js';

/** What hooks look at, and what they may do. */
export interface HookWork {
  readonly run: string;
  readonly hooks: readonly Hook[];
  readonly learner: Learner;
  readonly steer: Steering;
  readonly watch: Stopwatch;
}

/** What hooks remember, and what was measured. */
export type HookMemory = Pick<RunCheckpoint, 'latest' | 'measured' | 'hooks'>;

/** The hooks of a run at work: they measure, and what was measured is remembered. */
export interface HooksAtWork {
  /** The latest value of every signal. */
  readonly latest: () => Measurements;
  /** Runs the hooks of a place in the loop; answers what they measured beside what was `seen`. */
  measure(at: Hook['at'], update: number, values: Values, seen: Measurements): Measurements;
  /** Remembers what an update measured; answers the age of every older reading, in updates. */
  remember(update: number, signals: Measurements, sound: Measurements): Measurements;
  /** Alarms of the hooks since the last call. */
  alarms(): readonly AlarmEvent[];
  /** Whether a hook has taken the learner back since the last call. */
  wasRewound(): boolean;
  checkpoint(): HookMemory;
  restore(memory: HookMemory): void;
}

/** Puts hooks to work. */
export function hooksAtWork({ run, hooks, learner, steer, watch }: HookWork): HooksAtWork {
  const { now, spent } = watch;
  const measured = new Map<string, number>();
  let latest: Measurements = {};
  let told: AlarmEvent[] = [];
  let rewound = false;

  /** Updates since each signal was measured, those measured `now` left out. */
  function older(update: number, now: Measurements): Record<string, number> {
    const ages: Record<string, number> = {};
    for (const [signal, at] of measured) if (!(signal in now)) ages[signal] = update - at;
    return ages;
  }

  return {
    latest: () => latest,
    measure(at, update, values, seen) {
      let signals: Measurements = {};
      const begun = now();
      for (const hook of hooks) {
        const known = { ...latest, ...seen, ...signals };
        if (hook.at !== at || hook.when?.(update, known) === false) continue;
        const fresh = { ...seen, ...signals };
        const ages = older(update, fresh);
        for (const signal of Object.keys(fresh)) ages[signal] = 0;
        const moment: Moment = {
          update,
          learner,
          values,
          signals: known,
          ages,
          period: steer.period(),
          alarm: (reading, signal, value) => told.push({ type: 'alarm', run, update, signal, value, reading }),
          patch: (tunable, changes) => steer.ask(update, { name: tunable, options: changes }),
          rewind(checkpoint) {
            rewind(learner, checkpoint);
            rewound = true;
          },
        };
        signals = { ...signals, ...hook.run(moment) };
      }
      spent.probe += now() - begun;
      return signals;
    },
    remember(update, signals, sound) {
      latest = { ...latest, ...sound };
      for (const signal of Object.keys(sound)) measured.set(signal, update);
      return older(update, signals);
    },
    alarms() {
      const since = told;
      told = [];
      return since;
    },
    wasRewound() {
      const since = rewound;
      rewound = false;
      return since;
    },
    checkpoint: () => ({
      latest,
      measured: Object.fromEntries(measured),
      hooks: Object.fromEntries(
        hooks.flatMap((hook) => (hook.checkpoint === undefined ? [] : [[hook.id, hook.checkpoint()] as const])),
      ),
    }),
    restore(memory) {
      latest = memory.latest;
      for (const [signal, update] of Object.entries(memory.measured)) measured.set(signal, update);
      for (const hook of hooks) if (hook.id in memory.hooks) hook.restore?.(memory.hooks[hook.id]);
    },
  };
}
