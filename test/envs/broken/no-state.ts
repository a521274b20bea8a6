import { walker } from '../walker.js';

/** Rows without a column. */
export const rule = 'size';

export const definition = { ...walker, stateSize: 0 };
