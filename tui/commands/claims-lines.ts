import { verdictText } from '../../experiments/claims/judge.js';
import { QUICK_WORDS, signed, type LedgerEntry } from '../../experiments/claims/markdown.js';
import { columnsOf } from '../charts/cells.js';
import { wrap } from '../layout.js';

/** Columns that words about an effect have at least beside its numbers; in fewer they stand below. */
const LEAST_ROOM = 24;

/** A claim in lines of at most `columns`: its name with the verdict, its sentence, and its effects. */
export function entryLines({ claim, result, seconds }: LedgerEntry, columns = Infinity): string[] {
  const { effects, seeds, verdict, quick } = result;
  const size = [claim.computed ? 'computed' : `${seeds.length} seeds`, ...(quick ? ['quick sizes'] : [])].join(', ');
  const width = Math.max(...effects.map(({ name }) => name.length));
  return [
    ...within(`${claim.name}: ${verdictText(verdict)}   (${size}, ${seconds.toFixed(1)} s of computing)`, columns),
    ...within(claim.sentence, columns, '  '),
    ...effects.flatMap(({ name, about, value, low, high }) => {
      const interval = claim.computed ? '' : `[${signed(low)}, ${signed(high)}] `;
      return beside(`  ${name.padEnd(width)}  ${signed(value).padStart(8)} ${interval} `, about, columns);
    }),
    '',
  ];
}

/** What must be said beside quick results. */
export function quickLines(columns = Infinity): string[] {
  return within(QUICK_WORDS, columns);
}

/** A line as it is where it fits, else broken at its blanks; every part of it begins with the margin. */
function within(text: string, columns: number, margin = ''): string[] {
  const room = columns - margin.length;
  return (columnsOf(text) <= room ? [text] : wrap(text, room, '  ')).map((line) => margin + line);
}

/** Words to the right of what stands before them, or below it where there is no room. */
function beside(before: string, words: string, columns: number): string[] {
  const room = columns - columnsOf(before);
  if (columnsOf(words) <= room) return [before + words];
  if (room < LEAST_ROOM) return [...within(before.trim(), columns, '  '), ...within(words, columns, '      ')];
  return wrap(words, room).map((line, i) => (i === 0 ? before : ' '.repeat(columnsOf(before))) + line);
}
