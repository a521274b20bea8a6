import { describe, expect, it } from 'vitest';
import { actorCritic, categorical, freeGaussian, selectEngine, type ActorCritic } from '../../agents/index.js';
import { random, streams } from '../../math/random.js';
import { difference, distance, normals } from './engine/dense.js';

const ROWS = 5;
const inputs = normals(1, ROWS * 3);
const families = [
  ['choices', categorical(3), 1],
  ['normals with learnt deviations', freeGaussian(2, 'learnt', 0.6), 2],
] as const;

describe.each(['separate', 'shared'] as const)('%s networks', (networks) => {
  describe.each(families)('of %s', (_, policy, width) => {
    const make = (): ActorCritic =>
      actorCritic({
        engine: selectEngine('reference'),
        policy,
        inputs: 3,
        hidden: [4],
        activation: 'tanh',
        networks,
        capacity: 8,
        streams: streams(2),
      });
    const both = make();
    // Away from the first parameters, whose policy is nearly flat.
    const theta = normals(3, both.size, 0.5);
    both.setParameters(theta);
    both.train(inputs, ROWS);
    const actions = new Float64Array(ROWS * width);
    policy.sample(both.policyOutputs(), ROWS, random(4), actions);
    const weights = normals(5, ROWS);
    const targets = normals(6, ROWS);

    /** Gradient of Σ weight·log π + Σ ½(V − target)², or of one of the terms. */
    const gradientAt = (at: Float64Array, policyShare = 1, valueShare = 1): Float64Array => {
      const copy = make();
      copy.setParameters(at);
      copy.train(inputs, ROWS);
      const cotangents = new Float64Array(ROWS * copy.policyWidth);
      policy.score(copy.policyOutputs(), actions, weights, ROWS, cotangents);
      const values = copy.values();
      copy.backward(
        cotangents.map((c) => policyShare * c),
        Float64Array.from({ length: ROWS }, (_row, i) => valueShare * (values[i] - targets[i])),
      );
      return Float64Array.from(copy.gradients.flatMap((part) => [...part]));
    };
    const lossAt = (at: Float64Array): number => {
      const copy = make();
      copy.setParameters(at);
      const logs = new Float64Array(ROWS);
      policy.logProbability(copy.act(inputs, ROWS), actions, ROWS, logs);
      const values = new Float64Array(ROWS);
      copy.valuesOf(inputs, ROWS, values);
      let sum = 0;
      for (let i = 0; i < ROWS; i++) sum += weights[i] * logs[i] + 0.5 * (values[i] - targets[i]) ** 2;
      return sum;
    };

    it('have the gradient of both losses', () => {
      const v = normals(7, both.size);
      const along = difference((at) => Float64Array.of(lossAt(at)), theta, v)[0];
      expect(gradientAt(theta).reduce((sum, g, i) => sum + g * v[i], 0)).toBeCloseTo(along, 7);
    });

    it('have the Hessian of the policy’s loss, by all parameters', () => {
      const v = normals(8, both.size);
      const image = new Float64Array(both.size);
      both.setParameters(theta);
      both.train(inputs, ROWS);
      both
        .hessian({
          gradient: (outputs, rows, out) => policy.score(outputs, actions, weights, rows, out),
          secondDerivative: (outputs, tangents, rows, out) =>
            policy.scoreCurvature(outputs, tangents, actions, weights, rows, out),
        })
        .apply(v, image);
      expect(
        distance(
          image,
          difference((at) => gradientAt(at, 1, 0), theta, v),
        ),
      ).toBeLessThan(1e-8);
    });

    it('have the Gauss–Newton matrix of the values: the Hessian where the error is 0', () => {
      const v = normals(9, both.size);
      const image = new Float64Array(both.size);
      both.setParameters(theta);
      both.train(inputs, ROWS);
      both.valueGaussNewton(0.5 * ROWS).apply(v, image);
      const values = Float64Array.from(both.values().subarray(0, ROWS));
      const kept = Float64Array.from(targets);
      targets.set(values);
      const expected = difference((at) => gradientAt(at, 0, 1), theta, v);
      targets.set(kept);
      expect(distance(image, expected)).toBeLessThan(1e-7);
    });

    it('start near the same policy in every state, at the deviation asked for', () => {
      const fresh = make();
      const outputs = fresh.act(inputs, ROWS);
      for (let row = 0; row < ROWS; row++)
        for (let k = 0; k < fresh.policyWidth; k++) {
          const start = policy.startOutputs?.[k] ?? 0;
          expect(Math.abs(outputs[row * fresh.policyWidth + k] - start)).toBeLessThan(0.05);
        }
      const values = new Float64Array(ROWS);
      fresh.valuesOf(inputs, ROWS, values);
      expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(0.05);
    });

    it('give back the parameters they were given', () => {
      both.setParameters(theta);
      expect([...both.parameters()]).toEqual([...theta]);
    });
  });
});
