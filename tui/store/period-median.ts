import type { CycleEvent } from '../../experiments/event.js';

type Member = 'lowestMargin' | 'growth' | 'transient' | 'coherence';

/** Medians that were found, by the list of periods and its length. */
const found = new WeakMap<
  readonly CycleEvent[],
  { length: number; medians: Partial<Record<Member, number | undefined>> }
>();

/** The median of a reading over the periods of a run; undefined where it is not known in any. Asked again it costs nothing until a period is added. */
export function periodMedian(periods: readonly CycleEvent[], member: Member): number | undefined {
  let known = found.get(periods);
  if (known?.length !== periods.length) {
    known = { length: periods.length, medians: {} };
    found.set(periods, known);
  }
  if (!(member in known.medians)) known.medians[member] = medianOf(periods, member);
  return known.medians[member];
}

function medianOf(periods: readonly CycleEvent[], member: Member): number | undefined {
  const values = new Float64Array(periods.length);
  let count = 0;
  for (const period of periods) {
    const value = period[member];
    if (value !== undefined && !Number.isNaN(value)) values[count++] = value;
  }
  if (count === 0) return undefined;
  const half = count >> 1;
  const sorted = values.subarray(0, count);
  select(sorted, half);
  if (count % 2 === 1) return sorted[half];
  let below = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < half; i++) if (sorted[i] > below) below = sorted[i];
  return (below + sorted[half]) / 2;
}

/** Brings the value of a rank to its place, smaller ones before it (Hoare 1961). */
function select(values: Float64Array, rank: number): void {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1];
    let [i, j] = [low, high];
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i <= j) {
        const other = values[i];
        values[i++] = values[j];
        values[j--] = other;
      }
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else return;
  }
}
