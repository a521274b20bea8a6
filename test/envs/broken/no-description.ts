import { walker } from '../walker.js';

/** Says nothing about itself. */
export const rule = 'description';

export const definition = { ...walker, about: '' };
