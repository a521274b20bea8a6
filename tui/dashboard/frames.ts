import { cells } from '../charts/cells.js';
import type { Frame, FrameStore } from './app.js';
import { drawScreen } from './screen.js';
import type { View } from './view.js';

/** What frames are drawn from. */
export interface FramesOptions {
  readonly size: () => { readonly width: number; readonly height: number };
  /** The clock of the header. */
  readonly seconds: () => number;
  readonly view: () => View;
}

/** The newest frame, drawn only when something changed. */
export interface Frames extends FrameStore {
  /** Something changed. */
  readonly touch: () => void;
  /** Draws a frame if anything, the clock or the size changed; true when it did. */
  readonly tick: () => boolean;
}

/** Frames of a view; nothing changed, no frame. */
export function frames({ size, seconds, view }: FramesOptions): Frames {
  const listeners = new Set<() => void>();
  let frame: Frame = { cells: cells(1, 1), colours: [] };
  let dirty = true;
  let drawn = '';
  return {
    touch: () => void (dirty = true),
    tick() {
      const { width, height } = size();
      const now = `${Math.floor(seconds())} ${width}x${height}`;
      if (!dirty && now === drawn) return false;
      [dirty, drawn] = [false, now];
      const shown = view();
      frame = { cells: drawScreen(shown, width, height), colours: shown.theme.colours };
      for (const listener of listeners) listener();
      return true;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    frame: () => frame,
  };
}
