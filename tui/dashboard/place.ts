import type { ScaleKind } from '../charts/scale.js';

/** What the x axis of the charts counts; every one of them runs over logged updates. */
export type Axis = (typeof axes)[number];

/** The x axes in the order of their key. */
export const axes = ['update', 'step', 'phase', 'time'] as const;

/** Where a person stands in the charts: all screens share it. */
export interface Place {
  /** Updates shown; absent for the usual number. */
  readonly span?: number;
  /** First update shown; absent follows the newest end. */
  readonly from?: number;
  /** Update under the cursor; absent reads the newest one. */
  readonly cursor?: number;
  /** Weight of the running mean of the return; waves are never smoothed. */
  readonly smooth: number;
  readonly scale: ScaleKind;
  /** Update, env step, phase with every cycle folded over it, or time. */
  readonly axis: Axis;
}

/** How far what the charts show reaches. */
export interface Stretch {
  /** Updates lived. */
  readonly lived: number;
  /** Updates planned. */
  readonly updates: number;
  /** Updates shown where nobody zoomed; 400 when absent. */
  readonly usual?: number;
}

/** The place a screen opens with. */
export const freshPlace: Place = { smooth: 0.9, scale: 'linear', axis: 'update' };

/** Weights of smoothing, in the order of its key. */
export const smoothings: readonly number[] = [0, 0.6, 0.9, 0.99];

const USUAL_SPAN = 400;
const LEAST_SPAN = 16;

/** Updates shown at a place. */
function spanOf({ span }: Place, { updates, usual = USUAL_SPAN }: Stretch): number {
  return Math.max(1, Math.min(updates, span ?? usual));
}

/**
 * The stretch of updates shown, `[from, to)`. It follows the newest end by jumps of half its width: a frame between two jumps changes few
 * cells.
 *
 * @example windowOf(freshPlace, { lived: 450, updates: 6400 }) // { from: 200, to: 600 }
 */
export function windowOf(place: Place, stretch: Stretch): { readonly from: number; readonly to: number } {
  const { lived, updates } = stretch;
  const span = spanOf(place, stretch);
  const last = Math.max(0, updates - span);
  const half = Math.max(1, Math.floor(span / 2));
  const following = Math.ceil(Math.max(0, lived - span) / half) * half;
  const from = Math.min(last, Math.max(0, place.from ?? following));
  return { from, to: from + span };
}

/** Half or twice as many updates, around the cursor or with the newest end kept. */
export function zoomed(place: Place, by: 0.5 | 2, stretch: Stretch): Place {
  const { updates } = stretch;
  const { from, to } = windowOf(place, stretch);
  const span = Math.min(updates, Math.max(Math.min(LEAST_SPAN, updates), Math.round((to - from) * by)));
  if (place.from === undefined && place.cursor === undefined) return { ...place, span };
  const middle = place.cursor ?? (from + to) / 2;
  return { ...place, span, from: clamped(Math.round(middle - span / 2), 0, updates - span) };
}

/** Moves the window by a share of its width. */
export function panned(place: Place, by: number, stretch: Stretch): Place {
  const { from, to } = windowOf(place, stretch);
  const next = clamped(from + Math.round((to - from) * by), 0, stretch.updates - (to - from));
  const { cursor, ...rest } = place;
  const kept = cursor !== undefined && cursor >= next && cursor < next + (to - from) ? { cursor } : {};
  return { ...rest, ...kept, from: next };
}

/** Moves the cursor over lived updates, and the window with it. */
export function moved(place: Place, by: number, stretch: Stretch): Place {
  const { lived, updates } = stretch;
  if (lived === 0) return place;
  return cursorAt(place, clamped((place.cursor ?? lived - 1) + by, 0, Math.min(lived, updates) - 1), stretch);
}

/** Puts the cursor on an update, and moves the window where it is not in it. */
function cursorAt(place: Place, update: number, stretch: Stretch): Place {
  const { from, to } = windowOf(place, stretch);
  if (update >= from && update < to) return { ...place, cursor: update };
  const span = to - from;
  return { ...place, cursor: update, from: clamped(update - Math.floor(span / 2), 0, stretch.updates - span) };
}

/** Follows the newest end again, at the usual zoom. */
export function reset({ smooth, scale, axis }: Place): Place {
  return { smooth, scale, axis };
}

function clamped(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(Math.max(low, high), value));
}
