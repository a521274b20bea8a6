export type * from './event.js';
export type * from './readings.js';
export type * from './verdict-event.js';
export { eventLine } from './event.js';
export type { Checkpoint, Learner, LearnerContext, LearnerSpec } from './learner.js';
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
export { run } from './run.js';
export type { RunCheckpoint, RunOptions } from './run-options.js';
export { stabilityProbe, stepMatrixOf, type StabilityProbeOptions } from './probes.js';
export { noiseProbe, spectrumProbe, type NoiseProbeOptions, type SpectrumProbeOptions } from './curvature-probes.js';
export { closedLoop, type ClosedLoop } from './closed-loop.js';
export { guard, type GuardOptions } from './guard.js';
export { checkPatch, patched, type AppliedPatch } from './patches.js';
export { evaluate, evaluation, type EvaluateOptions, type Evaluation, type EvaluationOptions } from './evaluate.js';
export { playEpisodes, playFrames, type Episodes, type Frame, type PlayOptions } from './episodes.js';
export { fiveArms, phaseCurve, type Arm } from './arms.js';
export {
  comparison,
  startPhase,
  type Basis,
  type Comparison,
  type ComparisonOptions,
  type TrialPoint,
} from './comparison.js';
export { commandDesk, type CommandDesk, type TrialCommand } from './command-desk.js';
export { compare, type CompareOptions } from './compare.js';
export type { Job } from './job.js';
export { loadWaves, removeWave, renameWave, saveWave, type WaveText } from './own-waves.js';
export { sourceOf, type Source, type Subject } from './load.js';
export type { Word, WordAxis, Words } from './words.js';
export { wordsSubject } from './words-subject.js';
export { wordsFile } from './words-file.js';
export { queueWorker, type QueueWorker, type QueueWorkerOptions, type WorkerNews } from './queue/worker.js';
export { QueueError } from './queue/queue-error.js';
export { calibrate, type Calibration, type CalibrationPoint } from './calibrate.js';
export type { CalibrateOptions } from './calibrate-options.js';
export { trend, type Monotone, type Trend } from './trend.js';
export { experimentNamed, listExperiments } from './catalog.js';
export { OptionError } from '../math/check.js';
export { random, streams, type Random, type Seed, type Streams } from '../math/random.js';
export {
  sweep,
  sweepComparison,
  sweepPoints,
  type Sweep,
  type SweepChanges,
  type SweepSettings,
  type TrialFacts,
} from './sweep.js';
export {
  linspace,
  logspace,
  type Axes,
  type AxisValue,
  type Point,
  type PointOf,
  type Range,
  type SamplerName,
} from './sweep-axes.js';
export type { Shard, SweepFacts } from './sweep-facts.js';
export { StoreError } from './store/store-error.js';
export { checkRunId, runId } from './store/names.js';
export { readManifest } from './store/run-folder.js';
export type { Manifest } from './store/schemas.js';
export { runIsOver, storedEvents, storedPasses, type StoredPass, type StoredTrial } from './store/read-run.js';
export { storedCheckpoint, storedTrial } from './store/trial-folder.js';
export { storedPolicy, type StoredPolicy } from './store/policy.js';
export { layersModel, writePolicy, type LayersModel } from './policy-model.js';
export { listRuns, type ListedRun, type ListOptions, type RunStatus } from './store/list.js';
export { exportRuns, type ExportFormat, type ExportReport } from './store/export.js';
export { storedScores, type StoredScoresOptions } from './stored-scores.js';
export { collectGarbage, type Collected, type CollectOptions } from './store/gc.js';
export { adversaries, type AdversariesOptions } from './recipes/adversaries.js';
export { landscapeDescent, type LandscapeDescentOptions } from './recipes/descent.js';
export { clientRate, federation, type FederationOptions } from './recipes/federation.js';
export * from './recipes/federation-design.js';
export * from './recipes/federation-fixed-point.js';
export { movedLandscape } from './recipes/moved-landscape.js';
export * from './recipes/normalizer-tracking.js';
export { twoPlayers, type PlayerOptions, type PlayOrder, type TwoPlayersOptions } from './recipes/two-players.js';
export * from './recipes/index.js';
export * from './claims/index.js';
export { report, runsDocument, writtenOut, type Report } from './report/report.js';
export type { Block, ReportDocument, Section } from './report/document.js';
export type { Figure, Spec, Table } from './report/figure.js';
export { readRunData, type RunData } from './report/read-run.js';
export type { PassData, TrialSeries } from './report/pass-data.js';
export {
  bootstrapInterval,
  pairedBootstrap,
  scoresByTask,
  stratifiedBootstrap,
  type BootstrapMethod,
  type BootstrapOptions,
  type Score,
  type Statistic,
} from '../math/bootstrap.js';
export {
  interquartileMean,
  median,
  optimalityGap,
  performanceProfile,
  probabilityOfImprovement,
  quantile,
  spearman,
  standardDeviation,
  wilsonInterval,
  type Interval,
} from '../math/statistics.js';
export { survivalCurve, type Lifetime, type SurvivalOptions, type SurvivalStep } from '../math/survival.js';
