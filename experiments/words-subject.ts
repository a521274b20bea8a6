import { formula, type Formula, type FormulaOptions } from '../curriculum/formula.js';
import { isPeriodic, shift } from '../curriculum/period.js';
import type { NamedTunables, Schedule, Tunable } from '../curriculum/schedule.js';
import { checkName, OptionError } from '../math/check.js';
import { experiment, type Experiment } from './experiment.js';
import { agentNamed, bundledAgents, worldNamed } from './named.js';
import { loadWaves } from './own-waves.js';
import { stabilityProbe } from './probes.js';
import { sweep, type Sweep } from './sweep.js';
import { linspace, logspace, type Axes, type Point } from './sweep-axes.js';
import { repeating, usualPeriod } from './wave-source.js';
import { flagOf, hyperKind, type Word, type WordAxis, type Words } from './words.js';

/** A formula with what its text leaves open. */
export interface FormulaCall {
  readonly text: string;
  readonly options: FormulaOptions;
}

/** A value as an experiment is given it. */
export type Setting = Exclude<Word, string> | { readonly choice: string } | FormulaCall;

/** Settings of a world or an agent by name. */
export type Settings = Readonly<Record<string, Setting>>;

/** What the words come to, before anything is made: the same for training and for writing a file. */
export interface Draft {
  readonly world: string;
  readonly agent: string;
  readonly knobs: Settings;
  readonly hyper: Settings;
  readonly axes: Axes | undefined;
  /** Where an axis acts: on the rate's phase, on the world, or on the agent. */
  readonly places: Readonly<Record<string, AxisPlace>>;
}

/** What an axis moves. */
export type AxisPlace = 'phase' | 'world' | 'agent';

/**
 * What the words come to.
 *
 * @throws OptionError for names that are not known, with the nearest one, and for texts that are no formulas.
 */
export function draftOf({ env, agent, knobs, hyper, period, axes }: Words): Draft {
  loadWaves();
  const world = worldNamed(env);
  const name = agentNamed(agent).name;
  const settings = (place: 'world' | 'agent', words: Readonly<Record<string, Word>>): Settings =>
    Object.fromEntries(
      Object.entries(words).map(([member, word]) => [
        member,
        settingOf(flagOf(place, member), word, place === 'agent' && hyperKind(member) === 'choice', period),
      ]),
    );
  const places: Record<string, AxisPlace> = {};
  for (const axis of Object.keys(axes ?? {})) {
    places[axis] = placeOf(axis, Object.keys(world.definition.knobs), name);
    const taken = { ...(places[axis] === 'agent' ? hyper : places[axis] === 'world' ? knobs : {}) };
    if (axis in taken)
      throw new OptionError(
        `--axis ${axis}`,
        'no fixed value of what an axis varies',
        String(taken[axis]),
        'Leave it out.',
      );
  }
  const draft = {
    world: world.name,
    agent: name,
    knobs: settings('world', knobs),
    hyper: settings('agent', hyper),
    axes: axes === undefined ? undefined : Object.fromEntries(Object.entries(axes).map(([a, of]) => [a, axisOf(of)])),
    places,
  };
  if ('phase' in places) checkPhase(draft);
  return draft;
}

/**
 * The experiment of words, or the sweep where they have axes. In a sweep a seed's start is added to everything that repeats, and the axis `phase` to the rate.
 *
 * @throws OptionError for names that are not known, and what the world, the agent or the experiment refuses.
 * @example wordsSubject({ kind: 'words', env: 'cartPole', agent: 'ppo', knobs: { gravity: 12 }, hyper: {}, updates: 2 }).kind // 'experiment'
 */
export function wordsSubject(words: Words): Experiment | Sweep {
  const draft = draftOf(words);
  const world = worldNamed(draft.world);
  const knobs = valuesOf(draft.knobs);
  const hyper = valuesOf(draft.hyper);
  const made = (turned: object, set: object): Experiment =>
    experiment({
      env: world.make(turned as NamedTunables),
      agent: bundledAgents[draft.agent].make(set),
      updates: words.updates,
      hooks: [stabilityProbe()],
    });
  if (draft.axes === undefined) return made(knobs, hyper);
  return sweep(draft.axes, (point, { start }) => {
    const { phase = 0 } = point;
    const ahead = start + phase;
    const later = (value: Value, turns: number): Value =>
      typeof value === 'function' && isPeriodic(value) ? shift(value, turns) : value;
    const all = (values: Values): Values =>
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, later(value, name === 'learningRate' ? ahead : start)]),
      );
    const moved = (place: AxisPlace): object =>
      Object.fromEntries(
        Object.entries(point)
          .filter(([name]) => draft.places[name] === place)
          .map(([name, value]) => [name, pointValue(name, value)]),
      );
    return made({ ...all(knobs), ...moved('world') }, { ...all(hyper), ...moved('agent') });
  });
}

/** A point's value as an agent's option: one width is a list of one. */
function pointValue(name: string, value: Point[string]): unknown {
  return hyperKind(name) === 'widths' ? [value] : value;
}

type Value = Tunable | boolean | string | readonly number[];
type Values = Readonly<Record<string, Value>>;

function valuesOf(settings: Settings): Values {
  return Object.fromEntries(Object.entries(settings).map(([name, setting]) => [name, valueOf(setting)]));
}

function valueOf(setting: Setting): Value {
  if (typeof setting !== 'object') return setting;
  if ('choice' in setting) return setting.choice;
  return 'text' in setting ? scheduleOf(setting) : setting;
}

/** The schedule of a formula. */
export function scheduleOf({ text, options }: FormulaCall): Formula {
  return formula(text, options);
}

/** True for the setting that is a formula. */
export function isFormula(setting: Setting): setting is FormulaCall {
  return typeof setting === 'object' && 'text' in setting;
}

function settingOf(flag: string, word: Word, choice: boolean, period: number | undefined): Setting {
  if (typeof word !== 'string') return word;
  return choice ? { choice: word } : formulaCall(flag, word, period);
}

/** What `formula` must be told beside a text: T where it is used, and the period that it is seen to repeat after. */
function formulaCall(flag: string, text: string, period: number | undefined): FormulaCall {
  try {
    const tied = formula(text, { T: period ?? usualPeriod, as: 'schedule' });
    const variables = new Set(tied.variables);
    const usesPeriod = variables.has('T') || variables.has('p');
    if (usesPeriod && period === undefined)
      throw new OptionError(flag, 'a formula in t, or --period beside it', text, 'T and p need updates per period.');
    const made: Schedule & { readonly period?: number } = usesPeriod ? tied : formula(text, { as: 'schedule' });
    const found = made.period === undefined ? repeating(made).period : undefined;
    const plain = variables.has('t') && !variables.has('p');
    return {
      text,
      options: {
        ...(plain ? {} : { as: 'schedule' }),
        ...(usesPeriod && period !== undefined ? { T: period } : {}),
        ...(found === undefined ? {} : { period: found }),
      },
    };
  } catch (error) {
    if (!(error instanceof OptionError) || !error.option.startsWith('formula.')) throw error;
    throw new OptionError(flag, error.expected, error.got, error.advice);
  }
}

function axisOf(axis: WordAxis): Axes[string] {
  if (!('from' in axis)) return axis;
  const { from, to, scale, count } = axis;
  if (count === undefined) return { from, to, ...(scale === undefined ? {} : { scale }) };
  return scale === 'log' ? logspace(from, to, count) : linspace(from, to, count);
}

function placeOf(axis: string, knobs: readonly string[], agent: string): AxisPlace {
  if (axis === 'phase') return 'phase';
  if (axis === 'difficulty' || knobs.includes(axis)) return 'world';
  try {
    // Its options are known to the agent alone.
    bundledAgents[agent].make({ [axis]: undefined });
  } catch {
    const { batchTunables, stepTunables } = agentNamed(agent);
    const names = ['phase', 'difficulty', ...knobs, ...Object.keys({ ...batchTunables, ...stepTunables })];
    checkName('--axis', axis, names);
  }
  return 'agent';
}

function checkPhase({ hyper }: Draft): void {
  const rate = hyper['learningRate'];
  if (rate !== undefined && isFormula(rate) && scheduleOf(rate).period !== undefined) return;
  throw new OptionError(
    '--axis phase',
    'a learning rate that repeats',
    rate === undefined ? undefined : isFormula(rate) ? rate.text : rate,
    "For example --learning-rate '0.01*(1 + 0.9*cos(2*pi*t/40))'.",
  );
}
