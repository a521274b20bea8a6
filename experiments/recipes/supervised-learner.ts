import { fisherOperator } from '../../agents/curvature/fisher.js';
import { hessianOperator } from '../../agents/curvature/hessian.js';
import { categorical } from '../../agents/distribution/categorical.js';
import { hiddenWidth, type NetworkShape } from '../../agents/engine/engine.js';
import { drawMasks } from '../../agents/engine/masks.js';
import { selectEngine } from '../../agents/engine/select.js';
import { labelLoss, shareRight } from '../../agents/label-loss.js';
import { initialParameters } from '../../agents/network.js';
import { fisherMetric } from '../../agents/surrogate.js';
import type { LabelledSet } from '../../envs/bandits/teacher-task.js';
import type { Random, RandomState } from '../../math/random.js';
import type { Checkpoint, Learner, LearnerContext } from '../learner.js';
import type { LearnerTunables } from './learner-spec.js';

/** What never changes in a supervised learner. */
export interface SupervisedData {
  readonly rows: LabelledSet;
  readonly rehearsal?: LabelledSet;
  readonly batch: number;
  readonly shape: NetworkShape;
}

/** What its checkpoint holds. */
interface SupervisedCheckpoint {
  readonly parameters: readonly number[];
  readonly draws: readonly RandomState[];
}

/** Makes the learner that `supervised` describes. */
export function createSupervised(
  { streams, engine: name }: LearnerContext,
  { rows: set, rehearsal, batch, shape }: SupervisedData,
  tunables: LearnerTunables,
): Learner {
  const network = selectEngine(name).network(shape, batch);
  // He's deviation √(2/inputs) for rectified layers, 1/√inputs for the last one.
  network.parameters.set(initialParameters(shape, streams.fork('initialWeights'), 1));
  if (shape.activation === 'relu') scaleHidden(network.parameters, shape, Math.SQRT2);
  const { width, classes } = set;
  const rowDraws = streams.fork('shuffle');
  const noiseDraws = streams.fork('shuffle', 1);
  const maskDraws = streams.fork('shuffle', 2);
  const rehearsalDraws = streams.fork('shuffle', 3);
  const draws = [rowDraws, noiseDraws, maskDraws, rehearsalDraws];
  const inputs = network.array(batch * width);
  const labels = new Float64Array(batch);
  const cotangents = network.array(batch * classes);
  const gradient = network.array(network.size);
  const drops = shape.dropout === true;
  const masks = network.array(drops ? batch * hiddenWidth(shape) : 0);
  const training = drops ? { masks } : undefined;
  let loss = labelLoss(classes, labels, 0, 0);
  let [focusNow, smoothingNow] = [0, 0];

  /** Puts rows `from` … `to` of the batch together from a set. */
  function draw(of: LabelledSet, random: Random, from: number, to: number): void {
    for (let row = from; row < to; row++) {
      const drawn = random.integer(of.rows);
      labels[row] = of.labels[drawn];
      for (let i = 0; i < width; i++) inputs[row * width + i] = of.inputs[drawn * width + i];
    }
  }

  return {
    ...tunables,
    signals: ['loss', 'accuracy'],
    collect({ focus, labelSmoothing, inputNoise, dropout = 0, rehearsedRows = 0 }) {
      // The whole batch is drawn first: rehearsed rows take the place of its last ones, and shift nobody's numbers.
      draw(set, rowDraws, 0, batch);
      if (rehearsal !== undefined && rehearsedRows > 0)
        draw(rehearsal, rehearsalDraws, batch - Math.round(rehearsedRows), batch);
      if (inputNoise > 0) for (let i = 0; i < inputs.length; i++) inputs[i] += inputNoise * noiseDraws.normal();
      if (drops) drawMasks(masks, dropout, maskDraws);
      const outputs = network.forward(inputs, batch, 'train', training);
      if (focus !== focusNow || labelSmoothing !== smoothingNow) {
        loss = labelLoss(classes, labels, focus, labelSmoothing);
        [focusNow, smoothingNow] = [focus, labelSmoothing];
      }
      loss.gradient(outputs, batch, cotangents);
      network.backward(cotangents, gradient);
      return { loss: loss.value(outputs, batch), accuracy: shareRight(outputs, labels, classes) };
    },
    learn({ learningRate, weightDecay }) {
      const { parameters } = network;
      for (let i = 0; i < parameters.length; i++)
        parameters[i] -= learningRate * (gradient[i] + weightDecay * parameters[i]);
      return {};
    },
    curvature: () => ({
      hessian: hessianOperator(network, loss),
      fisher: fisherOperator(network, fisherMetric(categorical(classes))),
    }),
    gradient: (out) => out.set(gradient),
    stepRule: () => ({ kind: 'gradientDescent' }),
    parameters: () => network.parameters.slice(),
    setParameters: (parameters) => network.parameters.set(parameters),
    checkpoint: () => ({ parameters: [...network.parameters], draws: draws.map((random) => random.save()) }),
    restore(checkpoint: Checkpoint) {
      const kept = checkpoint as unknown as SupervisedCheckpoint;
      network.parameters.set(kept.parameters);
      draws.forEach((random, i) => random.restore(kept.draws[i]));
    },
    rewind: (checkpoint) => network.parameters.set((checkpoint as unknown as SupervisedCheckpoint).parameters),
  };
}

function scaleHidden(parameters: Float32Array | Float64Array, shape: NetworkShape, factor: number): void {
  let at = 0;
  let inputs = shape.inputs;
  for (const width of shape.hidden) {
    for (let i = 0; i < width * inputs; i++) parameters[at + i] *= factor;
    at += width * (inputs + 1);
    inputs = width;
  }
}
