import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { experimentOf, type Basis, type Comparison } from './comparison.js';
import type { PlanEvent, RunEvent } from './event.js';
import { trialResult, type Judgement, type TrialResult } from './result.js';
import type { Stage } from './stages.js';
import type { RunFolder } from './store/run-folder.js';
import { StoreError } from './store/store-error.js';
import { logName, recordFailure, storedTrial } from './store/trial-folder.js';
import type { Trial } from './trial.js';
import type { WarmSeed, WarmSeeds } from './warm-seeds.js';
import type { Sink, TaskPool } from './workers.js';

/** What trials are run with. */
export interface Means {
  readonly pool: TaskPool;
  readonly live: Sink;
  readonly signal: AbortSignal | undefined;
  /** Where they are stored. */
  readonly record: RunFolder | undefined;
}

/** Events of trials that are over, held in memory until their turn: some 5 MB. */
const HELD = 8_000;

/** So many times the pool's width trials may be over before the one whose turn it is, where nothing is stored. */
const AHEAD = 8;

/** A trial of a pass, from before it is asked for until it was told. */
interface Slot {
  readonly arm: number;
  readonly seed: WarmSeed;
  readonly folder: string | undefined;
  /** While it goes on, and until its turn where memory suffices. */
  events?: RunEvent[] | undefined;
  /** How many there were, and what they say, once it is over. */
  count: number;
  result?: TrialResult;
  over: boolean;
}

/**
 * All trials of a pass at work; answers them whole, in arm-then-seed order. One that was never started is left out.
 *
 * No more are asked for at once than keep all workers busy. What a stored one told is dropped when too much waits for its turn, and read from its log then;
 * where nothing is stored and it is too much for the memory, trials are trained in the order in which they are told.
 *
 * @throws StoreError when the files of some trial refuse: nobody waits for the first one in order.
 */
export async function* trials(
  whole: Comparison,
  { comparison, basis, part }: Stage,
  { kept }: WarmSeeds,
  plan: PlanEvent,
  { pool, live, signal, record }: Means,
): AsyncGenerator<readonly [TrialResult, Iterable<RunEvent>]> {
  const judgement = judgementOf(comparison, plan, kept[0]?.seed ?? comparison.firstSeed, comparison.bases[basis]);
  const positions = comparison.arms.map(positionIn(whole.arms));
  const slots = comparison.arms.map(({ name }, arm) =>
    kept.map((seed): Slot => {
      const folder = record?.trial(part, name, seed.seed);
      return { arm, seed, folder, count: 0, over: false };
    }),
  );
  const told = slots.flat();
  const fits = record !== undefined || told.length * plan.updates <= HELD;
  // Seed by seed, so that a live screen sees all arms grow together.
  const asked = fits ? kept.flatMap((_, seed) => slots.map((arm) => arm[seed])) : told;

  let [next, turn, atWork, held] = [0, 0, 0, 0];
  const refusals: unknown[] = [];
  let closed = false;
  let wake = (): void => undefined;

  function ask(): void {
    while (!closed && refusals.length === 0 && next < asked.length && atWork < pool.width) {
      if (!fits && next >= turn + AHEAD * pool.width) return;
      const slot = asked[next++];
      // What was stored before is told even by a run that was stopped.
      if (signal?.aborted === true && (slot.folder === undefined || !existsSync(slot.folder))) slot.over = true;
      else void trained(slot);
    }
  }

  async function trained(slot: Slot): Promise<void> {
    const events: RunEvent[] = [];
    slot.events = events;
    atWork++;
    try {
      await pool.trial(trialOf(slot), (batch) => {
        for (const event of batch) events.push(event);
        live(batch);
      });
      end(slot, events);
    } catch (error) {
      refusals.push(error);
    }
    atWork--;
    ask();
    wake();
  }

  function trialOf({ arm, seed: { seed, warm }, folder }: Slot): Trial {
    return {
      basis,
      arm: positions[arm],
      seed,
      ...(warm.parameters === undefined ? {} : { parameters: warm.parameters }),
      ...(folder === undefined || record === undefined
        ? {}
        : { store: { folder, checkpointEvery: record.manifest.checkpointEvery } }),
    };
  }

  function end(slot: Slot, events: readonly RunEvent[]): void {
    const last = events.at(-1);
    if (slot.folder !== undefined && last?.type === 'failed') recordFailure(slot.folder, last);
    const lived = events.some((event) => event.type === 'update' || event.type === 'failed');
    slot.over = true;
    slot.count = events.length;
    if (lived || signal?.aborted !== true) slot.result = trialResult(slot.arm, slot.seed.seed, events, judgement);
    // The log of one that was stopped or failed may end elsewhere.
    const whole = slot.folder !== undefined && last?.type === 'end' && last.reason !== 'stopped';
    if (whole && held + events.length > HELD) slot.events = undefined;
    else held += events.length;
  }

  try {
    for (const slot of told) {
      ask();
      while (!slot.over) {
        if (refusals.length > 0) throw refusals[0];
        await new Promise<void>((done) => (wake = done));
      }
      turn++;
      const { result, events } = slot;
      if (result !== undefined) yield [result, events ?? readAgain(slot)];
      if (events !== undefined) held -= slot.count;
      slot.events = undefined;
    }
  } finally {
    closed = true;
  }
}

/** The events of a trial that is over, from its log. @throws StoreError when they are not those that it told. */
function* readAgain({ folder = '', count }: Slot): Generator<RunEvent, void> {
  let read = 0;
  for (const event of storedTrial(folder)) {
    read++;
    yield event;
  }
  if (read !== count)
    throw new StoreError(
      join(folder, logName),
      `${read} events are left of ${count}`,
      'Somebody changed this file: remove the folder of this trial, then resume the run.',
    );
}

/** Where something stands in a list, for every one of many. */
function positionIn<T>(list: readonly T[]): (of: T) => number {
  const positions = new Map(list.map((item, i) => [item, i]));
  return (of) => positions.get(of) ?? -1;
}

function judgementOf(comparison: Comparison, plan: PlanEvent, seed: number, basis: Basis): Judgement {
  const experiment = experimentOf(comparison, { arm: comparison.arms[0], seed, start: 0 }, basis);
  return {
    score: plan.score,
    rate: comparison.rate,
    updates: plan.updates,
    worst: experiment.learner.worst,
    ...(plan.collapse === undefined ? {} : { collapse: plan.collapse }),
  };
}
