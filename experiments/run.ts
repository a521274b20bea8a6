import { resolve } from '../curriculum/schedule.js';
import { OptionError } from '../math/check.js';
import { streams as streamsOf } from '../math/random.js';
import { cycleTracker } from './cycles.js';
import type { AlarmEvent, EndEvent, Measurements, RunEvent } from './event.js';
import type { Experiment } from './experiment.js';
import { finite, notFinite } from './finite.js';
import { hooksAtWork } from './hooks-at-work.js';
import type { Learner } from './learner.js';
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
  const work = hooksAtWork({ run: name, hooks, learner, steer, watch });
  const alarm = (update: number, reading: AlarmEvent['reading'], signal: string, value: number): AlarmEvent => ({
    type: 'alarm',
    run: name,
    update,
    signal,
    value,
    reading,
  });

  function checkpointAt(next: number): Omit<RunCheckpoint, 'eventCount'> {
    const steered = steer.checkpoint();
    return {
      update: next,
      ...work.checkpoint(),
      cycles: cycles.checkpoint(),
      ...(steered === undefined ? {} : { steering: steered }),
      learner: learner.checkpoint(),
    };
  }

  if (from !== undefined) {
    checkSameShape(from.learner, learner.checkpoint());
    learner.restore(from.learner);
    work.restore(from);
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
    const batch = resolve(steer.inForce(learner.batchTunables), update, work.latest());
    const begun = now();
    const known = spent.forward + spent.update;
    const collected = attempt(() => learner.collect(batch));
    // What the learner did not count as acting or preparing is its world's.
    spent.environment += now() - begun - (spent.forward + spent.update - known);
    if (collected instanceof OptionError) {
      yield [alarm(update, 'bounds', collected.option, Number(collected.got))];
      reason = 'diverged';
      break;
    }
    const seen = { ...collected, ...work.measure('batch', update, batch, collected) };
    const step = resolve(steer.inForce(learner.stepTunables), update, { ...work.latest(), ...seen });
    const values = { ...batch, ...step };
    const learning = now();
    const learnt = { ...seen, ...learner.learn(step) };
    spent.update += now() - learning;
    const signals = { ...learnt, ...work.measure('end', update, values, learnt) };
    const nonFinite = [...notFinite(values), ...notFinite(signals)];
    const sound = nonFinite.length === 0 ? signals : finite(signals);
    const ages = work.remember(update, signals, sound);
    yield* only(
      { type: 'update', run: name, update, values, signals, ...ifAny('ages', ages), ...ifAny('nonFinite', nonFinite) },
      ...work.alarms(),
    );
    const wasRewound = work.wasRewound();
    if (nonFinite.length > 0) {
      const signal = nonFinite[0];
      yield [alarm(update, 'nonFinite', signal, { ...values, ...signals }[signal])];
      if (!wasRewound) {
        reason = 'diverged';
        update++;
        break;
      }
    }
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
