import type { ArmPlan, EndEvent, PlanEvent, RunEvent } from '../../../experiments/event.js';
import type { VerdictEvent } from '../../../experiments/verdict-event.js';
import { trialSeries, type PassData, type TrialSeries } from '../../../experiments/report/pass-data.js';

/** A period of four: trough, rising, crest, falling, of mean 1. */
export const wave = [0.5, 1, 1.5, 1] as const;

/** The wave `turns` earlier, with another mean. */
export function led(turns: number, mean: number): number[] {
  return wave.map((_, n) => mean * wave[(n + 4 * turns) % 4]);
}

/** An arm whose rate leads by `phase`, or stands still without one. */
export function arm(name: string, phase?: number, mean = 2): ArmPlan {
  return {
    name,
    about: `about ${name}`,
    ...(phase === undefined ? {} : { phase }),
    predicted: {},
    waves: { rate: phase === undefined ? [mean, mean, mean, mean] : led(phase, mean), knob: [...wave] },
  };
}

/** A plan of 8 updates and two seeds. */
export function plan(options: Partial<PlanEvent> = {}): PlanEvent {
  return {
    type: 'plan',
    title: 'test',
    notes: [],
    manifest: { world: 'World', agent: 'agent' },
    updates: 8,
    period: 4,
    score: 'score',
    rate: 'rate',
    knob: 'knob',
    collapse: { signal: 'score', below: -1, over: 'last half' },
    seeds: { kept: [0, 1], dropped: [] },
    arms: [arm('in', 0), arm('anti', 0.5), arm('const')],
    ...options,
  };
}

/** What a run did: scores update by update, and how far its schedules had come at its start. */
export interface Lived {
  readonly scores: readonly number[];
  readonly reason?: EndEvent['reason'];
  readonly start?: number;
  /** Signals beside the score. */
  readonly signals?: (update: number) => Readonly<Record<string, number>>;
}

/** The events of a run. */
export function eventsOf(of: PlanEvent, name: string, seed: number, lived: Lived): readonly RunEvent[] {
  const { scores, reason = 'finished', start = 0, signals = () => ({}) } = lived;
  const run = `${name}/${seed}`;
  const { waves } = of.arms.find((one) => one.name === name) ?? arm(name);
  const at = (values: readonly number[], n: number): number => values[(n + start) % values.length];
  return [
    { type: 'start', run, updates: of.updates, columns: ['score'] },
    ...scores.map((score, update): RunEvent => ({
      type: 'update',
      run,
      update,
      values: { rate: at(waves['rate'], update), knob: at(waves['knob'], update) },
      signals: { score, ...signals(update) },
    })),
    { type: 'end', run, update: scores.length, reason },
  ];
}

/** A run as figures read it. */
export function trial(of: PlanEvent, name: string, seed: number, lived: Lived): TrialSeries {
  const index = of.arms.findIndex((one) => one.name === name);
  return trialSeries(of, index, seed, eventsOf(of, name, seed, lived));
}

/** Eight equal scores. */
export const steady = (score: number): readonly number[] => Array.from({ length: 8 }, () => score);

/** Two seeds an arm: in phase falls, anti-phase stands, the constant rate falls in one of two. */
export function pass(options: Partial<PlanEvent> = {}): PassData {
  const of = plan(options);
  const fallen = [0, 0, 0, ...Array.from({ length: 5 }, () => -6)];
  const lived: readonly (readonly [string, number, Lived])[] = [
    ['in', 0, { scores: fallen }],
    ['in', 1, { scores: [0, -3], reason: 'diverged' }],
    ['anti', 0, { scores: steady(-0.2) }],
    ['anti', 1, { scores: steady(-0.4) }],
    ['const', 0, { scores: steady(-0.2) }],
    ['const', 1, { scores: fallen }],
  ];
  const planned = lived.filter(([name]) => of.arms.some((one) => one.name === name));
  return { plan: of, trials: planned.map(([name, seed, life]) => trial(of, name, seed, life)) };
}

/** A verdict of these arms. */
export function verdict({ arms }: PlanEvent, words: readonly string[]): VerdictEvent {
  const estimate = { value: 0.5, low: 0.1, high: 0.9 };
  return {
    type: 'verdict',
    title: 'test',
    decided: true,
    seeds: 2,
    dropped: 0,
    rate: { name: 'rate', mean: 2 },
    arms: arms.map(({ name }) => ({
      name,
      runs: 2,
      collapsed: 1,
      failed: 0,
      collapse: estimate,
      score: estimate,
      predicted: { margin: 0.25 },
      measured: {},
    })),
    differences: [{ first: 'anti', second: 'in', difference: estimate, collapse: estimate, better: 1 }],
    order: [{ reading: 'margin', right: 2, pairs: 3, correlation: 0.5 }],
    words,
  };
}
