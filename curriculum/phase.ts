import type { Turns } from './waveforms.js';

/** The rate rises and falls with the difficulty. */
export const inPhase: Turns = 0;

/** The rate runs a quarter of a period ahead of the difficulty. */
export const quadrature: Turns = 0.25;

/** The rate is half a period away from the difficulty: a shift in time, not {@link invert} (they agree only for half-wave symmetric shapes). */
export const antiPhase: Turns = 0.5;
