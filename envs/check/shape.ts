import type { EnvDefinition } from '../env.js';
import type { Space } from '../space.js';
import type { EnvProblem } from './problem.js';

function spaceFault(space: Space): string | undefined {
  if (space.kind === 'box') {
    if (space.low.length === 0 || space.low.length !== space.high.length)
      return 'needs as many low as high bounds, at least one';
    const wrong = space.low.findIndex((low, i) => !(low <= space.high[i]));
    return wrong < 0 ? undefined : `has low ${space.low[wrong]} above high ${space.high[wrong]} in coordinate ${wrong}`;
  }
  const counts = space.kind === 'discrete' ? [space.count] : space.counts;
  return counts.length > 0 && counts.every((count) => Number.isInteger(count) && count >= 1)
    ? undefined
    : 'needs counts that are integers ≥ 1';
}

function knobFaults({ knobs, difficulty = [] }: EnvDefinition): string[] {
  const faults: string[] = [];
  for (const [name, { min, max, default: usual, hard, easy, scale }] of Object.entries(knobs)) {
    if (!(Number.isFinite(min) && Number.isFinite(max) && min < max))
      faults.push(`${name} needs finite bounds, min below max`);
    for (const [end, value] of [
      ['default', usual],
      ['hard end', hard],
      ['easy end', easy],
    ] as const) {
      if (value !== undefined && !(value >= min && value <= max))
        faults.push(`the ${end} of ${name} lies outside [${min}, ${max}]`);
    }
    if (scale === 'log' && !(min > 0)) faults.push(`${name} has a log scale and needs min > 0`);
  }
  for (const name of difficulty) {
    if (knobs[name]?.hard === undefined) faults.push(`difficulty moves ${name}, which is no knob with a hard end`);
  }
  return faults;
}

/** What can be judged without a step: description, spaces, sizes, knobs. */
export function checkShape(definition: EnvDefinition): EnvProblem[] {
  const problems: EnvProblem[] = [];
  const { id, about, observation, action, stateSize, maxSteps, worstRewardPerStep, score } = definition;
  if (id === '' || about === '')
    problems.push({
      rule: 'description',
      message: 'id or about is empty. Name the world, and say in one sentence what it is.',
    });
  for (const [name, space] of [
    ['observation', observation],
    ['action', action],
  ] as const) {
    const fault = spaceFault(space);
    if (fault !== undefined)
      problems.push({
        rule: 'space',
        message: `The ${name} space ${fault}. Make it with box, discrete or multiDiscrete.`,
      });
  }
  if (!(Number.isInteger(stateSize) && stateSize >= 1))
    problems.push({
      rule: 'size',
      message: `stateSize is ${stateSize}. Count the columns of state that reset writes, at least 1.`,
    });
  if (maxSteps !== Infinity && !(Number.isInteger(maxSteps) && maxSteps >= 1)) {
    problems.push({ rule: 'size', message: `maxSteps is ${maxSteps}. Give an integer ≥ 1, or Infinity for no limit.` });
  }
  if (!Number.isFinite(worstRewardPerStep))
    problems.push({ rule: 'size', message: `worstRewardPerStep is ${worstRewardPerStep}. Give a finite number.` });
  if (score === 'return' && !Number.isFinite(maxSteps))
    problems.push({
      rule: 'size',
      message:
        "score is 'return', but maxSteps is Infinity. Limit the steps: an episode that never ends has no return.",
    });
  for (const fault of knobFaults(definition))
    problems.push({ rule: 'knob', message: `Among the knobs, ${fault}. Correct the bounds or the list.` });
  return problems;
}
