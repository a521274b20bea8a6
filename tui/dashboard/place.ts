import type { ScaleKind } from '../charts/scale.js';

/** Where a person stands in the charts of a run: all of them share it. */
export interface Place {
  /** Updates shown; absent for the usual number. */
  readonly span?: number;
  /** First update shown; absent follows the newest end. */
  readonly from?: number;
  /** Update under the cursor; absent reads the newest one. */
  readonly cursor?: number;
  /** Weight of the running mean of the return. */
  readonly smooth: number;
  readonly scale: ScaleKind;
  /** Every cycle over one axis of phase. */
  readonly folded: boolean;
}

/** The place a screen opens with. */
export const freshPlace: Place = { smooth: 0.9, scale: 'linear', folded: false };

/** Weights of smoothing, in the order of its key. */
export const smoothings: readonly number[] = [0, 0.6, 0.9, 0.99];

const USUAL_SPAN = 400;
const LEAST_SPAN = 16;

/** Updates shown at a place of a run of so many. */
export function spanOf({ span }: Place, updates: number): number {
  return Math.max(1, Math.min(updates, span ?? USUAL_SPAN));
}

/**
 * The stretch of updates shown, `[from, to)`. It follows the newest end by jumps of half its width: a frame between two jumps changes few
 * cells.
 *
 * @example windowOf(freshPlace, 450, 6400) // { from: 200, to: 600 }
 */
export function windowOf(place: Place, lived: number, updates: number): { readonly from: number; readonly to: number } {
  const span = spanOf(place, updates);
  const last = Math.max(0, updates - span);
  const half = Math.max(1, Math.floor(span / 2));
  const following = Math.ceil(Math.max(0, lived - span) / half) * half;
  const from = Math.min(last, Math.max(0, place.from ?? following));
  return { from, to: from + span };
}

/** Half or twice as many updates, around the cursor or with the newest end kept. */
export function zoomed(place: Place, by: 0.5 | 2, lived: number, updates: number): Place {
  const { from, to } = windowOf(place, lived, updates);
  const span = Math.min(updates, Math.max(Math.min(LEAST_SPAN, updates), Math.round((to - from) * by)));
  if (place.from === undefined && place.cursor === undefined) return { ...place, span };
  const middle = place.cursor ?? (from + to) / 2;
  return { ...place, span, from: clamped(Math.round(middle - span / 2), 0, updates - span) };
}

/** Moves the window by a share of its width. */
export function panned(place: Place, by: number, lived: number, updates: number): Place {
  const { from, to } = windowOf(place, lived, updates);
  const next = clamped(from + Math.round((to - from) * by), 0, updates - (to - from));
  const { cursor, ...rest } = place;
  const kept = cursor !== undefined && cursor >= next && cursor < next + (to - from) ? { cursor } : {};
  return { ...rest, ...kept, from: next };
}

/** Moves the cursor over lived updates, and the window with it. */
export function moved(place: Place, by: number, lived: number, updates: number): Place {
  if (lived === 0) return place;
  const cursor = clamped((place.cursor ?? lived - 1) + by, 0, lived - 1);
  const { from, to } = windowOf(place, lived, updates);
  if (cursor >= from && cursor < to) return { ...place, cursor };
  const span = to - from;
  return { ...place, cursor, from: clamped(cursor - Math.floor(span / 2), 0, updates - span) };
}

/** Follows the newest end again, at the usual zoom. */
export function reset({ smooth, scale, folded }: Place): Place {
  return { smooth, scale, folded };
}

function clamped(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(Math.max(low, high), value));
}
