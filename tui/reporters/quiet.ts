import type { SummaryEvent, VerdictEvent } from '../../experiments/verdict-event.js';
import { wrap } from '../layout.js';
import { outcomeOf, type Reporter } from './reporter.js';
import { writer } from './writer.js';

/** Nothing but the words of the verdicts and of their summary. */
export const quiet: Reporter = async (source, { stdout }) => {
  const out = writer(stdout);
  const verdicts: VerdictEvent[] = [];
  let failed = 0;
  const say = async ({ words }: VerdictEvent | SummaryEvent): Promise<void> => {
    const lines = words.flatMap((text) => wrap(text, stdout.columns || 120, '  '));
    await out.write(lines.map((text) => `${text}\n`).join(''));
  };
  for await (const event of source.events) {
    if (event.type === 'failed') failed++;
    if (event.type === 'verdict') verdicts.push(event);
    if (event.type === 'verdict' || event.type === 'summary') await say(event);
  }
  return outcomeOf(verdicts, { failed });
};
