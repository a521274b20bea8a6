/** Tells how long a ledger will take, from the seeds that were timed. */
export interface TimeLeft {
  /** So many seeds of a claim are to be run. */
  readonly plan: (name: string, seeds: number) => void;
  /** A seed of it took so long; `planned` is false for one that was kept. */
  readonly timed: (name: string, seconds: number, planned: boolean) => void;
  /** None of its seeds will be run any more. */
  readonly drop: (name: string) => void;
  /** Seconds to the end; undefined until one seed of each claim that is left has been timed. */
  readonly seconds: () => number | undefined;
}

/**
 * The time left of claims whose seeds take so different times that each claim is timed by itself, over so many threads.
 *
 * @example const left = timeLeft(2); left.plan('a', 3); left.timed('a', 10, true); left.seconds() // 10
 */
export function timeLeft(workers: number): TimeLeft {
  const claims = new Map<string, { left: number; seeds: number; seconds: number }>();
  const of = (name: string): { left: number; seeds: number; seconds: number } => {
    const found = claims.get(name) ?? { left: 0, seeds: 0, seconds: 0 };
    claims.set(name, found);
    return found;
  };
  return {
    plan: (name, seeds) => (of(name).left += seeds),
    timed(name, seconds, planned) {
      const claim = of(name);
      claim.seeds++;
      claim.seconds += seconds;
      if (planned) claim.left--;
    },
    drop: (name) => (of(name).left = 0),
    seconds() {
      const open = [...claims.values()].filter(({ left }) => left > 0);
      if (open.some(({ seeds }) => seeds === 0)) return undefined;
      const work = open.reduce((sum, { left, seeds, seconds }) => sum + (left * seconds) / seeds, 0);
      const seeds = open.reduce((sum, { left }) => sum + left, 0);
      return seeds === 0 ? 0 : work / Math.min(workers, seeds);
    },
  };
}
