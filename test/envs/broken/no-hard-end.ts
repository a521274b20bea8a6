import { walker } from '../walker.js';

/** Difficulty moves a knob that has no hard end. */
export const rule = 'knob';

export const definition = { ...walker, knobs: { pull: { default: 0.5, min: 0.1, max: 2 } } };
