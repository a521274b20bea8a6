import { resolve, type Values } from '../curriculum/schedule.js';
import type { EngineName, FlatArray } from '../agents/engine/engine.js';
import { OptionError } from '../math/check.js';
import { streams as streamsOf, type Seed } from '../math/random.js';
import { cycleTracker, type CycleMemory } from './cycles.js';
import type { AlarmEvent, EndEvent, Measurements, Patch, RunEvent } from './event.js';
import type { Experiment } from './experiment.js';
import { finite, notFinite } from './finite.js';
import type { Hook, Moment } from './hook.js';
import { rewind, type Checkpoint, type Learner } from './learner.js';
import { commandsOf } from './replayed.js';
import { checkReads, hooksOf } from './run-hooks.js';
import { steering, type SteeringMemory } from './steering.js';
import { checkSameShape } from './same-shape.js';
import { stillWatch, type Stopwatch } from './stopwatch.js';

/** Options of {@link run}. */
export interface RunOptions {
  /** Name of the run in its events. Default `run/<seed>`. */
  readonly run?: string;
  /** Everything random in the run follows from it. Default 0. */
  readonly seed?: Seed;
  /** First parameters instead of fresh ones (a warm start). */
  readonly parameters?: FlatArray;
  /** Name of the engine; `tfjs` once `prepareEngine` has loaded it. Default 'simd'. */
  readonly engine?: EngineName;
  /** Asked at every update's start; true ends the run as stopped. */
  readonly shouldStop?: () => boolean;
  /**
   * Asked at every update's start: changes that come into force there, each told as a `command` event and kept in the checkpoints. Look them over
   * with `checkPatch` first: one that cannot be taken ends the run with its error.
   */
  readonly commands?: (update: number) => readonly Patch[];
  /**
   * The log of a run of the same experiment, seed and engine: its commands are given again at the same updates, in place of `commands` and of what
   * hooks ask for, it is saved and stopped where it was then. The events are equal to the log.
   */
  readonly replayed?: Iterable<RunEvent>;
  /** Goes on from a checkpoint of the same experiment, seed and engine: the events that follow are those of a run that never stopped. */
  readonly from?: RunCheckpoint;
  /** Updates between two checkpoints, and one more behind the last update; none when absent. */
  readonly checkpointEvery?: number;
  /** Asked behind every update of a run with checkpoints; true makes one there. */
  readonly checkpointNow?: (update: number) => boolean;
  /** Takes a checkpoint; called after the `checkpoint` event was taken by the reader, and before the `end` event of a run that is stopped. */
  readonly save?: (checkpoint: RunCheckpoint) => void;
  /** Measures where the time goes; nothing when absent. */
  readonly stopwatch?: Stopwatch;
}

/** Everything that a run needs to go on, as plain data. */
export interface RunCheckpoint {
  /** Updates that were lived. */
  readonly update: number;
  /** Events that were told up to this checkpoint, its own included: a longer log is cut to it. */
  readonly eventCount: number;
  /** The latest value of every signal, and the update at which it was measured. */
  readonly latest: Measurements;
  readonly measured: Measurements;
  readonly cycles: CycleMemory;
  /** Patches in force and those asked for; absent where there never was one. */
  readonly steering?: SteeringMemory;
  readonly learner: Checkpoint;
  /** What the hooks remember, by id. */
  readonly hooks: Readonly<Record<string, unknown>>;
}

/**
 * Trains: at every update schedules give numbers, the learner trains with them, hooks measure, an event tells.
 *
 * A value that is not finite ends the run as an alarm and `end: diverged`: that is a result, not an exception.
 *
 * @throws OptionError before the first update for a checkpoint of another architecture, an engine that is misspelt or not there, two hooks of one id, or an algorithm that does not fit its world.
 * @example [...run(experiment({ env: balance(), agent: reinforce(), updates: 2 }))].map((event) => event.type)
 * // ['start', 'update', 'update', 'end']
 */
export function* run(experiment: Experiment, options: RunOptions = {}): Generator<RunEvent, void> {
  let eventCount = options.from?.eventCount ?? 0;
  for (const [event, checkpoint] of lived(experiment, options)) {
    // A run that was stopped goes on behind its last update, as if nobody had stopped it: its end is not counted.
    const goesOn = event.type === 'end';
    if (goesOn && checkpoint !== undefined) options.save?.({ ...checkpoint(), eventCount });
    eventCount++;
    yield event;
    if (!goesOn && checkpoint !== undefined) options.save?.({ ...checkpoint(), eventCount });
  }
}

/** An event; with a checkpoint's event, what makes the checkpoint. */
type Lived = readonly [RunEvent, (() => Omit<RunCheckpoint, 'eventCount'>)?];

/** The loop itself. */
function* lived(experiment: Experiment, options: RunOptions): Generator<Lived, void> {
  const {
    seed = 0,
    run: name = `run/${seed}`,
    parameters,
    engine,
    shouldStop = () => false,
    commands,
    from,
    checkpointEvery,
    checkpointNow = () => false,
    stopwatch: watch = stillWatch,
  } = options;
  const { now, spent } = watch;
  const log = options.replayed === undefined ? undefined : commandsOf(options.replayed);
  const streams = streamsOf(seed);
  const learner = experiment.learner.create({
    streams,
    stopwatch: watch,
    ...(engine === undefined ? {} : { engine }),
  });
  if (parameters !== undefined) learner.setParameters(parameters);
  const { updates } = experiment;
  const hooks = hooksOf(experiment, streams);
  checkReads(hooks, learner);
  const cycles = cycleTracker(experiment);
  const steer = steering(experiment, commands, log?.patches);
  const period = steer.period();
  const measured = new Map<string, number>(Object.entries(from?.measured ?? {}));
  let latest: Measurements = from?.latest ?? {};
  let told: AlarmEvent[] = [];
  /** True once a hook has taken the learner back in this update. */
  let rewound = false;

  function measure(at: Hook['at'], update: number, values: Values, seen: Measurements): Measurements {
    let signals: Measurements = {};
    const begun = now();
    for (const hook of hooks) {
      const known = { ...latest, ...seen, ...signals };
      if (hook.at !== at || hook.when?.(update, known) === false) continue;
      const moment: Moment = {
        update,
        learner,
        values,
        signals: known,
        ages: agesAt(update, { ...seen, ...signals }),
        period: steer.period(),
        alarm: (reading, signal, value) => told.push({ type: 'alarm', run: name, update, signal, value, reading }),
        patch: (tunable, changes) => steer.ask(update, { name: tunable, options: changes }),
        rewind(checkpoint) {
          rewind(learner, checkpoint);
          rewound = true;
        },
      };
      signals = { ...signals, ...hook.run(moment) };
    }
    spent.probe += now() - begun;
    return signals;
  }

  /** Updates since each signal was measured; those measured `now` are 0, or left out. */
  function agesAt(update: number, now: Measurements, withNow = true): Measurements {
    const ages: Record<string, number> = {};
    for (const [signal, at] of measured) if (!(signal in now)) ages[signal] = update - at;
    if (withNow) for (const signal of Object.keys(now)) ages[signal] = 0;
    return ages;
  }

  function checkpointAt(next: number): Omit<RunCheckpoint, 'eventCount'> {
    const remembered = hooks.flatMap((hook) =>
      hook.checkpoint === undefined ? [] : [[hook.id, hook.checkpoint()] as const],
    );
    const steered = steer.checkpoint();
    return {
      update: next,
      latest,
      measured: Object.fromEntries(measured),
      cycles: cycles.checkpoint(),
      ...(steered === undefined ? {} : { steering: steered }),
      learner: learner.checkpoint(),
      hooks: Object.fromEntries(remembered),
    };
  }

  if (from !== undefined) {
    checkSameShape(from.learner, learner.checkpoint());
    learner.restore(from.learner);
    for (const hook of hooks) if (hook.id in from.hooks) hook.restore?.(from.hooks[hook.id]);
    cycles.restore(from.cycles);
    steer.restore(from.steering);
  } else
    yield* only({
      type: 'start',
      run: name,
      updates,
      columns: [...learner.signals, ...hooks.flatMap((hook) => hook.signals)],
    });
  let reason: EndEvent['reason'] = 'finished';
  let update = from?.update ?? 0;
  for (; update < updates; update++) {
    if (shouldStop() || log?.stopped === update) {
      reason = 'stopped';
      break;
    }
    for (const patch of steer.begin(update)) yield* only({ type: 'command', run: name, update, patch });
    const batch = resolve(steer.inForce(learner.batchTunables), update, latest);
    const begun = now();
    const known = spent.forward + spent.update;
    const collected = attempt(() => learner.collect(batch));
    // What the learner did not count as acting or preparing is its world's.
    spent.environment += now() - begun - (spent.forward + spent.update - known);
    if (collected instanceof OptionError) {
      yield* only({
        type: 'alarm',
        run: name,
        update,
        signal: collected.option,
        value: Number(collected.got),
        reading: 'bounds',
      });
      reason = 'diverged';
      break;
    }
    const seen = { ...collected, ...measure('batch', update, batch, collected) };
    const step = resolve(steer.inForce(learner.stepTunables), update, { ...latest, ...seen });
    const values = { ...batch, ...step };
    const learning = now();
    const learnt = { ...seen, ...learner.learn(step) };
    spent.update += now() - learning;
    const signals = { ...learnt, ...measure('end', update, values, learnt) };
    const nonFinite = [...notFinite(values), ...notFinite(signals)];
    const sound = nonFinite.length === 0 ? signals : finite(signals);
    latest = { ...latest, ...sound };
    for (const signal of Object.keys(sound)) measured.set(signal, update);
    const ages = agesAt(update, signals, false);
    yield* only(
      { type: 'update', run: name, update, values, signals, ...ifAny('ages', ages), ...ifAny('nonFinite', nonFinite) },
      ...told,
    );
    told = [];
    if (nonFinite.length > 0) {
      const signal = nonFinite[0];
      yield* only({
        type: 'alarm',
        run: name,
        update,
        signal,
        value: { ...values, ...signals }[signal],
        reading: 'nonFinite',
      });
      if (!rewound) {
        reason = 'diverged';
        update++;
        break;
      }
    }
    rewound = false;
    // A period that was changed while the run goes on has no cycles that could be counted from its start.
    const cycle = steer.period() === period ? cycles.see(update, values, sound) : undefined;
    if (cycle !== undefined) yield* only({ type: 'cycle', run: name, update, ...cycle });
    const isDue =
      log?.saved(update) ??
      (checkpointEvery !== undefined &&
        (checkpointNow(update) || (update + 1) % checkpointEvery === 0 || update + 1 === updates));
    if (isDue) yield [{ type: 'checkpoint', run: name, update }, () => checkpointAt(update + 1)];
  }
  const end: EndEvent = { type: 'end', run: name, update, reason };
  if (reason === 'stopped' && checkpointEvery !== undefined) yield [end, () => checkpointAt(update)];
  else yield [end];
}

/** Events without a checkpoint. */
function* only(...events: readonly RunEvent[]): Generator<Lived, void> {
  for (const event of events) yield [event];
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
