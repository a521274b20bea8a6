import { describe, expect, it } from 'vitest';
import { reinforce } from '../../agents/reinforce.js';
import { cartPole } from '../../envs/classic/cart-pole.js';
import { balance } from '../../envs/control/balance.js';
import { experiment } from '../../experiments/experiment.js';
import { worldOf } from '../../experiments/load-world.js';
import { agentNamed, bundledWorlds, worldNamed } from '../../experiments/named.js';

describe('a world from what a file exports', () => {
  it('is a definition, a maker, a made world with its knobs, or the world of an experiment', () => {
    const { definition } = balance();
    const made = balance({ gravity: 7 }, { apply: 'episode' });
    expect(worldOf(definition, 'a.ts')).toEqual({ definition, tunables: {}, apply: 'update' });
    expect(worldOf(balance, 'a.ts')).toEqual({ definition, tunables: {}, apply: 'update' });
    expect(worldOf(made, 'a.ts')).toBe(made);
    expect(worldOf(experiment({ env: made, agent: reinforce(), updates: 1 }), 'a.ts')).toBe(made);
  });

  it('is refused with the file and the first member that is missing', () => {
    const rest = { ...balance().definition, step: undefined };
    expect(() => worldOf(rest, 'a.ts')).toThrow('a.ts: step: expected function, got undefined.');
    for (const value of [undefined, null, 3, 'balance', {}, () => 1])
      expect(() => worldOf(value, 'a.ts')).toThrow('a.ts: export default: expected a world');
  });
});

describe('a bundled world', () => {
  it('has an import name, a name with hyphens, and an id', () => {
    for (const name of ['cartPole', 'cart-pole', 'CartPole-v1'])
      expect(worldNamed(name).definition).toBe(cartPole.definition);
    expect(() => worldNamed('cart-pol')).toThrow("Did you mean 'cartPole'?");
    expect(new Set(bundledWorlds().map(({ name }) => name)).size).toBe(bundledWorlds().length);
    for (const { name, definition, make } of bundledWorlds()) {
      expect(worldNamed(name).definition).toBe(definition);
      expect(make().definition).toBe(definition);
    }
  });

  it('has agents by name to be played by', () => {
    expect(agentNamed('reinforce').name).toBe('reinforce');
    expect(() => agentNamed('reinforced')).toThrow("Did you mean 'reinforce'?");
  });
});
