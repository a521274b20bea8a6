import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { listedRun } from '../../experiments/store/list.js';
import { removeRun } from '../../experiments/store/remove-run.js';
import { isStoreError } from '../../experiments/store/store-error.js';
import { matches } from '../filter.js';
import { columnOfOrder, membersOf, orders, type Order, type StoredRow } from './runs-row.js';
import { detailOf, sparkReader, type SparkReader } from './runs-read.js';

/** The list of stored runs and the person's place in it. */
export interface RunsModel {
  readonly store: string;
  /** Rows that the filter lets through, in order. */
  readonly rows: (filter: string) => readonly StoredRow[];
  readonly total: () => number;
  /** Runs whose plan and verdict were not read yet. */
  readonly unread: () => number;
  readonly selected: () => number;
  select(index: number): void;
  readonly marked: () => readonly string[];
  mark(id: string): void;
  readonly order: () => Order;
  nextOrder(): void;
  /** Looks into the store again: what is new, what is gone, and how far those are that went on. */
  refresh(): void;
  /** Reads what nobody has read yet for so many milliseconds, rows around the selected one first; true when something was read. */
  work(milliseconds: number, filter: string): boolean;
  /** Deletes a run; answers why it could not be. */
  remove(id: string): string | undefined;
  readonly folder: (id: string) => string;
}

/** Milliseconds in which runs are listed before anything is drawn, where nothing else is told. */
const FIRST = 100;

/** Rows around the selected one whose curves are read. */
const NEAR = 40;

/** The runs stored in a folder: their names are known at once, all else is read between frames. */
export function runsModel(store: string, milliseconds = FIRST): RunsModel {
  const known = new Map<string, StoredRow>();
  const unlisted = new Set<string>();
  const unread = new Set<string>();
  const marks = new Set<string>();
  let curve: { readonly id: string; readonly reader: SparkReader } | undefined;
  let [selected, order] = [0, 0];
  let version = 0;
  let sorted: { readonly key: string; readonly rows: readonly StoredRow[] } | undefined;

  function forget(id: string): void {
    known.delete(id);
    unlisted.delete(id);
    unread.delete(id);
    marks.delete(id);
    version++;
  }

  function refresh(): void {
    let names: string[] = [];
    try {
      names = readdirSync(store, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
    } catch {
      // A folder that is not there holds no runs.
    }
    const there = new Set(names);
    for (const id of [...known.keys(), ...unlisted]) if (!there.has(id)) forget(id);
    for (const id of names) {
      const row = known.get(id);
      if (row === undefined || row.status === 'running' || row.status === 'unfinished') unlisted.add(id);
    }
  }

  function list(id: string): void {
    unlisted.delete(id);
    const before = known.get(id);
    const found = listedRun(join(store, id), id).at(0);
    if (found === undefined) {
      if (before !== undefined) forget(id);
      return;
    }
    if (before?.status === found.status && found.status === 'unfinished') return;
    if (before === undefined || before.status !== found.status) version++;
    known.set(id, { ...before, ...found });
    if (found.status !== 'unreadable') unread.add(id);
  }

  function detail(id: string): void {
    unread.delete(id);
    const row = known.get(id);
    if (row === undefined) return;
    known.set(id, { ...row, ...detailOf(join(store, id)) });
    version++;
  }

  function rows(filter: string): readonly StoredRow[] {
    const name = orders[order];
    const key = `${version} ${name} ${filter}`;
    if (sorted?.key === key) return sorted.rows;
    const entries = Array.from(known.values(), (row) => ({ row, members: membersOf(row) }));
    const kept = entries.filter(({ members }) => matches(filter, members));
    kept.sort(
      (a, b) =>
        columnOfOrder(name, a.members, b.members) ||
        columnOfOrder('created', a.members, b.members) ||
        (a.row.id < b.row.id ? -1 : 1),
    );
    sorted = { key, rows: kept.map(({ row }) => row) };
    return sorted.rows;
  }

  /** Reads on in the curve of a row near the selected one; false when all of them are known. */
  function readCurve(near: readonly StoredRow[]): boolean {
    const next = near.find(({ id, best, spark }) => best !== undefined && spark === undefined && !unread.has(id));
    if (next === undefined) return false;
    if (curve?.id !== next.id) curve = { id: next.id, reader: sparkReader(join(store, next.id), next) };
    const spark = curve.reader();
    if (spark !== undefined) {
      known.set(next.id, { ...next, spark });
      [curve, version] = [undefined, version + 1];
    }
    return true;
  }

  /** Lists what was not listed yet, up to a time. */
  function listUntil(until: number): boolean {
    let read = false;
    for (const id of unlisted) {
      if (performance.now() > until) break;
      list(id);
      read = true;
    }
    return read;
  }

  refresh();
  // The first frame has rows already.
  listUntil(performance.now() + milliseconds);
  return {
    store,
    rows,
    total: () => known.size + [...unlisted].filter((id) => !known.has(id)).length,
    unread: () => unlisted.size + unread.size,
    selected: () => selected,
    select(index) {
      selected = Math.max(0, index);
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
    work(milliseconds, filter) {
      const until = performance.now() + milliseconds;
      let read = listUntil(until);
      const near = (): readonly StoredRow[] => rows(filter).slice(Math.max(0, selected - NEAR), selected + NEAR);
      const first = near().filter(({ id }) => unread.has(id));
      for (const id of [...first.map((row) => row.id), ...unread]) {
        if (performance.now() > until) return true;
        if (!unread.has(id)) continue;
        detail(id);
        read = true;
      }
      while (performance.now() < until && readCurve(near())) read = true;
      return read;
    },
    remove(id) {
      try {
        removeRun(join(store, id));
      } catch (error) {
        if (!isStoreError(error)) throw error;
        return error.message;
      }
      forget(id);
      return undefined;
    },
    folder: (id) => join(store, id),
  };
}
