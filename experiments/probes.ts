import type { CurvatureOptions, StepRule } from '../agents/agent.js';
import { lanczos } from '../agents/curvature/lanczos.js';
import { every as everyUpdates } from '../curriculum/gate.js';
import { growthPerUpdate } from '../curriculum/stability/floquet.js';
import { margin } from '../curriculum/stability/margin.js';
import {
  adamFrozen,
  gradientDescent,
  heavyBall,
  naturalGradientStep,
  nesterov,
} from '../curriculum/stability/optimizers.js';
import type { StepMatrix } from '../curriculum/stability/step-matrix.js';
import { relativeTransient, transientGrowth } from '../curriculum/stability/transient.js';
import { checkMembers, checkNumber } from '../math/check.js';
import type { Hook, HookContext, HookFactory, Moment } from './hook.js';

/**
 * The step of a learner on a quadratic loss, with its limit.
 *
 * @example stepMatrixOf({ kind: 'heavyBall', form: 'accumulated', momentum: 0.9 }).limit // 3.8
 */
export function stepMatrixOf(rule: StepRule): StepMatrix {
  if (rule.kind === 'heavyBall') return heavyBall({ form: rule.form, momentum: rule.momentum });
  if (rule.kind === 'nesterov') return nesterov({ momentum: rule.momentum });
  if (rule.kind === 'adam') return adamFrozen({ beta1: rule.beta1 });
  return rule.kind === 'naturalGradient' ? naturalGradientStep() : gradientDescent();
}

/** The momentum of a rule whose step keeps some of the last one. */
function momentumOf(rule: StepRule): number | undefined {
  if (rule.kind === 'heavyBall' || rule.kind === 'nesterov') return rule.momentum;
  return rule.kind === 'adam' ? rule.beta1 : undefined;
}

/** Options of {@link stabilityProbe}. */
export interface StabilityProbeOptions {
  /** Updates between two measurements of curvature. Default 4: fewer see too few phases of a period. */
  readonly every?: number;
  /** Lanczos steps of a measurement. Default 6. */
  readonly steps?: number;
  /** About so many samples of the batch for a measurement, for agents that learn from minibatches (ppo): fewer are cheaper. Default: all. */
  readonly rows?: number;
  /** Name of the rate that the readings judge. Default 'learningRate'. */
  readonly rate?: string;
}

/**
 * Measures curvature every few updates and keeps the three readings at every update.
 *
 * Signals: `sharpness` and `sharpnessLow`, the signed ends of the Hessian of the batch at θ_old (as the optimizer feels it, P^(−½)·H·P^(−½), where it divides
 * by a diagonal or the damped Fisher matrix P), with `sharpnessError`, the residual bound of the first;
 * `margin` = 1 − ηλ/limit of this update, η times what a limit of the gradient's norm left of it; `growth` per update over the last whole period and `transient`, the largest growth inside two periods
 * (relative to the frozen step with momentum), both with λ held since its measurement. A reading is left out while it is unknown: before the first measurement,
 * when λ is older than two intervals, and, for growth and transient, before a whole period was lived or without an integer joint period.
 *
 * @throws OptionError for a misspelt or unusable option.
 * @source Lanczos 1950; Cohen et al. 2021
 * @example stabilityProbe({ every: 4 })
 */
export function stabilityProbe(options: StabilityProbeOptions = {}): HookFactory {
  checkMembers('stabilityProbe', options, ['every', 'steps', 'rows', 'rate']);
  const { rate = 'learningRate' } = options;
  const interval = checkNumber('stabilityProbe.every', options.every ?? 4, { integer: true, min: 1 });
  const steps = checkNumber('stabilityProbe.steps', options.steps ?? 6, { integer: true, min: 1 });
  const { rows } = options;
  if (rows !== undefined) checkNumber('stabilityProbe.rows', rows, { integer: true, min: 2 });
  const batch = rows === undefined ? {} : { rows };
  return (context) => [sharpnessHook(context, interval, steps, batch), readingsHook(interval, rate)];
}

function sharpnessHook({ streams }: HookContext, interval: number, steps: number, batch: CurvatureOptions): Hook {
  return {
    id: 'stability.sharpness',
    at: 'batch',
    when: everyUpdates(interval),
    signals: ['sharpness', 'sharpnessLow', 'sharpnessError'],
    curvature: { operator: 'Hessian', products: steps },
    run({ learner, update }) {
      if (learner.curvature === undefined) return {};
      const { hessian, preconditioned } = learner.curvature(batch);
      const ends = lanczos(preconditioned ?? hessian, { steps, random: streams.fork('lanczos', update) });
      return { sharpness: ends.largest, sharpnessLow: ends.smallest, sharpnessError: ends.largestResidual };
    },
  };
}

/** The last period's rates, curvatures and momenta, oldest first. */
interface Lived {
  readonly rates: number[];
  readonly curvatures: number[];
  readonly momenta: number[];
}

function readingsHook(interval: number, rate: string): Hook {
  let lived: Lived = { rates: [], curvatures: [], momenta: [] };
  /** Readings that were beyond their edge at the last update, so that an alarm is told once. */
  const beyond = new Set<string>();

  function readings({ learner, values, signals, ages, period }: Moment): Record<string, number> {
    const curvature = signals['sharpness'];
    const rule = learner.stepRule(values);
    const known = curvature !== undefined && (ages['sharpness'] ?? Infinity) <= 2 * interval;
    if (!known || period === undefined) lived = { rates: [], curvatures: [], momenta: [] };
    if (!known) return {};
    const step = stepMatrixOf(rule);
    const result: Record<string, number> = {};
    const felt = (rule.rate ?? values[rate]) * (rule.rateFactor ?? 1);
    const momentum = momentumOf(rule);
    const now = margin(felt, curvature, step.limit);
    if (now !== undefined) result['margin'] = now;
    if (period === undefined) return result;
    keepLast(lived.rates, felt, period);
    keepLast(lived.curvatures, curvature, period);
    keepLast(lived.momenta, momentum ?? 0, period);
    if (lived.rates.length < period) return result;
    const series = momentum === undefined ? {} : { momenta: lived.momenta };
    const growth = growthPerUpdate(step, lived.rates, lived.curvatures, series);
    if (growth !== undefined) result['growth'] = growth;
    const stretch = momentum === undefined ? transientGrowth : relativeTransient;
    const transient = stretch(step, lived.rates, lived.curvatures, series);
    // Beyond 10³⁰⁸ the stretch is written as the largest number: the run itself may still be finite.
    if (transient !== undefined) result['transient'] = Math.min(transient, Number.MAX_VALUE);
    return result;
  }

  return {
    id: 'stability.readings',
    at: 'end',
    signals: ['margin', 'growth', 'transient'],
    run(moment) {
      const result = readings(moment);
      for (const [reading, isBeyond] of edges) {
        const value = result[reading];
        if (value === undefined) continue;
        if (!isBeyond(value)) beyond.delete(reading);
        else if (!beyond.has(reading)) {
          beyond.add(reading);
          moment.alarm(reading, reading, value);
        }
      }
      return result;
    },
    checkpoint: () => ({
      rates: [...lived.rates],
      curvatures: [...lived.curvatures],
      momenta: [...lived.momenta],
      beyond: [...beyond],
    }),
    restore(checkpoint) {
      const kept = checkpoint as Lived & { beyond: readonly string[] };
      lived = { rates: [...kept.rates], curvatures: [...kept.curvatures], momenta: [...kept.momenta] };
      beyond.clear();
      for (const reading of kept.beyond) beyond.add(reading);
    },
  };
}

/** Where each reading is beyond its edge. */
const edges: readonly (readonly ['margin' | 'growth' | 'transient', (value: number) => boolean])[] = [
  ['margin', (value) => value < 0],
  ['growth', (value) => value > 1],
  ['transient', (value) => value >= 10],
];

function keepLast(series: number[], value: number, count: number): void {
  series.push(value);
  while (series.length > count) series.shift();
}
