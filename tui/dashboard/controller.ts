import type { CommandDesk } from '../../experiments/command-desk.js';
import type { RunEvent } from '../../experiments/event.js';
import type { WorkBoard } from '../../experiments/work-board.js';
import type { Telemetry } from '../../experiments/telemetry-hub.js';
import type { MouseEvent } from '../keys.js';
import { screenForm } from '../layout.js';
import type { State } from '../state.js';
import { summarize } from '../summary.js';
import type { FrameStore } from './app.js';
import { bell } from './bell.js';
import type { ControllerOptions } from './controller-options.js';
import type { DeskContext } from './desk.js';
import { desks } from './desks.js';
import { exported } from './export.js';
import { frames } from './frames.js';
import { heldOf, type Held } from './held.js';
import { screenInput } from './input.js';
import { messages } from './message.js';
import { nameOf } from './run-reading.js';
import { running } from './running.js';
import { sharedActions } from './shared-actions.js';
import { focusOf, freshStand, runOf, screenOf, stretchOf } from './stand.js';
import { steering } from './steering.js';
import { freshView, type View } from './view.js';

/** The state behind the screen, and the person's place in it. */
export interface Controller extends FrameStore {
  readonly take: (event: RunEvent, live: boolean) => void;
  /** A key that was pressed, by its name, and the text that it types. */
  readonly press: (key: string, text: string) => void;
  readonly mouse: (event: MouseEvent) => void;
  /** Asks to stop, as a signal does. */
  readonly interrupt: () => void;
  /** Draws a frame if anything changed, and answers whether it did. */
  readonly tick: () => boolean;
  /** Draws the next frame whole. */
  readonly repaint: () => void;
  /** No more events will come. */
  readonly finish: () => void;
  /** Events of another run come from now on, with the desk that carries commands to it. */
  readonly begin: (desk: CommandDesk | undefined, telemetry?: Telemetry, board?: WorkBoard) => void;
  /** So many comparisons come in all. */
  readonly expect: (passes: number) => void;
  readonly say: (text: string) => void;
  readonly state: () => State;
  readonly stopping: () => boolean;
  /** True while a stored run is read or played. */
  readonly playing: () => boolean;
}

/** Keeps what a screen shows between events, keys and ticks; draws only when something changed. */
export function controller(options: ControllerOptions): Controller {
  const { themes, size, now } = options;
  const stand = freshStand(options.screen);
  const message = messages(now);
  const live = running(now, { telemetry: options.telemetry, board: options.board, paused: () => wheel.paused() });
  let worked = now();
  let frozen: Held | undefined;

  const { say } = message;
  const input = screenInput({
    screen: () => screenOf(stand),
    act: (action, key) => (all.now()?.actions[action] ?? shared[action])?.(key),
    confirmed() {
      const asks = wheel.asking();
      if (asks) wheel.answer(true);
      return asks;
    },
    read: message.clear,
    ground: () => ({ view: view(), stretch: stretchOf(stand, current()), ...size() }),
    point(meaning) {
      if ('arm' in meaning) stand.focus = meaning.arm;
      else if ('row' in meaning) stored?.select(meaning.row);
      else {
        stand.panel = meaning.panel;
        if (meaning.cursor !== undefined) stand.place = { ...stand.place, cursor: meaning.cursor };
      }
    },
    touch: () => screen.touch(),
  });
  const { enter } = input;
  const told = (): boolean => all.told() !== undefined;
  /** The state on the screen: of the opened stored run, else of what runs. */
  const current = (): State => all.told() ?? live.state();
  const run = (): ReturnType<typeof runOf> => runOf(stand, current());

  const wheel = steering(options.desk, {
    stop: options.stop,
    leave() {
      all.stop();
      options.leave();
    },
    say,
    run,
    told,
    stepped: live.stepped,
    noted: live.noted,
    refused(name, why) {
      live.refused(name, why);
      screen.touch();
    },
  });
  const context: DeskContext = {
    stand,
    state: current,
    run,
    values() {
      const of = run();
      return of === undefined ? undefined : live.values(nameOf(of));
    },
    steering: wheel,
    say,
    enter,
  };

  const all = desks({
    context,
    live,
    place: options.stored,
    again: options.again,
    run: options.run,
    thaw: () => (frozen = undefined),
  });
  const { stored } = all;

  const shared = sharedActions({
    ...context,
    view: () => view(),
    isSmall() {
      const { width, height } = size();
      return ['compact', 'line'].includes(screenForm(width, height));
    },
    suspend: options.suspend,
    repaint: options.repaint,
    freeze: () => (frozen = frozen === undefined ? heldOf(current()) : undefined),
    exportScreen() {
      const { width, height } = size();
      say(options.write(exported(view(), width, height)));
    },
    themes: themes.map(({ name }) => name),
    close: all.close,
  });

  function noticeNow(): View['notice'] {
    if (wheel.asking()) return 'asking';
    if (wheel.stopping() && !wheel.over()) return 'stopping';
    if (frozen !== undefined) return 'frozen';
    if (told()) return 'none';
    return wheel.paused() ? 'paused' : wheel.over() ? 'over' : 'none';
  }

  function view(): View {
    const shown = frozen?.state ?? current();
    let summaries = frozen?.summaries;
    return {
      ...freshView,
      ...stand,
      scrolls: (most) => (stand.scroll = Math.min(stand.scroll, most)),
      screen: screenOf(stand),
      state: shown,
      // Screens of one run and of waves show none.
      get summaries() {
        return (summaries ??= shown.arms.map((arm) => summarize(shown, arm)));
      },
      theme: themes[stand.theme % themes.length],
      focus: focusOf(stand, shown),
      elapsed: live.seconds(),
      left: told() ? Number.NaN : live.left(),
      speed: told() ? Number.NaN : live.speed(),
      notice: noticeNow(),
      message: message.text(),
      prompt: input.prompt(),
      steerable: wheel.steerable(),
      crew: wheel.crew(),
      cost: options.cost(),
      memory: options.memory?.() ?? Number.NaN,
      board: told() ? undefined : live.board(),
      dropped: told() ? Number.NaN : live.dropped(),
      held: told() ? undefined : live.held,
      ...all.shows(),
    };
  }

  const ring = bell(now, options.bell);
  const screen = frames({ size, seconds: live.seconds, view });

  return {
    take(event, isLive) {
      const whole = event.type === 'plan' || event.type === 'verdict' || event.type === 'summary';
      if (isLive && whole) return;
      const isNew = live.take(event);
      if (isNew) screen.touch();
      if (isNew && event.type === 'alarm' && !stand.muted) ring();
      if (event.type === 'plan') {
        frozen = undefined;
        stand.screen ??=
          event.arms.length === 1 ? 'live' : event.arms.every(({ name }) => name.includes('=')) ? 'sweep' : 'compare';
        if (stand.middle === 'verdict') stand.middle = 'waves';
      }
      if (whole) stand.scroll = 0;
    },
    press: input.press,
    mouse: input.mouse,
    interrupt() {
      wheel.interrupt();
      screen.touch();
    },
    tick() {
      const at = now();
      const passed = (at - worked) / 1000;
      worked = at;
      const changed = [live.look(), all.work(passed), message.expire()];
      if (changed.includes(true)) screen.touch();
      return screen.tick();
    },
    repaint: screen.touch,
    expect: live.expect,
    finish() {
      live.finish();
      wheel.finish();
      screen.touch();
    },
    begin(desk, telemetry, board) {
      live.begin(telemetry, board);
      stand.screen = undefined;
      stored?.leave();
      wheel.begin(desk);
      screen.touch();
    },
    say(text) {
      say(text);
      screen.touch();
    },
    subscribe: screen.subscribe,
    frame: screen.frame,
    state: current,
    playing: () => stored?.replay()?.loading() === true || stored?.replay()?.playing() === true,
    stopping: wheel.stopping,
  };
}
