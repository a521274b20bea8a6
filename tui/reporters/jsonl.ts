import { eventLine, type VerdictEvent } from '../../experiments/event.js';
import { outcomeOf, type Reporter } from './reporter.js';
import { writer } from './writer.js';

/** Every ordered event as one line of JSON; a run's lines are those of its log. */
export const jsonl: Reporter = async (source, { stdout }) => {
  const out = writer(stdout);
  const verdicts: VerdictEvent[] = [];
  let failed = 0;
  let stopped = false;
  for await (const event of source.events) {
    if (event.type === 'verdict') verdicts.push(event);
    if (event.type === 'failed') failed++;
    if (await out.write(`${eventLine(event)}\n`)) continue;
    // Nobody reads any more; what runs is summed up and stored, unread.
    if (!stopped) source.stop();
    stopped = true;
  }
  return outcomeOf(verdicts, { stopped, failed });
};
