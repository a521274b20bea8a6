/** Shows a reporter with the fake source in this terminal: `node --import tsx test/tui/show.ts dashboard 5`. */
import { loadReporter, reporterNames, type ReporterName } from '../../tui/reporters/index.js';
import { fakeSource } from './fake-source.js';

const name = reporterNames.find((each) => each === process.argv[2]) ?? ('dashboard' satisfies ReporterName);
const report = await loadReporter(name);
const comparisons = Number(process.argv[4] ?? 1);
const charts = process.argv[5] === 'ascii' ? { charts: 'ascii' as const } : {};
if (process.argv[5] === 'throw') {
  setTimeout(() => {
    throw new Error('thrown on purpose');
  }, 1500);
}
const outcome = await report(fakeSource({ pace: Number(process.argv[3] ?? 5), comparisons }), {
  color: (process.env['NO_COLOR'] ?? '') === '',
  stdout: process.stdout,
  stdin: process.stdin,
  ...charts,
});
process.stderr.write(`stopped ${outcome.stopped} collapsed ${outcome.collapsed} failed ${outcome.failed}\n`);
