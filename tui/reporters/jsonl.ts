import { eventLine } from '../../experiments/event.js';
import type { VerdictEvent } from '../../experiments/verdict-event.js';
import { outcomeOf, type Reporter } from './reporter.js';
import { writer } from './writer.js';

/** Every ordered event as one line of JSON; a run's lines are those of its log. */
export const jsonl: Reporter = async (source, { stdout }) => {
  // Nobody reads any more: what runs is summed up and stored, unread.
  const out = writer(stdout, () => source.stop());
  const verdicts: VerdictEvent[] = [];
  let failed = 0;
  for await (const event of source.events) {
    if (event.type === 'verdict') verdicts.push(event);
    if (event.type === 'failed') failed++;
    await out.write(`${eventLine(event)}\n`);
  }
  return outcomeOf(verdicts, { stopped: out.closed(), failed });
};
