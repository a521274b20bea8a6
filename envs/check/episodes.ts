import type { Random } from '../../math/random.js';
import { random } from '../../math/random.js';
import { settingsAt, type EnvDefinition, type Settings } from '../env.js';
import { contains, sample, widthOf, type Space } from '../space.js';
import { accepts, alone, altered, player, same, steps } from './play.js';
import type { EnvProblem } from './problem.js';

/** The same seed is the same episode, and rows stepped in turn (one of them with other knobs) do what each does alone. */
export function checkDeterminism(definition: EnvDefinition, settings: Settings): EnvProblem[] {
  const seeds = [1, 2, 3];
  const traces = seeds.map((seed) => alone(definition, settings, seed));
  if (!traces.every((trace, i) => same(trace, alone(definition, settings, seeds[i])))) {
    const message =
      'The same seed gave two different episodes. Draw all chance from the `random` that reset and step are given.';
    return [{ rule: 'determinism', message }];
  }
  const other = altered(definition);
  const settingsOf = [settings, other, settings];
  const size = definition.stateSize;
  const state = new Float64Array(3 * size);
  const rows = seeds.map((seed, i) => player(definition, state, i * size, settingsOf[i], seed));
  for (let i = 0; i < steps; i++) for (const row of rows) row.step();
  const expected = [traces[0], alone(definition, other, 2), traces[2]];
  if (rows.every((row, i) => same(row.trace, expected[i]))) return [];
  const message =
    'Rows stepped in turn did not do what each does alone. Keep all memory in columns of `state`, and compute what follows from knobs where it is used.';
  return [{ rule: 'hiddenState', message }];
}

/** No episode is over before its first step. */
export function checkTerminal(definition: EnvDefinition, settings: Settings): EnvProblem[] {
  const state = new Float64Array(definition.stateSize);
  for (let seed = 0; seed < 50; seed++) {
    definition.reset(state, 0, settings, random(seed));
    if (!definition.terminal(state, 0, settings)) continue;
    return [
      {
        rule: 'terminal',
        message: `The start of seed ${seed} ends the episode at once. Start where terminal is false.`,
      },
    ];
  }
  return [];
}

/** Finite numbers at the defaults and at both ends of every knob; observations inside their space at the defaults. */
export function checkNumbers(definition: EnvDefinition): EnvProblem[] {
  const ends = Object.entries(definition.knobs).flatMap(([name, { min, max }]) => [{ [name]: min }, { [name]: max }]);
  for (const values of [{}, ...ends]) {
    if (!accepts(definition, values)) continue;
    if (alone(definition, settingsAt(definition, values), 4).every(Number.isFinite)) continue;
    const [name] = Object.keys(values);
    const where = name === undefined ? 'at the defaults' : `with ${name} at ${values[name]}`;
    return [
      {
        rule: 'finite',
        message: `A state, reward or observation is not a finite number ${where}. Guard the formula, or narrow the bounds of the knob.`,
      },
    ];
  }
  return checkSeen(definition, settingsAt(definition, {}), random(8));
}

function checkSeen(definition: EnvDefinition, settings: Settings, stream: Random): EnvProblem[] {
  const space = rounded(definition.observation);
  const state = new Float64Array(definition.stateSize);
  const actions = new Float64Array(widthOf(definition.action));
  const seen = new Float32Array(widthOf(space));
  definition.reset(state, 0, settings, stream);
  for (let n = 0; n < steps; n++) {
    definition.observe(state, 0, seen, 0, settings);
    if (!contains(space, seen)) {
      const message = `observe wrote ${Array.from(seen).join(', ')}, which is not in the observation space. Widen the space, or clip.`;
      return [{ rule: 'observationSpace', message }];
    }
    sample(definition.action, stream, actions);
    definition.step(state, 0, actions, 0, settings, stream);
    if (definition.terminal(state, 0, settings)) definition.reset(state, 0, settings, stream);
  }
  return [];
}

/** A space with its bounds rounded as observations are. */
function rounded(space: Space): Space {
  if (space.kind !== 'box') return space;
  return { kind: 'box', low: space.low.map(Math.fround), high: space.high.map(Math.fround) };
}
