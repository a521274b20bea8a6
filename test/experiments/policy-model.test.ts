import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PolicyNetwork } from '../../agents/agent.js';
import { selectEngine } from '../../agents/engine/select.js';
import { a2c } from '../../agents/a2c.js';
import { imitation } from '../../agents/imitation.js';
import { ppo } from '../../agents/ppo.js';
import { reinforce } from '../../agents/reinforce.js';
import { resolve } from '../../curriculum/schedule.js';
import { contextualBandit } from '../../envs/bandits/contextual.js';
import { cartPole } from '../../envs/classic/cart-pole.js';
import { pendulum } from '../../envs/classic/pendulum.js';
import { balance } from '../../envs/control/balance.js';
import { actorLearner } from '../../experiments/actor-learner.js';
import { writePolicy } from '../../experiments/policy-model.js';
import { streams } from '../../math/random.js';
import { normals } from '../agents/engine/dense.js';
import { freshFolder } from './folder.js';
import { there } from './tiny.js';

interface Tensor {
  dataSync(): Float32Array;
  readonly shape: readonly number[];
}
/** What is used of TensorFlow.js. */
interface Tensorflow {
  setBackend(name: string): Promise<boolean>;
  tensor2d(values: Float32Array, shape: readonly [number, number]): Tensor;
  loadLayersModel(handler: { load(): Promise<object> }): Promise<{ predict(inputs: Tensor): Tensor }>;
}
let tf: Tensorflow;

beforeAll(async () => {
  const name: string = '@tensorflow/tfjs';
  const module = (await import(name)) as { readonly default?: Tensorflow } & Tensorflow;
  tf = module.default ?? module;
  await tf.setBackend('cpu');
});

const ROWS = 7;

/** Outputs of the exported files, as TensorFlow.js loads them. */
async function exported(folder: string, inputs: Float32Array): Promise<{ values: Float32Array; width: number }> {
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as {
    readonly modelTopology: object;
    readonly weightsManifest: readonly { readonly paths: readonly string[]; readonly weights: object[] }[];
  };
  const [{ paths, weights: weightSpecs }] = weightsManifest;
  expect(paths).toEqual(['weights.bin']);
  const bytes = readFileSync(join(folder, paths[0]));
  const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const model = await tf.loadLayersModel({ load: () => Promise.resolve({ modelTopology, weightSpecs, weightData }) });
  const outputs = model.predict(tf.tensor2d(inputs, [ROWS, inputs.length / ROWS]));
  return { values: outputs.dataSync(), width: outputs.shape[1] };
}

/** The policy of an agent after two updates, and what it answers to these observations. */
function trained(...[env, agent]: Parameters<typeof actorLearner>): PolicyNetwork {
  const learner = actorLearner(env, agent).create({ streams: streams(4), engine: 'reference' });
  for (let update = 0; update < 2; update++) {
    learner.collect(resolve(learner.batchTunables, update, {}));
    learner.learn(resolve(learner.stepTunables, update, {}));
  }
  const actor = there(learner.actor);
  return there(actor.agent.policyNetwork?.());
}

/** Outputs of the reference engine with the network's own parameters. */
function expected({ shape, parameters, buffers, normalized }: PolicyNetwork, inputs: Float32Array): number[] {
  const network = selectEngine('reference').network(shape, ROWS);
  network.parameters.set(parameters);
  network.buffers().set(buffers);
  const seen = Float64Array.from(inputs, (x, i) => {
    if (normalized === undefined) return x;
    const { mean, variance, epsilon, limit } = normalized;
    const at = i % shape.inputs;
    return Math.max(-limit, Math.min(limit, (x - mean[at]) / Math.sqrt(variance[at] + epsilon)));
  });
  const width = shape.outputs + (shape.freeOutputs ?? 0);
  const all = network.forward(seen, ROWS, 'act');
  return Array.from({ length: ROWS * shape.outputs }, (_, i) => {
    const row = Math.floor(i / shape.outputs);
    return all[row * width + (i % shape.outputs)];
  });
}

const small = { rows: 3, steps: 10, hidden: [5, 4] } as const;

describe('an exported policy answers in TensorFlow.js what it answers here', () => {
  it.each([
    ['one hidden layer', trained(balance(), reinforce({ episodes: 2, learningRate: 0.1 }))],
    ['relu layers', trained(cartPole(), ppo({ ...small, activation: 'relu' }))],
    ['a free deviation', trained(pendulum(), ppo({ ...small, spread: 'learnt' }))],
    ['a value beside it', trained(cartPole(), a2c({ ...small, networks: 'shared' }))],
    ['normalised observations', trained(pendulum(), ppo({ ...small, normalizeObservations: true }))],
    ['normalised layers', trained(contextualBandit(), imitation({ rows: 8, hidden: [5, 3], batchNorm: true }))],
    ['no hidden layer', trained(cartPole(), reinforce({ episodes: 2, hidden: [] }))],
  ])('%s', async (_, network) => {
    const folder = freshFolder();
    writePolicy(folder, network);
    const inputs = Float32Array.from(normals(9, ROWS * network.shape.inputs), (x) => 2 * x);
    const { values, width } = await exported(folder, inputs);
    expect(width).toBe(network.shape.outputs);
    const wanted = expected(network, inputs);
    expect(values).toHaveLength(wanted.length);
    // 32-bit weights; a clip at ±10 costs normalised inputs three more bits.
    const error = network.normalized === undefined ? 1e-6 : 1e-5;
    values.forEach((value, i) =>
      expect(Math.abs(value - wanted[i])).toBeLessThan(error * Math.max(1, Math.abs(wanted[i]))),
    );
  });

  it('says how many outputs are the policy’s, and what is the same in every state', () => {
    const folder = freshFolder();
    const network = trained(pendulum(), ppo({ ...small, spread: 'learnt', networks: 'shared', deviation: 0.5 }));
    writePolicy(folder, network);
    const { userDefinedMetadata } = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as {
      readonly userDefinedMetadata: { readonly policyOutputs: number; readonly freeOutputs: readonly number[] };
    };
    expect(userDefinedMetadata.policyOutputs).toBe(1);
    // log ½, moved a little by two updates of rate 3·10⁻⁴.
    expect(userDefinedMetadata.freeOutputs[0]).toBeCloseTo(Math.log(0.5), 1);
  });

  it('clips observations far out as the agent does', async () => {
    const folder = freshFolder();
    const network = trained(pendulum(), ppo({ ...small, normalizeObservations: true }));
    writePolicy(folder, network);
    const inputs = new Float32Array(ROWS * 3).fill(1e4);
    const { values } = await exported(folder, inputs);
    expected(network, inputs).forEach((value, i) => expect(values[i]).toBeCloseTo(value, 4));
  });
});
