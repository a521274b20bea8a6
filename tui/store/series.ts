import type { ThinColumns } from '../charts/series.js';

/** A column of numbers with a pyramid over it: any stretch is thinned in the time of its columns, however long it is. */
export interface Series {
  /** Numbers that the pyramid knows. */
  readonly length: () => number;
  /** Takes the numbers of the column up to a length; constant time a number. */
  extend(length: number): void;
  /** Mean, smallest and largest of the finite values of `[from, to)` in so many columns; NaN where a column has none. */
  columns(from: number, to: number, width: number): ThinColumns;
  /** The same of columns `[edges[c], edges[c + 1])`, of the values before `end`. */
  between(edges: ArrayLike<number>, end?: number): ThinColumns;
  /** Mean of the finite values of a stretch; NaN where there is none. */
  mean(from: number, to: number): number;
  /** First place of a stretch with a finite value above a bound, or at it where that counts; its end where there is none. */
  first(bound: number, from: number, to: number, orEqual?: boolean): number;
  /** Smallest and largest finite value of a stretch; undefined where there is none. */
  extent(from: number, to: number): { readonly low: number; readonly high: number } | undefined;
}

/** Numbers below one node of the lowest level. */
const BLOCK = 32;

/** Nodes of one level; each stands over twice as many numbers as those of the level below. */
interface Level {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly mean: Float64Array;
  /** Finite numbers below a node. */
  readonly count: Float64Array;
  /** Nodes that are whole. */
  whole: number;
}

/**
 * A pyramid of smallest, largest and mean over a column that grows. Numbers that are not finite are gaps and lie in no bounds. All levels together take a
 * quarter of the memory of the column.
 *
 * @example const one = series(Float64Array.of(1, 5, 2, 8)); one.extend(4); one.columns(0, 4, 2).high // [5, 8]
 */
export function series(column: Float64Array): Series {
  const levels: Level[] = [];
  for (let size = Math.floor(column.length / BLOCK); size > 0; size >>= 1) levels.push(levelOf(size));
  let known = 0;
  // What a stretch comes to.
  let [low, high, mean, count] = [Number.NaN, Number.NaN, 0, 0];

  function begin(): void {
    [low, high, mean, count] = [Number.NaN, Number.NaN, 0, 0];
  }

  function addValues(from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const value = column[i];
      if (!Number.isFinite(value)) continue;
      if (!(low <= value)) low = value;
      if (!(high >= value)) high = value;
      count++;
      // Shares instead of a difference: that of ±1e308 is not finite.
      mean = mean * ((count - 1) / count) + value / count;
    }
  }

  function addNode(level: Level, at: number): void {
    const more = level.count[at];
    if (more === 0) return;
    if (!(low <= level.low[at])) low = level.low[at];
    if (!(high >= level.high[at])) high = level.high[at];
    count += more;
    mean = mean * ((count - more) / count) + level.mean[at] * (more / count);
  }

  function keep(level: Level): void {
    const at = level.whole++;
    level.low[at] = low;
    level.high[at] = high;
    level.mean[at] = mean;
    level.count[at] = count;
  }

  /** Height of the largest node that begins at a number and ends before another; −1 where none does. */
  function heightAt(at: number, to: number): number {
    if (at % BLOCK !== 0 || at + BLOCK > to || at / BLOCK >= (levels.at(0)?.whole ?? 0)) return -1;
    let [height, node, size] = [0, at / BLOCK, BLOCK];
    while (node % 2 === 0 && at + 2 * size <= to && height + 1 < levels.length && node / 2 < levels[height + 1].whole)
      [node, size, height] = [node / 2, 2 * size, height + 1];
    return height;
  }

  /** Adds a stretch from the largest nodes that lie in it. */
  function add(from: number, to: number): void {
    let at = from;
    while (at < to) {
      const height = heightAt(at, to);
      const stop = height < 0 ? Math.min(to, (Math.floor(at / BLOCK) + 1) * BLOCK) : at + BLOCK * (1 << height);
      if (height < 0) addValues(at, stop);
      else addNode(levels[height], at / (BLOCK * (1 << height)));
      at = stop;
    }
  }

  /** The first place of a stretch whose value passes: nodes whose largest does not are skipped. */
  function firstOf(passes: (value: number) => boolean, from: number, to: number): number {
    let at = from;
    while (at < to) {
      let height = heightAt(at, to);
      const stop = height < 0 ? Math.min(to, (Math.floor(at / BLOCK) + 1) * BLOCK) : at + BLOCK * (1 << height);
      if (height >= 0 && !passes(levels[height].high[at / (BLOCK * (1 << height))])) {
        at = stop;
        continue;
      }
      // Down to the block that has it: the left half of a node, or else its right one.
      for (; height > 0; height--) {
        const half = BLOCK * (1 << (height - 1));
        if (!passes(levels[height - 1].high[at / half])) at += half;
      }
      const end = height < 0 ? stop : at + BLOCK;
      for (; at < end; at++) if (Number.isFinite(column[at]) && passes(column[at])) return at;
    }
    return to;
  }

  function between(edges: ArrayLike<number>, end = known): ThinColumns {
    const width = Math.max(0, edges.length - 1);
    const empty = (): Float64Array => new Float64Array(width).fill(Number.NaN);
    const out = { mean: empty(), low: empty(), high: empty() };
    for (let x = 0; x < width; x++) {
      const first = Math.max(0, edges[x]);
      const last = Math.min(end, known, edges[x + 1]);
      if (first >= last) continue;
      begin();
      add(first, last);
      if (count > 0) [out.mean[x], out.low[x], out.high[x]] = [mean, low, high];
    }
    return out;
  }

  return {
    length: () => known,
    extend(length) {
      known = Math.max(known, Math.min(length, column.length));
      const lowest = levels.at(0);
      while (lowest !== undefined && (lowest.whole + 1) * BLOCK <= known) {
        begin();
        addValues(lowest.whole * BLOCK, (lowest.whole + 1) * BLOCK);
        keep(lowest);
        for (let k = 1; k < levels.length && levels[k - 1].whole === 2 * (levels[k].whole + 1); k++) {
          begin();
          addNode(levels[k - 1], 2 * levels[k].whole);
          addNode(levels[k - 1], 2 * levels[k].whole + 1);
          keep(levels[k]);
        }
      }
    },
    columns(from, to, width) {
      const span = Math.max(0, to - from);
      return between(Array.from({ length: width + 1 }, (_, x) => from + Math.ceil((x * span) / width)));
    },
    between,
    mean(from, to) {
      begin();
      add(Math.max(0, from), Math.min(to, known));
      return count === 0 ? Number.NaN : mean;
    },
    first: (bound, from, to, orEqual = false) =>
      firstOf((value) => value > bound || (orEqual && value === bound), Math.max(0, from), Math.min(to, known)),
    extent(from, to) {
      begin();
      add(Math.max(0, from), Math.min(to, known));
      return count === 0 ? undefined : { low, high };
    },
  };
}

function levelOf(size: number): Level {
  const numbers = (): Float64Array => new Float64Array(size);
  return { low: numbers(), high: numbers(), mean: numbers(), count: numbers(), whole: 0 };
}
