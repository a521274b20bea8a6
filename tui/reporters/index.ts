export { loadReporter, reporterNames, type ReporterName } from './load.js';
export type { Outcome, Reporter, ReporterOptions, Source } from './reporter.js';
