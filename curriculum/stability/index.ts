export * from './step-matrix.js';
export * from './optimizers.js';
export * from './margin.js';
export type { StepSeries } from './series.js';
export { growthPerUpdate, isNeutral, logSpectralRadius, monodromy, NEUTRAL_BAND, type Monodromy } from './floquet.js';
export * from './multipliers.js';
export * from './transient.js';
