import type { RunEvent } from '../event.js';
import { cycleMembers, kinds, readings, WIDTH, type Happenings } from './happenings.js';
import { keyScanner, starts, type KeyScanner } from './scan-keys.js';
import { numberScanner, skipNumber } from './scan-number.js';
import { eventOf } from './schemas.js';

/** Which log is scanned, and where its numbers go. */
export interface LogScanOptions {
  readonly file: string;
  /** The trial's name `<arm>/<seed>`. */
  readonly run: string;
  /** Columns by `values.<name>` and `signals.<name>`, a number an update; filled with NaN. */
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** Updates that the columns have room for. */
  readonly updates: number;
  /** Lines and rows that were scanned before. */
  readonly lines?: number;
  readonly rows?: number;
}

/** Turns the lines of a trial's log into columns, and what else happened. */
export interface LogScanner {
  /**
   * Scans the whole lines of a stretch; answers the byte behind the last of them.
   *
   * @throws StoreError naming file and line, of a line that cannot be used.
   */
  scan(bytes: Buffer, from: number, to: number): number;
  /** What happened since it was asked last. */
  happenings(): Happenings;
  /** Rows and lines so far. */
  readonly rows: () => number;
  readonly lines: () => number;
}

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);
const asText = encoded(',"signal":"');
const asValue = encoded(',"value":');
const asReading = encoded(',"reading":"');
const asValues = encoded(',"values":{');
const asSignals = encoded(',"signals":{');
const asAges = encoded(',"ages":{');
const asCycle = encoded(',"cycle":');
const readingBytes = readings.map((name) => encoded(`${name}"}\n`));

/**
 * A scanner of a trial's log. Lines as this package writes them are read straight from their bytes; any other goes the checked way of `eventOf`, which
 * takes it or names what is wrong with it.
 */
export function logScanner({ file, run, columns, updates, ...from }: LogScanOptions): LogScanner {
  const own = (prefix: string): ReadonlyMap<string, Float64Array> =>
    new Map(
      [...columns].flatMap(([name, column]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), column]] : [])),
    );
  const begins = (type: string): Uint8Array => encoded(`{"type":"${type}","run":${JSON.stringify(run)},"update":`);
  const prefixes = {
    update: begins('update'),
    cycle: begins('cycle'),
    alarm: begins('alarm'),
    checkpoint: begins('checkpoint'),
  };
  const [values, signals, ages] = [keyScanner(own('values.')), keyScanner(own('signals.')), keyScanner(new Map())];
  /** One number a member, of the cycle that is scanned. */
  const cycleNumbers = new Map(cycleMembers.map((name) => [name, new Float64Array(1)]));
  const cycleKeys = keyScanner(cycleNumbers);
  const cycleColumns = [...cycleNumbers.values()];
  const numbers = numberScanner();
  let [rows, lines] = [from.rows ?? 0, from.lines ?? 0];
  let table: number[] = [];
  let events: RunEvent[] = [];
  let names: string[] = [];
  let nameBytes: Uint8Array[] = [];

  /** A whole number of at least 0 and the byte behind it. */
  function whole(bytes: Uint8Array, at: number): number {
    const end = numbers.scan(bytes, at);
    return end < 0 || bytes[at] === 45 || !Number.isSafeInteger(numbers.value) ? -1 : end;
  }

  /** The members of an object of numbers, behind its opening brace; answers the byte behind its closing one. */
  function members(bytes: Uint8Array, start: number, keys: KeyScanner, row: number): number {
    keys.begin();
    if (bytes[start] === 125) return start + 1;
    for (let at = start; bytes[at] === 34;) {
      at = keys.scan(bytes, at + 1);
      if (at < 0) return -1;
      const { column } = keys;
      if (column === undefined) at = skipNumber(bytes, at);
      else {
        at = numbers.scan(bytes, at);
        column[row] = numbers.value;
      }
      if (at < 0) return -1;
      if (bytes[at] === 125) return at + 1;
      if (bytes[at++] !== 44) return -1;
    }
    return -1;
  }

  function updateLine(bytes: Uint8Array, start: number): number {
    let at = whole(bytes, start);
    if (at < 0 || numbers.value !== rows || rows >= updates || !starts(bytes, at, asValues)) return -1;
    at = members(bytes, at + asValues.length, values, rows);
    if (at < 0 || !starts(bytes, at, asSignals)) return -1;
    at = members(bytes, at + asSignals.length, signals, rows);
    if (at >= 0 && bytes[at] === 44) at = starts(bytes, at, asAges) ? members(bytes, at + asAges.length, ages, 0) : -1;
    if (at < 0 || bytes[at] !== 125 || bytes[at + 1] !== 10) return -1;
    rows++;
    return at + 2;
  }

  function push(kind: number, update: number, own: readonly number[]): void {
    table.push(kind, rows, update);
    for (let i = 0; i < WIDTH - 3; i++) table.push(own[i] ?? Number.NaN);
  }

  function checkpointLine(bytes: Uint8Array, start: number): number {
    const at = whole(bytes, start);
    if (at < 0 || bytes[at] !== 125 || bytes[at + 1] !== 10) return -1;
    push(kinds.checkpoint, numbers.value, []);
    return at + 2;
  }

  function cycleLine(bytes: Uint8Array, start: number): number {
    let at = whole(bytes, start);
    const update = numbers.value;
    if (at < 0 || !starts(bytes, at, asCycle)) return -1;
    at = whole(bytes, at + asCycle.length);
    const cycle = numbers.value;
    for (const column of cycleColumns) column[0] = Number.NaN;
    if (at >= 0) at = bytes[at] === 44 ? members(bytes, at + 1, cycleKeys, 0) : bytes[at] === 125 ? at + 1 : -1;
    if (at < 0 || bytes[at] !== 10) return -1;
    push(kinds.cycle, update, [cycle, ...cycleColumns.map((column) => column[0])]);
    return at + 1;
  }

  function alarmLine(bytes: Buffer, start: number): number {
    let at = whole(bytes, start);
    const update = numbers.value;
    if (at < 0 || !starts(bytes, at, asText)) return -1;
    const first = at + asText.length;
    let end = first;
    while (bytes[end] >= 32 && bytes[end] !== 34 && bytes[end] !== 92) end++;
    if (bytes[end] !== 34 || !starts(bytes, end + 1, asValue)) return -1;
    at = numbers.scan(bytes, end + 1 + asValue.length);
    const value = numbers.value;
    if (at < 0 || !starts(bytes, at, asReading)) return -1;
    const reading = readingBytes.findIndex((each) => starts(bytes, at + asReading.length, each));
    if (reading < 0) return -1;
    let name = nameBytes.findIndex((each) => each.length === end - first && starts(bytes, first, each));
    if (name < 0) {
      name = names.push(bytes.toString('utf8', first, end)) - 1;
      nameBytes.push(Uint8Array.from(bytes.subarray(first, end)));
    }
    push(kinds.alarm, update, [value, name, reading]);
    return at + asReading.length + readingBytes[reading].length;
  }

  /** The checked way: the line is taken as an event, or refused. */
  function checked(bytes: Buffer, start: number, end: number): void {
    if (rows < updates) for (const column of columns.values()) column[rows] = Number.NaN;
    const event = eventOf(file, lines + 1, bytes.toString('utf8', start, end));
    if (event.type === 'update') {
      const { update } = event;
      if (update < rows || update >= updates) return;
      for (const [name, column] of columns) {
        const [of, member] = name.startsWith('values.')
          ? [event.values, name.slice(7)]
          : [event.signals, name.slice(8)];
        column[update] = of[member] ?? Number.NaN;
      }
    }
    push(kinds.event, 'update' in event ? event.update : rows, [events.push(event) - 1]);
    if (event.type === 'update') rows = event.update + 1;
  }

  function line(bytes: Buffer, at: number): number {
    if (starts(bytes, at, prefixes.update)) return updateLine(bytes, at + prefixes.update.length);
    if (starts(bytes, at, prefixes.checkpoint)) return checkpointLine(bytes, at + prefixes.checkpoint.length);
    if (starts(bytes, at, prefixes.cycle)) return cycleLine(bytes, at + prefixes.cycle.length);
    if (starts(bytes, at, prefixes.alarm)) return alarmLine(bytes, at + prefixes.alarm.length);
    return -1;
  }

  return {
    scan(bytes, start, to) {
      const stop = bytes.lastIndexOf(10, to - 1) + 1;
      let at = start;
      while (at < stop) {
        let end = line(bytes, at);
        if (end < 0) {
          end = bytes.indexOf(10, at) + 1;
          checked(bytes, at, end - 1);
        }
        lines++;
        at = end;
      }
      return at;
    },
    happenings() {
      const out = { table: Float64Array.from(table), events, signals: names };
      [table, events, names, nameBytes] = [[], [], [], []];
      return out;
    },
    rows: () => rows,
    lines: () => lines,
  };
}
