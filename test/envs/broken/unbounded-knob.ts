import { walker } from '../walker.js';

/** A knob without an upper bound cannot be sampled. */
export const rule = 'knob';

export const definition = { ...walker, knobs: { pull: { default: 0.5, min: 0.1, max: Infinity, hard: 1 } } };
