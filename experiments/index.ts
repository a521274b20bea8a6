export type * from './event.js';
export { eventLine } from './event.js';
export type { Checkpoint, Learner, LearnerContext, LearnerFactory } from './learner.js';
export type { Ages, Hook, HookContext, HookFactory, Moment } from './hook.js';
export { actorLearner } from './actor-learner.js';
export {
  experiment,
  withTunables,
  withUpdates,
  type Experiment,
  type ExperimentOptions,
  type WarmStart,
} from './experiment.js';
export { run, type RunOptions } from './run.js';
export { stabilityProbe, stepMatrixOf, type StabilityProbeOptions } from './probes.js';
export { fiveArms, type Arm } from './arms.js';
export {
  comparison,
  startPhase,
  type Basis,
  type Comparison,
  type ComparisonOptions,
  type TrialPoint,
} from './comparison.js';
export { compare, type CompareOptions } from './compare.js';
export type { Job } from './job.js';
export { loadWaves, removeWave, renameWave, saveWave, type WaveText } from './own-waves.js';
export { sourceOf, type Source, type Subject } from './load.js';
export { calibrate, type Calibration, type CalibrationPoint } from './calibrate.js';
export type { CalibrateOptions } from './calibrate-options.js';
export { trend, type Monotone, type Trend } from './trend.js';
export { experimentNamed, listExperiments } from './catalog.js';
export { OptionError } from '../math/check.js';
