import type { PlanEvent } from '../../experiments/event.js';
import type { StoredTrial } from '../../experiments/store/read-run.js';
import { initialState, planEntry, runOf, LOG_LENGTH, type State } from '../state.js';
import { throughEntry } from '../store/run-events.js';
import { freshArm, over, type LogEntry } from '../store/run-state.js';
import { sharedColumn, storedReel, type Reel } from './stored-reel.js';

/** One comparison of a stored run: its trials under one playhead. */
export interface StoredPass {
  readonly plan: PlanEvent;
  /** Names its trials that have folders by now. */
  found(trials: readonly StoredTrial[]): void;
  /** Reads on until a moment; false once everything there was is read. @throws StoreError. */
  read(until: number): boolean;
  /** Looks at the logs that may have grown, the next time it reads. */
  again(): void;
  /** Rises with everything that was read. */
  readonly news: () => number;
  /** Updates up to which a playhead has something to show: those lived so far, or all of them once every trial is over. */
  readonly reach: () => number;
  /** What a screen showed once so many updates were lived, without verdict and summary; runs are brought there in place. */
  stateAt(head: number): State;
}

/** A comparison as it was planned. */
export function storedPass(plan: PlanEvent): StoredPass {
  const arms = plan.arms.map((arm) => freshArm(plan, arm, sharedColumn));
  const planned: State = { ...initialState, plan, arms };
  const reels = new Map<string, Reel>();
  let behind: Reel[] = [];

  return {
    plan,
    found(trials) {
      for (const { arm, seed, folder } of trials) {
        const name = `${arm}/${seed}`;
        const place = reels.has(name) ? undefined : runOf(planned, name);
        if (place === undefined) continue;
        const reel = storedReel(folder, name, place);
        reels.set(name, reel);
        behind.push(reel);
      }
    },
    read(until) {
      // A reel that a thread reads is looked at again in the next turn.
      const waiting: Reel[] = [];
      for (let reel = behind.shift(); reel !== undefined; reel = behind.shift()) {
        if (reel.read(until) !== 'end') waiting.push(reel);
        if (performance.now() >= until) break;
      }
      behind = [...waiting, ...behind];
      return behind.length > 0;
    },
    again() {
      behind = [...reels.values()].filter((reel) => !reel.isOver());
    },
    news() {
      let all = reels.size;
      for (const reel of reels.values()) all += reel.news();
      return all;
    },
    reach() {
      const planned = arms.reduce((sum, arm) => sum + arm.runs.length, 0);
      let [over, lived] = [0, 0];
      for (const reel of reels.values()) {
        if (reel.isOver()) over++;
        lived = Math.max(lived, reel.tape.rows());
      }
      return over === planned ? plan.updates : Math.min(lived, plan.updates);
    },
    stateAt(head) {
      for (const reel of reels.values()) reel.tape.seek(head);
      const runs = arms.flatMap((arm) => arm.runs);
      const told = [...reels.values()].flatMap((reel) => reel.tape.told());
      const through = arms.flatMap((arm) => {
        const entry = throughEntry(arm, Number.NaN);
        return entry === undefined ? [] : [{ update: Math.max(...arm.runs.map((run) => run.lived)), entry }];
      });
      const stamped = [...told, ...through].sort((a, b) => a.update - b.update);
      const log: LogEntry[] = [planEntry(plan, Number.NaN), ...stamped.map(({ entry }) => entry)];
      return {
        ...planned,
        log: log.slice(-LOG_LENGTH),
        lived: runs.reduce((sum, run) => sum + run.lived, 0),
        ended: runs.filter(over).length,
        failed: runs.filter((run) => run.status === 'failed').length,
      };
    },
  };
}
