import { Box, Text, Transform, useInput, type Key } from 'ink';
import { useSyncExternalStore, type ReactNode } from 'react';
import { lookup, type Action } from '../keymap.js';

/** What the app reads: the rows of the newest frame, raised as one version. */
export interface FrameStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly frame: () => Frame;
}

/** A finished frame: one encoded string a row. */
export interface Frame {
  readonly width: number;
  readonly rows: readonly string[];
}

/**
 * The screen as one block: Ink lays out and measures a constant block of letters, the drawn rows are put in at output.
 * Braille never passes through its text measurement.
 */
export function App({ store, act }: { store: FrameStore; act: (action: Action) => void }): ReactNode {
  const { width, rows } = useSyncExternalStore(store.subscribe, store.frame, store.frame);
  useInput((input, key) => {
    const action = lookup(keyName(input, key));
    if (action !== undefined) act(action);
  });
  const block = Array.from({ length: rows.length }, () => '.'.repeat(width)).join('\n');
  return (
    <Box width={width} height={rows.length} overflow="hidden">
      <Transform transform={(_, row) => rows[row] ?? ''}>
        <Text wrap="hard">{block}</Text>
      </Transform>
    </Box>
  );
}

/** A key as the keymap names it. */
function keyName(input: string, key: Key): string {
  if (key.ctrl) return `ctrl-${input}`;
  if (key.tab) return key.shift ? 'shift-tab' : 'tab';
  if (key.leftArrow) return '←';
  if (key.rightArrow) return '→';
  if (key.upArrow) return '↑';
  if (key.downArrow) return '↓';
  if (key.return) return 'enter';
  if (key.escape) return 'esc';
  return input;
}
