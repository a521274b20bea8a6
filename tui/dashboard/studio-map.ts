import { modulationSampler, type Modulation } from '../../curriculum/stability/modulation.js';
import { readingOf, type ReadingName } from '../../curriculum/stability/readings.js';
import type { StepMatrix } from '../../curriculum/stability/step-matrix.js';
import type { HeatGrid } from '../charts/heat-map.js';

/** Readings that the map can show. */
export const mapReadings = ['margin', 'growth', 'transient'] as const satisfies readonly ReadingName[];

/** A map of a reading over the phase (columns, 0 to 1 turn) and the relative amplitude of the rate (rows, 0 to 1). */
export interface StudioMap {
  readonly reading: (typeof mapReadings)[number];
  /** What is known so far, coarse cells in place of those not computed yet. */
  readonly shown: HeatGrid;
  /** Cells that were computed, of how many. */
  readonly done: () => number;
  /** Computes on for so many milliseconds at most; false once every cell is known. */
  work(milliseconds: number): boolean;
  /** The reading at a column and a row, of the cell that stands for it. */
  readonly at: (column: number, row: number) => number;
}

/** Columns and rows: every 7.5°, every twentieth of the amplitude. */
export const MAP_COLUMNS = 49;
export const MAP_ROWS = 21;
const STRIDES = [8, 4, 2, 1];

/** What the map is computed of: all of a modulation but what its axes vary. */
export type MapBase = Omit<Modulation, 'phase' | 'rateAmplitude'>;

/** Begins a map; it is computed coarse to fine, in slices. */
export function studioMap(base: MapBase, step: StepMatrix, reading: StudioMap['reading']): StudioMap {
  const grid = new Float64Array(MAP_COLUMNS * MAP_ROWS).fill(Number.NaN);
  const sample = modulationSampler();
  const known = new Uint8Array(grid.length);
  let done = 0;

  function* cells(): Generator<void, void> {
    for (const stride of STRIDES) {
      // Levels are computed anew when the phase changes: columns belong outside.
      for (let column = 0; column < MAP_COLUMNS; column += stride) {
        for (let row = 0; row < MAP_ROWS; row += stride) {
          const index = row * MAP_COLUMNS + column;
          if (known[index] === 1) continue;
          known[index] = 1;
          done++;
          const phase = column / (MAP_COLUMNS - 1);
          const { rates, curvatures, series } = sample({ ...base, phase, rateAmplitude: row / (MAP_ROWS - 1) });
          const value = readingOf(reading, step, rates, curvatures, series, 0) ?? Number.NaN;
          fill(column, row, stride, Math.min(value, Number.MAX_VALUE));
          yield;
        }
      }
    }
  }

  /** A cell, and the cells around it that are not known yet. */
  function fill(column: number, row: number, stride: number, value: number): void {
    const reach = stride >> 1;
    for (let y = Math.max(0, row - reach); y <= Math.min(MAP_ROWS - 1, row + reach); y++)
      for (let x = Math.max(0, column - reach); x <= Math.min(MAP_COLUMNS - 1, column + reach); x++) {
        const index = y * MAP_COLUMNS + x;
        if (known[index] === 0 || (x === column && y === row)) grid[index] = value;
      }
  }

  const work = cells();
  return {
    reading,
    shown: { grid, rows: MAP_ROWS, columns: MAP_COLUMNS },
    done: () => done,
    work(milliseconds) {
      const until = performance.now() + milliseconds;
      while (performance.now() < until) if (work.next().done === true) return false;
      return true;
    },
    at: (column, row) => grid[row * MAP_COLUMNS + column],
  };
}
