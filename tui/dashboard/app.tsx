import { Box, Text, Transform, useInput, type Key } from 'ink';
import { useSyncExternalStore, type ReactNode } from 'react';
import type { Cells } from '../charts/cells.js';
import { encode } from '../charts/encode.js';

/** What the app reads: the newest frame, raised as one version. */
export interface FrameStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly frame: () => Frame;
}

/** A finished frame: its cells, and the escape sequence of each style. */
export interface Frame {
  readonly cells: Cells;
  readonly colours: readonly string[];
}

/**
 * The screen as one block: Ink lays out and measures a constant block of letters, the drawn rows are put in at output.
 * Braille never passes through its text measurement.
 */
export function App({ store, press }: { store: FrameStore; press: (key: string, text: string) => void }): ReactNode {
  const { cells, colours } = useSyncExternalStore(store.subscribe, store.frame, store.frame);
  const { width, height } = cells;
  const rows = encode(cells, colours);
  useInput((input, key) => {
    const name = keyName(input, key);
    // Keys that arrive together in one packet, or a paste: each letter is a key of its own.
    if (name === input && Array.from(input).length > 1)
      for (const letter of input) press(letter === ' ' ? 'space' : letter === '\r' ? 'enter' : letter, letter);
    else press(name, input);
  });
  const block = Array.from({ length: height }, () => '.'.repeat(width)).join('\n');
  return (
    <Box width={width} height={height} overflow="hidden">
      <Transform transform={(_, row) => rows[row] ?? ''}>
        <Text wrap="hard">{block}</Text>
      </Transform>
    </Box>
  );
}

const named: readonly (readonly [keyof Key, string])[] = [
  ['upArrow', '↑'],
  ['downArrow', '↓'],
  ['return', 'enter'],
  ['escape', 'esc'],
  ['pageUp', 'pgup'],
  ['pageDown', 'pgdn'],
  ['home', 'home'],
  ['end', 'end'],
  ['backspace', 'backspace'],
  ['delete', 'backspace'],
];

/** A key as the keymap names it. */
function keyName(input: string, key: Key): string {
  if (key.ctrl && input !== '') return `ctrl-${input}`;
  if (key.tab) return key.shift ? 'shift-tab' : 'tab';
  if (key.leftArrow) return key.shift ? 'shift-←' : '←';
  if (key.rightArrow) return key.shift ? 'shift-→' : '→';
  for (const [member, name] of named) if (key[member] === true) return name;
  return input === ' ' ? 'space' : input;
}
