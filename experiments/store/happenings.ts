import type { AlarmEvent, CycleEvent, RunEvent } from '../event.js';

/** What stands in a trial's log besides its updates, in the order of the log: most of it as numbers, the rest as events. */
export interface Happenings {
  /** {@link WIDTH} numbers each. */
  readonly table: Float64Array;
  /** Events that are kept as they are; the table has their places. */
  readonly events: readonly RunEvent[];
  /** Names of signals; the table has their places. */
  readonly signals: readonly string[];
}

/** Numbers of a happening: its kind, the rows before it, its update, and six of its own. */
export const WIDTH = 9;

/** Kinds of happenings. */
export const kinds = { event: 0, checkpoint: 1, cycle: 2, alarm: 3 } as const;

/** Numbers of a cycle, in the order of the table. */
export const cycleMembers = ['lowestMargin', 'growth', 'transient', 'coherence', 'score'] as const;

/** Readings of alarms; the table has their places. */
export const readings = [
  'margin',
  'growth',
  'transient',
  'sharpness',
  'coherence',
  'collapse',
  'nonFinite',
  'bounds',
] as const satisfies readonly AlarmEvent['reading'][];

/** The event of a happening. */
export function happeningOf({ table, events, signals }: Happenings, index: number, run: string): RunEvent {
  const at = index * WIDTH;
  const update = table[at + 2];
  if (table[at] === kinds.event) return events[table[at + 3]];
  if (table[at] === kinds.checkpoint) return { type: 'checkpoint', run, update };
  if (table[at] === kinds.alarm) {
    const [value, signal, reading] = [table[at + 3], signals[table[at + 4]], readings[table[at + 5]]];
    return { type: 'alarm', run, update, signal, value, reading };
  }
  const cycle: { -readonly [K in keyof CycleEvent]: CycleEvent[K] } = {
    type: 'cycle',
    run,
    update,
    cycle: table[at + 3],
  };
  cycleMembers.forEach((member, i) => {
    const value = table[at + 4 + i];
    // One that was null stands among the events.
    if (!Number.isNaN(value)) cycle[member] = value;
  });
  return cycle;
}

/** A list of happenings that grows. */
export interface HappeningList extends Happenings {
  readonly count: () => number;
  /** Takes the happenings of a later stretch of the same log. */
  add(more: Happenings): void;
  /** Updates lived before one, and its own update. */
  readonly rowOf: (index: number) => number;
  readonly updateOf: (index: number) => number;
  /** One that is kept as it is; undefined for those that are numbers. */
  readonly eventOf: (index: number) => RunEvent | undefined;
}

/** An empty list. */
export function happeningList(): HappeningList {
  let table = new Float64Array(16 * WIDTH);
  let count = 0;
  const events: RunEvent[] = [];
  const signals: string[] = [];
  return {
    get table() {
      return table;
    },
    events,
    signals,
    count: () => count,
    rowOf: (index) => table[index * WIDTH + 1],
    updateOf: (index) => table[index * WIDTH + 2],
    eventOf: (index) => (table[index * WIDTH] === kinds.event ? events[table[index * WIDTH + 3]] : undefined),
    add(more) {
      const added = more.table.length / WIDTH;
      if ((count + added) * WIDTH > table.length) {
        const wider = new Float64Array(Math.max(2 * table.length, (count + added) * WIDTH));
        wider.set(table.subarray(0, count * WIDTH));
        table = wider;
      }
      table.set(more.table, count * WIDTH);
      const places = more.signals.map((name) =>
        signals.includes(name) ? signals.indexOf(name) : signals.push(name) - 1,
      );
      for (let i = count; i < count + added; i++) {
        const at = i * WIDTH;
        if (table[at] === kinds.event) table[at + 3] += events.length;
        if (table[at] === kinds.alarm) table[at + 4] = places[table[at + 4]];
      }
      for (const event of more.events) events.push(event);
      count += added;
    },
  };
}
