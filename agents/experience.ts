import { widthOf } from '../envs/space.js';
import type { RandomState } from '../math/random.js';
import type { Agent, AgentContext } from './agent.js';
import { actor, type Actor } from './actor.js';
import { actorCritic } from './actor-critic.js';
import type { ActorCritic } from './actor-critic/networks.js';
import type { ActorCriticSettings } from './actor-critic-options.js';
import { generalizedAdvantages } from './advantages.js';
import { distributionFor } from './distribution/distribution-for.js';
import type { Distribution } from './distribution/distribution.js';
import type { FlatArray } from './engine/engine.js';
import { drawMasks } from './engine/masks.js';
import { observationNormalizer, rewardNormalizer, type NormalizerCheckpoint } from './normalizer.js';
import type { Rollout } from './rollout.js';
import { unitNames, unitReadings } from './units.js';

/** Values that shape a batch. */
export interface ExperienceValues {
  readonly discount: number;
  readonly gaeLambda: number;
  /** Of the running normalisers, and of normalised layers. */
  readonly updateRate?: number;
  /** Share of hidden units that is dropped. */
  readonly dropout?: number;
}

/** What an actor with a value function makes of its batches; arrays of samples are time-major and written anew by each `take`. */
export interface Experience {
  readonly policy: Distribution;
  readonly networks: ActorCritic;
  /** Samples of a batch. */
  readonly samples: number;
  /** Numbers a row of action. */
  readonly actionWidth: number;
  /** Observations as the networks see them. */
  readonly inputs: FlatArray;
  readonly actions: Float64Array;
  /** Values of the samples at θ_old, as they are when acting: by running statistics, with nothing dropped. */
  readonly values: Float64Array;
  /** The same as they are trained: over the batch, with its masks. */
  readonly oldValues: Float64Array;
  /** log π_old of the actions, as the policy is trained: where layers are normalised or units dropped, it was another one that acted. */
  readonly logProbabilities: Float64Array;
  /** With dropout: each network's masks of all samples, drawn by `take` and held for the update. */
  readonly masks: readonly FlatArray[];
  /** Generalised advantages, not normalised. */
  readonly advantages: Float64Array;
  /** What values are trained on. */
  readonly returns: Float64Array;
  /** How the agent asks for batches, and acts. */
  readonly actor: Actor & Pick<Agent, 'gathering'>;
  /** Names of `units`; none where they are not measured. */
  readonly unitNames: readonly string[];
  /** What the policy's hidden units do on the batch. */
  units(): Readonly<Record<string, number>>;
  /** Takes a batch: afterwards the networks hold it in `train` at θ_old, and all arrays are filled. */
  take(batch: Rollout, values: ExperienceValues): void;
  /** Forward of the whole batch in `train` once more, at the present parameters; running statistics stay. */
  retrain(): void;
  checkpoint(): ExperienceCheckpoint;
  restore(checkpoint: ExperienceCheckpoint): void;
}

/** Memory of an experience as plain data. */
export interface ExperienceCheckpoint {
  readonly parameters: readonly number[];
  readonly noise: RandomState;
  /** Running statistics, where layers are normalised. */
  readonly buffers?: readonly number[];
  /** Of the masks, where units are dropped. */
  readonly maskNoise?: RandomState;
  readonly observations?: NormalizerCheckpoint;
  readonly rewards?: NormalizerCheckpoint;
}

/**
 * The networks, normalisers and arrays that on-policy actor-critics share: from raw steps to advantages.
 *
 * A batch is seen through the normaliser it was gathered with; only then do its observations move the running moments.
 *
 * @throws OptionError when the policy does not fit the action space.
 */
export function experience(context: AgentContext, settings: ActorCriticSettings): Experience {
  const { observation, action, engine, streams } = context;
  const { rows, steps, timeLimits } = settings;
  const samples = rows * steps;
  const width = widthOf(observation);
  const actionWidth = widthOf(action);
  const policy = distributionFor(action, settings.deviation, settings);
  const networks = actorCritic({ ...settings, engine, streams, policy, inputs: width, capacity: samples });
  const [network] = networks.parts;
  const noise = streams.fork('policy');
  const maskNoise = streams.fork('policy', 1);
  const masks = networks.maskWidths.map((each) => networks.array(samples * each));
  const asTrained = settings.batchNorm || settings.dropout;
  const seen = settings.normalizeObservations ? observationNormalizer(width) : undefined;
  const paid = settings.normalizeRewards ? rewardNormalizer(rows) : undefined;
  const shown = networks.array(rows * width);
  const inputs = networks.array(samples * width);
  const last = networks.array(samples * width);
  const actions = new Float64Array(samples * actionWidth);
  const values = new Float64Array(samples);
  const oldValues = asTrained ? new Float64Array(samples) : values;
  const nextValues = new Float64Array(rows);
  const finalValues = new Float64Array(samples);
  const packed = new Float64Array(samples);
  const logProbabilities = new Float64Array(samples);
  const scaled = new Float64Array(samples);
  const advantages = new Float64Array(samples);
  const returns = new Float64Array(samples);
  const never = new Uint8Array(samples);
  const ended = new Uint8Array(samples);

  function normalized(from: Float32Array, count: number, to: FlatArray): void {
    if (seen === undefined) to.set(from);
    else seen.apply(from, count, to);
  }

  /** Values of what truncated episodes ended with, at their samples. */
  function valueEnds({ truncated, finalObservations }: Rollout): void {
    let count = 0;
    for (let i = 0; i < samples; i++) {
      if (truncated[i] === 0) continue;
      for (let k = 0; k < width; k++) last[count * width + k] = finalObservations[i * width + k];
      count++;
    }
    if (count === 0) return;
    if (seen !== undefined) seen.apply(last, count, last);
    networks.valuesOf(last, count, packed);
    for (let i = samples - 1; i >= 0; i--) if (truncated[i] === 1) finalValues[i] = packed[--count];
  }

  function take(batch: Rollout, { discount, gaeLambda, updateRate = 0, dropout = 0 }: ExperienceValues): void {
    normalized(batch.observations, samples, inputs);
    actions.set(batch.actions);
    if (settings.dropout) for (const mask of masks) drawMasks(mask, dropout, maskNoise);
    networks.train(inputs, samples, { masks, updateRate });
    oldValues.set(networks.values().subarray(0, samples));
    // Bootstrapped values are those of acting: advantages are differences of one and the same function.
    if (asTrained) networks.valuesOf(inputs, samples, values);
    policy.logProbability(networks.policyOutputs(), actions, samples, logProbabilities);
    normalized(batch.nextObservations, rows, shown);
    networks.valuesOf(shown, rows, nextValues);
    const ends = timeLimits === 'bootstrap';
    if (ends) valueEnds(batch);
    else for (let i = 0; i < samples; i++) ended[i] = batch.terminated[i] | batch.truncated[i];
    if (paid !== undefined) paid.apply(batch, discount, updateRate, scaled);
    generalizedAdvantages(
      {
        steps,
        rows,
        rewards: paid === undefined ? batch.rewards : scaled,
        values,
        nextValues,
        finalValues,
        terminated: ends ? batch.terminated : ended,
        truncated: ends ? batch.truncated : never,
      },
      discount,
      gaeLambda,
      advantages,
      returns,
    );
    seen?.take(batch.observations, samples, updateRate);
  }

  return {
    policy,
    networks,
    samples,
    actionWidth,
    inputs,
    actions,
    values,
    oldValues,
    logProbabilities,
    masks,
    advantages,
    returns,
    actor: {
      gathering: { kind: 'steps', rows, steps },
      ...actor({
        policy,
        network,
        noise,
        shown,
        outputs: (observations, count) => networks.act(observations, count),
        ...(seen === undefined ? {} : { normalizer: seen }),
      }),
    },
    unitNames: settings.measureUnits ? unitNames : [],
    units: () => (settings.measureUnits ? unitReadings(network.shape, network.parameters, inputs, samples) : {}),
    take,
    retrain: () => networks.train(inputs, samples, { masks }),
    checkpoint: () => ({
      parameters: [...networks.parameters()],
      noise: noise.save(),
      ...(settings.batchNorm ? { buffers: networks.buffers() } : {}),
      ...(settings.dropout ? { maskNoise: maskNoise.save() } : {}),
      ...(seen === undefined ? {} : { observations: seen.checkpoint() }),
      ...(paid === undefined ? {} : { rewards: paid.checkpoint() }),
    }),
    restore(checkpoint) {
      networks.setParameters(Float64Array.from(checkpoint.parameters));
      noise.restore(checkpoint.noise);
      if (checkpoint.buffers !== undefined) networks.setBuffers(checkpoint.buffers);
      if (checkpoint.maskNoise !== undefined) maskNoise.restore(checkpoint.maskNoise);
      if (checkpoint.observations !== undefined) seen?.restore(checkpoint.observations);
      if (checkpoint.rewards !== undefined) paid?.restore(checkpoint.rewards);
    },
  };
}
