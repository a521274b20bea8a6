/** One cyclical run, six snapshots at its troughs: their mean against the last one alone, on rows that nobody learnt from. */
import {
  accuracyOf,
  atTrough,
  cycle,
  disagreementOf,
  experiment,
  meanProbabilities,
  predictor,
  run,
  snapshots,
  supervised,
  supervisedShape,
  teacherTask,
} from 'antiphase';

const rows = teacherTask({ seed: 1 });
const test = teacherTask({ seed: 1, part: 'test', rows: 1000 });
const learningRate = cycle({ wave: 'warmRestart', period: 100, min: 0.015, max: 0.585 });
const kept = snapshots({ when: atTrough(learningRate) });
const trial = experiment({ learner: supervised({ rows, learningRate }), updates: 600, hooks: [kept.hook] });

for (const event of run(trial)) if (event.type === 'end') console.log(`${event.reason} after ${event.update} updates`);
const predict = predictor(supervisedShape(rows), test.rows);
const members = kept.taken().map(({ parameters }) => predict(parameters, test));
console.log(`${members.length} members, disagreement ${disagreementOf(members, test.classes).toFixed(3)}`);
console.log(`last alone ${accuracyOf(members[members.length - 1], test)}`);
console.log(`together   ${accuracyOf(meanProbabilities(members), test)}`);

export default trial;
