import { resolve, type NamedTunables, type Signals, type Values } from '../curriculum/schedule.js';
import type { EngineName, FlatArray } from '../agents/engine/engine.js';
import { OptionError } from '../math/check.js';
import { streams as streamsOf, type Seed, type Streams } from '../math/random.js';
import { cycleTracker } from './cycles.js';
import type { AlarmEvent, EndEvent, Measurements, RunEvent } from './event.js';
import { periodOf, type Experiment } from './experiment.js';
import type { Hook, Moment } from './hook.js';
import type { Learner } from './learner.js';

/** Options of {@link run}. */
export interface RunOptions {
  /** Name of the run in its events. Default `run/<seed>`. */
  readonly run?: string;
  /** Everything random in the run follows from it. Default 0. */
  readonly seed?: Seed;
  /** First parameters instead of fresh ones (a warm start). */
  readonly parameters?: FlatArray;
  /** Name of the engine. Default 'simd'. */
  readonly engine?: EngineName;
  /** Asked at every update's start; true ends the run as stopped. */
  readonly shouldStop?: () => boolean;
}

/**
 * Trains: at every update schedules give numbers, the learner trains with them, hooks measure, an event tells.
 *
 * A value that is not finite ends the run as an alarm and `end: diverged`: that is a result, not an exception.
 *
 * @throws OptionError before the first update for a misspelt engine, two hooks of one id, or an algorithm that does not fit its world.
 * @example [...run(experiment({ env: balance(), agent: reinforce(), updates: 2 }))].map((event) => event.type)
 * // ['start', 'update', 'update', 'end']
 */
export function* run(experiment: Experiment, options: RunOptions = {}): Generator<RunEvent, void> {
  const { seed = 0, run: name = `run/${seed}`, parameters, engine, shouldStop = () => false } = options;
  const streams = streamsOf(seed);
  const learner = experiment.learner({ streams, ...(engine === undefined ? {} : { engine }) });
  if (parameters !== undefined) learner.setParameters(parameters);
  const { updates } = experiment;
  const hooks = hooksOf(experiment, streams);
  const cycles = cycleTracker(experiment);
  const measured = new Map<string, number>();
  let latest: Signals = {};
  let told: AlarmEvent[] = [];

  function measure(at: Hook['at'], update: number, values: Values, seen: Measurements): Measurements {
    let signals: Measurements = {};
    for (const hook of hooks) {
      const known = { ...latest, ...seen, ...signals };
      if (hook.at !== at || hook.when?.(update, known) === false) continue;
      const moment: Moment = {
        update,
        learner,
        values,
        signals: known,
        ages: agesAt(update, { ...seen, ...signals }),
        alarm: (reading, signal, value) => told.push({ type: 'alarm', run: name, update, signal, value, reading }),
      };
      signals = { ...signals, ...hook.run(moment) };
    }
    return signals;
  }

  /** Updates since each signal was measured; those measured `now` are 0, or left out. */
  function agesAt(update: number, now: Measurements, withNow = true): Measurements {
    const ages: Record<string, number> = {};
    for (const [signal, at] of measured) if (!(signal in now)) ages[signal] = update - at;
    if (withNow) for (const signal of Object.keys(now)) ages[signal] = 0;
    return ages;
  }

  yield { type: 'start', run: name, updates, columns: [...learner.signals, ...hooks.flatMap((hook) => hook.signals)] };
  let reason: EndEvent['reason'] = 'finished';
  let update = 0;
  for (; update < updates; update++) {
    if (shouldStop()) {
      reason = 'stopped';
      break;
    }
    const batch = resolve(learner.batchTunables, update, latest);
    const collected = attempt(() => learner.collect(batch));
    if (collected instanceof OptionError) {
      yield {
        type: 'alarm',
        run: name,
        update,
        signal: collected.option,
        value: Number(collected.got),
        reading: 'bounds',
      };
      reason = 'diverged';
      break;
    }
    const seen = { ...collected, ...measure('batch', update, batch, collected) };
    const step = resolve(learner.stepTunables, update, { ...latest, ...seen });
    const values = { ...batch, ...step };
    const learnt = { ...seen, ...learner.learn(step) };
    const signals = { ...learnt, ...measure('end', update, values, learnt) };
    const nonFinite = [...notFinite(values), ...notFinite(signals)];
    latest = { ...latest, ...signals };
    for (const signal of Object.keys(signals)) measured.set(signal, update);
    const ages = agesAt(update, signals, false);
    yield {
      type: 'update',
      run: name,
      update,
      values,
      signals,
      ...ifAny('ages', ages),
      ...ifAny('nonFinite', nonFinite),
    };
    yield* told;
    told = [];
    if (nonFinite.length > 0) {
      yield {
        type: 'alarm',
        run: name,
        update,
        signal: nonFinite[0],
        value: { ...values, ...signals }[nonFinite[0]],
        reading: 'nonFinite',
      };
      reason = 'diverged';
      update++;
      break;
    }
    const cycle = cycles(update, values, signals);
    if (cycle !== undefined) yield { type: 'cycle', run: name, update, ...cycle };
  }
  yield { type: 'end', run: name, update, reason };
}

/**
 * The hooks of one run.
 *
 * @throws OptionError for two hooks of one id.
 */
export function hooksOf(experiment: Experiment, streams: Streams): readonly Hook[] {
  const { tunables } = experiment;
  const hooks = experiment.hooks.flatMap((make) => make({ streams, tunables, period: periodOf(tunables) }));
  const ids = hooks.map((hook) => hook.id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined)
    throw new OptionError(`${experiment.name}.hooks`, 'hooks of different ids', twice, 'Give one of them another id.');
  return hooks;
}

/** The batch's measurements, or the OptionError of a knob that left its bounds. */
function attempt(collect: () => ReturnType<Learner['collect']>): Measurements | OptionError {
  try {
    return collect();
  } catch (error) {
    if (error instanceof OptionError) return error;
    throw error;
  }
}

/** An optional member of an event: left out when it holds nothing. */
function ifAny<Name extends string, Value extends object>(name: Name, value: Value): { readonly [K in Name]?: Value } {
  return Object.keys(value).length === 0 ? {} : ({ [name]: value } as { readonly [K in Name]?: Value });
}

function notFinite(numbers: NamedTunables | Values): string[] {
  return Object.keys(numbers).filter((name) => !Number.isFinite(numbers[name]));
}
