import { Box } from 'ink';
import { useEffect, type ReactNode } from 'react';
import type { Cells } from '../charts/cells.js';

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
 * The screen while it is mounted: each new frame is painted. Ink lays out one constant block and never looks at a cell, React renders
 * once; what changes goes from the store to the terminal.
 */
export function App({ store, paint }: { store: FrameStore; paint: (frame: Frame) => void }): ReactNode {
  useEffect(() => store.subscribe(() => paint(store.frame())), [store, paint]);
  return <Box height={1} />;
}
