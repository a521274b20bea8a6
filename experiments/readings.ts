/** The three readings of stability and the mean effort; a member is absent when it is not known. */
export interface Readings {
  /** 1 − ηλ/limit: one update. The lowest over the period where a period is summed up. */
  readonly margin?: number;
  /** Growth per update over a whole period: below 1 an error dies out. */
  readonly growth?: number;
  /** Largest growth over any stretch inside two periods; 1 is none. */
  readonly transient?: number;
  /** Mean of ηλ over the period. */
  readonly meanProduct?: number;
}
