export { supervised, supervisedShape, type SupervisedOptions } from './supervised.js';
export { stages, type LearningStage } from './stages.js';
export { rowsOf, splitAt, withRareClass, withWrongLabels } from './labelled.js';
export {
  accuracyOf,
  areaUnderCurveOf,
  balancedAccuracyOf,
  calibrationErrorOf,
  chosenClasses,
  logLossOf,
  predictor,
  type Predictor,
} from './predictions.js';
export { snapshots, type Snapshot, type Snapshots, type SnapshotsOptions } from './snapshots.js';
export {
  disagreementOf,
  ensembleOf,
  meanProbabilities,
  mostAccurate,
  mostDisagreeing,
  subsetsOf,
  type Members,
} from './ensemble.js';
export { rehearsalBuffer, slotPlaces, slots, type SlotPlace } from './rehearsal.js';
export { sparsity, type SparsityOptions } from './sparsity.js';
export { gradientNoise, gradientNoiseScale, type GradientNoise } from './noise-scale.js';
export { sharpnessOn, type SharpnessOptions } from './sharpness-on.js';
export { lqrLandscape } from './lqr-landscape.js';
export { softmaxLandscape } from './softmax-landscape.js';
export { withOptimizer, type WithOptimizerOptions } from './with-optimizer.js';
export { designRates, type DesignedRates, type DesignRatesOptions } from './federation-rates.js';
export { ensemblePolicy } from './ensemble-policy.js';
