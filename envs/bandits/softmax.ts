import { defineEnv } from '../env.js';
import { box, discrete } from '../space.js';

/**
 * A bandit of three arms on which a softmax policy may commit to the wrong one: means 1, .8 and 0.
 *
 * reward = mean of the arm + noise·N(0, 1). One step an episode; one normal is drawn at every step, also at noise 0.
 * The observation is the constant 1 (the policy's logits are biases).
 *
 * @source Mei et al., On the Global Convergence Rates of Softmax Policy Gradient Methods (2020)
 * @example softmaxBandit({ second: 0.9 }).definition.action // { kind: 'discrete', count: 3 }
 */
export const softmaxBandit = defineEnv({
  id: 'SoftmaxBandit',
  about: 'Three arms with means 1, .8 and 0; what fails is committing too early.',
  observation: box([[1, 1]]),
  action: discrete(3),
  knobs: {
    rewardScale: { default: 1, min: 0.05, max: 4 },
    best: { default: 1, min: -2, max: 2 },
    second: { default: 0.8, min: -2, max: 2, hard: 0.98 },
    worst: { default: 0, min: -2, max: 2 },
    noise: { default: 0, min: 0, max: 2, hard: 1 },
  },
  difficulty: ['second'],
  stateSize: 2, // 1 once an arm was pulled, its index
  maxSteps: 1,
  worstRewardPerStep: 0,
  reset(state, at) {
    state[at] = 0;
    state[at + 1] = -1;
  },
  step(state, at, actions, a, { best, second, worst, noise }, random) {
    const arm = actions[a];
    state[at] = 1;
    state[at + 1] = arm;
    return (arm === 0 ? best : arm === 1 ? second : worst) + noise * random.normal();
  },
  terminal: (state, at) => state[at] === 1,
  observe(_state, _at, out, o) {
    out[o] = 1;
  },
  render: (state, at) => [[0, 1, 2].map((arm) => (state[at + 1] === arm ? '[●]' : '[ ]')).join(' ')],
});
