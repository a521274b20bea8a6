import { resolve, type Values } from '../curriculum/schedule.js';
import { OptionError } from '../math/check.js';
import { streams as streamsOf } from '../math/random.js';
import { cycleTracker } from './cycles.js';
import type { AlarmEvent, EndEvent, Measurements, RunEvent } from './event.js';
import type { Experiment } from './experiment.js';
import { finite, notFinite } from './finite.js';
import type { Hook, Moment } from './hook.js';
import { rewind, type Learner } from './learner.js';
import { commandsOf } from './replayed.js';
import { checkReads, hooksOf } from './run-hooks.js';
import type { RunCheckpoint, RunOptions } from './run-options.js';
import { steering } from './steering.js';
import { checkSameShape } from './same-shape.js';
import { stillWatch } from './stopwatch.js';

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
