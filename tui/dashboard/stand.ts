import type { ScreenName } from '../keymap.js';
import type { State } from '../state.js';
import { freshPlace, type Place, type Stretch } from './place.js';
import { runShown, type RunAt } from './run-reading.js';
import type { Band, View } from './view.js';

/** Where the person stands on the screens: what keys move, kept from frame to frame. */
export interface Stand {
  /** Chosen by the plan while undefined. */
  screen: ScreenName | undefined;
  /** Index of the arm whose waves and readings are shown, and of its seed. */
  focus: number;
  seed: number;
  band: Band;
  /** First line shown of a text that is longer than its panel. */
  scroll: number;
  panel: number;
  /** Index into the themes. */
  theme: number;
  /** Window, cursor, smoothing and axes of all charts. */
  place: Place;
  full: boolean;
  filter: string;
  middle: View['middle'];
  /** Alarms make no bell. */
  muted: boolean;
}

/** Where somebody stands who has not pressed a key yet. */
export function freshStand(screen: ScreenName | undefined): Stand {
  return {
    screen,
    focus: 0,
    seed: 0,
    band: 'band',
    scroll: 0,
    panel: 0,
    theme: 0,
    place: freshPlace,
    full: false,
    filter: '',
    middle: 'waves',
    muted: false,
  };
}

/** The screen that is shown. */
export function screenOf({ screen }: Stand): ScreenName {
  return screen ?? 'compare';
}

/** The arm in focus: the last one where there are fewer. */
export function focusOf({ focus }: Stand, { arms }: State): number {
  return Math.min(focus, Math.max(0, arms.length - 1));
}

/** The run in focus; undefined before any plan. */
export function runOf(stand: Stand, state: State): RunAt | undefined {
  return runShown({ state, focus: focusOf(stand, state), seed: stand.seed });
}

/** How far the charts of the screen reach: of the run in focus, or of all runs where they are compared. */
export function stretchOf(stand: Stand, state: State): Stretch {
  const of = runOf(stand, state);
  if (of === undefined) return { lived: 0, updates: 1 };
  if (screenOf(stand) !== 'compare') return { lived: of.arm.runs[of.index].lived, updates: of.updates };
  const lived = Math.max(...state.arms.flatMap(({ runs }) => runs.map((run) => run.lived)));
  return { lived, updates: of.updates, usual: of.updates };
}

/** Moves the focus to another arm, around the ends. */
export function moveArm(stand: Stand, { arms: { length } }: State, by: number): void {
  if (length > 0) stand.focus = (Math.min(stand.focus, length - 1) + by + length) % length;
}

/** Moves to another seed, around the ends. */
export function moveSeed(stand: Stand, { plan }: State, by: number): void {
  const count = plan?.seeds.kept.length ?? 0;
  if (count > 0) stand.seed = (Math.min(stand.seed, count - 1) + by + count) % count;
}

/** Scrolls the text or list of the screen by a key's name. */
export function scrollBy(stand: Stand, key: string): void {
  const by = { '↑': -1, '↓': 1, pgup: -10, pgdn: 10 }[key] ?? 0;
  stand.scroll = key === 'home' ? 0 : key === 'end' ? 1e6 : Math.max(0, stand.scroll + by);
}
