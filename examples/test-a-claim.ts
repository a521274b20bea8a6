/** A claim of one's own: arms, effect and rule are fixed before anything runs; the verdict follows from the interval. */
import { accuracyOf, claim, judgeBy, ledger, predictor, restart, studentRows, trained, verdictText } from 'antiphase';
import { supervised, supervisedShape } from 'antiphase';

/** Accuracy on test rows after 400 updates with cycles of this period. */
function accuracy(seed: number, period: number): number {
  const { train, test } = studentRows(seed);
  const learner = supervised({ rows: train, learningRate: restart(0.3, 0.95, period) });
  const parameters = trained({ learner, updates: 400, seed });
  return accuracyOf(predictor(supervisedShape(train), test.rows)(parameters, test), test);
}

export const shortCycles = claim({
  name: 'short-cycles',
  title: 'Short cycles',
  sentence: 'Eight short cycles of the rate are better than one long one.',
  section: 'an example',
  task: 'the students’ task, 400 updates',
  arms: [50, 400].map((period) => ({ name: String(period), about: `cycles of ${period} updates` })),
  controls: ['equal updates, mean rate, rows and first parameters'],
  metric: 'accuracy on test rows',
  rule: 'Holds if short is better, fails if it is worse, else no effect found.',
  revision: 1,
  seeds: { full: 20, quick: 4 },
  effects: [{ name: 'short', about: 'short − long', of: 'short', minus: 'long' }],
  seed: ({ seed }) => ({ short: accuracy(seed, 50), long: accuracy(seed, 400) }),
  judge: judgeBy({ main: ['short'] }),
});

for await (const event of ledger({ claims: [shortCycles] }))
  if (event.type === 'claim') console.log(verdictText(event.result.verdict), event.result.effects);
