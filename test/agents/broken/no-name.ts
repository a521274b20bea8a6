import { brokenOf } from '../broken-of.js';
import type { AgentSpec } from '../../../agents/agent.js';

export const rule = 'shape';
export default { ...brokenOf(() => ({})), name: undefined } as unknown as AgentSpec;
