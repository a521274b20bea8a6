/** How far a job of several comparisons is. */
export interface JobProgress {
  /** Seconds since its first plan. */
  readonly seconds: number;
  /** Updates settled in the comparisons that are over. */
  readonly before: number;
  /** Updates settled in the present one, of how many. */
  readonly settled: number;
  readonly total: number;
  /** Comparisons behind the present one; each counts as much as it. */
  readonly toCome: number;
  /** Settled updates that were read from a store: they took no time that others will take. Default 0. */
  readonly read?: number;
}

/**
 * Seconds until a whole job is over, at the speed it had so far: seconds · (updates to come) / (updates settled here); NaN before any is settled. Seconds are those in which
 * runs were not held.
 *
 * @example timeLeft({ seconds: 10, before: 0, settled: 50, total: 100, toCome: 4 }) // 90
 */
export function timeLeft({ seconds, before, settled, total, toCome, read = 0 }: JobProgress): number {
  const [done, rest] = [before + settled - read, total - settled + toCome * total];
  return done > 0 ? (seconds / done) * rest : rest === 0 && total > 0 ? 0 : Number.NaN;
}
