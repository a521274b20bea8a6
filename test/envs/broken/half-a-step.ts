import { walker } from '../walker.js';

/** A time limit that no count of steps reaches. */
export const rule = 'size';

export const definition = { ...walker, maxSteps: 12.5 };
