import type { Agent, AgentSpec, StepRule } from '../../agents/agent.js';
import { descent } from '../../agents/optimizers/descent.js';
import type { OptimizerCheckpoint } from '../../agents/optimizers/optimizer.js';
import { optimizerMembers, optimizerTunables, type OptimizerName } from '../../agents/optimizers/optimizers.js';
import type { OptimizerTunables } from '../../agents/optimizers/optimizers.js';
import type { Tunable, Values } from '../../curriculum/schedule.js';
import { checkMembers, checkNumber, OptionError } from '../../math/check.js';

/** Options of {@link withOptimizer}, beside the hyperparameters of the optimizer. */
export interface WithOptimizerOptions extends OptimizerTunables {
  /** What turns the gradient into a step. Default 'gradientDescent'. */
  readonly optimizer?: OptimizerName;
  /** Norm of the gradient at most; 0 is no limit. Default 0. */
  readonly gradientNormLimit?: Tunable;
}

/**
 * An agent whose updates are one step along its batch's gradient, by another optimizer than its own: REINFORCE by Adam, or with its gradient clipped.
 *
 * The agent lives its update at rate 0, which fits what it fits besides its policy, and is then given the new parameters. It reads its own `learningRate`.
 *
 * @throws OptionError for a misspelt or unusable option, or an agent without a `learningRate`.
 * @example withOptimizer(reinforce({ learningRate: 0.2 }), { optimizer: 'adam' }).stepTunables['beta1'] // 0.9
 */
export function withOptimizer(agent: AgentSpec, options: WithOptimizerOptions = {}): AgentSpec {
  checkMembers('withOptimizer', options, ['optimizer', 'gradientNormLimit', ...optimizerMembers]);
  const { optimizer = 'gradientDescent', gradientNormLimit = 0, ...given } = options;
  if (!('learningRate' in agent.stepTunables))
    throw new OptionError('withOptimizer.agent', 'one with a learningRate', agent.name);
  if (typeof gradientNormLimit === 'number')
    checkNumber('withOptimizer.gradientNormLimit', gradientNormLimit, { min: 0 });
  return {
    ...agent,
    stepTunables: { ...agent.stepTunables, gradientNormLimit, ...optimizerTunables('withOptimizer', optimizer, given) },
    create: (context) => stepped(agent.create(context), optimizer),
  };
}

function stepped(inner: Agent, name: OptimizerName): Agent {
  const parameters = inner.parameters();
  const gradient = parameters.slice();
  const steps = descent(name, [{ size: parameters.length, parameters }]);
  let latest: Values = {};
  return {
    ...inner,
    update(values) {
      latest = values;
      inner.gradient(gradient);
      parameters.set(inner.parameters());
      const measured = inner.update({ ...values, learningRate: 0, momentum: 0 });
      steps.begin();
      steps.step([gradient], values);
      inner.setParameters(parameters);
      return measured;
    },
    curvature(asked) {
      const operators = inner.curvature(asked);
      inner.gradient(gradient);
      return { ...operators, ...steps.preconditioned(operators.hessian, [gradient], latest) };
    },
    stepRule: (values): StepRule => steps.rule(values),
    setParameters(given) {
      inner.setParameters(given);
      steps.reset();
    },
    checkpoint: () => ({ ...inner.checkpoint(), optimizer: steps.checkpoint() }),
    restore(checkpoint) {
      const { optimizer, ...own } = checkpoint as { readonly optimizer: readonly OptimizerCheckpoint[] };
      inner.restore(own);
      steps.restore(optimizer);
    },
  };
}
