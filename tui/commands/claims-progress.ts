import type { LedgerEvent } from '../../experiments/claims/ledger.js';
import { clock } from '../words.js';

/** What a person sees while claims are tested. */
export interface Progress {
  /** A seed is done. */
  readonly seed: (event: Extract<LedgerEvent, { readonly type: 'seed' }>) => void;
  /** Takes the line away before something else is written. */
  readonly clear: () => void;
  /** The end: nothing is shown any more. */
  readonly close: () => void;
}

/** Options of {@link progress}. */
export interface ProgressOptions {
  /** Names of the claims, in their order. */
  readonly names: readonly string[];
  /** Seconds from any fixed moment. */
  readonly now: () => number;
}

/** Where it is shown: a terminal, or nothing. */
export type ProgressOutput = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'> & {
  readonly write: (text: string) => unknown;
};

/** One line on a terminal that is written over each second: which claim, which seed, how long. Nothing elsewhere. */
export function progress(output: ProgressOutput, { names, now }: ProgressOptions): Progress {
  const begun = now();
  let shown = `timing one seed of each claim (${names.length})`;
  let end: number | undefined;
  const write = (text: string): void => {
    if (output.isTTY) output.write(`\r\u001b[2K${text.slice(0, Math.max(1, output.columns - 1))}`);
  };
  const show = (): void => {
    const time = end === undefined ? `${clock(now() - begun)} so far` : `${clock(end - now())} left`;
    write(`${shown}, ${time}`);
  };
  const ticking = output.isTTY ? setInterval(show, 1000) : undefined;
  ticking?.unref();
  if (output.isTTY) show();
  return {
    seed({ name, done, of, left }) {
      const place = names.length === 1 ? '' : `, claim ${names.indexOf(name) + 1} of ${names.length}`;
      shown = `${name}: seed ${done} of ${of}${place}`;
      end = left === undefined ? undefined : now() + left;
      show();
    },
    clear: () => write(''),
    close() {
      clearInterval(ticking);
      write('');
    },
  };
}
