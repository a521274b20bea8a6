import { walker } from '../walker.js';

/** Shows numbers that its space does not have. */
export const rule = 'observationSpace';

export const definition = { ...walker, observation: { kind: 'box', low: [-0.1, -10], high: [0.1, 10] } };
