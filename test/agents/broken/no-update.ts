import type { Agent } from '../../../agents/agent.js';
import { brokenOf } from '../broken-of.js';

export const rule = 'shape';
export default brokenOf(() => ({ update: undefined }) as unknown as Partial<Agent>);
