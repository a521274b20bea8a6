import type { NamedTunables } from '../curriculum/schedule.js';
import type { Patch } from './event.js';
import { periodOf, type Experiment } from './experiment.js';
import { checkPatch, patchedTunables, type AppliedPatch } from './patches.js';

/** What steering remembers, as plain data. */
export interface SteeringMemory {
  /** In force, oldest first. */
  readonly patches: readonly AppliedPatch[];
  /** Asked for by hooks, in force from the next update on. */
  readonly asked: readonly Patch[];
}

/** Which schedules are in force while a run goes on. */
export interface Steering {
  /** These tunables, changed by the patches in force. */
  inForce(tunables: NamedTunables): NamedTunables;
  /** Joint period of the tunables in force. */
  period(): number | undefined;
  /** Takes a hook's patch for the next update. @throws OptionError for one that cannot be taken. */
  ask(update: number, patch: Patch): void;
  /** Begins an update: brings what hooks asked for and what commands came into force; answers these patches. */
  begin(update: number): readonly Patch[];
  /** Undefined while nothing was ever changed. */
  checkpoint(): SteeringMemory | undefined;
  restore(memory: SteeringMemory | undefined): void;
}

/**
 * The steering of one run. The schedules in force are pure in the update and the patches, which are in the run's checkpoint and in its log.
 *
 * `commands` is asked at every update's start; `replayed`, where a log is followed, stands in for it and for what hooks ask.
 */
export function steering(
  experiment: Experiment,
  commands: (update: number) => readonly Patch[] = () => [],
  replayed?: (update: number) => readonly Patch[],
): Steering {
  let patches: readonly AppliedPatch[] = [];
  let asked: readonly Patch[] = [];
  let changed: NamedTunables = {};
  let period = periodOf(experiment.tunables);

  function follow(next: readonly AppliedPatch[]): void {
    patches = next;
    changed = patchedTunables(experiment, patches);
    period = periodOf({ ...experiment.tunables, ...changed });
  }

  return {
    inForce(tunables) {
      if (patches.length === 0) return tunables;
      return Object.fromEntries(Object.keys(tunables).map((name) => [name, changed[name] ?? tunables[name]]));
    },
    period: () => period,
    ask(update, { name, options }) {
      const waiting = asked.map((patch) => ({ ...patch, update: update + 1 }));
      checkPatch(experiment, { name, options, update: update + 1 }, [...patches, ...waiting]);
      asked = [...asked, { name, options }];
    },
    begin(update) {
      const came = replayed?.(update) ?? [...asked, ...commands(update)];
      asked = [];
      if (came.length === 0) return came;
      for (const { name, options } of came) {
        const patch: AppliedPatch = { update, name, options };
        checkPatch(experiment, patch, patches);
        follow([...patches, patch]);
      }
      return came;
    },
    checkpoint: () => (patches.length + asked.length === 0 ? undefined : { patches, asked }),
    restore(memory) {
      asked = memory?.asked ?? [];
      follow(memory?.patches ?? []);
    },
  };
}
