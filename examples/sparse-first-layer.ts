/** A first layer that is 90 % sparse: its smallest weights make room for those with the largest gradient while the rate is high, as the alignment score says. */
import { alignmentScore, cycle, every, experiment, sparsity, supervised, teacherTask } from 'antiphase';

const rows = teacherTask({ seed: 3, rows: 1500 });
const learningRate = cycle({ wave: 'warmRestart', period: 200, min: 0.015, max: 0.585 });
const when = every(200, 20);
const updates = 600;

// 1 is the best possible, 0 indifferent, below 0 regrows at the troughs.
console.log('alignment score', alignmentScore(when, learningRate, { updates })?.toFixed(3));

export default experiment({
  name: 'sparse-first-layer',
  learner: supervised({ rows, learningRate }),
  updates,
  hooks: [sparsity({ weights: { from: 0, to: rows.width * 48 }, density: 0.1, when })],
});
