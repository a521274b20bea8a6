import type { Reporter } from './reporter.js';

/** Names of all reporters. */
export const reporterNames = ['dashboard', 'plain', 'line', 'jsonl', 'spoken', 'quiet'] as const;

/** Name of a reporter. */
export type ReporterName = (typeof reporterNames)[number];

/** Imports one reporter and nothing of the others: a run without a screen loads neither React nor Ink. */
export async function loadReporter(name: ReporterName): Promise<Reporter> {
  switch (name) {
    case 'dashboard':
      // React picks its build when it is first imported.
      process.env['NODE_ENV'] ??= 'production';
      return (await import('./dashboard.js')).dashboard;
    case 'plain':
      return (await import('./plain.js')).plain;
    case 'line':
      return (await import('./line.js')).line;
    case 'jsonl':
      return (await import('./jsonl.js')).jsonl;
    case 'spoken':
      return (await import('./spoken.js')).spoken;
    case 'quiet':
      return (await import('./quiet.js')).quiet;
  }
}

/**
 * The reporter where none was asked for: a screen on a terminal that can draw one, sentences for a screen reader, lines elsewhere.
 *
 * @example usualReporter(true, { TERM: 'dumb' }) // 'plain'
 */
export function usualReporter(
  terminal: boolean,
  environment: Readonly<Record<string, string | undefined>>,
): ReporterName {
  if (environment['INK_SCREEN_READER'] === 'true') return 'spoken';
  return terminal && environment['TERM'] !== 'dumb' ? 'dashboard' : 'plain';
}
