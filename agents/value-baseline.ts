import type { Streams } from '../math/random.js';
import type { Engine, FlatArray } from './engine/engine.js';
import { orthogonalParameters } from './network.js';
import { adam } from './optimizers/adam.js';
import type { OptimizerCheckpoint } from './optimizers/optimizer.js';

/** Memory of a value baseline as plain data. */
export interface ValueBaselineCheckpoint {
  readonly parameters: readonly number[];
  readonly optimizer: OptimizerCheckpoint;
}

/** A value network that is fitted to returns beside the policy; it belongs to no policy's parameters. */
export interface ValueBaseline {
  /** out[row] = V of the row. */
  predict(inputs: FlatArray, rows: number, out: Float64Array): void;
  /** One step of Adam on mean (V − G)²; answers that error before it. */
  fit(inputs: FlatArray, returns: Float64Array, rows: number, rate: number): number;
  checkpoint(): ValueBaselineCheckpoint;
  restore(checkpoint: ValueBaselineCheckpoint): void;
}

/**
 * A learnt baseline: V ≈ the return to go, from the observation.
 *
 * @source Sutton et al., Policy gradient methods for reinforcement learning with function approximation (2000)
 * @example // valueBaseline(engine, 2, [16], 640, streams).predict(inputs, rows, out)
 */
export function valueBaseline(
  engine: Engine,
  inputs: number,
  hidden: readonly number[],
  capacity: number,
  streams: Streams,
): ValueBaseline {
  const network = engine.network({ inputs, hidden, outputs: 1, activation: 'tanh' }, capacity);
  network.parameters.set(orthogonalParameters(network.shape, streams.fork('initialWeights', 1), 1));
  const optimizer = adam.make(network.size);
  const cotangents = network.array(capacity);
  const gradient = network.array(network.size);
  return {
    predict(seen, rows, out) {
      const values = network.forward(seen, rows, 'act');
      for (let row = 0; row < rows; row++) out[row] = values[row];
    },
    fit(seen, returns, rows, learningRate) {
      const values = network.forward(seen, rows, 'train');
      let squares = 0;
      for (let row = 0; row < rows; row++) {
        const error = values[row] - returns[row];
        squares += error * error;
        cotangents[row] = (2 / rows) * error;
      }
      network.backward(cotangents, gradient);
      optimizer.step(network.parameters, gradient, { ...adam.defaults, learningRate }, 1);
      return squares / rows;
    },
    checkpoint: () => ({ parameters: [...network.parameters], optimizer: optimizer.checkpoint() }),
    restore({ parameters, optimizer: kept }) {
      network.parameters.set(parameters);
      optimizer.restore(kept);
    },
  };
}
