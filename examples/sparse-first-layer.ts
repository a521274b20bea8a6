/** A first layer that is 90 % sparse: every 60 updates its smallest weights make room for those with the largest gradient. */
import { cycle, every, experiment, sparsity, supervised, teacherTask } from 'antiphase';

const rows = teacherTask({ seed: 3, rows: 1500 });

export default experiment({
  name: 'sparse-first-layer',
  learner: supervised({ rows, learningRate: cycle({ wave: 'warmRestart', period: 200, min: 0.015, max: 0.585 }) }),
  updates: 600,
  hooks: [sparsity({ weights: { from: 0, to: rows.width * 48 }, density: 0.1, when: every(60, 30) })],
});
