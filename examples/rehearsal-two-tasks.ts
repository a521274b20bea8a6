/** One task after another: 16 of 60 stored rows of the first are rehearsed at the crests of the second's rate. */
import {
  atCrest,
  cycle,
  experiment,
  gated,
  random,
  rehearsalBuffer,
  stages,
  supervised,
  teacherTask,
  withWrongLabels,
} from 'antiphase';

const learningRate = cycle({ wave: 'cosine', period: 50, min: 0.02, max: 0.3 });
const first = withWrongLabels(teacherTask({ seed: 2 }), 0.2, random(2));
const second = teacherTask({ seed: 2, shift: 1 });

export default experiment({
  name: 'rehearsal',
  learner: stages([
    { learner: supervised({ rows: first, learningRate }), updates: 300 },
    {
      learner: supervised({
        rows: second,
        learningRate,
        rehearsal: rehearsalBuffer(first, 60, random(3)),
        rehearsedRows: gated(atCrest(learningRate), 16, 0),
      }),
      updates: 300,
    },
  ]),
  updates: 600,
});
