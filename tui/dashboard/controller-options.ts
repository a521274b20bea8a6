import type { CommandDesk } from '../../experiments/command-desk.js';
import type { Telemetry } from '../../experiments/telemetry-hub.js';
import type { WorkBoard } from '../../experiments/work-board.js';
import type { ScreenName } from '../keymap.js';
import type { Theme } from '../theme.js';
import type { Exported } from './export.js';
import type { RunAgain } from './fresh-run.js';
import type { StoredPlace } from './runs-desk.js';
import type { FrameCost } from './view.js';

/** What the screen asks of the reporter. */
export interface ControllerOptions {
  /** Themes in the order of their key; the first one is shown. */
  readonly themes: readonly Theme[];
  readonly size: () => { readonly width: number; readonly height: number };
  /** Milliseconds. */
  readonly now: () => number;
  readonly stop: () => void;
  /** Carries commands to the runs, where they take some. */
  readonly desk?: CommandDesk | undefined;
  /** Numbers of the updates that come beside the events. */
  readonly telemetry?: Telemetry | undefined;
  /** Where the runs are at work, and what was read instead of lived. */
  readonly board?: WorkBoard | undefined;
  readonly leave: () => void;
  readonly repaint: () => void;
  readonly suspend: () => void;
  /** Writes files into the working folder; answers what to tell. */
  readonly write: (files: readonly Exported[]) => string;
  readonly cost: () => FrameCost;
  /** Bytes of this process, all its threads together. */
  readonly memory?: (() => number) | undefined;
  /** Rings the bell of the terminal; absent where nobody asked for it. */
  readonly bell?: (() => void) | undefined;
  /** The first screen; chosen by the plan when absent. */
  readonly screen?: ScreenName | undefined;
  /** Runs the text of an experiment file. */
  readonly run?: ((text: string) => void) | undefined;
  /** Runs a cell of a sweep again on fresh seeds. */
  readonly again?: RunAgain | undefined;
  /** Where stored runs are; without it there is no list of them. */
  readonly stored?: StoredPlace | undefined;
}
