/** Clients whom the server weighs unequally: the sums of their rates in a round are designed so that their drifts cancel. */
import { designSums, experiment, federation, movedLandscape, quadraticLandscape, wavesOfSums } from 'antiphase';

const localSteps = 10;
const mean = localSteps * 0.05;
const weights = [0.5, 0.3, 0.2];
const centres = [
  [1, 0],
  [-1, 1],
  [0, -1],
];

const design = designSums({
  drifts: centres.map((centre, k) => centre.map((x) => -weights[k] * x)),
  min: 0.3 * mean,
  max: 1.7 * mean,
  total: centres.length * mean,
});

export default experiment({
  name: 'federation by design',
  learner: federation({
    clients: centres.map((centre) => movedLandscape(quadraticLandscape({ eigenvalues: [1, 1] }), centre)),
    learningRate: wavesOfSums({ sums: design.sums, localSteps, min: 0.005 }),
    localSteps,
    weights,
    gradientNoise: 0.05,
    optimum: [0, 0],
  }),
  updates: 1000,
});
