/** A rule of agents. */
export type AgentRule =
  | 'shape'
  | 'space'
  | 'throws'
  | 'gathering'
  | 'actionSpace'
  | 'signals'
  | 'finite'
  | 'determinism'
  | 'hiddenState'
  | 'ownStream'
  | 'parameters'
  | 'looking'
  | 'gradient'
  | 'curvature';

/** A rule that an agent breaks, and what to change. */
export interface AgentProblem {
  readonly rule: AgentRule;
  readonly message: string;
}
