import { reinforce, type ReinforceOptions } from '../../agents/reinforce.js';
import type { CurvatureOperators } from '../../agents/agent.js';
import { cycle, type CycleOptions, type NamedTunables, type Tunable, type Values } from '../../curriculum/schedule.js';
import { balance } from '../../envs/control/balance.js';
import type { Measurements, RunEvent } from '../../experiments/event.js';
import { experiment, type Experiment, type ExperimentOptions } from '../../experiments/experiment.js';
import { run } from '../../experiments/run.js';
import type { RunOptions } from '../../experiments/run-options.js';
import type { Learner } from '../../experiments/learner.js';

/** A raised cosine of period 4. */
export function wave(min: number, max: number, more: Partial<CycleOptions> = {}): Tunable {
  return cycle({ wave: 'cosine', period: 4, min, max, ...more });
}

/** An agent that costs nothing. */
export function tinyAgent(options: ReinforceOptions = {}): ReturnType<typeof reinforce> {
  return reinforce({ episodes: 2, hidden: [2], advantageScale: 0.2, ...options });
}

/** What a test may change. */
export type TinyOptions = Partial<Extract<ExperimentOptions, { readonly env: unknown }>>;

/** Knob and rate oscillate; runs take milliseconds. */
export function tiny(options: TinyOptions = {}): Experiment {
  return experiment({
    name: 'tiny',
    env: balance({ rewardScale: wave(0.2, 1.8) }),
    agent: tinyAgent({ learningRate: wave(0.1, 0.9) }),
    updates: 8,
    ...options,
  });
}

/** What a scripted learner does. */
export interface Script {
  readonly batchTunables?: NamedTunables;
  readonly stepTunables?: NamedTunables;
  readonly collect?: (values: Values) => Measurements;
  readonly learn?: (values: Values) => Measurements;
  /** The only entry of its Hessian, at each measurement. */
  readonly curvature?: () => number;
  readonly momentum?: number;
}

/** An experiment whose learner is scripted: what a loop does with it is known beforehand. */
export function scripted(script: Script, options: TinyOptions = {}): Experiment {
  const { batchTunables = {}, stepTunables = {}, momentum } = script;
  const base = tiny({ env: balance(), agent: tinyAgent(), ...options });
  const tunables = { ...batchTunables, ...stepTunables };
  const { curvature } = script;
  const operators = (): CurvatureOperators => {
    const scalar = curvature!();
    const operator = {
      size: 1,
      apply: (v: ArrayLike<number>, out: { [i: number]: number }) => void (out[0] = scalar * v[0]),
    };
    return { hessian: operator, fisher: operator };
  };
  const learner: Learner = {
    batchTunables,
    stepTunables,
    signals: ['rewardPerStep'],
    collect: script.collect ?? (() => ({ rewardPerStep: -1 })),
    learn: script.learn ?? (() => ({})),
    ...(curvature === undefined ? {} : { curvature: operators }),
    stepRule: () =>
      momentum === undefined ? { kind: 'gradientDescent' } : { kind: 'heavyBall', form: 'accumulated', momentum },
    parameters: () => new Float64Array(1),
    setParameters: () => undefined,
    checkpoint: () => ({}),
    restore: () => undefined,
  };
  return { ...base, tunables, learner: { ...base.learner, batchTunables, stepTunables, create: () => learner } };
}

/** All events of a run. */
export function eventsOf(of: Experiment, options?: RunOptions): RunEvent[] {
  return [...run(of, options)];
}

/** The events of one type. */
export function only<Type extends RunEvent['type']>(
  events: readonly RunEvent[],
  type: Type,
): Extract<RunEvent, { readonly type: Type }>[] {
  return events.filter((event): event is Extract<RunEvent, { readonly type: Type }> => event.type === type);
}

/** A value that is there; fails where it is not. */
export function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('nothing is there');
  return value;
}
