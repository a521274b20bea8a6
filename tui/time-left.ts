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
}

/**
 * Seconds until a whole job is over, at the speed it had so far: seconds · (updates to come) / (updates settled); NaN before any is settled.
 *
 * @example timeLeft({ seconds: 10, before: 0, settled: 50, total: 100, toCome: 4 }) // 90
 */
export function timeLeft({ seconds, before, settled, total, toCome }: JobProgress): number {
  const done = before + settled;
  return done > 0 ? (seconds / done) * (total - settled + toCome * total) : Number.NaN;
}
