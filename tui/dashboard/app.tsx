import { Box, render } from 'ink';
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

/** What the app is given. */
export interface AppProps {
  readonly store: FrameStore;
  readonly paint: (frame: Frame) => void;
}

/** The app while it is mounted. */
export interface Mounted {
  readonly unmount: () => void;
  /** Settles when it is gone; rejects with what a component threw. */
  readonly left: Promise<unknown>;
}

/** Mounts the app on a terminal; what it writes there is to be painted over. */
export function mountApp(props: AppProps, stdout: NodeJS.WriteStream, stdin: NodeJS.ReadStream): Mounted {
  const instance = render(<App {...props} />, {
    stdout,
    stdin,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
  });
  return { unmount: () => instance.unmount(), left: instance.waitUntilExit() };
}

/**
 * The screen while it is mounted: each new frame is painted. Ink lays out one constant block and never looks at a cell, React renders
 * once; what changes goes from the store to the terminal.
 */
function App({ store, paint }: AppProps): ReactNode {
  useEffect(() => store.subscribe(() => paint(store.frame())), [store, paint]);
  return <Box height={1} />;
}
