import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OptionError } from '../../math/check.js';
import { eventLine, type FailedEvent, type RunEvent } from '../event.js';
import type { RunCheckpoint, RunOptions } from '../run-options.js';
import { stopwatch, type Stopwatch } from '../stopwatch.js';
import { append, cutTo, makeFolder, readIfThere, writeWhole } from './files.js';
import { fromJson, toJson, type Json } from './plain.js';
import { checkpointOf, eventOf, STORE_VERSION } from './schemas.js';
import { onDisk, StoreError } from './store-error.js';

/** Names of a trial's files. */
export const logName = 'events.jsonl';
export const timingsName = 'timings.jsonl';
export const checkpointsName = 'checkpoints';

/** What a stored trial gives to its run. */
export type Recording = Required<Pick<RunOptions, 'checkpointEvery' | 'save' | 'stopwatch'>> & Pick<RunOptions, 'from'>;

/** Where a trial is stored, and how often a checkpoint is made. */
export interface TrialStore {
  readonly folder: string;
  /** Updates between two checkpoints. */
  readonly checkpointEvery: number;
}

/** Lines that wait before they are written. */
const BATCH = 64;

/**
 * The events of a trial, which are written to its folder as they come. One that is over is read; one that was cut short goes on from its checkpoint:
 * the log is cut to it, read and told first.
 *
 * @throws StoreError for a log or a checkpoint that is damaged, and for what the disk refuses.
 */
export function* recorded(
  { folder, checkpointEvery }: TrialStore,
  live: (recording: Recording) => Generator<RunEvent, void>,
  watch: Stopwatch = stopwatch(),
): Generator<RunEvent, void> {
  const checkpoints = join(folder, checkpointsName);
  makeFolder(checkpoints);
  const log = join(folder, logName);
  const lines = linesOf(log);
  if (isOver(log, lines)) {
    yield* told(log, lines);
    return;
  }
  const latest = join(checkpoints, 'latest.json');
  const from = readCheckpoint(latest);
  const kept = lines.slice(0, from?.eventCount ?? 0);
  if (from !== undefined && kept.length < from.eventCount)
    throw new StoreError(
      log,
      `${kept.length} lines, but its checkpoint stands behind line ${from.eventCount}`,
      'Remove the folder of this trial, then resume the run: it is trained again.',
    );
  if (existsSync(log)) cutTo(log, kept.length === 0 ? 0 : kept[kept.length - 1].end);
  yield* told(log, kept);

  const begun = performance.now();
  let waiting: string[] = [];
  const flush = (sync: boolean): void => {
    const text = waiting.join('');
    waiting = [];
    append(log, text, { sync });
  };
  /** Env steps since this process took the trial up, and the reading before. */
  let envSteps = 0;
  let before = { milliseconds: 0, envSteps: 0, spent: { ...watch.spent } };
  const clock = (update: number): void => {
    const milliseconds = performance.now() - begun;
    const since = milliseconds - before.milliseconds;
    const split = Object.entries(watch.spent).map(([part, time]) => {
      const share = (time - before.spent[part as keyof typeof before.spent]) / since;
      return [part, Number(share.toFixed(4))];
    });
    const reading = {
      update,
      seconds: Number((milliseconds / 1000).toFixed(3)),
      stepsPerSecond: Math.round((1000 * (envSteps - before.envSteps)) / since),
      split: Object.fromEntries(split) as object,
      at: new Date().toISOString(),
    };
    // A stopped run is saved and told at once: between the two there is nothing to measure.
    if (since > 0) append(join(folder, timingsName), `${JSON.stringify(reading)}\n`);
    before = { milliseconds, envSteps, spent: { ...watch.spent } };
  };
  const save = (checkpoint: RunCheckpoint): void => {
    flush(true);
    writeWhole(latest, checkpointText(folder, checkpoint));
    clock(checkpoint.update);
  };
  try {
    for (const event of live({ checkpointEvery, save, stopwatch: watch, ...(from === undefined ? {} : { from }) })) {
      waiting.push(`${eventLine(event)}\n`);
      if (event.type === 'update') envSteps += event.signals['envSteps'] ?? 0;
      if (event.type === 'end') {
        flush(true);
        clock(event.update);
      } else if (waiting.length >= BATCH) flush(false);
      yield event;
    }
  } catch (error) {
    if (error instanceof OptionError && error.option.startsWith('checkpoint.'))
      throw new StoreError(
        latest,
        `of another architecture: ${error.message.split('\n')[0]}`,
        'Resume it with the experiment it was made by, or remove the folder of this trial: it is trained again.',
      );
    throw error;
  } finally {
    // What was lived before a hook threw; after a disk error nothing waits.
    flush(false);
  }
}

/** Writes that a trial could not go on behind its log: a reader is told, and a resumed run tries it again. */
export function recordFailure(folder: string, event: FailedEvent): void {
  const log = join(folder, logName);
  makeFolder(folder);
  const whole = linesOf(log).at(-1)?.end ?? 0;
  if (existsSync(log)) cutTo(log, whole);
  append(log, `${eventLine(event)}\n`, { sync: true });
}

/**
 * The events of a trial's log, whole lines only; none when there is no log.
 *
 * @throws StoreError naming file, line and member.
 */
export function* storedTrial(folder: string): Generator<RunEvent, void> {
  const log = join(folder, logName);
  yield* told(log, linesOf(log));
}

/** True when a trial came to its end: it will not be trained again. */
export function trialIsOver(folder: string): boolean {
  const log = join(folder, logName);
  return isOver(log, linesOf(log));
}

/** The checkpoint of a trial; undefined when it has none. @throws StoreError for one that cannot be used. */
export function storedCheckpoint(folder: string): RunCheckpoint | undefined {
  return readCheckpoint(join(folder, checkpointsName, 'latest.json'));
}

/** A whole line of a log, and the byte behind it. */
interface Line {
  readonly text: string;
  readonly end: number;
}

/** The whole lines of a log: what stands behind the last line break was cut while it was written. */
function linesOf(log: string): readonly Line[] {
  if (!existsSync(log)) return [];
  const bytes = onDisk(log, () => readFileSync(log));
  const lines: Line[] = [];
  for (let start = 0, end = bytes.indexOf(10); end >= 0; start = end + 1, end = bytes.indexOf(10, start))
    lines.push({ text: bytes.toString('utf8', start, end), end: end + 1 });
  return lines;
}

function isOver(log: string, lines: readonly Line[]): boolean {
  const last = lines.at(-1);
  if (last === undefined || !last.text.includes('"end"')) return false;
  const event = eventOf(log, lines.length, last.text);
  return event.type === 'end' && event.reason !== 'stopped';
}

function* told(log: string, lines: readonly Line[]): Generator<RunEvent, void> {
  for (const [i, { text }] of lines.entries()) yield eventOf(log, i + 1, text);
}

function checkpointText(folder: string, { update, eventCount, ...state }: RunCheckpoint): string {
  const plain = toJson(state, 'checkpoint');
  const head = { version: STORE_VERSION, run: folder.split(/[/\\]/).slice(-2).join('/'), update, eventCount };
  return `${JSON.stringify({ ...head, sha256: hashOf(plain), state: plain })}\n`;
}

function readCheckpoint(file: string): RunCheckpoint | undefined {
  const text = readIfThere(file);
  if (text === undefined) return undefined;
  const { update, eventCount, sha256, state } = checkpointOf(file, text);
  if (hashOf(state as Json) !== sha256)
    throw new StoreError(
      file,
      'the state is not the one that was written: its hash differs',
      'Remove this file, then resume the run: the trial is trained again from its start.',
    );
  return { ...(fromJson(state as Json) as Omit<RunCheckpoint, 'update' | 'eventCount'>), update, eventCount };
}

function hashOf(state: Json): string {
  return createHash('sha256').update(JSON.stringify(state)).digest('hex');
}
