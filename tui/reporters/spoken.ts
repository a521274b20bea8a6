import type { CycleEvent, RunEvent } from '../../experiments/event.js';
import { initialState, patchWords, reduce, type State } from '../state.js';
import { outcomeOf, type Reporter } from './reporter.js';
import { writer } from './writer.js';

/** Milliseconds between two sentences at least, but for those that must be told. */
const PAUSE = 5000;

/** Sentences for a screen reader: one when a cycle closes or something happens, at most one in five seconds, alarms first. */
export const spoken: Reporter = async (source, options) => {
  const { stdout, now = () => performance.now() } = options;
  const out = writer(stdout, () => source.stop());
  let state: State = initialState;
  let told = Number.NEGATIVE_INFINITY;
  let waiting: { readonly rank: number; readonly text: string } | undefined;
  const last = new Map<string, number>();

  /** Tells what waits, once the pause is over. */
  function tell(): void {
    if (waiting === undefined || now() - told < PAUSE) return;
    told = now();
    void out.write(`${waiting.text}\n`);
    waiting = undefined;
  }

  function hear(event: RunEvent): void {
    const sentence = sentenceOf(event, last);
    // The newest of the most important: what happened five sentences ago would be stale.
    if (sentence !== undefined && (waiting === undefined || sentence.rank <= waiting.rank)) waiting = sentence;
    tell();
  }

  const unsubscribe = source.live((events) => {
    for (const event of events) {
      if (event.type === 'plan' || event.type === 'verdict' || event.type === 'summary') continue;
      state = reduce(state, event);
      hear(event);
    }
  });
  try {
    for await (const event of source.events) {
      state = reduce(state, event);
      if (event.type === 'plan') {
        const { title, arms, seeds, updates } = event;
        await out.write(
          `${title}. ${plural(arms.length, 'arm')}, ${plural(seeds.kept.length, 'seed')}, ${updates} updates each.\n`,
        );
      } else if (event.type === 'verdict') {
        const head = event.decided ? 'Verdict.' : 'No verdict is given.';
        await out.write(`${head} ${event.words.map(saidNumbers).join(' ')}\n`);
      } else if (event.type === 'summary') await out.write(`Summary. ${event.words.map(saidNumbers).join(' ')}\n`);
      else if (event.type === 'failed') await out.write(`${event.run} failed: ${event.message}\n`);
    }
  } finally {
    unsubscribe();
  }
  return outcomeOf(state.verdicts, { failed: state.failed, stopped: out.closed() });
};

/** An event as a sentence; the lowest rank is told first. */
function sentenceOf(event: RunEvent, last: Map<string, number>): { rank: number; text: string } | undefined {
  if (event.type === 'alarm') {
    const value = event.value === null || Number.isNaN(event.value) ? 'not finite' : spokenNumber(event.value);
    return { rank: 0, text: `Alarm: ${event.run}, ${event.reading} ${value} at update ${event.update}.` };
  }
  if (event.type === 'end' && event.reason !== 'finished')
    return { rank: 1, text: `${event.run} ${event.reason} after ${event.update} updates.` };
  if (event.type === 'command')
    return { rank: 2, text: `${event.run}: ${saidNumbers(patchWords(event.patch))} at update ${event.update}.` };
  return event.type === 'cycle' ? { rank: 3, text: cycleSentence(event, last) } : undefined;
}

function cycleSentence({ run, cycle, score, lowestMargin, transient }: CycleEvent, last: Map<string, number>): string {
  const before = last.get(run);
  if (score !== undefined) last.set(run, score);
  const change = score === undefined || before === undefined ? '' : score >= before ? 'up' : 'down';
  const moved = change === '' ? '' : `, ${change} ${spokenNumber(Math.abs((score ?? 0) - (before ?? 0)))}`;
  const parts = [
    `${run}: cycle ${cycle + 1} closed.`,
    score === undefined ? '' : `Mean score ${spokenNumber(score)}${moved}.`,
    lowestMargin === undefined ? 'Margin unknown.' : `Lowest margin ${spokenNumber(lowestMargin)}, estimated.`,
    transient === undefined
      ? ''
      : transient <= 1.05
        ? 'No growth inside the period.'
        : `Growth inside the period by a factor of ${spokenNumber(transient)}.`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/**
 * A number as it is said.
 *
 * @example spokenNumber(-0.19) // 'minus 0.19'
 */
export function spokenNumber(value: number): string {
  const size = Math.abs(value);
  const text = size >= 1e6 ? `10 to the ${Math.floor(Math.log10(size))}` : String(Number(size.toPrecision(2)));
  return value < 0 ? `minus ${text}` : text;
}

function saidNumbers(text: string): string {
  return text
    .replace(/[−-](?=[\d.])/g, 'minus ')
    .replaceAll('°', ' degrees')
    .replaceAll('×', 'times ')
    .replaceAll('ηλ', 'rate times curvature');
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
