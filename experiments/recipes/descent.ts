import type { StepRule } from '../../agents/agent.js';
import { momentumStep } from '../../agents/optimizers/gradient-descent.js';
import type { Tunable, Values } from '../../curriculum/schedule.js';
import type { Landscape } from '../../envs/landscapes/landscape.js';
import { checkMembers, checkName, OptionError, type NumberBounds } from '../../math/check.js';
import { matVec } from '../../math/linalg.js';
import type { RandomState } from '../../math/random.js';
import type { Learner, LearnerContext, LearnerSpec } from '../learner.js';
import { learnerSpec, type LearnerTunables } from './learner-spec.js';

/** Options of {@link landscapeDescent}. */
export interface LandscapeDescentOptions {
  /** What is descended. */
  readonly landscape: Landscape;
  /** Step size η, in 1/curvature. */
  readonly learningRate: Tunable;
  /** Share β of the velocity kept per update, in [0, 1). Default 0: plain gradient descent. */
  readonly momentum?: Tunable;
  /** `accumulated`: v ← βv + g, x ← x − ηv; `displacement`: v ← βv − ηg, x ← x + v. Default 'accumulated'. */
  readonly form?: 'accumulated' | 'displacement';
  /** Multiplies loss, gradient and curvature: how difficult the landscape is. Default 1. */
  readonly lossScale?: Tunable;
  /** Standard deviation of a normal added to each coordinate of the gradient. Default 0. */
  readonly gradientNoise?: Tunable;
  /** Where it begins. Default: the landscape's own start. */
  readonly start?: readonly number[];
}

/** Loss given to an update that a diverged run did not live: a convention, not a bound. */
const WORST_LOSS = 1e6;

const bounds: Readonly<Record<string, NumberBounds>> = {
  learningRate: { min: 0 },
  momentum: { min: 0, below: 1 },
  lossScale: { min: 0 },
  gradientNoise: { min: 0 },
};

/**
 * Gradient descent or a heavy ball on a landscape, as a learner without an agent: a batch is the gradient at the present point, with noise if asked.
 *
 * Measures `loss` (unscaled, before the step), `score` = −loss (−10⁶ at least), `gradientNorm` (scaled, noise included) and the coordinates `x0`, `x1`, …;
 * its curvature is the exact Hessian times `lossScale`.
 *
 * @throws OptionError for a misspelt option, a start of another size, or an unknown form.
 * @source Polyak, Some methods of speeding up the convergence of iteration methods (1964)
 * @example landscapeDescent({ landscape: saddle, learningRate: 0.5 }).world // 'saddle'
 */
export function landscapeDescent(options: LandscapeDescentOptions): LearnerSpec {
  checkMembers('landscapeDescent', options, [
    ...['landscape', 'learningRate', 'momentum', 'form', 'lossScale', 'gradientNoise', 'start'],
  ]);
  const { landscape, learningRate, momentum = 0, lossScale = 1, gradientNoise = 0, start = landscape.start } = options;
  const form = checkName('landscapeDescent.form', options.form ?? 'accumulated', ['accumulated', 'displacement']);
  if (start.length !== landscape.size)
    throw new OptionError('landscapeDescent.start', `${landscape.size} numbers`, start.length);
  const batchTunables = { lossScale, gradientNoise };
  const stepTunables = { learningRate, momentum };
  return learnerSpec(
    (tunables) => ({
      world: landscape.id,
      agent: tunables.stepTunables['momentum'] === 0 ? 'gradientDescent' : 'heavyBall',
      score: 'score',
      worst: -WORST_LOSS,
      references: { lossScale: 1, gradientNoise: 0 },
      proportional: ['lossScale'],
      bounds: (name) => bounds[name],
    }),
    { batchTunables, stepTunables },
    (context, tunables) => create({ landscape, start, form }, context, tunables),
  );
}

interface Parts {
  readonly landscape: Landscape;
  readonly start: readonly number[];
  readonly form: 'accumulated' | 'displacement';
}

interface DescentCheckpoint {
  readonly point: readonly number[];
  readonly velocity: readonly number[];
  readonly noise: RandomState;
}

function create({ landscape, start, form }: Parts, { streams }: LearnerContext, tunables: LearnerTunables): Learner {
  const { size } = landscape;
  const noise = streams.fork('environment');
  const point = Float64Array.from(start);
  const velocity = new Float64Array(size);
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const image = new Float64Array(size);
  const names = start.map((_, i) => `x${i}`);

  function position(): Record<string, number> {
    const measured: Record<string, number> = {};
    for (let i = 0; i < size; i++) measured[names[i]] = point[i];
    return measured;
  }

  function takeParameters(checkpoint: DescentCheckpoint): void {
    point.set(checkpoint.point);
    velocity.set(checkpoint.velocity);
  }

  return {
    ...tunables,
    signals: ['loss', 'score', 'gradientNorm', ...names],
    collect({ lossScale, gradientNoise }: Values) {
      const loss = landscape.loss(point);
      landscape.gradient(point, gradient);
      landscape.hessian(point, hessian);
      let squares = 0;
      for (let i = 0; i < size; i++) {
        gradient[i] = lossScale * gradient[i] + gradientNoise * noise.normal();
        squares += gradient[i] * gradient[i];
      }
      for (let i = 0; i < hessian.length; i++) hessian[i] *= lossScale;
      return { loss, score: -Math.min(loss, WORST_LOSS), gradientNorm: Math.sqrt(squares), ...position() };
    },
    learn({ learningRate, momentum }: Values) {
      if (form === 'accumulated') momentumStep(point, velocity, gradient, learningRate, momentum);
      else {
        for (let i = 0; i < size; i++) {
          velocity[i] = momentum * velocity[i] - learningRate * gradient[i];
          point[i] += velocity[i];
        }
      }
      return {};
    },
    curvature: () => ({
      hessian: {
        size,
        apply(v, out) {
          matVec(hessian, Float64Array.from(v), image);
          out.set(image);
        },
      },
    }),
    gradient: (out) => out.set(gradient),
    stepRule: ({ momentum }): StepRule =>
      momentum === 0 ? { kind: 'gradientDescent' } : { kind: 'heavyBall', form, momentum },
    parameters: () => point.slice(),
    setParameters(parameters) {
      point.set(parameters);
      velocity.fill(0);
    },
    checkpoint: () => ({ point: [...point], velocity: [...velocity], noise: noise.save() }),
    restore(checkpoint) {
      const kept = checkpoint as unknown as DescentCheckpoint;
      takeParameters(kept);
      noise.restore(kept.noise);
    },
    rewind: (checkpoint) => takeParameters(checkpoint as unknown as DescentCheckpoint),
  };
}
