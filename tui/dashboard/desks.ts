import { compareDesk } from './compare-desk.js';
import type { ControllerOptions } from './controller-options.js';
import type { DeskContext, ScreenDesk } from './desk.js';
import { liveDesk } from './live-desk.js';
import { reset } from './place.js';
import type { Running } from './running.js';
import { runsDesk, type RunsDesk } from './runs-desk.js';
import { moveArm, screenOf } from './stand.js';
import { studioDesk, type StudioDesk } from './studio-desk.js';
import { sweepDesk } from './sweep-desk.js';
import type { State } from '../state.js';
import type { View } from './view.js';

/** What the desks of all screens need beside what one of them does. */
export interface DesksOptions extends Pick<ControllerOptions, 'again' | 'run'> {
  readonly context: DeskContext;
  readonly live: Running;
  /** Where stored runs are. */
  readonly place: ControllerOptions['stored'];
  /** A stored run was opened: what was frozen is let go. */
  readonly thaw: () => void;
}

/** The desks of all screens. */
export interface Desks {
  /** The desk of the screen that is shown; undefined where there are no stored runs. */
  readonly now: () => ScreenDesk | undefined;
  readonly stored: RunsDesk | undefined;
  /** What is told again in place of what runs: a stored run, or an earlier comparison. */
  readonly told: () => State | undefined;
  /** What they add to the view. */
  readonly shows: () => Partial<View>;
  /** Leaves what was opened on the screen that is shown, and says so; false when nothing was. */
  readonly close: () => boolean;
  /** Works between two frames, so many seconds after the last time; true when something changed. */
  readonly work: (seconds: number) => boolean;
  /** Stops what was begun beside what runs. */
  readonly stop: () => void;
}

/** The five desks, each made with what it asks for. */
export function desks({ context, live, place, thaw, again, run }: DesksOptions): Desks {
  const { stand, say, enter, state } = context;
  const stored =
    place === undefined
      ? undefined
      : runsDesk({
          ...place,
          say,
          confirm: (question, yes) => enter({ kind: 'confirm', question, yes }),
          isShown: () => screenOf(stand) === 'runs',
          filter: () => (screenOf(stand) === 'runs' ? stand.filter : ''),
          arm: (by) => moveArm(stand, state(), by),
          opened() {
            [stand.place, stand.seed, stand.scroll] = [reset(stand.place), 0, 0];
            thaw();
            if (stand.middle !== 'help') stand.middle = 'waves';
          },
          date: () => Date.now(),
        });
  let studio: StudioDesk | undefined;
  /** Made when somebody looks at it first: formulas load a parser. */
  const studioNow = (): StudioDesk => (studio ??= studioDesk({ say, enter, plan: () => state().plan, run }));
  const fixed = {
    live: liveDesk(context),
    compare: compareDesk({ ...context, passes: live.passes, nextStored: () => stored?.nextPass() === true }),
    sweep: sweepDesk({ ...context, again, opened: () => stored?.replay()?.id }),
  };
  return {
    stored,
    now() {
      const name = screenOf(stand);
      return name === 'runs' ? stored : name === 'studio' ? studioNow() : fixed[name];
    },
    told: () => stored?.replay()?.state() ?? fixed.compare.earlier(),
    shows: () => ({
      ...fixed.live.shows?.(),
      ...fixed.compare.shows?.(),
      ...fixed.sweep.shows?.(),
      playback: stored?.playback(),
      runs: stored?.view(),
      curves: stored?.curves() ?? [],
      studio: screenOf(stand) === 'studio' ? studioNow().view() : undefined,
    }),
    close() {
      if (screenOf(stand) === 'studio' && studioNow().close()) say('back to the waves');
      else if (screenOf(stand) === 'sweep' && fixed.sweep.close?.() === true) say('back to the grid');
      else if (stored?.close() === true) say('back to what runs');
      else return false;
      return true;
    },
    work(seconds) {
      const changed = [
        stored?.work(seconds),
        fixed.sweep.work?.(seconds),
        screenOf(stand) === 'studio' && studioNow().work(),
      ];
      return changed.includes(true);
    },
    stop: fixed.sweep.stop,
  };
}
