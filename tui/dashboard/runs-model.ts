import { join } from 'node:path';
import type { ArmVerdict, PlanEvent } from '../../experiments/event.js';
import { listRuns, type ListedRun } from '../../experiments/store/list.js';
import { storedPasses, storedVerdicts } from '../../experiments/store/read-run.js';
import { removeRun } from '../../experiments/store/remove-run.js';
import { isStoreError } from '../../experiments/store/store-error.js';
import { matches, type Filtered } from '../filter.js';

/** A stored run with what its plan and its last verdict say. */
export interface StoredRow extends ListedRun {
  readonly plan?: PlanEvent;
  /** The arm with the best score in the last verdict. */
  readonly best?: ArmVerdict;
  readonly arms?: number;
}

/** Orders of the list, in the order of their key. */
export const orders = ['created', 'name', 'status', 'return', 'collapse', 'lowest', 'growth'] as const;

/** The list of stored runs and the person's place in it. */
export interface RunsModel {
  readonly store: string;
  /** Rows that the filter lets through, in order. */
  readonly rows: (filter: string) => readonly StoredRow[];
  readonly total: () => number;
  readonly selected: () => number;
  select(index: number): void;
  readonly marked: () => readonly string[];
  mark(id: string): void;
  readonly order: () => (typeof orders)[number];
  nextOrder(): void;
  /** Reads the store again. */
  refresh(): void;
  /** Reads plans and verdicts that nobody has read yet, for so many milliseconds; true when something was read. */
  work(milliseconds: number): boolean;
  /** Deletes a run; answers why it could not be. */
  remove(id: string): string | undefined;
  readonly folder: (id: string) => string;
}

/** The runs stored in a folder. */
export function runsModel(store: string): RunsModel {
  let listed: readonly ListedRun[] = [];
  let problem: string | undefined;
  const details = new Map<string, Partial<StoredRow>>();
  const marks = new Set<string>();
  let [selected, order] = [0, 0];

  function refresh(): void {
    try {
      listed = listRuns(store);
    } catch (error) {
      if (!isStoreError(error)) throw error;
      [listed, problem] = [[], error.message];
    }
    for (const { id, status } of listed) if (status !== 'finished') details.delete(id);
  }

  function detail(id: string): Partial<StoredRow> {
    try {
      const folder = join(store, id);
      const plan = storedPasses(folder).at(-1)?.plan;
      const arms = storedVerdicts(folder).at(-1)?.arms ?? [];
      const best = [...arms].sort((a, b) => rank(b) - rank(a)).at(0);
      return {
        ...(plan === undefined ? {} : { plan, arms: plan.arms.length }),
        ...(best === undefined ? {} : { best }),
      };
    } catch (error) {
      if (!isStoreError(error)) throw error;
      return { problem: error.message };
    }
  }

  refresh();
  return {
    store,
    rows(filter) {
      const name = orders[order];
      const all = listed.map((run): StoredRow => ({ ...run, ...details.get(run.id) }));
      const kept = all.filter((row) => matches(filter, membersOf(row)));
      return name === 'created' ? kept : kept.sort((a, b) => compared(membersOf(a)[name], membersOf(b)[name], name));
    },
    total: () => listed.length,
    selected: () => selected,
    select(index) {
      selected = Math.max(0, Math.min(listed.length - 1, index));
    },
    marked: () => [...marks],
    mark(id) {
      if (!marks.delete(id)) marks.add(id);
    },
    order: () => orders[order],
    nextOrder() {
      order = (order + 1) % orders.length;
    },
    refresh,
    work(milliseconds) {
      const until = performance.now() + milliseconds;
      let read = false;
      for (const { id, status } of listed) {
        if (status === 'unreadable' || details.has(id)) continue;
        if (performance.now() > until) break;
        details.set(id, detail(id));
        read = true;
      }
      return read;
    },
    remove(id) {
      try {
        removeRun(join(store, id));
      } catch (error) {
        if (!isStoreError(error)) throw error;
        return error.message;
      }
      marks.delete(id);
      refresh();
      return problem;
    },
    folder: (id) => join(store, id),
  };
}

function rank({ score }: ArmVerdict): number {
  return Number.isFinite(score.value) ? score.value : Number.NEGATIVE_INFINITY;
}

/** What a filter and an order look at. */
export function membersOf({
  id,
  status,
  name,
  mode,
  experiment,
  engine,
  created,
  plan,
  best,
  arms,
}: StoredRow): Filtered {
  const world = plan?.manifest['world'];
  const agent = plan?.manifest['agent'];
  return {
    id,
    status,
    name,
    mode,
    experiment,
    engine,
    created,
    env: world,
    agent,
    arms,
    arm: best?.name,
    seeds: plan?.seeds.kept.length,
    phase: phaseOf(plan, best?.name),
    return: best?.score.value,
    collapse: best?.collapse.value,
    lowest: best?.measured.margin,
    growth: best?.measured.growth,
    corr: best?.coherence,
  };
}

/**
 * The digits by chance at the end of an id; the whole id where it has none.
 *
 * @example shortId('balance-19700101-000000-beef') // 'beef'
 */
export function shortId(id: string): string {
  return /-\d{6}-([0-9a-f]{4})$/.exec(id)?.[1] ?? id;
}

/** The phase of an arm in degrees. */
export function phaseOf(plan: PlanEvent | undefined, arm: string | undefined): number | undefined {
  const phase = plan?.arms.find(({ name }) => name === arm)?.phase;
  return phase === undefined ? undefined : Math.round(phase * 360);
}

/** Numbers: the unknown last, of returns and margins the largest first; texts ascending. */
function compared(a: string | number | undefined, b: string | number | undefined, name: string): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  const [x, y] = [Number(a), Number(b)];
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
  return name === 'collapse' || name === 'growth' ? x - y : y - x;
}
