export { loadReporter, reporterNames, type ReporterName } from './reporters/load.js';
export type { Outcome, Reporter, ReporterOptions, Source } from './reporters/reporter.js';
export { initialState, reduce, type State } from './state.js';
