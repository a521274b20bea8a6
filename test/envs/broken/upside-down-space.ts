import { walker } from '../walker.js';

/** A low bound lies above its high bound. */
export const rule = 'space';

export const definition = { ...walker, action: { kind: 'box', low: [1], high: [-1] } };
