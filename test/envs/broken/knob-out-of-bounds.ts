import { walker } from '../walker.js';

/** The reference value of a knob lies outside its own bounds. */
export const rule = 'knob';

export const definition = { ...walker, knobs: { pull: { default: 3, min: 0.1, max: 2, hard: 1 } } };
