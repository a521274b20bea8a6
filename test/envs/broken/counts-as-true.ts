import { walker } from '../walker.js';

/** Answers a number where true or false is asked. */
export const rule = 'terminal';

export const definition = { ...walker, terminal: (state, at) => (Math.abs(state[at]) > 2 ? 1 : 0) };
