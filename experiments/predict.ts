import { map, product } from '../curriculum/compose.js';
import type { Tunable } from '../curriculum/schedule.js';
import { predictReadings } from '../curriculum/stability/predict.js';
import type { StepMatrix } from '../curriculum/stability/step-matrix.js';
import { median } from '../math/statistics.js';
import type { Readings } from './readings.js';
import type { Experiment } from './experiment.js';

/**
 * The readings of the quadratic model at a start policy of curvature λ̂: curvature(n) = λ̂·knob(n)/knob's default.
 *
 * Undefined where something oscillates that is not known to move the curvature in proportion: nothing is predicted that was not measured.
 */
export function predict(
  experiment: Experiment,
  rate: string,
  sharpness: number,
  step: StepMatrix,
): Readings | undefined {
  const relative = relativeCurvature(experiment, rate);
  if (relative === undefined) return undefined;
  const { margin, growth, transient, meanProduct } = predictReadings({
    rate: experiment.tunables[rate],
    curvature: product(sharpness, relative),
    step,
  });
  return present({ margin, growth, transient, meanProduct });
}

/** The curvature at every update over that of the warm policy; undefined when something moves whose effect on curvature is not known. */
function relativeCurvature({ learner, tunables }: Experiment, rate: string): Tunable | undefined {
  const factors: Tunable[] = [];
  for (const name of Object.keys(tunables)) {
    if (name === rate) continue;
    const tunable = tunables[name];
    const reference = learner.references[name];
    if (learner.proportional.includes(name)) factors.push(map(tunable, (value) => value / reference));
    else if (typeof tunable === 'function') return undefined;
  }
  return factors.length === 0 ? 1 : product(...factors);
}

/** The median over seeds of each reading, where at least half of the seeds have it. */
export function medianReadings(all: readonly (Readings | undefined)[]): Readings {
  const middle = (of: keyof Readings): number | undefined => {
    const known = all.map((readings) => readings?.[of]).filter((value) => value !== undefined);
    return known.length === 0 || 2 * known.length < all.length ? undefined : median(known);
  };
  return present({
    margin: middle('margin'),
    growth: middle('growth'),
    transient: middle('transient'),
    meanProduct: middle('meanProduct'),
  });
}

/** Leaves out what is not known or not finite. */
function present(readings: { readonly [Name in keyof Readings]: number | undefined }): Readings {
  return Object.fromEntries(
    Object.entries(readings).filter(([, value]) => value !== undefined && Number.isFinite(value)),
  );
}
