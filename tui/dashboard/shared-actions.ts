import { scaleKinds } from '../charts/scale.js';
import { screenNames, type Action } from '../keymap.js';
import type { DeskContext, ScreenActions } from './desk.js';
import { axes, moved, panned, reset, smoothings, zoomed, type Place, type Stretch } from './place.js';
import { shownScores } from './parts/shown-scores.js';
import { axesOf } from './parts/x-axis.js';
import { SCALE_WORDS, scaleShown } from './parts/y-scale.js';
import { moveSeed, screenOf, scrollBy, stretchOf } from './stand.js';
import type { Band, View } from './view.js';

/** What actions that are the same on every screen need beside a desk's context. */
export interface SharedOptions extends DeskContext {
  /** What is on the screen. */
  readonly view: () => View;
  /** The terminal is so small that a screen has no panels. */
  readonly isSmall: () => boolean;
  readonly suspend: () => void;
  readonly repaint: () => void;
  readonly freeze: () => void;
  readonly exportScreen: () => void;
  /** Names of the themes in the order of their key. */
  readonly themes: readonly string[];
  /** Leaves what was opened on the screen; false when nothing was. */
  readonly close: () => boolean;
}

const bands: readonly Band[] = ['band', 'interval', 'seeds', 'mean'];

/** What actions do where a screen does nothing else with them; the key map says on which screens they have a key. */
export function sharedActions(options: SharedOptions): ScreenActions {
  const { stand, say, steering } = options;
  return {
    ...chartActions(options),
    scale: () => scale(options),
    help: () => help(options),
    back() {
      if (steering.asking()) steering.answer(false);
      else if (stand.full) stand.full = false;
      else if (stand.filter !== '') stand.filter = '';
      else if (!options.close()) stand.middle = 'waves';
    },
    quit: steering.quit,
    stop: steering.interrupt,
    suspend: options.suspend,
    redraw: options.repaint,
    screen(key) {
      Object.assign(stand, { screen: screenNames[Number(key) - 1], middle: 'waves', full: false, scroll: 0, panel: 0 });
    },
    full() {
      if (options.isSmall()) say('so small a terminal has no panels that could be larger');
      else stand.full = !stand.full;
    },
    freeze: options.freeze,
    filter: () => filter(options),
    export: options.exportScreen,
    theme() {
      stand.theme = (stand.theme + 1) % options.themes.length;
      say(`theme: ${options.themes[stand.theme]}`);
    },
    up: () => scrollBy(stand, '↑'),
    down: () => scrollBy(stand, '↓'),
    band: () => (stand.band = next(bands, stand.band)),
    previousSeed: () => moveSeed(stand, options.state(), -1),
    nextSeed: () => moveSeed(stand, options.state(), 1),
    pause: steering.pause,
    mute() {
      stand.muted = !stand.muted;
      say(stand.muted ? 'alarms ring no bell' : 'alarms ring the bell, where --bell was given');
    },
  };
}

/** The window, cursor and axes that all charts share. */
function chartActions({ stand, state, run }: DeskContext): ScreenActions {
  const placed = (change: (place: Place, stretch: Stretch) => Place) => (): void => {
    stand.place = change(stand.place, stretchOf(stand, state()));
  };
  const paged = (by: number, key: string): (() => void) => {
    const pan = placed((place, stretch) => panned(place, by, stretch));
    // Where texts and lists stand, a page is one of rows.
    return () => (stand.middle === 'waves' && screenOf(stand) !== 'sweep' ? pan() : scrollBy(stand, key));
  };
  const follow = (): void => void (stand.place = reset(stand.place));
  return {
    first: placed((place, stretch) => moved(place, -stretch.updates, stretch)),
    newest: follow,
    reset: follow,
    pageUp: paged(-1, 'pgup'),
    pageDown: paged(1, 'pgdn'),
    panLeft: placed((place, stretch) => panned(place, -0.25, stretch)),
    panRight: placed((place, stretch) => panned(place, 0.25, stretch)),
    zoomIn: placed((place, stretch) => zoomed(place, 0.5, stretch)),
    zoomOut: placed((place, stretch) => zoomed(place, 2, stretch)),
    smooth: () => (stand.place = { ...stand.place, smooth: next(smoothings, stand.place.smooth) }),
    axis() {
      const of = run();
      // An axis that the run has no numbers for is passed over.
      const known = of === undefined ? axes : axesOf(of);
      stand.place = { ...stand.place, axis: next(known, stand.place.axis) };
    },
  } satisfies Partial<Record<Action, () => void>>;
}

/** The next scale that the values on the screen can be drawn on. */
function scale({ stand, view, say }: SharedOptions): void {
  const wanted = next(scaleKinds, stand.place.scale);
  const shown = wanted === 'log' ? scaleShown(wanted, shownScores(view())) : wanted;
  stand.place = { ...stand.place, scale: shown };
  if (shown !== wanted) say(SCALE_WORDS);
}

function help({ stand, enter }: DeskContext): void {
  const close = (): void => {
    [stand.middle, stand.scroll] = ['waves', 0];
  };
  [stand.middle, stand.scroll] = ['help', 0];
  enter({
    kind: 'text',
    label: 'search',
    text: '',
    hint: 'type to search   ↑↓ scroll   esc close',
    change: () => (stand.scroll = 0),
    accept: close,
    cancel: close,
    other: (key) => scrollBy(stand, key),
  });
}

function filter({ stand, enter }: DeskContext): void {
  const before = stand.filter;
  const take = (text: string): void => void (stand.filter = text);
  enter({
    kind: 'text',
    label: 'filter',
    text: before,
    hint: 'words   kind:alarm   level:warn   enter keep   esc clear',
    change: take,
    accept: take,
    cancel: () => take(before === stand.filter ? '' : before),
  });
}

/** The one behind a member, the first behind the last. */
function next<T>(all: readonly T[], one: T): T {
  return all[(all.indexOf(one) + 1) % all.length];
}
