import { average } from '../math/average.js';
import { checkMembers, checkName, checkNumber, OptionError } from '../math/check.js';
import type { Hook, HookFactory, Moment } from './hook.js';
import type { Checkpoint } from './learner.js';

/** Options of {@link guard}. */
export interface GuardOptions {
  /** The mean of `signal` over the last `over` updates below `below` is a collapse. Default: `rewardPerStep`, over 5 updates. */
  readonly collapse: { readonly signal?: string; readonly below: number; readonly over?: number };
  /** Updates between two checkpoints of the guard, each made only while all is well. Default 10. */
  readonly every?: number;
  /** What the rate is multiplied by at each roll-back, in (0, 1). Default 0.5. */
  readonly factor?: number;
  /** Name of the rate. Default 'learningRate'. */
  readonly rate?: string;
  /** Roll-backs at most in one run; after them it goes its way. Default 10. */
  readonly most?: number;
}

/** What a guard remembers, as plain data. */
interface GuardMemory {
  /** The last good state of the learner; null before the first update. */
  readonly good: Checkpoint | null;
  /** True once the signal was at or above the rule's line: what never stood cannot collapse. */
  readonly stood: boolean;
  /** The last readings, oldest first. */
  readonly window: readonly number[];
  readonly rollBacks: number;
}

/**
 * Rolls a run back: when it collapses, or a number is not finite, the learner gets the parameters and the optimizer of its last good state, and from the
 * next update on the rate is halved.
 *
 * The update index, the random streams and the running episodes go on. Publishes `guard.rollBacks`; each roll-back is an alarm and a `command` event.
 * A good state is one whose own batch, and the window before it, lie at or above the rule's line; until the signal first stands there, any finite one.
 *
 * @throws OptionError for a misspelt or unusable option, and when a run begins for a rate that it does not have or a learner that cannot be taken back.
 * @example guard({ collapse: { signal: 'rewardPerStep', below: -0.5, over: 5 } })
 */
export function guard(options: GuardOptions): HookFactory {
  checkMembers('guard', options, ['collapse', 'every', 'factor', 'rate', 'most']);
  const { rate = 'learningRate', factor = 0.5, every = 10, most = 10 } = options;
  checkMembers('guard.collapse', options.collapse, ['signal', 'below', 'over']);
  const { signal = 'rewardPerStep', over = 5 } = options.collapse;
  const below = checkNumber('guard.collapse.below', options.collapse.below);
  checkNumber('guard.collapse.over', over, { integer: true, min: 1 });
  checkNumber('guard.every', every, { integer: true, min: 1 });
  checkNumber('guard.factor', factor, { above: 0, below: 1 });
  checkNumber('guard.most', most, { integer: true, min: 1 });
  return ({ tunables }) => {
    checkName('guard.rate', rate, Object.keys(tunables));
    let memory: GuardMemory = { good: null, stood: false, window: [], rollBacks: 0 };

    /** Takes the update's reading; answers whether the run fell. */
    function fell(value: number | undefined): boolean {
      if (value === undefined) return false;
      const window = [...memory.window, value].slice(-over);
      const mean = average(window);
      const full = window.length === over;
      memory = { ...memory, window, stood: memory.stood || (full && mean >= below) };
      return full && mean < below && memory.stood;
    }

    function rollBack(moment: Moment, collapsed?: number): void {
      const { good, rollBacks } = memory;
      if (good === null || rollBacks === most) return;
      if (collapsed !== undefined) moment.alarm('collapse', signal, collapsed);
      moment.rewind(good);
      moment.patch(rate, { scale: factor });
      memory = { ...memory, window: [], rollBacks: rollBacks + 1 };
    }

    // Parameters are kept while the batch that they gathered speaks for them: those after a step were never tried.
    const before: Hook = {
      id: 'guard.start',
      at: 'batch',
      when: (update) => memory.good === null || update % every === 0,
      signals: [],
      run({ learner, signals, ages }) {
        if (learner.rewind === undefined)
          throw new OptionError('guard', 'a learner that can take back parameters and optimizer', 'another one');
        const now = ages[signal] === 0 ? signals[signal] : undefined;
        const window = now === undefined ? memory.window : [...memory.window, now];
        const stands = !memory.stood || (window.length >= over && window.every((value) => value >= below));
        if (memory.good === null || (stands && Array.prototype.every.call(learner.parameters(), Number.isFinite)))
          memory = { ...memory, good: learner.checkpoint() };
        return {};
      },
    };
    const after: Hook = {
      id: 'guard',
      at: 'end',
      signals: ['guard.rollBacks'],
      reads: [signal],
      run(moment) {
        const { signals, ages } = moment;
        const value = ages[signal] === 0 ? signals[signal] : undefined;
        if (Object.keys(ages).some((name) => ages[name] === 0 && !Number.isFinite(signals[name]))) rollBack(moment);
        else if (fell(value)) rollBack(moment, value);
        return { 'guard.rollBacks': memory.rollBacks };
      },
      checkpoint: () => memory,
      restore(kept) {
        memory = kept as GuardMemory;
      },
    };
    return [before, after];
  };
}
