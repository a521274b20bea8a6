/** One cyclical run, six snapshots at its troughs: all of them, the three that disagree most and the last one alone, on rows that nobody learnt from or chose by. */
import {
  accuracyOf,
  atTrough,
  cycle,
  disagreementOf,
  experiment,
  meanProbabilities,
  mostDisagreeing,
  predictor,
  run,
  snapshots,
  splitAt,
  supervised,
  supervisedShape,
  teacherTask,
} from 'antiphase';

const rows = teacherTask({ seed: 1 });
const [validation, test] = splitAt(teacherTask({ seed: 1, part: 'test', rows: 1500 }), 500);
const learningRate = cycle({ wave: 'warmRestart', period: 100, min: 0.015, max: 0.585 });
const kept = snapshots({ when: atTrough(learningRate) });
const trial = experiment({ learner: supervised({ rows, learningRate }), updates: 600, hooks: [kept.hook] });

for (const event of run(trial)) if (event.type === 'end') console.log(`${event.reason} after ${event.update} updates`);
const predict = predictor(supervisedShape(rows), test.rows);
const [tried, members] = [validation, test].map((set) =>
  kept.taken().map(({ parameters }) => predict(parameters, set)),
);
const chosen = mostDisagreeing(tried, test.classes, 3);
console.log(`${members.length} members, disagreement ${disagreementOf(members, test.classes).toFixed(3)}`);
console.log('last alone', accuracyOf(members[members.length - 1], test));
console.log('together', accuracyOf(meanProbabilities(members), test));
console.log(chosen.join(', '), accuracyOf(meanProbabilities(chosen.map((i) => members[i])), test));

export default trial;
