import { gated } from '../../curriculum/gate.js';
import { valueAt, type Tunable } from '../../curriculum/schedule.js';
import type { Gate } from '../../curriculum/gate.js';
import { streams } from '../../math/random.js';
import { accuracyOf, predictor } from '../recipes/predictions.js';
import { rehearsalBuffer, slots, type SlotPlace } from '../recipes/rehearsal.js';
import { supervised, supervisedShape } from '../recipes/supervised.js';
import { claim, type SeedNumbers, type SeedOptions } from './claim.js';
import { judgeBy } from './judge.js';
import { PAIRED, parametersBehind, PERIOD, restart, studentRows, trained } from './student.js';

/** Mean rates: well below the edge of stability, and near it. */
const RATES = [0.08, 0.3] as const;
/** Updates of each period that rehearse, 20 %. */
const SLOTS = PERIOD / 5;
const REHEARSED = 16;
const arms = ['none', 'crest', 'middle', 'trough', 'uniform', 'crest matched', 'crest constant'] as const;

/** As many updates at the crest as have the rate mass of the uniform slots. */
function matchedSlots(rate: Tunable): number {
  const cycle = restart(1, 0.95);
  const uniform = slots(cycle, SLOTS, 'uniform');
  const values = Array.from({ length: PERIOD }, (_, n) => valueAt(rate, n));
  const mass = values.filter((_, n) => uniform(n, {})).reduce((sum, one) => sum + one, 0);
  const descending = values.slice().sort((a, b) => b - a);
  let count = 0;
  for (let sum = 0; count < PERIOD && sum + descending[count] / 2 < mass; count++) sum += descending[count];
  return count;
}

function seed({ seed: number, quick }: SeedOptions): SeedNumbers {
  const [first, second] = [studentRows(number), studentRows(number, { shift: 1 })];
  const predict = predictor(supervisedShape(first.train), first.test.rows);
  const stored = rehearsalBuffer(first.train, 60, streams(number).forkUser('claims.rehearsal'));
  const numbers: Record<string, number> = {};
  for (const mid of RATES) {
    const rate = restart(mid, 0.95);
    const from = trained({
      learner: supervised({ rows: first.train, learningRate: rate }),
      updates: quick ? 300 : 1500,
      seed: number,
    });
    numbers[`before ${mid}`] = accuracyOf(predict(from, first.test), first.test);
    const at = (place: SlotPlace, count = SLOTS): Gate => slots(rate, count, place);
    const gates: Readonly<Record<(typeof arms)[number], Gate>> = {
      none: () => false,
      crest: at('crest'),
      middle: at('middle'),
      trough: at('trough'),
      uniform: at('uniform'),
      'crest matched': at('crest', matchedSlots(rate)),
      'crest constant': at('crest'),
    };
    for (const arm of arms) {
      const learner = supervised({
        rows: second.train,
        rehearsal: stored,
        rehearsedRows: gated(gates[arm], REHEARSED, 0),
        learningRate: arm === 'crest constant' ? mid : rate,
      });
      const updates = quick ? 2 * PERIOD : 6 * PERIOD;
      const [middle, trough] = parametersBehind({ learner, updates, seed: number, from }, [
        updates - 1 - PERIOD / 2,
        updates - 1,
      ]);
      numbers[`${arm} ${mid} A`] = accuracyOf(predict(trough, first.test), first.test);
      numbers[`${arm} ${mid} B`] = accuracyOf(predict(trough, second.test), second.test);
      numbers[`${arm} ${mid} average`] = (numbers[`${arm} ${mid} A`] + numbers[`${arm} ${mid} B`]) / 2;
      numbers[`${arm} ${mid} forgotten`] = numbers[`before ${mid}`] - numbers[`${arm} ${mid} A`];
      numbers[`${arm} ${mid} A mid`] = accuracyOf(predict(middle, first.test), first.test);
      numbers[`${arm} ${mid} B mid`] = accuracyOf(predict(middle, second.test), second.test);
    }
  }
  return numbers;
}

/** Continual learning with a small store of the first task. */
export const rehearsal = claim({
  name: 'rehearsal',
  title: 'Rehearsal at the crest of the rate',
  sentence: 'In continual learning old rows should be rehearsed while the rate is high.',
  section: 'Continual learning',
  task:
    'the students’ task as A for 1500 updates, then B, its inputs shifted by one standard deviation, for 1200; rate of period 200, mean 0.08 or 0.3 (near the edge of ' +
    'stability), depth 0.95; in 20 % of the updates of B 16 of the 32 rows come from 60 stored rows of A.',
  arms: [
    { name: 'none', about: 'no rehearsal' },
    { name: 'crest', about: 'in the 40 updates of a period with the highest rate' },
    { name: 'middle', about: 'in the 40 in the middle' },
    { name: 'trough', about: 'in the 40 with the lowest rate' },
    { name: 'uniform', about: 'in every fifth update' },
    { name: 'crest matched', about: 'at the crest, in so few updates that their sum of rates is that of uniform' },
    { name: 'crest constant', about: 'in the updates of crest, under a constant rate' },
  ],
  controls: [
    'equal number of rehearsed rows',
    'matched: equal sum of rates over rehearsed updates',
    PAIRED,
    'average and forgetting were added after accuracy on A was seen; they are not in the rule',
  ],
  metric:
    'accuracy on test rows of A at the end, in a trough; beside it B, their mean, what was forgotten of A (before B less at the end), and mid-cycle',
  rule:
    'Holds if crest beats uniform at both mean rates; with one of them, holds only near that rate; if it beats only the trough, holds only against it; ' +
    'else fails if crest is worse than uniform at one rate; else no effect found.',
  revision: 2,
  seeds: { full: 40, quick: 20 },
  effects: [
    ...RATES.flatMap((mid) => [
      {
        name: `over-uniform-${mid}`,
        about: `A: crest − uniform at rate ${mid}`,
        of: `crest ${mid} A`,
        minus: `uniform ${mid} A`,
      },
      {
        name: `over-trough-${mid}`,
        about: `A: crest − trough at rate ${mid}`,
        of: `crest ${mid} A`,
        minus: `trough ${mid} A`,
      },
      {
        name: `matched-${mid}`,
        about: `A: crest matched − uniform at rate ${mid}`,
        of: `crest matched ${mid} A`,
        minus: `uniform ${mid} A`,
      },
      {
        name: `average-${mid}`,
        about: `mean of A and B: crest − uniform at rate ${mid}`,
        of: `crest ${mid} average`,
        minus: `uniform ${mid} average`,
      },
      {
        name: `forgetting-${mid}`,
        about: `accuracy on A that learning B cost: none − crest at rate ${mid}`,
        of: `none ${mid} forgotten`,
        minus: `crest ${mid} forgotten`,
      },
      { name: `B-${mid}`, about: `B: crest − uniform at rate ${mid}`, of: `crest ${mid} B`, minus: `uniform ${mid} B` },
    ]),
  ],
  tables: RATES.map((mid) => ({
    title: `Accuracy at mean rate ${mid}, at the end and in the middle of the last cycle`,
    columns: ['A', 'B', 'average', 'forgotten', 'A mid-cycle', 'B mid-cycle'],
    rows: arms.map((name) => ({
      name,
      cells: ['A', 'B', 'average', 'forgotten', 'A mid', 'B mid'].map((what) => `${name} ${mid} ${what}`),
    })),
  })),
  seed,
  judge: judgeBy({
    main: RATES.map((mid) => `over-uniform-${mid}`),
    onlyIf: [
      ...RATES.map((mid) => ({
        when: [`over-uniform-${mid}`],
        words: mid === 0.3 ? 'the rate is near the edge of stability' : 'the rate is low',
      })),
      { when: RATES.map((mid) => `over-trough-${mid}`), words: 'compared with rehearsal in the trough' },
    ],
  }),
});
