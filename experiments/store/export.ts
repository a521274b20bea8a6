import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { OptionError } from '../../math/check.js';
import type { RunEvent, UpdateEvent } from '../event.js';
import { storedPasses, type StoredTrial } from './read-run.js';
import { parquetBytes } from './parquet.js';
import { onDisk } from './store-error.js';
import { storedTrial } from './trial-folder.js';

/** Name of a format. */
export type ExportFormat = 'csv' | 'parquet';

/** A cell: undefined where an update has no such reading. */
type Cell = string | number | undefined;

/** What every row begins with. */
const keys = ['run', 'part', 'arm', 'seed', 'update'] as const;

/** The first of them are texts, the others whole numbers. */
const TEXTS = 3;

/**
 * Writes the updates of stored runs into one file, a row each: run, part, arm, seed, update, then every value and signal that any of them has.
 *
 * A number that is not finite stands as it was stored: as nothing in CSV, as NaN in Parquet.
 *
 * @throws StoreError for what cannot be read or written, OptionError when two columns would have one name or there are no updates.
 */
export async function exportRuns(paths: readonly string[], format: ExportFormat, file: string): Promise<ExportReport> {
  const columns = columnsOf(paths);
  const beside = `${file}.new`;
  try {
    const rows = format === 'csv' ? writeCsv(paths, columns, beside) : await writeParquet(paths, columns, beside);
    onDisk(file, () => renameSync(beside, file), '--out');
    return { file, rows, columns };
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** What an export wrote. */
export interface ExportReport {
  readonly file: string;
  readonly rows: number;
  readonly columns: readonly string[];
}

/** An update and where it comes from. */
interface Row {
  readonly id: string;
  readonly trial: StoredTrial;
  readonly event: UpdateEvent;
}

function* rowsOf(paths: readonly string[]): Generator<Row, void> {
  for (const path of paths) {
    for (const { trials } of storedPasses(path)) {
      for (const trial of trials) {
        for (const event of storedTrial(trial.folder)) if (isUpdate(event)) yield { id: basename(path), trial, event };
      }
    }
  }
}

/** All columns, in the order in which they are first seen. */
function columnsOf(paths: readonly string[]): readonly string[] {
  const names = new Set<string>();
  for (const { event } of rowsOf(paths)) {
    for (const name of Object.keys(event.values)) names.add(name);
    for (const name of Object.keys(event.signals)) names.add(name);
  }
  if (names.size === 0)
    throw new OptionError('export', 'runs with at least one update', paths.map((path) => basename(path)).join(', '));
  const taken = keys.find((key) => names.has(key));
  if (taken !== undefined) throw new OptionError('export', `signals of other names than ${keys.join(', ')}`, taken);
  return [...keys, ...names];
}

function cellsOf({ id, trial, event }: Row, columns: readonly string[]): Cell[] {
  const head: Cell[] = [id, trial.part, trial.arm, trial.seed, event.update];
  return columns.map((name, i) => (i < head.length ? head[i] : (event.signals[name] ?? event.values[name])));
}

/** Characters that wait before they are written. */
const BLOCK = 1 << 18;

function writeCsv(paths: readonly string[], columns: readonly string[], file: string): number {
  return onDisk(
    file,
    () => {
      const handle = openSync(file, 'w');
      try {
        let text = `${columns.map(csvCell).join(',')}\r\n`;
        let rows = 0;
        for (const row of rowsOf(paths)) {
          text += `${cellsOf(row, columns).map(csvCell).join(',')}\r\n`;
          rows++;
          if (text.length < BLOCK) continue;
          writeSync(handle, text);
          text = '';
        }
        writeSync(handle, text);
        return rows;
      } finally {
        closeSync(handle);
      }
    },
    '--out',
  );
}

/** A cell as RFC 4180 writes it. */
function csvCell(cell: Cell): string {
  if (cell === undefined || (typeof cell === 'number' && Number.isNaN(cell))) return '';
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Columns are gathered first: a Parquet file has its columns one after another. */
async function writeParquet(paths: readonly string[], columns: readonly string[], file: string): Promise<number> {
  const data: Cell[][] = columns.map(() => []);
  let rows = 0;
  for (const row of rowsOf(paths)) {
    for (const [i, cell] of cellsOf(row, columns).entries()) data[i].push(cell);
    rows++;
  }
  const bytes = await parquetBytes(
    columns.map((name, i) => ({
      name,
      type: i < TEXTS ? 'text' : i < keys.length ? 'whole' : 'double',
      values: data[i].map((cell) => cell ?? null),
    })),
  );
  onDisk(
    file,
    () => {
      const handle = openSync(file, 'w');
      try {
        for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
      } finally {
        closeSync(handle);
      }
    },
    '--out',
  );
  return rows;
}

function isUpdate(event: RunEvent): event is UpdateEvent {
  return event.type === 'update';
}
