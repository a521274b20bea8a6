import type { FlatArray } from '../../agents/engine/engine.js';
import type { Gate } from '../../curriculum/gate.js';
import { checkMembers, checkNumber } from '../../math/check.js';
import type { HookFactory } from '../hook.js';

/** Parameters as they were behind an update. */
export interface Snapshot {
  readonly update: number;
  readonly parameters: FlatArray;
}

/** Options of {@link snapshots}. */
export interface SnapshotsOptions {
  /** Updates behind which parameters are kept: `atTrough(rate)`, `every(200, 199)`. */
  readonly when: Gate;
  /** How many are kept, the latest ones. Default: all. */
  readonly keep?: number;
  /** Unique in a run. Default 'snapshots'. */
  readonly id?: string;
}

/** A hook that keeps parameters, and what it kept. */
export interface Snapshots {
  readonly hook: HookFactory;
  /** Those of the run that was made last, oldest first. */
  taken(): readonly Snapshot[];
}

/**
 * Keeps a copy of the parameters behind chosen updates: at the troughs of a cyclical rate they are a snapshot ensemble.
 *
 * Signal `<id>.count`: how many are kept. They travel in the run's checkpoints.
 *
 * @throws OptionError for a misspelt option or a number of snapshots that is not an integer ≥ 1.
 * @source Huang et al. 2017
 * @example const kept = snapshots({ when: every(10, 9) }); // hooks: [kept.hook]; after the run: kept.taken()
 */
export function snapshots(options: SnapshotsOptions): Snapshots {
  checkMembers('snapshots', options, ['when', 'keep', 'id']);
  const { when, id = 'snapshots', keep = Infinity } = options;
  if (keep !== Infinity) checkNumber('snapshots.keep', keep, { integer: true, min: 1 });
  let current: readonly Snapshot[] = [];
  return {
    taken: () => current,
    hook: () => {
      current = [];
      return [
        {
          id,
          at: 'end',
          when,
          signals: [`${id}.count`],
          run({ update, learner }) {
            current = [...current, { update, parameters: learner.parameters() }].slice(-keep);
            return { [`${id}.count`]: current.length };
          },
          checkpoint: () => current.map(({ update, parameters }) => ({ update, parameters: [...parameters] })),
          restore(checkpoint) {
            const kept = checkpoint as readonly { readonly update: number; readonly parameters: readonly number[] }[];
            current = kept.map(({ update, parameters }) => ({ update, parameters: Float64Array.from(parameters) }));
          },
        },
      ];
    },
  };
}
