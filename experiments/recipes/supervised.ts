import type { Activation, NetworkShape } from '../../agents/engine/engine.js';
import type { NamedTunables, Tunable } from '../../curriculum/schedule.js';
import type { LabelledSet } from '../../envs/bandits/teacher-task.js';
import { checkMembers, checkName, checkNumber, OptionError, type NumberBounds } from '../../math/check.js';
import type { LearnerSpec } from '../learner.js';
import { learnerSpec } from './learner-spec.js';
import { createSupervised } from './supervised-learner.js';

/** Hyperparameters of supervised learning, each a tunable. */
const defaults = {
  /** Step size η of plain gradient descent. */
  learningRate: 0.3,
  /** Decay ω: θ ← θ − η(g + ωθ), so a step keeps 1 − ηω of every weight and bias. */
  weightDecay: 0,
  /** Focus γ ≥ 0 of the loss; 0 is cross-entropy. */
  focus: 0,
  /** Share ε in [0, 1] of the target that is spread over all classes. */
  labelSmoothing: 0,
  /** Standard deviation of the normal noise on every input, drawn anew each update. */
  inputNoise: 0,
  /** Probability in [0, 1) that a hidden unit is dropped. Networks have masks only where it is given. */
  dropout: 0,
  /** Rows of the batch that come from `rehearsal`; the nearest whole number counts. */
  rehearsedRows: 0,
};

const bounds: Readonly<Record<string, NumberBounds>> = {
  learningRate: { min: 0 },
  weightDecay: { min: 0 },
  focus: { min: 0 },
  labelSmoothing: { min: 0, max: 1 },
  inputNoise: { min: 0 },
  dropout: { min: 0, below: 1 },
};

/** Options of {@link supervised}. */
export interface SupervisedOptions extends Partial<Readonly<Record<keyof typeof defaults, Tunable>>> {
  /** What it learns from. */
  readonly rows: LabelledSet;
  /** Stored rows of an earlier task, mixed in by `rehearsedRows`. */
  readonly rehearsal?: LabelledSet;
  /** Rows of a batch, drawn with replacement. Default 32. */
  readonly batch?: number;
  /** Widths of the hidden layers. Default [48]. */
  readonly hidden?: readonly number[];
  /** Default 'relu'. */
  readonly activation?: Activation;
}

/**
 * Supervised learning from a labelled set, by gradient descent on batches: the chapter's supervised experiments in the same loop as everything else.
 *
 * Two of the same seed draw the same rows, the same noise and the same first parameters, whatever their tunables are: arms are paired.
 * The loss is that of `imitation`; it measures `loss` and `accuracy` of the batch before its step.
 *
 * @throws OptionError for a misspelt or unusable option.
 * @example supervised({ rows: teacherTask(), learningRate: 0.3 }).agent // 'supervised'
 */
export function supervised(options: SupervisedOptions): LearnerSpec {
  checkMembers('supervised', options, [...Object.keys(defaults), 'rows', 'rehearsal', 'batch', 'hidden', 'activation']);
  const { rows, rehearsal, hidden = [48] } = options;
  const batch = checkNumber('supervised.batch', options.batch ?? 32, { integer: true, min: 1 });
  for (const [layer, width] of hidden.entries())
    checkNumber(`supervised.hidden[${layer}]`, width, { integer: true, min: 1 });
  if (rows.rows === 0) throw new OptionError('supervised.rows', 'at least one row', 'none');
  if (rehearsal !== undefined && (rehearsal.width !== rows.width || rehearsal.classes !== rows.classes))
    throw new OptionError('supervised.rehearsal', 'rows of the same width and classes', rehearsal.width);
  if (rehearsal === undefined && options.rehearsedRows !== undefined)
    throw new OptionError(
      'supervised.rehearsedRows',
      'none without stored rows',
      options.rehearsedRows,
      'Give them as `rehearsal`.',
    );
  const shape: NetworkShape = {
    inputs: rows.width,
    hidden,
    outputs: rows.classes,
    activation: checkName('supervised.activation', options.activation ?? 'relu', ['tanh', 'relu'] as const),
    dropout: options.dropout !== undefined,
  };
  const boundsOf = (name: string): NumberBounds | undefined =>
    name === 'rehearsedRows' ? { min: 0, max: batch } : bounds[name];
  const take = (name: keyof typeof defaults): Tunable => {
    const tunable = options[name] ?? defaults[name];
    return typeof tunable === 'number' ? checkNumber(`supervised.${name}`, tunable, boundsOf(name)) : tunable;
  };
  const batchTunables: NamedTunables = {
    focus: take('focus'),
    labelSmoothing: take('labelSmoothing'),
    inputNoise: take('inputNoise'),
    ...(options.dropout === undefined ? {} : { dropout: take('dropout') }),
    ...(rehearsal === undefined ? {} : { rehearsedRows: take('rehearsedRows') }),
  };
  const stepTunables: NamedTunables = { learningRate: take('learningRate'), weightDecay: take('weightDecay') };
  const data = { rows, ...(rehearsal === undefined ? {} : { rehearsal }), batch, shape };
  return learnerSpec(
    () => ({
      world: 'LabelledSet',
      agent: 'supervised',
      score: 'accuracy',
      worst: 0,
      references: {},
      proportional: [],
      bounds: boundsOf,
    }),
    { batchTunables, stepTunables },
    (context, tunables) => createSupervised(context, data, tunables),
  );
}

/**
 * Shape of the network that {@link supervised} trains on a set, for a predictor.
 *
 * @example supervisedShape(teacherTask()).hidden // [48]
 */
export function supervisedShape(
  rows: Pick<LabelledSet, 'width' | 'classes'>,
  hidden: readonly number[] = [48],
  activation: Activation = 'relu',
): NetworkShape {
  return { inputs: rows.width, hidden, outputs: rows.classes, activation };
}
