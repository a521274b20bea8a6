import type { CommandDesk, TrialCommand } from '../../experiments/command-desk.js';
import type { Patch, RunEvent } from '../../experiments/event.js';
import { cells } from '../charts/cells.js';
import { scaleKinds } from '../charts/scale.js';
import { lookup, screenNames, type Action, type ScreenName } from '../keymap.js';
import { initialState, patchWords, reduce, refused, type State } from '../state.js';
import { summarize, type ArmSummary } from '../summary.js';
import type { Theme } from '../theme.js';
import type { Frame, FrameStore } from './app.js';
import { exported, type Exported } from './export.js';
import { editing } from './edit-run.js';
import { normalMode, promptOf, typed, type Mode } from './modes.js';
import { freshPlace, moved, panned, reset, smoothings, zoomed, type Place } from './place.js';
import { runsDesk, type StoredPlace } from './runs-desk.js';
import { drawScreen } from './screen.js';
import { livePanels, runShown } from './screens/live.js';
import { studioDesk, type StudioDesk } from './studio-desk.js';
import { neighbour, sweepGrid, sweepValues, type SweepValue } from './sweep-grid.js';
import { settledUpdates, totalUpdates, type Band, type FrameCost, type View } from './view.js';

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
  readonly leave: () => void;
  readonly repaint: () => void;
  readonly suspend: () => void;
  /** Writes files into the working folder; answers what to tell. */
  readonly write: (files: readonly Exported[]) => string;
  readonly cost: () => FrameCost;
  /** The first screen; chosen by the plan when absent. */
  readonly screen?: ScreenName | undefined;
  /** Runs the text of an experiment file. */
  readonly run?: ((text: string) => void) | undefined;
  /** Where stored runs are; without it there is no list of them. */
  readonly stored?: StoredPlace | undefined;
}

/** The state behind the screen, and the person's place in it. */
export interface Controller extends FrameStore {
  readonly take: (event: RunEvent, live: boolean) => void;
  /** A key that was pressed, by its name, and the text that it types. */
  readonly press: (key: string, text: string) => void;
  /** Asks to stop, as a signal does. */
  readonly interrupt: () => void;
  /** Draws a frame if anything changed, and answers whether it did. */
  readonly tick: () => boolean;
  /** Draws the next frame whole. */
  readonly repaint: () => void;
  /** No more events will come. */
  readonly finish: () => void;
  /** Events of another run come from now on, with the desk that carries commands to it. */
  readonly begin: (desk: CommandDesk | undefined) => void;
  readonly say: (text: string) => void;
  readonly state: () => State;
  readonly stopping: () => boolean;
  /** True while a stored run is read or played. */
  readonly playing: () => boolean;
}

const bands: readonly Band[] = ['band', 'seeds', 'mean'];

/** Keeps what a screen shows between events, keys and ticks; draws only when something changed. */
export function controller(options: ControllerOptions): Controller {
  const { themes, size, now, leave, cost } = options;
  const begun = now();
  const listeners = new Set<() => void>();
  let state: State = initialState;
  let planned = begun;
  let ended = 0;
  let frame: Frame = { cells: cells(1, 1), colours: [] };
  let dirty = true;
  let drawnSecond = -1;
  let drawnSize = '';
  let frozen: { state: State; summaries: readonly ArmSummary[] } | undefined;
  let [focus, seed, band, scroll, panel, theme] = [0, 0, 0, 0, 0, 0];
  let screen: ScreenName | undefined = options.screen;
  let place: Place = freshPlace;
  let full = false;
  let filter = '';
  let middle: View['middle'] = 'waves';
  let mode: Mode = normalMode;
  let [message, said] = ['', 0];
  let commands: CommandDesk | undefined;
  let sweepValue: SweepValue = 'score';
  let asking = false;
  let stopping = false;
  let over = false;

  let worked = begun;
  const desk =
    options.stored === undefined
      ? undefined
      : runsDesk({
          ...options.stored,
          say,
          confirm: (question, yes) => (mode = { kind: 'confirm', question, yes }),
          filter: () => (shownScreen() === 'runs' ? filter : ''),
          opened() {
            [place, frozen, seed, scroll] = [reset(place), undefined, 0, 0];
            if (middle !== 'help') middle = 'waves';
          },
          date: () => Date.now(),
        });
  let studio: StudioDesk | undefined;
  /** Made when somebody looks at it first: formulas load a parser. */
  const studioNow = (): StudioDesk =>
    (studio ??= studioDesk({
      say,
      enter: (next) => (mode = next),
      plan: () => current().plan,
      run: options.run,
    }));
  /** The state on the screen: of the opened stored run, else of what runs. */
  const current = (): State => desk?.replay()?.state() ?? state;

  const seconds = (): number => ((over ? ended : now()) - begun) / 1000;
  const shownScreen = (): ScreenName => screen ?? 'compare';

  function say(text: string): void {
    message = text;
    said = now();
  }

  function view(): View {
    const shown = frozen?.state ?? current();
    const settled = settledUpdates(shown);
    const total = totalUpdates(shown);
    const spent = (now() - planned) / 1000;
    const told = desk?.replay() !== undefined;
    const speed = !told && spent > 0.5 && shown.lived > 0 ? shown.lived / spent : Number.NaN;
    const left = !told && settled > 0 ? (spent / settled) * (total - settled) : Number.NaN;
    return {
      screen: shownScreen(),
      state: shown,
      summaries: frozen?.summaries ?? shown.arms.map((arm) => summarize(shown, arm)),
      theme: themes[theme % themes.length],
      focus: Math.min(focus, Math.max(0, shown.arms.length - 1)),
      seed,
      place,
      panel,
      full,
      filter,
      band: bands[band],
      middle,
      scroll,
      elapsed: seconds(),
      left,
      speed,
      notice: noticeNow(),
      message,
      prompt: promptOf(mode),
      playback: desk?.playback(),
      runs: desk?.view(),
      curves: desk?.curves() ?? [],
      sweepValue,
      studio: shownScreen() === 'studio' ? studioNow().view() : undefined,
      steerable: steerable(),
      cost: cost(),
    };
  }

  function noticeNow(): View['notice'] {
    if (asking) return 'asking';
    if (stopping && !over) return 'stopping';
    if (frozen !== undefined) return 'frozen';
    if (desk?.replay() !== undefined) return 'none';
    if (!over && commands?.paused() === true) return 'paused';
    return over ? 'over' : 'none';
  }

  /** The run that the charts show, its length and how far it is. */
  function shownRun(): { readonly lived: number; readonly updates: number } {
    const of = runShown(view());
    return of === undefined ? { lived: 0, updates: 1 } : { lived: of.arm.runs[of.index].lived, updates: of.updates };
  }

  const placed = (change: (place: Place, lived: number, updates: number) => Place): void => {
    const { lived, updates } = shownRun();
    place = change(place, lived, updates);
  };

  const moveCell = (dx: number, dy: number) => (): void => {
    focus = neighbour(sweepGrid(current().arms.map((arm) => arm.plan.name)), view().focus, dx, dy);
  };

  /** What keys do on the screen of a sweep. */
  const sweepActions: Readonly<Partial<Record<Action, () => void>>> = {
    left: moveCell(-1, 0),
    right: moveCell(1, 0),
    up: moveCell(0, 1),
    down: moveCell(0, -1),
    value: () => (sweepValue = next(sweepValues, sweepValue)),
    open: () => (screen = 'live'),
  };

  function moveArm(by: number): void {
    const count = current().arms.length;
    if (count > 0) focus = (Math.min(focus, count - 1) + by + count) % count;
  }

  function movePanel(by: number): void {
    if (shownScreen() === 'live') panel = (panel + by + livePanels.length) % livePanels.length;
    else moveArm(by);
    scroll = 0;
  }

  function moveSeed(by: number): void {
    const count = current().plan?.seeds.kept.length ?? 0;
    if (count > 0) seed = (Math.min(seed, count - 1) + by + count) % count;
  }

  function horizontal(by: number): void {
    if (shownScreen() === 'live') placed((from, lived, updates) => moved(from, by, lived, updates));
    else moveArm(by);
  }

  const steerable = (): boolean => commands !== undefined && !over && !stopping && desk?.replay() === undefined;

  /** Sends a command to the run on the screen. */
  function send(command: TrialCommand, told: string): void {
    const of = runShown(view());
    if (!steerable() || of === undefined) say('there is no run that takes commands');
    else {
      const run = `${of.arm.plan.name}/${of.arm.runs[of.index].seed}`;
      const taken = commands?.send(run, command) === true;
      say(taken ? `${run}: ${told} at its next update` : `${run} is not at work: it takes no commands`);
    }
  }

  const patch = (changes: Patch['options']): void => {
    const one: Patch = { name: state.plan?.rate ?? 'learningRate', options: changes };
    send({ kind: 'patch', patch: one }, patchWords(one));
  };

  function edit(): void {
    const of = runShown(view());
    const { plan } = current();
    if (of === undefined || plan === undefined || !steerable()) say('there is no run that takes commands');
    else mode = editing(of, plan, (one) => send({ kind: 'patch', patch: one }, patchWords(one)));
  }

  function quit(): void {
    if (over || stopping) leave();
    else if (asking) confirm();
    else asking = true;
  }

  function confirm(): void {
    asking = false;
    commands?.pause(false);
    stopping = true;
    options.stop();
  }

  function interrupt(): void {
    if (over || stopping) leave();
    else confirm();
    dirty = true;
  }

  function help(): void {
    middle = 'help';
    scroll = 0;
    const close = (): void => {
      middle = 'waves';
      scroll = 0;
    };
    mode = {
      kind: 'text',
      label: 'search',
      text: '',
      hint: 'type to search   ↑↓ scroll   esc close',
      change: () => (scroll = 0),
      accept: close,
      cancel: close,
      other: scrolled,
    };
  }

  function scrolled(key: string): void {
    const by = { '↑': -1, '↓': 1, pgup: -10, pgdn: 10 }[key] ?? 0;
    scroll = key === 'home' ? 0 : key === 'end' ? 1e6 : Math.max(0, scroll + by);
  }

  function freeze(): void {
    const held = current();
    // Rows are written in place, so a frozen view keeps copies.
    frozen =
      frozen === undefined
        ? { state: copyOf(held), summaries: held.arms.map((arm) => summarize(held, arm)) }
        : undefined;
  }

  const actions: Readonly<Record<Action, (key: string) => void>> = {
    help,
    back: () => {
      if (asking) asking = false;
      else if (full) full = false;
      else if (filter !== '') filter = '';
      else if (shownScreen() === 'studio' && studioNow().close()) say('back to the waves');
      else if (desk?.close() === true) say('back to what runs');
      else middle = 'waves';
    },
    quit,
    stop: interrupt,
    suspend: options.suspend,
    redraw: options.repaint,
    screen: (key) => {
      screen = screenNames[Number(key) - 1];
      middle = 'waves';
      full = false;
      scroll = 0;
      panel = 0;
    },
    nextPanel: () => movePanel(1),
    previousPanel: () => movePanel(-1),
    full: () => (full = !full),
    freeze,
    filter: () => {
      const before = filter;
      mode = {
        kind: 'text',
        label: 'filter',
        text: filter,
        hint: 'words   kind:alarm   level:warn   enter keep   esc clear',
        change: (text) => (filter = text),
        accept: (text) => (filter = text),
        cancel: () => (filter = before === filter ? '' : before),
      };
    },
    export: () => {
      const { width, height } = size();
      say(options.write(exported(view(), width, height)));
    },
    theme: () => {
      theme = (theme + 1) % themes.length;
      say(`theme: ${themes[theme].name}`);
    },
    left: () => horizontal(-1),
    right: () => horizontal(1),
    up: () => scrolled('↑'),
    down: () => scrolled('↓'),
    first: () => placed((from, lived, updates) => moved(from, -updates, lived, updates)),
    newest: () => (place = reset(place)),
    pageUp: () => (shownScreen() === 'live' ? placed((p, l, u) => panned(p, -1, l, u)) : scrolled('pgup')),
    pageDown: () => (shownScreen() === 'live' ? placed((p, l, u) => panned(p, 1, l, u)) : scrolled('pgdn')),
    panLeft: () => placed((p, l, u) => panned(p, -0.25, l, u)),
    panRight: () => placed((p, l, u) => panned(p, 0.25, l, u)),
    zoomIn: () => placed((p, l, u) => zoomed(p, 0.5, l, u)),
    zoomOut: () => placed((p, l, u) => zoomed(p, 2, l, u)),
    reset: () => (place = reset(place)),
    smooth: () => (place = { ...place, smooth: next(smoothings, place.smooth) }),
    scale: () => (place = { ...place, scale: next(scaleKinds, place.scale) }),
    axis: () => (place = { ...place, folded: !place.folded }),
    band: () => (band = (band + 1) % bands.length),
    previousSeed: () => moveSeed(-1),
    nextSeed: () => moveSeed(1),
    open: () => {
      if (asking) confirm();
      else if (current().verdict !== undefined && shownScreen() === 'compare')
        middle = middle === 'verdict' ? 'waves' : 'verdict';
      scroll = 0;
    },
    pause: () => {
      if (desk?.replay() !== undefined) desk.pause();
      else if (!steerable()) say('nothing that goes on here can be paused');
      else commands?.pause(!commands.paused());
    },
    shift: () => patch({ shift: 0.125 }),
    flip: () => patch({ shift: 0.5 }),
    edit,
    save: () => send({ kind: 'checkpoint' }, 'a checkpoint'),
    run: nothing,
    basis: () => desk?.nextPass(),
    preset: nothing,
    value: nothing,
    mark: nothing,
    compareMarked: nothing,
    order: nothing,
    delete: nothing,
    stepBack: nothing,
    stepForward: nothing,
    slower: nothing,
    faster: nothing,
  };

  function press(key: string, text: string): void {
    dirty = true;
    const always = key === 'ctrl-c' || key === 'ctrl-z' || key === 'ctrl-l';
    if (mode.kind !== 'normal' && !always) {
      const before = mode;
      const after = typed(mode, key, text);
      // What a key did may have opened another mode.
      if (mode === before) mode = after;
      return;
    }
    if (asking && key === 'enter') {
      confirm();
      return;
    }
    const action = lookup(key, shownScreen());
    if (action === undefined) return;
    message = '';
    const on = shownScreen();
    const own =
      on === 'sweep'
        ? sweepActions[action]
        : (on === 'runs' ? desk : on === 'studio' ? studioNow() : undefined)?.actions[action];
    if (own === undefined) actions[action](key);
    else own();
  }

  function carry(next: CommandDesk | undefined): void {
    commands = next;
    commands?.refusals((run, why) => {
      state = refused(state, run, why, seconds());
      say(`${run}: not taken: ${why}`);
      dirty = true;
    });
  }

  carry(options.desk);

  return {
    take(event, live) {
      const whole = event.type === 'plan' || event.type === 'verdict' || event.type === 'summary';
      if (live && whole) return;
      const before = state.version;
      state = reduce(state, event, seconds());
      if (event.type === 'plan') {
        planned = now();
        frozen = undefined;
        screen ??=
          event.arms.length === 1 ? 'live' : event.arms.every(({ name }) => name.includes('=')) ? 'sweep' : 'compare';
        if (middle === 'verdict') middle = 'waves';
      }
      if (event.type === 'verdict' && middle === 'waves') middle = 'verdict';
      if (whole) scroll = 0;
      if (state.version !== before) dirty = true;
    },
    press,
    interrupt,
    tick() {
      const { width, height } = size();
      const at = now();
      if (desk?.work((at - worked) / 1000) === true) dirty = true;
      if (shownScreen() === 'studio' && studioNow().work()) dirty = true;
      worked = at;
      const second = Math.floor(seconds());
      const sized = `${width}x${height}`;
      if (message !== '' && now() - said > MESSAGE) {
        message = '';
        dirty = true;
      }
      if (!dirty && second === drawnSecond && sized === drawnSize) return false;
      dirty = false;
      drawnSecond = second;
      drawnSize = sized;
      const shown = view();
      frame = { cells: drawScreen(shown, width, height), colours: shown.theme.colours };
      for (const listener of listeners) listener();
      return true;
    },
    repaint: () => (dirty = true),
    finish() {
      ended = now();
      over = true;
      asking = false;
      dirty = true;
    },
    begin(commands) {
      [over, stopping, planned] = [false, false, now()];
      [state, screen] = [{ ...initialState, version: state.version + 1 }, undefined];
      desk?.leave();
      carry(commands);
      dirty = true;
    },
    say(text) {
      say(text);
      dirty = true;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    frame: () => frame,
    state: current,
    playing: () => desk?.replay()?.loading() === true || desk?.replay()?.playing() === true,
    stopping: () => stopping,
  };
}

/** Milliseconds that a message stays. */
const MESSAGE = 4000;

function nothing(): void {
  // A key whose screen is not there.
}

/** The one behind a member, the first behind the last. */
function next<T>(all: readonly T[], one: T): T {
  return all[(all.indexOf(one) + 1) % all.length];
}

function copyOf(held: State): State {
  return {
    ...held,
    arms: held.arms.map((arm) => ({
      ...arm,
      runs: arm.runs.map((run) => ({ ...run, marks: [...run.marks] })),
      score: arm.score.slice(),
      margin: arm.margin.slice(),
      rate: arm.rate.slice(),
      knob: arm.knob.slice(),
      sharpness: arm.sharpness.slice(),
    })),
  };
}
