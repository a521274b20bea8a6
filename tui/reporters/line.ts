import { oneLine } from '../dashboard/parts/one-line.js';
import { settledUpdates, totalUpdates } from '../dashboard/view.js';
import { initialState, reduce, type State } from '../state.js';
import { summarize } from '../summary.js';
import { verdictLines } from './lines.js';
import { outcomeOf, type Reporter } from './reporter.js';
import { writer } from './writer.js';

/** One line that is rewritten on a terminal, a line every ten seconds elsewhere; at the end the verdict's words and table. */
export const line: Reporter = async (source, options) => {
  const { stdout, now = () => performance.now() } = options;
  const pause = stdout.isTTY ? 200 : (options.interval ?? 10) * 1000;
  const out = writer(stdout, () => source.stop());
  let state: State = initialState;
  let planned = now();
  let told = Number.NEGATIVE_INFINITY;

  function tell(): void {
    if (state.plan === undefined || now() - told < pause || out.closed()) return;
    told = now();
    const settled = settledUpdates(state);
    const left = settled > 0 ? ((now() - planned) / 1000 / settled) * (totalUpdates(state) - settled) : Number.NaN;
    const summaries = state.arms.map((arm) => summarize(state, arm));
    const going = state.arms.findIndex((arm) => arm.runs.some((run) => run.status === 'running'));
    const width = (stdout.columns || 120) - 1;
    const text = oneLine({ state, summaries, focus: Math.max(0, going), left }, width);
    void out.write(stdout.isTTY ? `\r${text.padEnd(width)}` : `${text}\n`);
  }

  const unsubscribe = source.live((events) => {
    for (const event of events) {
      if (event.type !== 'plan' && event.type !== 'verdict' && event.type !== 'summary') state = reduce(state, event);
    }
    tell();
  });
  try {
    for await (const event of source.events) {
      state = reduce(state, event);
      if (event.type === 'plan') planned = now();
    }
  } finally {
    unsubscribe();
  }
  if (stdout.isTTY) await out.write(`\r${' '.repeat((stdout.columns || 80) - 1)}\r`);
  const lines = verdictLines(state.verdicts, state.summary, stdout.columns || 120);
  await out.write(lines.map((text) => `${text}\n`).join(''));
  return outcomeOf(state.verdicts, { failed: state.failed, stopped: out.closed() });
};
