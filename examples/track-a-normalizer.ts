/** How far a normaliser's running mean is from the true one: update rate with the learning rate, against it, and at its mean. */
import { cycle, trackingVariance } from 'antiphase';

const wave = { wave: 'cosine', period: 200 } as const;
const updateRates = {
  with: cycle({ ...wave, min: 0.01, max: 0.19 }),
  against: cycle({ ...wave, min: 0.01, max: 0.19, phase: 0.5 }),
  constant: 0.1,
};

for (const [name, updateRate] of Object.entries(updateRates)) {
  const learningRate = cycle({ ...wave, min: 0.03, max: 0.57 });
  const error = trackingVariance({ updateRate, learningRate, drift: 0.3, batchNoise: 0.3, period: 200 });
  console.log(name, 'whole cycle', error.cycle.toFixed(3), 'trough', error.trough.toFixed(3));
}
