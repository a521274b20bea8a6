import type { CommandDesk } from '../../experiments/command-desk.js';
import type { RunEvent } from '../../experiments/event.js';
import type { VerdictEvent } from '../../experiments/verdict-event.js';
import type { Telemetry } from '../../experiments/telemetry-hub.js';
import type { WorkBoard } from '../../experiments/work-board.js';
import type { RunAgain } from '../dashboard/fresh-run.js';
import type { StoredPlace } from '../dashboard/runs-desk.js';
import type { ScreenName } from '../keymap.js';
import type { ChartGlyphs } from '../charts/canvas.js';
import type { ColorDepth, ThemeName } from '../theme.js';

/** Where a reporter's events come from. */
export interface Source {
  /** Ordered events: the plan first, each run whole in arm-then-seed order, the verdict last; several comparisons may follow each other, then a summary. */
  readonly events: AsyncIterable<RunEvent>;
  /** Calls back with events as they happen in the workers, out of order between runs; answers what unsubscribes. */
  readonly live: (listener: (events: readonly RunEvent[]) => void) => () => void;
  /** Carries commands to the runs, where they take some. */
  readonly desk?: CommandDesk;
  /** The numbers of every update beside the events, where workers write them: a screen's tick looks at them. */
  readonly telemetry?: Telemetry;
  /** Where the runs are at work, and what was read instead of lived. */
  readonly board?: WorkBoard;
  /** What a dashboard shows besides the events. */
  readonly around?: Around;
  /** How many comparisons will follow each other, where that is known. */
  readonly passes?: Promise<number>;
  /** Asks to stop: what was measured is still summed up. */
  stop(): void;
}

/** What a dashboard shows besides the events that are told. */
export interface Around {
  /** Where stored runs are. */
  readonly stored?: StoredPlace;
  /** The first screen. */
  readonly screen?: ScreenName;
  /** Runs an experiment file. @throws whatever it cannot be run for. */
  readonly begin?: (file: string) => Promise<Source>;
  /** Runs a cell of a sweep again on other seeds. @throws whatever it cannot be run for. */
  readonly again?: RunAgain;
  /** Nothing is run: the screen is left by its key alone. */
  readonly idle?: boolean;
}

/** Where and how a reporter speaks. */
export interface ReporterOptions {
  readonly color: boolean;
  readonly stdout: NodeJS.WriteStream;
  readonly stdin: NodeJS.ReadStream;
  /** Glyphs of charts; chosen from the environment when absent. */
  readonly charts?: ChartGlyphs;
  /** Depth of colour; what the environment promises when absent. */
  readonly depth?: ColorDepth;
  /** Colours for a ground, or none; the terminal is asked when absent. */
  readonly theme?: ThemeName;
  /** A screen listens to the mouse. */
  readonly mouse?: boolean;
  /** A screen rings the bell at alarms. */
  readonly bell?: boolean;
  /** Seconds between progress lines of `plain`; 10 when absent. */
  readonly interval?: number;
  /** Milliseconds of a clock that never goes back; the system's when absent. */
  readonly now?: () => number;
}

/** What a reporter saw when it was over. */
export interface Outcome {
  /** A person or a signal asked to stop. */
  readonly stopped: boolean;
  /** Runs that collapsed and that failed, over all comparisons. */
  readonly collapsed: number;
  readonly failed: number;
  readonly verdicts: readonly VerdictEvent[];
  /** The signal that asked, if one did. */
  readonly signal?: NodeJS.Signals;
}

/** Tells events to somebody until there are no more. */
export type Reporter = (source: Source, options: ReporterOptions) => Promise<Outcome>;

/** The outcome of the verdicts seen and of runs that failed before any verdict. */
export function outcomeOf(
  verdicts: readonly VerdictEvent[],
  { stopped = false, failed = 0 }: { readonly stopped?: boolean; readonly failed?: number } = {},
): Outcome {
  let collapsed = 0;
  let counted = 0;
  for (const verdict of verdicts) {
    for (const arm of verdict.arms) {
      collapsed += arm.collapsed;
      counted += arm.failed;
    }
  }
  return { stopped, collapsed, failed: Math.max(counted, failed), verdicts };
}
