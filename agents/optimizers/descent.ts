import type { Values } from '../../curriculum/schedule.js';
import type { CurvatureOperators, StepRule } from '../agent.js';
import { preconditionedOperator } from '../curvature/preconditioned.js';
import type { LinearOperator } from '../curvature/operator.js';
import type { FlatArray } from '../engine/engine.js';
import { clipFactor, globalNorm } from './clip.js';
import type { Optimizer, OptimizerCheckpoint } from './optimizer.js';
import { optimizers, type OptimizerName } from './optimizers.js';

/** One flat array of parameters that is trained. */
export interface Trained {
  readonly size: number;
  readonly parameters: FlatArray;
}

/** Descends the gradients of several networks together. */
export interface Descent {
  /** One step of every part; the norm of all gradients together is limited. Answers the norm before. */
  step(gradients: readonly FlatArray[], values: Values): number;
  /** Forgets the limit's factors of the last update: their mean is taken over the steps that follow. */
  begin(): void;
  /** The rule of the steps; of rules that follow the gradient's size, with the mean factor that the limit left of the rate. */
  rule(values: Values): StepRule;
  /** P^(−½)·hessian·P^(−½) for optimizers that divide by a diagonal P; nothing for others. A smaller hessian is that of the first parameters. */
  preconditioned(
    hessian: LinearOperator,
    gradients: readonly FlatArray[],
    values: Values,
  ): Pick<CurvatureOperators, 'preconditioned'>;
  reset(): void;
  checkpoint(): readonly OptimizerCheckpoint[];
  restore(checkpoint: readonly OptimizerCheckpoint[]): void;
}

/**
 * One optimizer for every part, all of one kind; `gradientNormLimit` in the values limits the norm of all gradients as one vector (0: no limit).
 *
 * @example descent('adam', [network]).rule({ beta1: 0.9 }) // { kind: 'adam', beta1: 0.9 }
 */
export function descent(name: OptimizerName, parts: readonly Trained[]): Descent {
  const own: readonly Optimizer[] = parts.map((part) => optimizers[name].make(part.size));
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  let factors = 0;
  let steps = 0;
  return {
    step(gradients, values) {
      const norm = globalNorm(gradients);
      const factor = clipFactor(norm, values['gradientNormLimit'] ?? 0);
      factors += factor;
      steps++;
      for (let k = 0; k < own.length; k++) own[k].step(parts[k].parameters, gradients[k], values, factor);
      return norm;
    },
    begin() {
      factors = 0;
      steps = 0;
    },
    rule(values) {
      const rule = own[0].rule(values);
      const scaleFree = rule.kind === 'adam' || rule.kind === 'rmsProp';
      const mean = steps === 0 ? 1 : factors / steps;
      return scaleFree || mean === 1 ? rule : { ...rule, rateFactor: mean };
    },
    preconditioned(hessian, gradients, values) {
      const diagonal = new Float64Array(size);
      let at = 0;
      for (const [k, optimizer] of own.entries()) {
        if (optimizer.preconditioner === undefined) return {};
        const end = at + parts[k].size;
        optimizer.preconditioner(values, gradients[k], diagonal.subarray(at, end));
        at = end;
      }
      return { preconditioned: preconditionedOperator(hessian, diagonal.subarray(0, hessian.size)) };
    },
    reset() {
      for (const optimizer of own) optimizer.reset();
    },
    checkpoint: () => own.map((optimizer) => optimizer.checkpoint()),
    restore(checkpoint) {
      for (const [k, optimizer] of own.entries()) optimizer.restore(checkpoint[k]);
    },
  };
}
