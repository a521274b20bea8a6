import type { FlatArray } from '../engine.js';

/** Rows of a block, the unit in which the kernel keeps a batch. */
export const blockRows = 64;

/** Rows that a batch takes in memory: the last block is rounded up to the four lanes of a register. */
export function paddedRows(rows: number): number {
  return (rows + 3) & ~3;
}

/**
 * Lays rows × `width` numbers out in blocks, unit × rows each; the lanes of padding are 0.
 *
 * Row `r` of unit `u` goes to `block·64·width + u·stride + r − block·64`. Of each row of `from`, `pitch` numbers long, the first `width` are taken.
 */
export function toBlocks(from: FlatArray, pitch: number, width: number, rows: number, to: Float32Array): void {
  for (let first = 0; first < rows; first += blockRows) {
    const count = Math.min(blockRows, rows - first);
    const stride = paddedRows(count);
    for (let unit = 0; unit < width; unit++) {
      const at = first * width + unit * stride;
      for (let row = 0; row < count; row++) to[at + row] = from[(first + row) * pitch + unit];
      for (let row = count; row < stride; row++) to[at + row] = 0;
    }
  }
}

/** The way back of `toBlocks`. */
export function fromBlocks(from: Float32Array, width: number, rows: number, pitch: number, to: Float32Array): void {
  for (let first = 0; first < rows; first += blockRows) {
    const count = Math.min(blockRows, rows - first);
    const stride = paddedRows(count);
    for (let unit = 0; unit < width; unit++) {
      const at = first * width + unit * stride;
      for (let row = 0; row < count; row++) to[(first + row) * pitch + unit] = from[at + row];
    }
  }
}
