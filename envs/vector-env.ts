import type { Values } from '../curriculum/schedule.js';
import { checkMembers, checkName, checkNumber, OptionError } from '../math/check.js';
import type { Random, RandomState, Streams } from '../math/random.js';
import { settingsAt, type EnvDefinition, type EnvSpec, type Settings } from './env.js';
import { fromPlain, toPlain, type Plain } from './plain.js';
import { widthOf } from './space.js';

/** What follows an episode's end. */
export type AutoReset = 'sameStep' | 'nextStep' | 'disabled';

/** Options of {@link vectorEnv}. */
export interface VectorEnvOptions {
  /** Copies of the world, stepped together. */
  readonly rows: number;
  /** Streams of the run: episode e of row r draws from fork('environment', r, e). */
  readonly streams: Streams;
  /**
   * `sameStep`: a row that ends starts its next episode within the step, its last observation is kept in `finalObservations`;
   * `nextStep`: it starts at the following step, whose action is ignored and whose reward is 0;
   * `disabled`: it waits, unchanged and with reward 0, for `reset`. Default 'sameStep'.
   */
  readonly autoReset?: AutoReset;
}

/** Many copies of one world, stepped together. All arrays are allocated once and written in place. */
export interface VectorEnv {
  readonly definition: EnvDefinition;
  readonly rows: number;
  /** What each row shows now; rows × observation width. */
  readonly observations: Float32Array;
  /** Where a row ended at this step: the last observation of that episode; rows × observation width. */
  readonly finalObservations: Float32Array;
  /** Reward of this step, times the knob `rewardScale` where the world has one: what an agent learns from. */
  readonly rewards: Float64Array;
  /** Reward of this step, unscaled: what scores are made of. */
  readonly rawRewards: Float64Array;
  /** 1 where the state ended the episode at this step. */
  readonly terminated: Uint8Array;
  /** 1 where only the time limit ended it. */
  readonly truncated: Uint8Array;
  /** 1 where the row waits for a reset (autoReset 'disabled'), or resets at the next step ('nextStep'). */
  readonly ended: Uint8Array;
  /** State of all rows; rows × stateSize. */
  readonly state: Float64Array;
  /** Turns the knobs; values that are no knobs of the world are ignored. */
  turn(values: Values): void;
  /** Starts the next episode in every row. */
  reset(): void;
  /** One step of every row; `actions` is rows × action width. */
  step(actions: Float64Array): void;
  /** Everything that a continued run needs, as plain data. */
  checkpoint(): unknown;
  restore(checkpoint: unknown): void;
}

/** What {@link VectorEnv.checkpoint} answers. */
interface VectorCheckpoint {
  readonly id: string;
  readonly rows: number;
  readonly settings: Settings;
  /** Settings of each row, where they differ from the above (apply 'episode'). */
  readonly rowSettings?: readonly Settings[];
  readonly steps: readonly number[];
  readonly episodes: readonly number[];
  readonly randoms: readonly RandomState[];
  readonly arrays: Readonly<Record<string, readonly Plain[]>>;
}

/**
 * Many copies of one world, stepped together; call `reset` before the first `step`.
 *
 * Before the first `turn` the knobs hold the numbers of the spec (schedules wait for their first value at the default);
 * each `turn` sets all knobs anew: those it does not name return to their defaults.
 * An episode's reset, its steps and its noise draw from one stream, fork('environment', row, episode), so no row depends on another.
 *
 * @throws OptionError unless rows is an integer ≥ 1; `turn` throws for a knob out of bounds, `step` for actions of another length
 * or before the first reset, `restore` for a checkpoint of another world or number of rows.
 * @source Towers et al., Gymnasium: A Standard Interface for Reinforcement Learning Environments (2024)
 * @example vectorEnv(balance(), { rows: 16, streams: streams(0) }).observations.length // 32
 */
export function vectorEnv(spec: EnvSpec, options: VectorEnvOptions): VectorEnv {
  checkMembers('vectorEnv', options, ['rows', 'streams', 'autoReset']);
  const { streams, autoReset = 'sameStep' } = options;
  const rows = checkNumber('vectorEnv.rows', options.rows, { integer: true, min: 1 });
  checkName('vectorEnv.autoReset', autoReset, ['sameStep', 'nextStep', 'disabled'] as const);
  const { definition, apply } = spec;
  const { stateSize, maxSteps } = definition;
  const scaled = 'rewardScale' in definition.knobs;
  const observationWidth = widthOf(definition.observation);
  const actionWidth = widthOf(definition.action);
  const arrays = {
    state: new Float64Array(rows * stateSize),
    observations: new Float32Array(rows * observationWidth),
    finalObservations: new Float32Array(rows * observationWidth),
    rewards: new Float64Array(rows),
    rawRewards: new Float64Array(rows),
    terminated: new Uint8Array(rows),
    truncated: new Uint8Array(rows),
    ended: new Uint8Array(rows),
  };
  const { state, observations, finalObservations, rewards, rawRewards, terminated, truncated, ended } = arrays;
  const steps = new Int32Array(rows);
  const episodes = new Float64Array(rows).fill(-1);
  const randoms: Random[] = [];
  let settings = settingsAt(definition, constants(spec));
  const rowSettings: Settings[] = new Array<Settings>(rows).fill(settings);
  const scales = new Float64Array(rows);

  const begin = (row: number): void => {
    episodes[row]++;
    steps[row] = 0;
    ended[row] = 0;
    rowSettings[row] = settings;
    scales[row] = scaled ? settings['rewardScale'] : 1;
    if (row < randoms.length) streams.refork(randoms[row], 'environment', row, episodes[row]);
    else randoms.push(streams.fork('environment', row, episodes[row]));
    definition.reset(state, row * stateSize, settings, randoms[row]);
    definition.observe(state, row * stateSize, observations, row * observationWidth, settings);
  };

  const turn = (values: Values): void => {
    settings = settingsAt(definition, values);
    if (apply === 'episode') return;
    rowSettings.fill(settings);
    scales.fill(scaled ? settings['rewardScale'] : 1);
  };

  const reset = (): void => {
    for (let row = 0; row < rows; row++) begin(row);
    for (const array of [rewards, rawRewards, terminated, truncated]) array.fill(0);
  };

  /** A row whose episode is over: at 'nextStep' it begins the next one, at 'disabled' it waits. */
  const rest = (row: number): void => {
    rewards[row] = 0;
    rawRewards[row] = 0;
    if (autoReset === 'nextStep') begin(row);
  };

  const end = (row: number): void => {
    const from = row * observationWidth;
    for (let i = 0; i < observationWidth; i++) finalObservations[from + i] = observations[from + i];
    if (autoReset === 'sameStep') begin(row);
    else ended[row] = 1;
  };

  const step = (actions: Float64Array): void => {
    if (actions.length !== rows * actionWidth) {
      throw new OptionError('vectorEnv.step.actions', `${rows} × ${actionWidth} numbers`, actions.length);
    }
    if (randoms.length === 0)
      throw new OptionError('vectorEnv.step', 'a world that was reset', 'none', 'Call reset() first.');
    stepRows(definition, state, stateSize, actions, actionWidth, rowSettings, randoms, ended, rawRewards);
    observeRows(definition, state, stateSize, observations, observationWidth, rowSettings, ended);
    terminated.fill(0);
    truncated.fill(0);
    for (let row = 0; row < rows; row++) {
      if (ended[row] === 1) {
        rest(row);
        continue;
      }
      rewards[row] = rawRewards[row] * scales[row];
      const late = ++steps[row] >= maxSteps;
      if (definition.terminal(state, row * stateSize, rowSettings[row])) {
        terminated[row] = 1;
        end(row);
      } else if (late) {
        truncated[row] = 1;
        end(row);
      }
    }
  };

  const checkpoint = (): VectorCheckpoint => ({
    id: definition.id,
    rows,
    settings,
    ...(apply === 'episode' ? { rowSettings: [...rowSettings] } : {}),
    steps: Array.from(steps),
    episodes: Array.from(episodes),
    randoms: randoms.map((random) => random.save()),
    arrays: Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, toPlain(array)])),
  });

  const restore = (checkpoint: unknown): void => {
    const saved = checkpoint as VectorCheckpoint;
    if (saved?.id !== definition.id || saved.rows !== rows) {
      const got = saved?.id === undefined ? checkpoint : `${saved.rows} of ${saved.id}`;
      throw new OptionError('vectorEnv.checkpoint', `${rows} rows of ${definition.id}`, got);
    }
    turn(saved.settings);
    for (let row = 0; row < rows; row++) {
      rowSettings[row] = saved.rowSettings?.[row] ?? settings;
      scales[row] = scaled ? rowSettings[row]['rewardScale'] : 1;
      if (saved.randoms.length === 0) continue;
      randoms[row] = streams.fork('environment', row, 0);
      randoms[row].restore(saved.randoms[row]);
    }
    if (saved.randoms.length === 0) randoms.length = 0;
    steps.set(saved.steps);
    episodes.set(saved.episodes);
    for (const [name, array] of Object.entries(arrays)) array.set(fromPlain(saved.arrays[name]));
  };

  return { definition, rows, ...arrays, turn, reset, step, checkpoint, restore };
}

/** One step of every row that lives. A loop of its own, so that the engine has room to inline the world's step into it. */
function stepRows(
  definition: EnvDefinition,
  state: Float64Array,
  stateSize: number,
  actions: Float64Array,
  actionWidth: number,
  settings: readonly Settings[],
  randoms: readonly Random[],
  ended: Uint8Array,
  out: Float64Array,
): void {
  for (let row = 0; row < ended.length; row++) {
    if (ended[row] === 1) continue;
    out[row] = definition.step(state, row * stateSize, actions, row * actionWidth, settings[row], randoms[row]);
  }
}

/** What every living row shows; a loop of its own for the same reason. */
function observeRows(
  definition: EnvDefinition,
  state: Float64Array,
  stateSize: number,
  out: Float32Array,
  width: number,
  settings: readonly Settings[],
  ended: Uint8Array,
): void {
  for (let row = 0; row < ended.length; row++) {
    if (ended[row] === 0) definition.observe(state, row * stateSize, out, row * width, settings[row]);
  }
}

/** The tunables of a spec that are numbers. */
function constants({ tunables }: EnvSpec): Values {
  const values: Record<string, number> = {};
  for (const [name, tunable] of Object.entries(tunables)) if (typeof tunable === 'number') values[name] = tunable;
  return values;
}
