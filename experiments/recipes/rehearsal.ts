import type { Gate } from '../../curriculum/gate.js';
import { fraction, type Schedule } from '../../curriculum/schedule.js';
import type { LabelledSet } from '../../envs/bandits/teacher-task.js';
import { checkName, checkNumber, OptionError } from '../../math/check.js';
import type { Random } from '../../math/random.js';
import { rowsOf } from './labelled.js';

/**
 * A store of `count` rows of a task, each row with the same chance to be in it, for rehearsal in a later task.
 *
 * @throws OptionError for more rows than there are.
 * @source Vitter, Random sampling with a reservoir (1985)
 * @example rehearsalBuffer(teacherTask(), 60, random(0)).rows // 60
 */
export function rehearsalBuffer(set: LabelledSet, count: number, random: Random): LabelledSet {
  checkNumber('rehearsalBuffer.count', count, { integer: true, min: 1, max: set.rows });
  const kept = Array.from({ length: count }, (_, row) => row);
  for (let row = count; row < set.rows; row++) {
    const place = random.integer(row + 1);
    if (place < count) kept[place] = row;
  }
  return rowsOf(set, kept);
}

/** Where in a period something is done. */
export const slotPlaces = ['crest', 'middle', 'trough', 'uniform'] as const;

/** Name of such a place. */
export type SlotPlace = (typeof slotPlaces)[number];

/**
 * Open at `count` updates of each period of a schedule: where it is highest, lowest, nearest to the middle of that order, or evenly spread.
 *
 * `gated(slots(rate, 40, 'crest'), 16, 0)` rehearses 16 rows at the 40 highest updates of each period.
 *
 * @throws OptionError for a schedule without an integer period, or a count that is not in 1 … period.
 * @example slots(cycle({ wave: 'cosine', period: 40, min: 0, max: 1 }), 1, 'crest')(20, {}) // true
 */
export function slots(schedule: Schedule, count: number, place: SlotPlace): Gate {
  const { period } = schedule;
  if (period === undefined || !Number.isInteger(period))
    throw new OptionError('slots.schedule', 'a schedule with an integer period', period);
  checkName('slots.place', place, slotPlaces);
  checkNumber('slots.count', count, { integer: true, min: 1, max: period });
  const open = new Uint8Array(period);
  if (place === 'uniform') for (let k = 0; k < count; k++) open[Math.floor(((k + 0.5) * period) / count)] = 1;
  else {
    const highestFirst = Array.from({ length: period }, (_, n) => n).sort(
      (a, b) => schedule(b, {}) - schedule(a, {}) || a - b,
    );
    const first = place === 'crest' ? 0 : place === 'trough' ? period - count : Math.floor((period - count) / 2);
    for (const update of highestFirst.slice(first, first + count)) open[update] = 1;
  }
  return (update) => open[Math.round(fraction(update / period) * period) % period] === 1;
}
