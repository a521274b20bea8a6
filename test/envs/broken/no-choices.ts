import { walker } from '../walker.js';

/** A choice among nothing. */
export const rule = 'space';

export const definition = { ...walker, observation: { kind: 'discrete', count: 0 } };
