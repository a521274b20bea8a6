export { governor, type GovernorOptions, type GovernorState } from './feedback/governor.js';
export { holdReturn, type HoldReturnOptions, type HoldReturnState } from './feedback/hold-return.js';
export type { Loop } from './feedback/loop.js';
export { phaseLock, type PhaseLockOptions, type PhaseLockState } from './feedback/phase-lock.js';
export { staircase, type StaircaseOptions, type StaircaseState } from './feedback/staircase.js';
