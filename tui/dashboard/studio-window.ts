import type { KeyActions } from './key-actions.js';

/** Periods of the preview, and the one that it begins with. */
export interface PreviewWindow {
  readonly from: number;
  readonly periods: number;
}

/** Two periods from the first on. */
const whole: PreviewWindow = { from: 0, periods: 2 };
const [LEAST, MOST] = [0.5, 16];

/** The stretch that the studio's preview shows, and the keys that move it. */
export function previewWindow(): { readonly now: () => PreviewWindow; readonly actions: KeyActions } {
  let window = whole;
  const pan = (by: number) => (): void => {
    window = { ...window, from: Math.max(0, window.from + by * window.periods) };
  };
  const zoom = (by: number) => (): void => {
    window = { ...window, periods: Math.max(LEAST, Math.min(MOST, window.periods * by)) };
  };
  const reset = (): void => void (window = whole);
  return {
    now: () => window,
    actions: {
      panLeft: pan(-0.25),
      panRight: pan(0.25),
      pageUp: pan(-1),
      pageDown: pan(1),
      zoomIn: zoom(0.5),
      zoomOut: zoom(2),
      first: reset,
      newest: reset,
      reset,
    },
  };
}
