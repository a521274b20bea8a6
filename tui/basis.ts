import type { PlanEvent } from '../experiments/event.js';

/** On what ground the arms of a comparison stand equal. */
export interface ComparedAt {
  readonly kind: 'rate' | 'product' | 'flat';
  /** Mean of the rate; absent where arms have different ones. */
  readonly mean?: number;
}

/** The ground of a comparison, read from its plan: its title names an equal mean product, and a world without a knob that oscillates is flat. */
export function comparedAt({ title, rate, knob, manifest }: PlanEvent): ComparedAt {
  const mean = manifest[`mean ${rate}`];
  return {
    kind: title.includes('equal mean product') ? 'product' : knob === undefined ? 'flat' : 'rate',
    ...(typeof mean === 'number' ? { mean } : {}),
  };
}

/**
 * The ground in words.
 *
 * @example comparedWords({ kind: 'product', mean: 16 }) // 'equal mean ηλ 16'
 */
export function comparedWords({ kind, mean }: ComparedAt): string {
  const words = { rate: 'equal η₀', product: 'equal mean ηλ', flat: 'flat environment' }[kind];
  return mean === undefined ? words : `${words} ${Number(mean.toPrecision(4))}`;
}
