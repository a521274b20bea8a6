import type { EngineName } from '../agents/engine/engine.js';
import { checkName, OptionError } from '../math/check.js';
import { streams as streamsOf } from '../math/random.js';
import { experimentOf, type Comparison } from './comparison.js';
import { hooksOf } from './run-hooks.js';

/**
 * Checks what only a learner can tell: that the algorithm fits its world, and that somebody measures the signals the rules name.
 * A rule on a misspelt signal would otherwise call every run collapsed, or drop every seed.
 *
 * @throws OptionError with the nearest name.
 */
export function checkRules(comparison: Comparison, engine?: EngineName): void {
  const { firstSeed: seed, collapse } = comparison;
  const streams = streamsOf(seed);
  const experiment = experimentOf(comparison, { arm: comparison.arms[0], seed, start: 0 }, comparison.bases[0]);
  const learner = experiment.learner.create({ streams, ...(engine === undefined ? {} : { engine }) });
  const measured = [...learner.signals, ...hooksOf(experiment, streams).flatMap((hook) => hook.signals)];
  if (collapse !== undefined) checkName('comparison.collapse.signal', collapse.signal, measured);
  const keep = experiment.warmStart?.keep;
  if (keep !== undefined) checkName('warmStart.keep.signal', keep.signal, learner.signals);
  const { score } = experiment.learner;
  if (!measured.includes(score))
    throw new OptionError(`${experiment.name}.signals`, `a learner that measures its score, '${score}'`, measured);
}
