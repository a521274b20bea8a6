import type { Instance } from 'ink';
import { Box, render, Text } from 'ink';
import { useEffect, useState, type ReactNode } from 'react';
import type { LedgerEvent } from '../../experiments/claims/ledger.js';
import { progressBar } from '../charts/bars.js';
import { clock } from '../words.js';

/** A claim in the ledger's progress: how many of its seeds are done, of how many; `of` is absent before its first seed was told. */
export interface ClaimProgress {
  readonly name: string;
  readonly done: number;
  readonly of?: number;
}

/** What {@link LedgerProgress} shows. */
export interface LedgerProgressProps {
  /** Claims that are not judged yet, in their order. */
  readonly claims: readonly ClaimProgress[];
  /** All claims of this ledger. */
  readonly total: number;
  /** Rows there are. */
  readonly rows: number;
  readonly ascii?: boolean;
  /** Seconds from any fixed moment: now, when it began, and when it will end; the end is unknown until a seed of each claim was timed. */
  readonly now: () => number;
  readonly begun: number;
  readonly end?: number | undefined;
}

const BAR = 12;

/** The claims that are still to be judged, the first of them at work, and the time left; it counts on by itself each second. */
export function LedgerProgress({ claims, total, rows, ascii, now, begun, end }: LedgerProgressProps): ReactNode {
  const [, tick] = useState(0);
  useEffect(() => {
    const ticking = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(ticking);
  }, []);
  const [place, time] = [total - claims.length + 1, end === undefined ? now() - begun : end - now()];
  const foot = [
    ...(total > 1 && end !== undefined ? [`claim ${place} of ${total}`] : []),
    ...(end === undefined ? [total > 1 ? `timing one seed of each claim (${total})` : 'timing a seed'] : []),
    `${clock(time)} ${end === undefined ? 'so far' : 'left'}`,
  ];
  const shown = claims.slice(0, Math.max(1, rows - 2));
  const width = Math.max(0, ...shown.map(({ name }) => name.length));
  return (
    <Box flexDirection="column">
      {shown.map(({ name, done, of }) => (
        <Text key={name} wrap="truncate" dimColor={of === undefined}>
          {`${name.padEnd(width)}  ${progressBar(of === undefined ? 0 : done / of, BAR, ascii)}  ${of === undefined ? 'waits' : `seed ${done} of ${of}`}`}
        </Text>
      ))}
      <Text wrap="truncate">{foot.join(', ')}</Text>
    </Box>
  );
}

/** What a person sees while claims are tested. */
export interface Progress {
  /** A seed is done. */
  readonly seed: (event: Extract<LedgerEvent, { readonly type: 'seed' }>) => void;
  /** A claim is judged or failed: it is left out from now on, and nothing is shown until the next seed, so that others can write. */
  readonly told: (name: string) => void;
  /** The end: nothing is shown any more. */
  readonly close: () => void;
}

/** Options of {@link progress}. */
export interface ProgressOptions {
  /** Names of the claims, in their order. */
  readonly names: readonly string[];
  /** Seconds from any fixed moment. */
  readonly now: () => number;
  readonly ascii?: boolean;
}

/** Shows a ledger's progress on a terminal. */
export function progress(output: NodeJS.WriteStream, { names, now, ascii = false }: ProgressOptions): Progress {
  const begun = now();
  let claims: readonly ClaimProgress[] = names.map((name) => ({ name, done: 0 }));
  let end: number | undefined;
  let instance: Instance | undefined;
  const show = (): void => {
    const view = (
      <LedgerProgress {...{ claims, now, begun, end, ascii }} total={names.length} rows={output.rows || 24} />
    );
    if (instance === undefined)
      instance = render(view, { stdout: output, exitOnCtrlC: false, patchConsole: false, interactive: true });
    else instance.rerender(view);
  };
  const hide = (): void => {
    // What is empty when it is unmounted leaves no line behind.
    instance?.rerender(null);
    instance?.unmount();
    instance = undefined;
  };
  show();
  return {
    seed({ name, done, of, left }) {
      claims = claims.map((claim) => (claim.name === name ? { name, done, of } : claim));
      end = left === undefined ? undefined : now() + left;
      show();
    },
    told(name) {
      claims = claims.filter((claim) => claim.name !== name);
      hide();
    },
    close: hide,
  };
}
