import { walker } from '../walker.js';

/** Is over before it begins. */
export const rule = 'terminal';

export const definition = { ...walker, terminal: (state, at) => Math.abs(state[at]) > 2 || state[at + 1] === 0 };
