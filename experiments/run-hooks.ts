import { firstTwice, OptionError } from '../math/check.js';
import type { Streams } from '../math/random.js';
import { periodOf, type Experiment } from './experiment.js';
import type { Hook } from './hook.js';
import type { Learner } from './learner.js';

/**
 * The hooks of one run.
 *
 * @throws OptionError for two hooks of one id.
 */
export function hooksOf(experiment: Experiment, streams: Streams): readonly Hook[] {
  const { tunables } = experiment;
  const hooks = experiment.hooks.flatMap((make) => make({ streams, tunables, period: periodOf(tunables) }));
  const ids = hooks.map((hook) => hook.id);
  const twice = firstTwice(ids);
  if (twice !== undefined)
    throw new OptionError(`${experiment.name}.hooks`, 'hooks of different ids', twice, 'Give one of them another id.');
  return hooks;
}

/**
 * Refuses a hook that reads what nobody measures before it: it would wait for ever, and nobody would notice.
 *
 * @throws OptionError naming the hook and the signal.
 */
export function checkReads(hooks: readonly Hook[], learner: Learner): void {
  for (const [i, { id, at, reads = [] }] of hooks.entries()) {
    const before = hooks.filter((other, j) => (other.at === at ? j < i : other.at === 'batch'));
    const measured = [...learner.signals, ...before.flatMap(({ signals }) => signals)];
    const unknown = reads.find((name) => !measured.includes(name));
    if (unknown === undefined) continue;
    const later = hooks.find(({ signals }) => signals.includes(unknown));
    throw new OptionError(
      `${id}.reads`,
      'a signal that is measured before it',
      unknown,
      later === undefined
        ? `Signals here: ${measured.join(', ')}.`
        : `'${later.id}' measures it later: list that hook first.`,
    );
  }
}
