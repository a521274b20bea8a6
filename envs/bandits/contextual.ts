import { checkMembers, OptionError } from '../../math/check.js';
import { random, type Random, type Seed } from '../../math/random.js';
import { defineEnv, type EnvMaker, type Knob } from '../env.js';
import { box, discrete } from '../space.js';
import { teacherTask, type LabelledSet } from './teacher-task.js';

/** Options of {@link contextualBanditOf}. */
export interface ContextualBanditOptions {
  /** One labelled set a task, all with the same width and number of classes. */
  readonly sets: readonly LabelledSet[];
  /** Name of the world. Default 'ContextualBandit'. */
  readonly id?: string;
  /** Seed of the wrong labels. Default 0. */
  readonly noiseSeed?: Seed;
}

/** Knobs of a labelled set as a bandit. */
export type ContextualBanditKnobs = Readonly<Record<'imbalance' | 'labelNoise' | 'inputNoise' | 'task', Knob>>;

/**
 * A labelled set as a one-step world: the context is a row's input, the action a class, the reward 1 for the row's label, else 0.
 *
 * `imbalance` r: class k is drawn r^(−k/(classes − 1)) times as often as its rows alone would be.
 * `labelNoise`: share of the rows whose label is a random class; which rows and classes is fixed by `noiseSeed`, so wrong labels can be memorised.
 * `inputNoise`: standard deviation of the normal noise on every coordinate, drawn anew each episode.
 * `task`: which set a row comes from; between two whole numbers the fraction is the share of the later one.
 * `label` answers the label that is rewarded; at labelNoise 0 that is the true class.
 *
 * @throws OptionError for no sets, or sets of different width or classes.
 * @example contextualBanditOf({ sets: [teacherTask()] })({ labelNoise: 0.2 }).definition.action // { kind: 'discrete', count: 4 }
 */
export function contextualBanditOf(options: ContextualBanditOptions): EnvMaker<ContextualBanditKnobs> {
  checkMembers('contextualBanditOf', options, ['sets', 'id', 'noiseSeed']);
  const { sets, id = 'ContextualBandit', noiseSeed = 0 } = options;
  if (sets.length === 0) throw new OptionError('contextualBanditOf.sets', 'at least one labelled set', 'none');
  const { width, classes } = sets[0];
  for (const [i, set] of sets.entries()) {
    if (set.width === width && set.classes === classes) continue;
    const shape = `${set.width} inputs and ${set.classes} classes`;
    throw new OptionError(
      `contextualBanditOf.sets[${i}]`,
      `${width} inputs and ${classes} classes as the first set`,
      shape,
    );
  }
  const tasks = sets.map((set, i) => prepare(set, random(noiseSeed, [5, i])));
  return defineEnv<ContextualBanditKnobs>({
    id,
    about: 'A row of a labelled set is shown; the action names its class.',
    observation: box(Array.from({ length: width }, () => [-Infinity, Infinity] as const)),
    action: discrete(classes),
    knobs: {
      imbalance: { default: 1, min: 1, max: 1000, hard: 20, scale: 'log' },
      labelNoise: { default: 0, min: 0, max: 1, hard: 0.4 },
      inputNoise: { default: 0, min: 0, max: 4, hard: 1 },
      task: { default: 0, min: 0, max: sets.length - 1 },
    },
    difficulty: ['inputNoise'],
    stateSize: 2 + width, // 1 once a class was named, the label, the input as shown
    maxSteps: 1,
    worstRewardPerStep: 0,
    reset(state, at, { imbalance, labelNoise, inputNoise, task }, source) {
      const whole = Math.floor(task);
      const drawn = tasks[source.double() < task - whole ? whole + 1 : whole];
      const row = drawRow(drawn, imbalance, source);
      state[at] = 0;
      state[at + 1] = drawn.noiseLevels[row] < labelNoise ? drawn.wrongLabels[row] : drawn.set.labels[row];
      for (let i = 0; i < width; i++) state[at + 2 + i] = drawn.set.inputs[row * width + i];
      // The noise is the stream's last use, so a set without it draws the same rows.
      if (inputNoise > 0) for (let i = 0; i < width; i++) state[at + 2 + i] += inputNoise * source.normal();
    },
    step(state, at, actions, a) {
      state[at] = 1;
      return actions[a] === state[at + 1] ? 1 : 0;
    },
    terminal: (state, at) => state[at] === 1,
    observe(state, at, out, o) {
      for (let i = 0; i < width; i++) out[o + i] = state[at + 2 + i];
    },
    label: (state, at) => state[at + 1],
    render(state, at) {
      const shown = Array.from(state.subarray(at + 2, at + 2 + Math.min(width, 6)), (x) => x.toFixed(2));
      return [`input ${shown.join(' ')}${width > 6 ? ' …' : ''}`, `label ${state[at + 1]}`];
    },
  });
}

/** A set with its rows by class, and the wrong labels that `labelNoise` uncovers. */
interface Task {
  readonly set: LabelledSet;
  readonly byClass: readonly Int32Array[];
  readonly noiseLevels: Float64Array;
  readonly wrongLabels: Int32Array;
}

function prepare(set: LabelledSet, source: Random): Task {
  const byClass = Array.from({ length: set.classes }, (_, k) =>
    Int32Array.from([...set.labels.keys()].filter((row) => set.labels[row] === k)),
  );
  const noiseLevels = new Float64Array(set.rows);
  const wrongLabels = new Int32Array(set.rows);
  for (let row = 0; row < set.rows; row++) {
    noiseLevels[row] = source.double();
    wrongLabels[row] = source.integer(set.classes);
  }
  return { set, byClass, noiseLevels, wrongLabels };
}

/** A class by its weight, then one of its rows. */
function drawRow({ byClass }: Task, imbalance: number, source: Random): number {
  const ratio = Math.exp(-Math.log(imbalance) / (byClass.length - 1));
  let total = 0;
  for (let k = 0, factor = 1; k < byClass.length; k++, factor *= ratio) total += factor * byClass[k].length;
  let left = source.double() * total;
  let chosen = -1;
  for (let k = 0, factor = 1; k < byClass.length; k++, factor *= ratio) {
    if (byClass[k].length === 0) continue;
    chosen = k;
    left -= factor * byClass[k].length;
    if (left < 0) break;
  }
  const rows = byClass[chosen];
  return rows[source.integer(rows.length)];
}

/**
 * The seeded teacher's task as a bandit; task 1 shifts every input by one standard deviation.
 *
 * @example contextualBandit({ labelNoise: 0.2 }).tunables // { labelNoise: 0.2 }
 */
export const contextualBandit = contextualBanditOf({ sets: [teacherTask(), teacherTask({ shift: 1 })] });
