import type { PredictedReadings } from '../../curriculum/stability/predict.js';
import type { StudioMap } from './studio-map.js';
import type { Studied, TypedWaves } from './studio-model.js';
import type { PreviewWindow } from './studio-window.js';

/** What the studio shows. */
export interface StudioView {
  /** The last waves that could be used. */
  readonly studied: Studied;
  /** What is typed, where it cannot be used. */
  readonly problem?: string | undefined;
  readonly map: StudioMap;
  /** Column and row of the mark on the map; where the waves are unless it was moved. */
  readonly mark: { readonly column: number; readonly row: number; readonly moved: boolean };
  /** The best phase at the amplitude of the waves, and its reading. */
  readonly offer?: { readonly phase: number; readonly value: number; readonly readings: PredictedReadings } | undefined;
  /** Texts of waves that are being typed and are not used. */
  readonly typed?: TypedWaves | undefined;
  /** Panel in focus. */
  readonly panel: StudioPanel;
  /** Periods of the preview, and the one it begins with. */
  readonly window: PreviewWindow;
}

/** Panels of the studio, in the order of `tab`. */
export const studioPanels = ['map', 'waves', 'preview', 'readings'] as const;

/** Name of a panel of the studio. */
export type StudioPanel = (typeof studioPanels)[number];
