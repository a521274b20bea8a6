import type { EngineName } from '../agents/engine/engine.js';
import { resolve, valueAt } from '../curriculum/schedule.js';
import type { StepRule } from '../agents/agent.js';
import { streams, type Streams } from '../math/random.js';
import { quantile } from '../math/statistics.js';
import { oscillatingKnob } from './arms.js';
import { basisTitle, experimentOf, meanOf, startPhase, type Basis, type Comparison } from './comparison.js';
import type { ArmPlan, CurvatureSource, PlanEvent } from './event.js';
import { periodOf, type Experiment } from './experiment.js';
import { medianReadings, predict } from './predict.js';
import { stepMatrixOf } from './probes.js';
import { hooksOf } from './run-hooks.js';
import type { WarmSeeds } from './warm-seeds.js';
import { atRest } from './warm-start.js';

/** What will be run, written down before the first update of any arm. */
export function planOf(
  comparison: Comparison,
  basis: Basis,
  { kept, dropped }: WarmSeeds,
  engine: EngineName,
): PlanEvent {
  const { rate } = comparison;
  const at = (arm: number, seed: number, start: number): Experiment =>
    experimentOf(comparison, { arm: comparison.arms[arm], seed, start }, basis);
  const first = at(0, comparison.firstSeed, 0);
  const knob = oscillatingKnob(first.tunables, rate);
  const period = periodOf(first.tunables);
  const sharpness = kept.map(({ warm }) => warm.sharpness).filter((value) => value !== undefined);
  const learner = first.learner.create({ streams: streams(comparison.firstSeed) });
  const rule = learner.stepRule(resolve(learner.stepTunables, 0, {}));
  const step = stepMatrixOf(rule);
  const curvature = curvatureOf(first, rule, streams(comparison.firstSeed));
  const arms = comparison.arms.map((arm, i): ArmPlan => {
    const written = at(i, comparison.firstSeed, 0);
    const known = comparison.sweep === undefined || sameStillWorld(written, first);
    const predicted = kept.map(({ seed, warm }) => {
      if (warm.sharpness === undefined || !known) return undefined;
      const experiment = at(i, seed, comparison.spreadStarts ? startPhase(seed) : 0);
      return predict(experiment, rate, warm.sharpness, step);
    });
    return {
      name: arm.name,
      about: arm.about,
      ...(arm.phase === undefined ? {} : { phase: arm.phase }),
      predicted: medianReadings(predicted),
      waves: wavesOf(written, rate, knob, period),
    };
  });
  const meanRate = meanOf(first.tunables[rate]);
  // Points of a sweep may have other mean rates than the first.
  const oneRate =
    comparison.sweep === undefined ||
    comparison.arms.every((_, i) => meanOf(at(i, comparison.firstSeed, 0).tunables[rate]) === meanRate);
  return {
    type: 'plan',
    title: titleOf(comparison, basis),
    notes: comparison.notes,
    manifest: {
      world: first.learner.world,
      agent: first.learner.agent,
      engine,
      arms: comparison.arms.length,
      seeds: kept.length,
      updates: first.updates,
      ...(oneRate ? { [`mean ${rate}`]: meanRate } : {}),
    },
    updates: first.updates,
    ...(period === undefined || period <= 1 ? {} : { period }),
    score: first.learner.score,
    worst: first.learner.worst,
    rate,
    ...(knob === undefined ? {} : { knob }),
    ...(comparison.collapse === undefined ? {} : { collapse: comparison.collapse }),
    seeds: { kept: kept.map(({ seed }) => seed), dropped },
    ...(sharpness.length === 0
      ? {}
      : {
          sharpness: { value: quantile(sharpness, 0.5), low: quantile(sharpness, 0.1), high: quantile(sharpness, 0.9) },
        }),
    ...(curvature === undefined ? {} : { curvature }),
    arms,
  };
}

/** What the probe of an experiment measures λ of: an optimizer that divides feels a Hessian of its own. */
function curvatureOf(of: Experiment, rule: StepRule, from: Streams): CurvatureSource | undefined {
  const source = hooksOf(of, from).find(({ signals }) => signals.includes('sharpness'))?.curvature;
  const divides = rule.kind === 'adam' || rule.kind === 'rmsProp' || rule.kind === 'naturalGradient';
  return source?.operator === 'Hessian' && divides ? { ...source, operator: 'preconditioned Hessian' } : source;
}

/** True when a curvature that was measured in one experiment's still world is that of the other: nothing differs but the step. */
function sameStillWorld(a: Experiment, b: Experiment): boolean {
  const [of, to] = [atRest(a), atRest(b)];
  const names = Object.keys({ ...of, ...to }).filter((name) => !(name in a.learner.stepTunables));
  return a.learner.world === b.learner.world && names.every((name) => of[name] === to[name]);
}

/** A comparison's name with its basis. */
function titleOf({ name }: Comparison, basis: Basis): string {
  const words = basisTitle(basis);
  return words === '' ? name : `${name} · ${words}`;
}

/** Rate and knob over one period from phase 0 on; a number where one does not oscillate. */
function wavesOf(
  { tunables }: Experiment,
  rate: string,
  knob: string | undefined,
  period: number | undefined,
): Record<string, readonly number[]> {
  const waves: Record<string, readonly number[]> = {};
  const count = Math.min(period ?? 1, LONGEST_WAVE);
  for (const name of knob === undefined ? [rate] : [rate, knob]) {
    const tunable = tunables[name];
    waves[name] = Array.from({ length: count }, (_, n) => valueAt(tunable, n));
  }
  return waves;
}

/** Samples of a wave at most: a plan stays readable. */
const LONGEST_WAVE = 512;
