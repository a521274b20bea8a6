import type { Random, RandomState } from '../math/random.js';
import type { FlatArray } from './engine/engine.js';
import type { Experience } from './experience.js';

/** Samples of one minibatch side by side; the first `rows` of each array are of it. */
export interface Minibatch {
  readonly inputs: FlatArray;
  readonly actions: Float64Array;
  readonly advantages: Float64Array;
  readonly returns: Float64Array;
  readonly oldValues: Float64Array;
  readonly oldLogProbabilities: Float64Array;
  /** Each network's masks; empty without dropout. */
  readonly masks: readonly FlatArray[];
}

/** Deals a batch out in minibatches of nearly equal size. */
export interface Minibatches {
  /** The one that was picked last. */
  readonly picked: Minibatch;
  /** Puts the samples back into the order of time: what an update deals depends on no earlier one. */
  begin(): void;
  /** A new random order of all samples. */
  shuffle(): void;
  /** Copies minibatch k of the present order; answers its rows. */
  pick(k: number): number;
  /** Copies `rows` samples spread evenly over time and rows, at most a minibatch: the same places at every call. */
  spread(rows: number): number;
  checkpoint(): RandomState;
  restore(state: RandomState): void;
}

/**
 * Minibatches of a batch, dealt from orders that the stream draws (Fisher–Yates).
 *
 * @source Durstenfeld 1964
 * @example // 10 samples in 3 minibatches are 3, 3 and 4
 */
export function minibatchesOf(batch: Experience, count: number, random: Random): Minibatches {
  const { samples, actionWidth } = batch;
  const width = batch.inputs.length / samples;
  const largest = Math.ceil(samples / count);
  const order = new Int32Array(samples);
  const picked: Minibatch = {
    inputs: batch.networks.array(largest * width),
    actions: new Float64Array(largest * actionWidth),
    advantages: new Float64Array(largest),
    returns: new Float64Array(largest),
    oldValues: new Float64Array(largest),
    oldLogProbabilities: new Float64Array(largest),
    masks: batch.networks.maskWidths.map((each) => batch.networks.array(largest * each)),
  };
  const { inputs, actions, advantages, returns, oldValues, oldLogProbabilities, masks } = picked;
  const { maskWidths } = batch.networks;

  /** Copies sample i to a place of the minibatch. */
  function copy(i: number, row: number): void {
    for (let c = 0; c < width; c++) inputs[row * width + c] = batch.inputs[i * width + c];
    for (let c = 0; c < actionWidth; c++) actions[row * actionWidth + c] = batch.actions[i * actionWidth + c];
    advantages[row] = batch.advantages[i];
    returns[row] = batch.returns[i];
    oldValues[row] = batch.oldValues[i];
    oldLogProbabilities[row] = batch.logProbabilities[i];
    for (let part = 0; part < masks.length; part++) {
      const each = maskWidths[part];
      for (let c = 0; c < each; c++) masks[part][row * each + c] = batch.masks[part][i * each + c];
    }
  }

  return {
    picked,
    begin() {
      for (let i = 0; i < samples; i++) order[i] = i;
    },
    shuffle() {
      for (let i = samples - 1; i > 0; i--) {
        const j = random.integer(i + 1);
        const other = order[j];
        order[j] = order[i];
        order[i] = other;
      }
    },
    pick(k) {
      const from = Math.floor((k * samples) / count);
      const rows = Math.floor(((k + 1) * samples) / count) - from;
      for (let row = 0; row < rows; row++) copy(order[from + row], row);
      return rows;
    },
    spread(asked) {
      const rows = Math.min(asked, Math.floor(samples / count));
      const stride = Math.floor(samples / rows);
      // One further at each stride: else a stride that the world's rows divide would see one of them alone.
      for (let row = 0; row < rows; row++) copy(row * stride + (row % stride), row);
      return rows;
    },
    checkpoint: () => random.save(),
    restore: (state) => random.restore(state),
  };
}
