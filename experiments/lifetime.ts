import type { Lifetime } from '../math/survival.js';
import type { PlanEvent } from './event.js';

/** Updates behind an update whose mean says whether a run has fallen. */
const WINDOW = 10;

/** Updates that one looks back over in a run of so many, to say whether it has fallen. */
export function lifetimeWindow(updates: number): number {
  return Math.max(1, Math.min(WINDOW, Math.floor(updates / 2)));
}

/** What a lifetime is read from. */
export interface Lived {
  /** The signal of the collapse rule at each update. */
  readonly judged: ArrayLike<number>;
  /** Updates that were lived. */
  readonly lived: number;
  readonly result: { readonly collapsed: boolean };
}

/**
 * How long a run stood: a collapsed one to the first update at which the mean of the rule's signal over the `window` updates behind it lies below the
 * rule's bound, or to where it diverged, whichever comes first; every other one is seen to its last update and no further.
 */
export function lifetimeOf(
  { judged, lived, result }: Lived,
  { collapse }: Pick<PlanEvent, 'collapse'>,
  window: number,
): Lifetime {
  if (!result.collapsed) return { time: lived, ended: false };
  let sum = 0;
  for (let n = 0; n < lived && collapse !== undefined; n++) {
    sum += judged[n] - (n < window ? 0 : judged[n - window]);
    if (n + 1 >= window && sum / window < collapse.below) return { time: n + 1, ended: true };
  }
  return { time: lived, ended: true };
}
