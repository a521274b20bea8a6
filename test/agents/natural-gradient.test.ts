import { describe, expect, it } from 'vitest';
import {
  lanczos,
  naturalGradient,
  selectEngine,
  type Agent,
  type NaturalGradientOptions,
  type Rollout,
} from '../../agents/index.js';
import { box, discrete } from '../../envs/space.js';
import { eigenvalues } from '../../math/eigen.js';
import { random, streams } from '../../math/random.js';
import { actedBatch } from './acted-batch.js';
import { distance, normals } from './engine/dense.js';

const STEPS = 8;
const ROWS = 4;
const SAMPLES = STEPS * ROWS;
const observation = box([
  [-9, 9],
  [-9, 9],
]);
const values = { discount: 0.9, gaeLambda: 0.8, advantageScale: 1, entropyBonus: 0 };
const optimizer = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 };
const step = { learningRate: 0.5, klStep: 0, damping: 0.1, valueRate: 1e-2, ...optimizer };
/** Parameters of the policy: 2-3-3 with biases. */
const POLICY = 2 * 3 + 3 + 3 * 3 + 3;

function agentFor(options: NaturalGradientOptions = {}): Agent {
  return naturalGradient({
    rows: ROWS,
    steps: STEPS,
    hidden: [3],
    products: 60,
    valueSteps: 0,
    ...options,
  }).create({
    observation,
    action: discrete(3),
    maxSteps: 50,
    labelled: false,
    engine: selectEngine('reference'),
    streams: streams(3),
  });
}

function batchFrom(agent: Agent): Rollout {
  return actedBatch(agent, ROWS, normals(11, SAMPLES * 2), normals(12, SAMPLES));
}

/** Moved policy parameters of one update, with what was measured. */
function moved(
  options: NaturalGradientOptions,
  more: object,
): { delta: Float64Array; signals: Readonly<Record<string, number>>; agent: Agent } {
  const agent = agentFor(options);
  // Away from the flat first policy, where the Fisher matrix is nearly singular.
  agent.setParameters(normals(4, agent.parameters().length, 0.7));
  agent.prepare(batchFrom(agent), values);
  const before = agent.parameters();
  const signals = agent.update({ ...step, ...more });
  const after = agent.parameters();
  return { delta: Float64Array.from({ length: POLICY }, (_, i) => after[i] - before[i]), signals, agent };
}

describe('the natural gradient', () => {
  it('solves (F + δ)·step = −η·g', () => {
    const agent = agentFor();
    agent.setParameters(normals(4, agent.parameters().length, 0.7));
    agent.prepare(batchFrom(agent), values);
    const { fisher } = agent.curvature();
    const size = agent.parameters().length;
    const [gradient, image, delta] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
    agent.gradient(gradient);
    delta.set(moved({}, {}).delta);
    fisher.apply(delta, image);
    const left = Float64Array.from({ length: POLICY }, (_, i) => image[i] + 0.1 * delta[i]);
    expect(
      distance(
        left,
        gradient.subarray(0, POLICY).map((g) => -0.5 * g),
      ),
    ).toBeLessThan(1e-6);
  });

  it('does not remove the reward scale: the step is proportional to it', () => {
    const agentOf = (scale: number): Float64Array => {
      const agent = agentFor({ normalizeAdvantages: false });
      agent.setParameters(normals(4, agent.parameters().length, 0.7));
      agent.prepare(batchFrom(agent), { ...values, advantageScale: scale });
      const before = agent.parameters();
      agent.update(step);
      return Float64Array.from(agent.parameters(), (x, i) => x - before[i]).subarray(0, POLICY);
    };
    expect(
      distance(
        agentOf(2),
        agentOf(1).map((x) => 2 * x),
      ),
    ).toBeLessThan(1e-6);
  });
});

describe('a step of fixed divergence', () => {
  it.each([1e-3, 1e-5])('has ½Δᵀ(F + δ)Δ of %d, and moves the policy by ½ΔᵀFΔ', (klStep) => {
    const { delta, signals } = moved({}, { klStep, damping: 0.02 });
    const agent = agentFor();
    agent.setParameters(normals(4, agent.parameters().length, 0.7));
    agent.prepare(batchFrom(agent), values);
    const size = agent.parameters().length;
    const [whole, image] = [new Float64Array(size), new Float64Array(size)];
    whole.set(delta);
    agent.curvature().fisher.apply(whole, image);
    const along = image.reduce((sum, x, i) => sum + x * whole[i], 0);
    const squares = delta.reduce((sum, x) => sum + x * x, 0);
    expect((0.5 * (along + 0.02 * squares)) / klStep).toBeCloseTo(1, 8);
    // To second order only: the third order falls with the step’s length, √klStep.
    expect(Math.abs(signals['approxKl'] / (0.5 * along) - 1)).toBeLessThan(5 * Math.sqrt(klStep));
  });

  it('does not see the reward scale', () => {
    const at = (scale: number): Float64Array => {
      const agent = agentFor({ normalizeAdvantages: false });
      agent.prepare(batchFrom(agent), { ...values, advantageScale: scale });
      agent.update({ ...step, klStep: 1e-3 });
      return Float64Array.from(agent.parameters());
    };
    expect(distance(at(5), at(1))).toBeLessThan(1e-9);
  });
});

describe('the line search', () => {
  it('halves until the divergence keeps within 1.5 of what was asked', () => {
    const klStep = 0.5;
    const free = moved({}, { klStep, damping: 1e-3 }).signals;
    const searched = moved({ lineSearch: 10 }, { klStep, damping: 1e-3 }).signals;
    expect(free['halvings']).toBe(0);
    expect(searched['approxKl']).toBeLessThanOrEqual(1.5 * klStep);
    expect(searched['stepSize'] * 2 ** searched['halvings']).toBeCloseTo(free['stepSize'], 10);
  });

  it('takes no step when none of them helps', () => {
    // An enormous rate against a loss that is flat at both ends: one trial only, and it goes too far.
    const { delta, signals } = moved({ lineSearch: 1 }, { klStep: 1e4, damping: 1e-3 });
    const helped = signals['stepSize'] > 0;
    expect(delta.every((x) => x === 0)).toBe(!helped);
    if (helped) expect(signals['approxKl']).toBeLessThanOrEqual(1.5e4);
  });
});

describe('its value function', () => {
  it('comes nearer to the returns with every update', () => {
    const agent = agentFor({ valueSteps: 30 });
    const batch = batchFrom(agent);
    const losses = [0, 1, 2].map(() => {
      agent.prepare(batch, { ...values, discount: 0 });
      return agent.update(step)['valueLoss'];
    });
    expect(losses[1]).toBeLessThan(losses[0]);
    expect(losses[2]).toBeLessThan(losses[1]);
  });
});

describe('the natural gradient refuses', () => {
  it.each([
    [{ klstep: 1 }, "Did you mean 'klStep'?"],
    [{ products: 0 }, 'naturalGradient.products: expected an integer ≥ 1, got 0.'],
  ])('%j', (options, message) => {
    expect(() => naturalGradient(options as NaturalGradientOptions)).toThrow(message);
  });
});

describe('what a natural gradient feels', () => {
  it.each([0.1, 0.5])('is the spectrum of (F + δ)⁻¹·H, written out, with δ = %d', (damping) => {
    const agent = agentFor();
    agent.prepare(batchFrom(agent), values);
    agent.update({ ...step, learningRate: 0.05, damping });
    agent.prepare(batchFrom(agent), values);
    const { hessian, fisher, preconditioned } = agent.curvature();
    if (preconditioned === undefined) throw new Error('not measured');
    const dense = (operator: typeof hessian): Float64Array => {
      const out = new Float64Array(POLICY * POLICY);
      const [unit, image] = [new Float64Array(hessian.size), new Float64Array(hessian.size)];
      for (let column = 0; column < POLICY; column++) {
        unit.fill(0);
        unit[column] = 1;
        operator.apply(unit, image);
        for (let row = 0; row < POLICY; row++) out[row * POLICY + column] = image[row];
      }
      return out;
    };
    const left = dense(fisher).map((x, at) => x + (at % (POLICY + 1) === 0 ? damping : 0));
    const right = dense(hessian);
    // Elimination: the right side becomes (F + δ)⁻¹·H.
    for (let k = 0; k < POLICY; k++)
      for (let i = 0; i < POLICY; i++) {
        if (i === k) continue;
        const factor = left[i * POLICY + k] / left[k * POLICY + k];
        for (let j = 0; j < POLICY; j++) {
          left[i * POLICY + j] -= factor * left[k * POLICY + j];
          right[i * POLICY + j] -= factor * right[k * POLICY + j];
        }
      }
    const all = eigenvalues(
      right.map((x, at) => x / left[Math.floor(at / POLICY) * (POLICY + 1)]),
      POLICY,
    ).re;
    const ends = lanczos(preconditioned, { steps: 60, random: random(1) });
    const scale = Math.max(...Array.from(all, Math.abs));
    expect(Math.abs(ends.largest - Math.max(...all, 0)) / scale).toBeLessThan(1e-6);
    expect(Math.abs(ends.smallest - Math.min(...all, 0)) / scale).toBeLessThan(1e-6);
  });

  it('tells the size of a step whose divergence is fixed as the rate that counts', () => {
    const agent = agentFor({ lineSearch: 3 });
    agent.prepare(batchFrom(agent), values);
    const { stepSize } = agent.update({ ...step, klStep: 0.01 });
    expect(stepSize).toBeGreaterThan(0);
    expect(agent.stepRule(step)).toEqual({ kind: 'naturalGradient', rate: stepSize });
    const plain = agentFor();
    plain.prepare(batchFrom(plain), values);
    plain.update(step);
    expect(plain.stepRule(step)).toEqual({ kind: 'naturalGradient' });
  });
});
