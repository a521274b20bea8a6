import { describe, expect, it } from 'vitest';
import { quadraticBandit, quadraticBanditOf } from '../../../envs/bandits/quadratic.js';
import { settingsAt, type EnvSpec } from '../../../envs/env.js';
import { quadraticLandscape } from '../../../envs/landscapes/quadratic.js';
import { random } from '../../../math/random.js';

/** The reward of an action, by one step of the world. */
function reward({ definition, tunables }: EnvSpec, action: readonly number[]): number {
  const settings = settingsAt(definition, tunables as Record<string, number>);
  const state = new Float64Array(definition.stateSize);
  definition.reset(state, 0, settings, random(0));
  return definition.step(state, 0, Float64Array.from(action), 0, settings, random(0));
}

describe('quadraticBandit', () => {
  it('pays −½·c·(u − u*)² with the target one below a policy that starts at 0', () => {
    expect(reward(quadraticBandit(), [-1])).toBe(-0);
    expect(reward(quadraticBandit(), [0])).toBe(-0.5);
    expect(reward(quadraticBandit({ curvature: 3, distance: 2 }), [1])).toBe(-0.5 * 3 * 9);
  });

  it('has the second difference −c everywhere', () => {
    for (const c of [0.5, 1, 1.5]) {
      const spec = quadraticBandit({ curvature: c });
      for (const u of [-3, 0.25, 7]) {
        expect(reward(spec, [u + 1]) - 2 * reward(spec, [u]) + reward(spec, [u - 1])).toBeCloseTo(-c, 10);
      }
    }
  });
});

describe('quadraticBanditOf', () => {
  it('is the quadratic landscape of its spectrum, around its target', () => {
    for (const rotation of [0, 0.1, 0.37]) {
      const spec = quadraticBanditOf({ dimensions: 3 })({ curvature: 4, conditionNumber: 100, rotation });
      const landscape = quadraticLandscape({ eigenvalues: [4, 0.4, 0.04], rotation });
      const action = [0.3, -1.2, 2];
      const offset = action.map((u) => u + 1 / Math.sqrt(3));
      expect(reward(spec, action)).toBeCloseTo(-landscape.loss(offset), 12);
    }
  });

  it('pays nothing but 0 at the target, and refuses one dimension', () => {
    const side = -1 / Math.sqrt(5);
    expect(
      reward(quadraticBanditOf({ dimensions: 5 })({ rotation: 0.3 }), new Array<number>(5).fill(side)),
    ).toBeCloseTo(0, 15);
    expect(() => quadraticBanditOf({ dimensions: 1 })).toThrow('quadraticBanditOf.dimensions: expected an integer ≥ 2');
  });
});
