import type { FlatArray } from '../../agents/engine/engine.js';
import { accuracyOf, predictor } from '../recipes/predictions.js';
import { supervised, supervisedShape } from '../recipes/supervised.js';
import { claim, type SeedNumbers, type SeedOptions } from './claim.js';
import { judgeBy } from './judge.js';
import { PAIRED, restart, studentRows, trained } from './student.js';

/** Mean rates of the fine-tuning. */
const RATES = [0.03, 0.1] as const;

function seed({ seed: number, quick }: SeedOptions): SeedNumbers {
  const shrunk = quick ? 3 : 1;
  const before = studentRows(number, { rows: 2000 });
  const after = studentRows(number, { rows: 80, perturbation: 0.7 });
  const predict = predictor(supervisedShape(after.train), after.test.rows);
  const numbers: Record<string, number> = {};
  const pretrained: Record<string, FlatArray> = {};
  for (const [name, period] of [
    ['long', 1200],
    ['short', 150],
  ] as const) {
    const learner = supervised({ rows: before.train, learningRate: restart(0.3, 0.95, period / shrunk) });
    pretrained[name] = trained({ learner, updates: 1200 / shrunk, seed: number });
    numbers[`${name}.before`] = accuracyOf(predict(pretrained[name], before.test), before.test);
  }
  for (const [first, from] of Object.entries(pretrained)) {
    for (const [second, period] of [
      ['long', 300],
      ['short', 50],
    ] as const) {
      let sum = 0;
      for (const rate of RATES) {
        const learner = supervised({ rows: after.train, learningRate: restart(rate, 0.95, period / (quick ? 2 : 1)) });
        const parameters = trained({ learner, updates: quick ? 150 : 300, seed: number, from });
        const score = accuracyOf(predict(parameters, after.test), after.test);
        numbers[`${first}→${second} ${rate}`] = score;
        sum += score;
      }
      numbers[`${first}→${second}`] = sum / RATES.length;
    }
  }
  for (const way of ['long', 'short'] as const) {
    numbers[`pretraining ${way}`] = (numbers[`${way}→long`] + numbers[`${way}→short`]) / 2;
    numbers[`fine-tuning ${way}`] = (numbers[`long→${way}`] + numbers[`short→${way}`]) / 2;
  }
  return numbers;
}

const cells = ['long→long', 'long→short', 'short→long', 'short→short'];

/** Long cycles first, short ones later. */
export const transfer = claim({
  name: 'transfer',
  title: 'Long cycles for pretraining, short ones for fine-tuning',
  sentence: 'Pretraining wants long cycles of the rate, fine-tuning short ones.',
  section: 'Transfer learning',
  task:
    'the students’ task with 2000 rows for pretraining (1200 updates, rate 0.3·(1 + 0.95 w), period 1200 or 150); fine-tuning on 80 rows of a teacher ' +
    'perturbed by 0.7 (300 updates, period 300 or 50, mean rate 0.03 and 0.1); 20 % of the labels random; 1000 clean test rows of the second teacher.',
  arms: cells.map((name) => ({ name, about: `periods of pretraining → fine-tuning` })),
  controls: [
    'equal updates and equal mean rates',
    PAIRED,
    'a 2×2 design: each choice is judged over both values of the other, and over both mean rates',
  ],
  metric: 'accuracy on test rows of the second task',
  rule: 'Holds if long pretraining beats short and short fine-tuning beats long; with one of them, holds only for that half; with none, fails if one is worse; else no effect found.',
  revision: 1,
  seeds: { full: 40, quick: 20 },
  effects: [
    { name: 'pretraining', about: 'long − short pretraining', of: 'pretraining long', minus: 'pretraining short' },
    { name: 'fine-tuning', about: 'short − long fine-tuning', of: 'fine-tuning short', minus: 'fine-tuning long' },
    ...RATES.map((rate) => ({
      name: `long-short-${rate}`,
      about: `long→short − long→long at rate ${rate}`,
      of: `long→short ${rate}`,
      minus: `long→long ${rate}`,
    })),
    ...RATES.map((rate) => ({
      name: `short-first-${rate}`,
      about: `short→short − long→short at rate ${rate}`,
      of: `short→short ${rate}`,
      minus: `long→short ${rate}`,
    })),
  ],
  tables: [
    {
      title: 'Accuracy on the second task, by mean rate of the fine-tuning',
      columns: RATES.map(String),
      rows: cells.map((name) => ({ name, cells: RATES.map((rate) => `${name} ${rate}`) })),
    },
    {
      title: 'Accuracy on the first task, before fine-tuning',
      columns: ['accuracy'],
      rows: ['long', 'short'].map((name) => ({ name, cells: [`${name}.before`] })),
    },
  ],
  seed,
  judge: judgeBy({
    main: ['pretraining', 'fine-tuning'],
    onlyIf: [
      { when: ['pretraining'], words: 'it is said of pretraining alone' },
      { when: ['fine-tuning'], words: 'it is said of fine-tuning alone' },
    ],
  }),
});
