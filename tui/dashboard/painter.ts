import type { Cells } from '../charts/cells.js';
import { difference, pens, type Pens } from '../charts/diff.js';
import type { Frame } from './app.js';

/** Puts frames on a terminal. */
export interface Painter {
  /** Writes what changed since the frame before, all of it in one bracket; answers the bytes written. */
  readonly paint: (frame: Frame) => number;
  /** Somebody else wrote: what the terminal shows is not known, the next frame is painted whole. */
  readonly forget: () => void;
  /** True while the terminal shows what was painted last. */
  readonly isKnown: () => boolean;
}

/** A terminal that knows the bracket shows all of a frame at once; others ignore it. */
const [OPEN, CLOSE] = ['\u001B[?2026h', '\u001B[?2026l'];

/** A painter over what writes bytes. */
export function painter(write: (bytes: Uint8Array) => void): Painter {
  let shown: Cells | undefined;
  let colours: readonly string[] = [];
  let inHand: Pens = pens(colours);
  return {
    paint(frame) {
      if (frame.colours !== colours) {
        colours = frame.colours;
        inHand = pens(colours);
        shown = undefined;
      }
      const text = difference(shown, frame.cells, inHand);
      shown = frame.cells;
      if (text === '') return 0;
      const bytes = Buffer.from(OPEN + text + CLOSE);
      write(bytes);
      return bytes.length;
    },
    forget: () => (shown = undefined),
    isKnown: () => shown !== undefined,
  };
}
