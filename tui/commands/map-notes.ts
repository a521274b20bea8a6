import type { StabilityMap } from '../../curriculum/stability/map.js';
import { isBeyond, type HeatScale } from '../charts/heat-scale.js';
import type { MapRequest, RequestedAxis } from './map-request.js';

/** The cell with the best reading. */
export interface BestCell {
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

/** The best cell; the first of equals. */
export function bestCell({ grid, columns }: StabilityMap, { x, y }: MapRequest, { sign }: HeatScale): BestCell {
  let best = 0;
  for (let k = 1; k < grid.length; k++) if (sign * grid[k] < sign * grid[best]) best = k;
  return {
    x: x.options.values[best % columns],
    y: y.options.values[Math.floor(best / columns)],
    value: grid[best],
  };
}

/** Lines along an axis of the mean rate that are stable, unstable, and stable again with a rising rate. */
export interface Reopening {
  /** The other axis. */
  readonly along: RequestedAxis;
  /** Its values at which a window reopens. */
  readonly at: readonly number[];
  /** How many values it has. */
  readonly of: number;
  /** The lowest rate at which stability is lost in the first of them, and that at which it comes back. */
  readonly lost: number;
  readonly back: number;
}

/** Where stable windows reopen; undefined where none was seen or no axis is the mean rate. */
export function reopening(map: StabilityMap, { x, y }: MapRequest, scale: HeatScale): Reopening | undefined {
  const rows = y.options.axis === 'meanRate';
  if (!rows && x.options.axis !== 'meanRate') return undefined;
  const [rates, along] = rows ? [y.options.values, x] : [x.options.values, y];
  const at: number[] = [];
  let first: readonly [number, number] | undefined;
  for (let line = 0; line < along.options.values.length; line++) {
    let lost: number | undefined;
    for (let k = 0; k < rates.length; k++) {
      const beyond = isBeyond(scale, map.grid[rows ? k * map.columns + line : line * map.columns + k]);
      if (beyond) lost ??= rates[k];
      else if (lost !== undefined) {
        at.push(along.options.values[line]);
        first ??= [lost, rates[k]];
        break;
      }
    }
  }
  if (first === undefined) return undefined;
  return { along, at, of: along.options.values.length, lost: first[0], back: first[1] };
}

/** A reopening in words. */
export function reopeningWords({ along, at, of, lost, back }: Reopening): string {
  const range = at.length === 1 ? short(at[0]) : `${short(at[0])} … ${short(at[at.length - 1])}`;
  return `stable windows reopen at ${along.name} ${range} (${at.length} of ${of}): lost at rate ${short(lost)}, back at ${short(back)}`;
}

/** At most four digits. */
export function short(value: number): string {
  return String(Number(value.toPrecision(4))).replaceAll('-', '−');
}
