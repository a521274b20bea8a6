import type { Action } from '../keymap.js';
import { openReplay, type Replay } from './replay.js';
import { comparedRuns } from './runs-compared.js';
import { runsModel } from './runs-model.js';
import { ascends } from './runs-row.js';
import type { Playback, RunsView, View } from './view.js';

/** Where stored runs are, and what is opened at once. */
export interface StoredPlace {
  readonly store: string;
  /** Id of the run that is opened, and whether it plays. */
  readonly open?: string;
  readonly play?: boolean;
  /** Updates a second of its playhead. */
  readonly pace?: number;
}

/** What the desk needs of the screen around it. */
export interface RunsDeskOptions extends StoredPlace {
  readonly say: (text: string) => void;
  /** Asks before something is done. */
  readonly confirm: (question: string, yes: () => void) => void;
  readonly filter: () => string;
  /** True while somebody looks at the list; always when absent. */
  readonly isShown?: () => boolean;
  /** Moves the focus to another arm of the opened run. */
  readonly arm: (by: number) => void;
  /** Called when another run is opened, or none. */
  readonly opened: () => void;
  /** Milliseconds since 1970. */
  readonly date: () => number;
}

/** Stored runs, the opened one and its playhead. */
export interface RunsDesk {
  readonly replay: () => Replay | undefined;
  readonly playback: () => Playback | undefined;
  readonly view: () => RunsView;
  readonly curves: () => View['curves'];
  /** What keys do on the screen of runs. */
  readonly actions: Readonly<Partial<Record<Action, () => void>>>;
  /** Puts the selection on a row. */
  select(index: number): void;
  /** Shows the next comparison of the opened run; false when none is opened. */
  nextPass(): boolean;
  /** Closes the comparison of marked runs, else the opened one; false when there is none. */
  close(): boolean;
  /** Closes whatever is opened and looks into the folder again. */
  leave(): void;
  /** Reads on and plays on; true when something changed. */
  work(seconds: number): boolean;
}

/** Seconds between two looks into the folder. */
const LOOK = 2;

/** Milliseconds of reading between two frames: keys come between. */
const SLICE = 40;

/** The desk of the stored runs. */
export function runsDesk(options: RunsDeskOptions): RunsDesk {
  const { say, filter, opened } = options;
  const model = runsModel(options.store, options.isShown?.() === false ? 0 : undefined);
  let replay: Replay | undefined;
  const compared = comparedRuns(model);
  let looked = 0;

  function open(id: string, play: boolean): void {
    replay = openReplay(model.folder(id), id, {
      playing: play,
      ...(options.pace === undefined ? {} : { pace: options.pace }),
    });
    opened();
  }

  const selected = (): string | undefined => {
    const rows = model.rows(filter());
    return rows.at(Math.min(model.selected(), rows.length - 1))?.id;
  };

  const withSelected = (act: (id: string) => void) => (): void => {
    const id = selected();
    if (id === undefined) say('no run is selected');
    else act(id);
  };

  const withReplay = (act: (of: Replay) => void) => (): void => {
    if (replay === undefined) say('open a run first: enter');
    else act(replay);
  };

  const step = (by: number): (() => void) =>
    withReplay((of) => {
      of.play(false);
      of.seek(of.at() + by);
    });

  function nextPass(): boolean {
    if (replay === undefined) return false;
    if (replay.passes() < 2) say('this run has one basis of comparison');
    else {
      replay.nextPass();
      opened();
    }
    return true;
  }

  const page = (by: number): void => {
    const rows = model.rows(filter()).length;
    model.select(Math.max(0, Math.min(rows - 1, Math.min(model.selected(), rows - 1) + by)));
  };

  if (options.open !== undefined) open(options.open, options.play ?? false);
  return {
    replay: () => replay,
    playback: () =>
      replay === undefined
        ? undefined
        : {
            id: replay.id,
            playing: replay.playing(),
            pace: replay.pace(),
            at: replay.at(),
            updates: replay.updates(),
            loading: replay.loading(),
            problem: replay.problem(),
            passes: replay.passes(),
            pass: replay.pass(),
          },
    view: () => ({
      store: model.store,
      rows: model.rows(filter()),
      total: model.total(),
      selected: model.selected(),
      marked: model.marked(),
      order: `${model.order()} ${ascends(model.order()) ? '↑' : '↓'}`,
      unread: model.unread(),
      now: options.date(),
    }),
    curves: compared.curves,
    actions: {
      up: () => page(-1),
      down: () => page(1),
      pageUp: () => page(-8),
      pageDown: () => page(8),
      open: withSelected((id) => open(id, false)),
      pause: withReplay((of) => of.play(!of.playing())),
      nextPanel: withReplay(() => options.arm(1)),
      previousPanel: withReplay(() => options.arm(-1)),
      left: step(-1),
      right: step(1),
      stepBack: step(-1),
      stepForward: step(1),
      panLeft: step(-10),
      panRight: step(10),
      first: withReplay((of) => of.seek(0)),
      newest: withReplay((of) => of.seek(of.updates())),
      slower: withReplay((of) => of.quicken(0.5)),
      faster: withReplay((of) => of.quicken(2)),
      mark: withSelected((id) => {
        model.mark(id);
        page(1);
      }),
      compareMarked() {
        const marked = model.marked();
        if (marked.length === 0) {
          say('mark runs first: m');
          return;
        }
        if (compared.open(marked) && replay === undefined) open(marked[0], false);
      },
      order: () => {
        model.nextOrder();
        say(`order: ${model.order()}`);
      },
      delete: withSelected((id) =>
        options.confirm(`delete ${id} with all its files?`, () => {
          const problem = model.remove(id);
          if (problem === undefined && replay?.id === id) {
            replay = undefined;
            opened();
          }
          say(problem ?? `${id} is deleted`);
        }),
      ),
      basis() {
        if (!nextPass()) say('open a run first: enter');
      },
    },
    select: (index) => {
      model.select(index);
    },
    nextPass,
    close() {
      if (compared.close()) return true;
      if (replay === undefined) return false;
      replay = undefined;
      opened();
      return true;
    },
    leave() {
      compared.close();
      replay = undefined;
      model.refresh();
      opened();
    },
    work(seconds) {
      // What nobody looks at takes no time from runs that are trained.
      if (options.isShown?.() === false && replay === undefined && !compared.isOpen()) {
        looked = Number.POSITIVE_INFINITY;
        return false;
      }
      looked += seconds;
      if (looked > LOOK) {
        looked = 0;
        model.refresh();
      }
      let changed = model.work(SLICE, filter());
      if (replay?.loading() === true) {
        replay.load(SLICE);
        changed = true;
      }
      if (compared.work(SLICE)) changed = true;
      return (replay?.advance(seconds) ?? false) || changed;
    },
  };
}
