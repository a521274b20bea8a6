import type { Gate } from '../../curriculum/gate.js';
import { checkMembers, checkName, checkNumber, OptionError } from '../../math/check.js';
import type { Hook, HookFactory, Moment } from '../hook.js';

/** Options of {@link sparsity}. */
export interface SparsityOptions {
  /** The parameters that are kept sparse: positions `from` to just before `to`. */
  readonly weights: { readonly from: number; readonly to: number };
  /** Share of them that stays active, in (0, 1). Default 0.1. */
  readonly density?: number;
  /** Updates at which weights are pruned and regrown; never when absent (a static mask). */
  readonly when?: Gate;
  /** Share of the active weights that are exchanged, the smallest ones. Default 0.3. */
  readonly exchanged?: number;
  /** Which inactive weights take their place: those with the largest gradient of the batch, or random ones. Default 'gradient'. */
  readonly regrow?: 'gradient' | 'random';
  /** Unique in a run. Default 'sparsity'. */
  readonly id?: string;
}

/**
 * Dynamic sparse training: behind every update inactive weights are set to zero; at chosen updates the smallest active weights are pruned and as many regrown, from zero.
 *
 * Signals: `<id>.density`, and `<id>.exchanged`, how many weights were exchanged, where some were. The first mask is random and comes behind update 0.
 * It sets parameters at every update, which starts an optimizer's state anew: only plain gradient descent is taken.
 *
 * @throws OptionError for an unusable option; in a run, for a learner with momentum or another memory, or without gradients.
 * @source Evci et al., Rigging the lottery: making all tickets winners (2020); Mocanu et al. 2018
 * @example sparsity({ weights: { from: 0, to: 960 }, when: every(60, 30) }) // hooks: [sparsity({ … })]
 */
export function sparsity(options: SparsityOptions): HookFactory {
  checkMembers('sparsity', options, ['weights', 'density', 'when', 'exchanged', 'regrow', 'id']);
  const { weights, when = () => false, id = 'sparsity' } = options;
  const from = checkNumber('sparsity.weights.from', weights.from, { integer: true, min: 0 });
  const to = checkNumber('sparsity.weights.to', weights.to, { integer: true, above: from });
  const density = checkNumber('sparsity.density', options.density ?? 0.1, { above: 0, below: 1 });
  const exchanged = checkNumber('sparsity.exchanged', options.exchanged ?? 0.3, { min: 0, max: 1 });
  const regrow = checkName('sparsity.regrow', options.regrow ?? 'gradient', ['gradient', 'random'] as const);
  return ({ streams }): readonly Hook[] => {
    const random = streams.forkUser(id);
    const size = to - from;
    const active = Math.max(1, Math.round(density * size));
    const moved = Math.min(Math.round(exchanged * active), size - active);
    const mask = new Uint8Array(size);
    for (const at of shuffled(size).slice(0, active)) mask[at] = 1;

    function shuffled(count: number): number[] {
      const order = Array.from({ length: count }, (_, i) => i);
      for (let i = count - 1; i > 0; i--) {
        const j = random.integer(i + 1);
        [order[i], order[j]] = [order[j], order[i]];
      }
      return order;
    }

    /** Exchanges the smallest active weights for inactive ones; those just pruned do not come back at once. */
    function exchange({ learner }: Moment, parameters: ArrayLike<number>): void {
      const places = Array.from({ length: size }, (_, i) => i);
      const magnitude = (i: number): number => Math.abs(parameters[from + i]);
      const pruned = places
        .filter((i) => mask[i] === 1)
        .sort((a, b) => magnitude(a) - magnitude(b) || a - b)
        .slice(0, moved);
      const inactive = places.filter((i) => mask[i] === 0);
      let grown: number[];
      if (regrow === 'gradient') {
        if (learner.gradient === undefined) throw new OptionError('sparsity.learner', 'one with gradients', 'another');
        const gradient = new Float64Array(parameters.length);
        learner.gradient(gradient);
        const slope = (i: number): number => Math.abs(gradient[from + i]);
        grown = inactive.sort((a, b) => slope(b) - slope(a) || a - b).slice(0, moved);
      } else
        grown = shuffled(inactive.length)
          .slice(0, moved)
          .map((k) => inactive[k]);
      for (const i of pruned) mask[i] = 0;
      for (const i of grown) mask[i] = 1;
    }

    return [
      {
        id,
        at: 'end',
        signals: [`${id}.density`, `${id}.exchanged`],
        run(moment) {
          const { learner, update, values, signals } = moment;
          const rule = learner.stepRule(values);
          if (rule.kind !== 'gradientDescent')
            throw new OptionError('sparsity.learner', 'plain gradient descent', rule.kind, 'Set momentum to 0.');
          const parameters = learner.parameters();
          if (to > parameters.length)
            throw new OptionError('sparsity.weights.to', `at most ${parameters.length} parameters`, to);
          const open = when(update, signals);
          if (open) exchange(moment, parameters);
          for (let i = 0; i < size; i++) if (mask[i] === 0) parameters[from + i] = 0;
          learner.setParameters(parameters);
          return { [`${id}.density`]: active / size, ...(open ? { [`${id}.exchanged`]: moved } : {}) };
        },
        checkpoint: () => ({ mask: [...mask], random: random.save() }),
        restore(checkpoint) {
          const kept = checkpoint as {
            readonly mask: readonly number[];
            readonly random: ReturnType<typeof random.save>;
          };
          mask.set(kept.mask);
          random.restore(kept.random);
        },
      },
    ];
  };
}
