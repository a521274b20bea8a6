/** A rule of worlds. */
export type EnvRule =
  | 'description'
  | 'space'
  | 'size'
  | 'knob'
  | 'throws'
  | 'determinism'
  | 'hiddenState'
  | 'bounds'
  | 'purity'
  | 'observationWidth'
  | 'observationSpace'
  | 'finite'
  | 'terminal'
  | 'allocation';

/** A rule that a world breaks, and what to change. */
export interface EnvProblem {
  readonly rule: EnvRule;
  readonly message: string;
}
