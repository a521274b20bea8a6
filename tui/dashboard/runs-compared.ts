import { seedColumns } from '../seed-columns.js';
import { openReplay, type Replay } from './replay.js';
import type { RunsModel } from './runs-model.js';
import { membersOf, shortId } from './runs-row.js';
import type { View } from './view.js';

/** Stored runs whose curves lie over each other. */
export interface ComparedRuns {
  /** Compares these runs; closes the comparison where it is of these already, and answers false. */
  open(ids: readonly string[]): boolean;
  /** Closes it; false where there is none. */
  close(): boolean;
  readonly isOpen: () => boolean;
  /** The curves, once all of them were read. */
  readonly curves: () => View['curves'];
  /** Reads on, so many milliseconds; true when something changed. */
  work(milliseconds: number): boolean;
}

/** No run is compared yet. */
export function comparedRuns(model: RunsModel): ComparedRuns {
  let compared: { readonly id: string; readonly replay: Replay }[] = [];
  let drawn: View['curves'] = [];
  function close(): boolean {
    const wasOpen = compared.length > 0;
    [drawn, compared] = [[], []];
    return wasOpen;
  }
  return {
    open(ids) {
      if (compared.length === ids.length && compared.every(({ id }, i) => id === ids[i])) return !close();
      compared = ids.map((id) => ({ id, replay: openReplay(model.folder(id), id) }));
      drawn = [];
      return true;
    },
    close,
    isOpen: () => compared.length > 0,
    curves: () => drawn,
    work(milliseconds) {
      const next = compared.find((each) => each.replay.loading());
      if (next !== undefined) {
        next.replay.load(milliseconds);
        return true;
      }
      if (drawn.length === compared.length) return false;
      drawn = compared.map(({ id, replay }) => curveOf(id, replay, model));
      return true;
    },
  };
}

/** The mean score over seeds of the best arm of a run. */
function curveOf(id: string, replay: Replay, model: RunsModel): View['curves'][number] {
  const row = model.rows('').find((each) => each.id === id);
  const name = row === undefined ? undefined : membersOf(row)['arm'];
  const { arms, plan } = replay.state();
  const arm = arms.find((each) => each.plan.name === name) ?? arms.at(0);
  if (arm === undefined || plan === undefined) return { name: shortId(id), values: new Float64Array(0) };
  return {
    name: `${shortId(id)} ${arm.plan.name}`,
    values: seedColumns(arm, arm.score, plan.updates, plan.updates).mean,
  };
}
