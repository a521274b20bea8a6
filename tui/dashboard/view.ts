import type { WorkBoard } from '../../experiments/work-board.js';
import type { ScreenName } from '../keymap.js';
import type { State } from '../state.js';
import type { ArmSummary } from '../summary.js';
import type { Theme } from '../theme.js';
import type { FreshView } from './fresh-run.js';
import type { Hold } from './holds.js';
import type { Prompt } from './modes.js';
import { freshPlace, type Place } from './place.js';
import type { StudioView } from './studio-view.js';
import type { SweepValue } from './sweep-grid.js';
import type { StoredRow } from './runs-row.js';

/** Which seeds the curves show. */
export type Band = 'band' | 'interval' | 'seeds' | 'mean';

/** What a frame cost. */
export interface FrameCost {
  /** Frames a second, milliseconds of this process's time and bytes a frame; NaN while unknown. */
  readonly rate: number;
  readonly milliseconds: number;
  readonly bytes: number;
}

/** A stored run that is told again. */
export interface Playback {
  readonly id: string;
  readonly playing: boolean;
  /** Updates a second. */
  readonly pace: number;
  readonly at: number;
  readonly updates: number;
  readonly loading: boolean;
  readonly problem?: string | undefined;
  /** Comparisons in it, and the one that is shown. */
  readonly passes: number;
  readonly pass: number;
}

/** The list of stored runs. */
export interface RunsView {
  readonly store: string;
  readonly rows: readonly StoredRow[];
  readonly total: number;
  readonly selected: number;
  readonly marked: readonly string[];
  readonly order: string;
  /** Runs that were not read yet: their numbers are not known. */
  readonly unread: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** All that a frame is drawn from. */
export interface View {
  readonly screen: ScreenName;
  readonly state: State;
  readonly summaries: readonly ArmSummary[];
  readonly theme: Theme;
  /** Index of the arm whose waves and readings are shown, and of its seed. */
  readonly focus: number;
  readonly seed: number;
  readonly place: Place;
  /** Panel in focus on a screen of several, counted from 0; drawn over the whole screen when `full`. */
  readonly panel: number;
  readonly full: boolean;
  /** Words that rows and events must have. */
  readonly filter: string;
  readonly band: Band;
  /** What lies in the middle of the screen. */
  readonly middle: 'waves' | 'verdict' | 'help';
  /** First line shown of a text that is longer than its panel. */
  readonly scroll: number;
  /** Told the last first line there can be, where a text is drawn that scrolls: further nobody goes. */
  readonly scrolls?: ((most: number) => void) | undefined;
  /** Seconds since the start, and those left; NaN while unknown. */
  readonly elapsed: number;
  readonly left: number;
  /** Updates a second of all runs together; NaN while unknown. */
  readonly speed: number;
  /** What the person at the screen should know: a question, or that the run is stopping. */
  readonly notice: 'none' | 'asking' | 'stopping' | 'frozen' | 'paused' | 'over';
  /** A short message in place of the foot line. */
  readonly message: string;
  /** Alarms make no bell. */
  readonly muted: boolean;
  readonly prompt?: Prompt | undefined;
  /** Commands reach the runs on the screen. */
  readonly steerable: boolean;
  /** Workers that take trials, and those there are; absent where their number cannot be changed. */
  readonly crew?: { readonly size: number; readonly most: number } | undefined;
  /** Of a run that is told again: pace and where the playhead stands. */
  readonly playback?: Playback | undefined;
  readonly runs?: RunsView | undefined;
  readonly studio?: StudioView | undefined;
  /** What the cells of a sweep show. */
  readonly sweepValue: SweepValue;
  /** Marked cells of a sweep, their curves where they are compared, and the cell that ran again on fresh seeds. */
  readonly cells: {
    readonly marked: readonly string[];
    readonly curves: View['curves'];
    readonly fresh?: FreshView | undefined;
  };
  /** Curves of the marked runs, where they are compared. */
  readonly curves: readonly { readonly name: string; readonly values: Float64Array }[];
  /** Names of the arms whose curves are off. */
  readonly hidden: readonly string[];
  /** Comparisons of what runs that were told so far, and the one that is shown. */
  readonly passes?: { readonly shown: number; readonly count: number } | undefined;
  readonly cost: FrameCost;
  /** Bytes of this process, all its threads together; NaN while unknown. */
  readonly memory: number;
  /** Where the runs are at work; absent where nobody knows. */
  readonly board?: Pick<WorkBoard, 'of' | 'retried'> | undefined;
  /** Time in which a run was held, by its name; absent where nobody knows. */
  readonly held?: ((run: string) => readonly Hold[]) | undefined;
  /** Rows of runs at work that nobody saw in time; NaN where none are read. */
  readonly dropped: number;
}

/** What a view holds before anybody has pressed a key. */
export const freshView = {
  screen: 'compare',
  focus: 0,
  seed: 0,
  place: freshPlace,
  panel: 0,
  full: false,
  filter: '',
  band: 'band',
  middle: 'waves',
  scroll: 0,
  notice: 'none',
  message: '',
  muted: false,
  steerable: false,
  curves: [],
  hidden: [],
  sweepValue: 'score',
  cells: { marked: [], curves: [] },
  dropped: Number.NaN,
  memory: Number.NaN,
  cost: { rate: Number.NaN, milliseconds: Number.NaN, bytes: Number.NaN },
} as const satisfies Partial<View>;

/** Updates that all runs together will live. */
export function totalUpdates({ plan, arms }: State): number {
  return plan === undefined ? 0 : plan.updates * plan.seeds.kept.length * arms.length;
}

/** Updates that are settled: lived, or not to be lived any more. */
export function settledUpdates({ plan, arms }: State): number {
  let settled = 0;
  for (const arm of arms) {
    for (const run of arm.runs) {
      settled += run.status === 'waiting' || run.status === 'running' ? run.lived : (plan?.updates ?? 0);
    }
  }
  return settled;
}
