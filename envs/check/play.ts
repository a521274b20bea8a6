import { OptionError } from '../../math/check.js';
import { random } from '../../math/random.js';
import { settingsAt, type EnvDefinition, type Settings } from '../env.js';
import { sample, widthOf } from '../space.js';

/** Steps of the episodes that rules are judged by. */
export const steps = 200;

/** Everything a row shows: after each step its state, reward, end and observation. Ended rows start again from the same stream. */
export type Trace = number[];

/** One row being played. */
export interface Player {
  readonly trace: Trace;
  step(): void;
}

/** A row that plays random actions from its own stream, in a place of its own in `state`. */
export function player(
  definition: EnvDefinition,
  state: Float64Array,
  at: number,
  settings: Settings,
  seed: number,
): Player {
  const stream = random(seed);
  const chooser = random(seed + 1000);
  const actions = new Float64Array(widthOf(definition.action));
  const seen = new Float32Array(widthOf(definition.observation));
  const trace: Trace = [];
  const note = (reward: number, terminal: boolean): void => {
    definition.observe(state, at, seen, 0, settings);
    for (let i = 0; i < definition.stateSize; i++) trace.push(state[at + i]);
    trace.push(reward, terminal ? 1 : 0, ...seen);
  };
  definition.reset(state, at, settings, stream);
  note(0, false);
  return {
    trace,
    step() {
      sample(definition.action, chooser, actions);
      const reward = definition.step(state, at, actions, 0, settings, stream);
      const terminal = definition.terminal(state, at, settings);
      note(reward, terminal);
      if (terminal) definition.reset(state, at, settings, stream);
    },
  };
}

/** The trace of one row alone. */
export function alone(definition: EnvDefinition, settings: Settings, seed: number): Trace {
  const row = player(definition, new Float64Array(definition.stateSize), 0, settings, seed);
  for (let i = 0; i < steps; i++) row.step();
  return row.trace;
}

export function same(a: Trace, b: Trace): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}

/** Settings half way from the default to the farther bound, in every knob that allows it with the others. */
export function altered(definition: EnvDefinition): Settings {
  const values: Record<string, number> = {};
  for (const [name, knob] of Object.entries(definition.knobs)) {
    const far = knob.max - knob.default > knob.default - knob.min ? knob.max : knob.min;
    const value = (knob.default + far) / 2;
    if (accepts(definition, { ...values, [name]: value })) values[name] = value;
  }
  return settingsAt(definition, values);
}

/** False where the world itself refuses these values together, as a start range that runs backwards. */
export function accepts(definition: EnvDefinition, values: Readonly<Record<string, number>>): boolean {
  try {
    definition.reset(new Float64Array(definition.stateSize), 0, settingsAt(definition, values), random(1));
    return true;
  } catch (error) {
    if (error instanceof OptionError) return false;
    throw error;
  }
}
