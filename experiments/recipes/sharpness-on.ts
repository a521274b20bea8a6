import { hessianOperator } from '../../agents/curvature/hessian.js';
import { lanczos } from '../../agents/curvature/lanczos.js';
import type { FlatArray, NetworkShape } from '../../agents/engine/engine.js';
import { selectEngine } from '../../agents/engine/select.js';
import { labelLoss } from '../../agents/label-loss.js';
import type { LabelledSet } from '../../envs/bandits/teacher-task.js';
import type { Random } from '../../math/random.js';

/**
 * Largest eigenvalue of the Hessian of a set's whole loss at these parameters, by Lanczos steps.
 *
 * @source Lanczos 1950; Pearlmutter 1994
 * @example sharpnessOn(supervisedShape(set), parameters, set, { focus: 2, random: random(0) })
 */
export function sharpnessOn(
  shape: NetworkShape,
  parameters: FlatArray,
  set: LabelledSet,
  { focus = 0, labelSmoothing = 0, steps = 12, random }: SharpnessOptions,
): number {
  const network = selectEngine().network({ ...shape, dropout: false }, set.rows);
  network.parameters.set(parameters);
  const inputs = network.array(set.rows * set.width);
  inputs.set(set.inputs);
  network.forward(inputs, set.rows, 'train');
  const loss = labelLoss(set.classes, Float64Array.from(set.labels), focus, labelSmoothing);
  return lanczos(hessianOperator(network, loss), { steps, random }).largest;
}

/** Options of {@link sharpnessOn}. */
export interface SharpnessOptions {
  /** Focus of the loss. Default 0. */
  readonly focus?: number;
  /** Share of the target that is spread. Default 0. */
  readonly labelSmoothing?: number;
  /** Lanczos steps. Default 12. */
  readonly steps?: number;
  /** Draws the start vector. */
  readonly random: Random;
}
