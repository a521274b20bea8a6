import { gradientDescent, heavyBall, type HeavyBallOptions } from '../../curriculum/stability/optimizers.js';
import type { StepMatrix } from '../../curriculum/stability/step-matrix.js';
import { checkName, OptionError } from '../../math/check.js';
import { numberFlag, type Flags } from './page.js';

type Form = NonNullable<HeavyBallOptions['form']>;

/**
 * The optimizer's step that `--momentum` and `--form` name: gradient descent without momentum, else the heavy ball.
 *
 * @throws OptionError naming the flag.
 */
export function stepOf(flags: Flags): StepMatrix {
  const form = formOf(flags);
  const momentum = numberFlag(flags, 'momentum', { min: 0, below: 1 });
  if (momentum === undefined && form !== undefined)
    throw new OptionError('--form', 'a --momentum beside it', form, 'Forms differ in how the velocity is kept.');
  return momentum === undefined || momentum === 0 ? gradientDescent() : stepAt(form)(momentum);
}

/** What makes the step of a momentum, for an axis of momenta. */
export function stepAt(form: Form | undefined): (momentum: number) => StepMatrix {
  return (momentum) => heavyBall({ momentum, ...(form === undefined ? {} : { form }) });
}

/** The form asked for. */
export function formOf(flags: Flags): Form | undefined {
  return flags['form'] === undefined
    ? undefined
    : checkName('--form', flags['form'], ['accumulated', 'displacement'] as const);
}

/** A step in words. */
export function stepWords({ name, limit }: StepMatrix): string {
  return `${name}, limit ${Number(limit.toPrecision(4))}`;
}
