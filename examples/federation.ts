/** Clients whom the server weighs unequally: the solver gives each a mean rate and a phase, within bounds, so that their drifts cancel in every round. */
import { designRates, experiment, federation, movedLandscape, quadraticLandscape } from 'antiphase';

const localSteps = 10;
const weights = [0.5, 0.3, 0.2];
const centres = [
  [1, 0],
  [-1, 1],
  [0, -1],
];

const design = designRates({
  drifts: centres.map((centre, k) => centre.map((x) => -weights[k] * x)),
  localSteps,
  min: 0.005,
  max: 0.2,
  periods: [10, 20, 50],
  total: centres.length * localSteps * 0.05,
});

export default experiment({
  name: 'federation by design',
  learner: federation({
    clients: centres.map((centre) => movedLandscape(quadraticLandscape({ eigenvalues: [1, 1] }), centre)),
    learningRate: design.rates,
    localSteps,
    weights,
    gradientNoise: 0.05,
    optimum: [0, 0],
  }),
  updates: 1000,
});
