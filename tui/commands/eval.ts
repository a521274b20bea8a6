import { evaluate, type Evaluation } from '../../experiments/evaluate.js';
import type { Estimate } from '../../experiments/event.js';
import { jsonDocument, numberFlag, say } from './page.js';
import { knobsOf, knobWords, policyOf, type PolicyFlags } from './policy.js';

/** Flags of the command. */
export interface EvalFlags extends PolicyFlags {
  readonly episodes?: string;
}

/**
 * Plays fresh episodes of a stored policy and prints its mean return and length, each with a 95 % bootstrap interval.
 *
 * @throws OptionError naming the run or the flag.
 */
export async function evaluatePolicy(run: string, flags: EvalFlags): Promise<void> {
  const numbers = { episodes: flags.episodes, seed: flags.seed };
  const episodes = numberFlag(numbers, 'episodes', { integer: true, min: 1 }) ?? 100;
  const seed = numberFlag(numbers, 'seed', { integer: true, min: 0 }) ?? 0;
  const knobs = knobsOf(flags.knob);
  const deterministic = flags.deterministic === true;
  const { name, update, learner, actor } = await policyOf(run, flags);
  const result = evaluate(learner, { episodes, seed, deterministic, settings: knobs });
  const world = actor.env.definition.id;
  if (flags.json === true) {
    const facts = { policy: name, update, world, knobs, deterministic, seed };
    return say(process.stdout, [jsonDocument({ ...facts, ...result })]);
  }
  await say(process.stdout, evaluationLines(result, `${name} after ${update} updates`, `${world}${knobWords(knobs)}`));
}

/** The lines of an evaluation. */
function evaluationLines(result: Evaluation, policy: string, world: string): string[] {
  return [
    policy,
    `${world}: ${result.returns.length} episodes`,
    `return  ${shown(result.return)}`,
    `length  ${shown(result.length)}`,
  ];
}

function shown({ value, low, high }: Estimate): string {
  return `${short(value)}  95 % ${short(low)} to ${short(high)}`;
}

/** Four significant digits, the minus a hyphen: the numbers are read by scripts too. */
function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
