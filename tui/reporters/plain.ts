import type { RunEvent } from '../../experiments/event.js';
import { settledUpdates, totalUpdates } from '../dashboard/view.js';
import { initialState, over, reduce, type State } from '../state.js';
import { armCells, armHead, summarize } from '../summary.js';
import { asciiNumbers, clock } from '../words.js';
import { oneVerdict, planLines, summaryLines } from './lines.js';
import { outcomeOf, type Reporter } from './reporter.js';
import { writer } from './writer.js';

/** Columns of lines that no terminal limits. */
const WIDTH = 120;

/**
 * Lines without escape codes: the plan with what was predicted, progress now and then, a line an arm that is through, the verdict's
 * words and table.
 */
export const plain: Reporter = async (source, options) => {
  const { stdout, interval = 10, now = () => performance.now() } = options;
  // Nobody reads any more: what runs is summed up and stored, unread.
  const out = writer(stdout, () => source.stop());
  const say = (lines: readonly string[]): Promise<boolean> => out.write(lines.map((text) => `${text}\n`).join(''));
  const begun = now();
  const seconds = (): number => (now() - begun) / 1000;
  let state: State = initialState;
  let planned = begun;
  let told = begun;
  const through = new Set<string>();

  function progress(): string {
    const [settled, total] = [settledUpdates(state), totalUpdates(state)];
    const left = settled > 0 ? ((now() - planned) / 1000 / settled) * (total - settled) : Number.NaN;
    const arms = state.arms
      .map((arm) => summarize(state, arm))
      .filter((arm) => arm.done > 0 && arm.done < arm.runs)
      .map((arm) => `${arm.name} ${arm.done}/${arm.runs} collapsed ${arm.collapsed}`);
    return asciiNumbers([`${clock(seconds())} updates ${settled}/${total} left ${clock(left)}`, ...arms].join('  '));
  }

  async function armsThrough(): Promise<void> {
    for (const arm of state.arms) {
      if (through.has(arm.plan.name) || !arm.runs.every(over)) continue;
      through.add(arm.plan.name);
      const cells = armCells(summarize(state, arm)).map(asciiNumbers);
      await say([
        `${clock(seconds())} arm ${cells[0]} ${armHead
          .slice(1)
          .map((head, i) => `${word(head)} ${cells[i + 1]}`)
          .join('  ')}`,
      ]);
    }
  }

  const unsubscribe = source.live((events) => {
    for (const event of events) if (!belongsToCommand(event)) state = reduce(state, event, seconds());
    if (now() - told < interval * 1000 || state.plan === undefined || state.verdict !== undefined) return;
    told = now();
    void say([progress()]);
  });
  try {
    for await (const event of source.events) {
      state = reduce(state, event, seconds());
      if (event.type === 'plan') {
        planned = now();
        through.clear();
        await say([...planLines(event, WIDTH), '']);
      } else if (event.type === 'failed') await say([`${clock(seconds())} failed ${event.run}: ${event.message}`]);
      else if (event.type === 'verdict') await say(['', ...oneVerdict(event, WIDTH, asciiNumbers)]);
      else if (event.type === 'summary') await say(['', ...summaryLines(event, WIDTH)]);
      if (event.type === 'end' || event.type === 'failed') await armsThrough();
    }
  } finally {
    unsubscribe();
  }
  return outcomeOf(state.verdicts, { failed: state.failed, stopped: out.closed() });
};

/** Those are read from the ordered stream. */
function belongsToCommand(event: RunEvent): boolean {
  return event.type === 'plan' || event.type === 'verdict' || event.type === 'summary';
}

function word(head: string): string {
  return head === 'predicted' ? 'predicted-lowest' : asciiNumbers(head).replaceAll(' ', '-');
}
