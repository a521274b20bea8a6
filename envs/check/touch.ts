import { random } from '../../math/random.js';
import type { EnvDefinition, Settings } from '../env.js';
import { sample, widthOf } from '../space.js';
import { same, steps } from './play.js';
import type { EnvProblem, EnvRule } from './problem.js';

/** A number that no world writes, exact in float32. */
const guard = -98765.5;

/** One row between guards: nothing but the row, its observation and the stream may change, and only by reset and step. */
export function checkTouch(definition: EnvDefinition, settings: Settings): EnvProblem[] {
  const problems = new Map<EnvRule, string>();
  const size = definition.stateSize;
  const width = widthOf(definition.observation);
  const state = new Float64Array(3 * size).fill(guard);
  const actions = new Float64Array(3 * widthOf(definition.action));
  const given = { ...settings };
  const stream = random(5);
  const chooser = random(6);
  const a = widthOf(definition.action);
  const seen = [guard, guard + 1].map((value) => new Float32Array(3 * width).fill(value));
  definition.reset(state, size, settings, stream);
  for (let n = 0; n < steps; n++) {
    for (let i = 0; i < 3; i++) sample(definition.action, chooser, actions, i * a);
    const before = Array.from(actions);
    definition.step(state, size, actions, a, settings, stream);
    if (!same(before, Array.from(actions)))
      problems.set('purity', 'step wrote to `actions`. Copy them to columns of `state` first.');
    const after = Array.from(state);
    const ended: unknown = definition.terminal(state, size, settings);
    if (typeof ended !== 'boolean')
      problems.set('terminal', `terminal answered ${String(ended)}. Answer true or false.`);
    for (const [i, out] of seen.entries()) {
      out.fill(guard + i);
      definition.observe(state, size, out, width, settings);
    }
    if (!same(after, Array.from(state)))
      problems.set('purity', 'terminal or observe changed `state`. Move the change to step.');
    if (Object.entries(given).some(([name, value]) => settings[name] !== value)) {
      problems.set('purity', 'A call wrote to `settings`. Keep what you compute in local variables.');
    }
    if (ended === true) definition.reset(state, size, settings, stream);
    if (after.some((value, i) => (i < size || i >= 2 * size) && value !== guard)) {
      problems.set(
        'bounds',
        `reset or step wrote outside its row. Write only state[at] … state[at + ${size - 1}], or raise stateSize.`,
      );
    }
    const [first, second] = seen;
    for (let i = 0; i < 3 * width; i++) {
      const written = !(first[i] === guard && second[i] === guard + 1);
      if (written === (i >= width && i < 2 * width)) continue;
      problems.set(
        'observationWidth',
        `observe wrote ${written ? 'beyond' : 'only part of'} its ${width} numbers. Write exactly out[o] … out[o + ${width - 1}].`,
      );
    }
  }
  return Array.from(problems, ([rule, message]) => ({ rule, message }));
}
