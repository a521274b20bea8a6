/** A batch of experience, time-major: sample (t, n) lies at t·rows + n. */
export interface Rollout {
  /** Most steps in time. */
  readonly steps: number;
  /** Rows (copies of the world). */
  readonly rows: number;
  /** Numbers a row of observation and of action. */
  readonly observationWidth: number;
  readonly actionWidth: number;
  /** What was seen before the action; steps × rows × observationWidth. */
  readonly observations: Float32Array;
  /** What was done; steps × rows × actionWidth. */
  readonly actions: Float64Array;
  /** What the agent learns from; steps × rows. */
  readonly rewards: Float64Array;
  /** 1 where the sample was lived; 0 after a row's episode ended. */
  readonly valid: Uint8Array;
  /** 1 where the state ended the episode after this sample. */
  readonly terminated: Uint8Array;
  /** 1 where only the time limit ended it. */
  readonly truncated: Uint8Array;
  /** The true label of the row before the action, where the world has labels; steps × rows. */
  readonly labels: Float64Array;
  /** Of rows that run on: what a truncated episode ended with, at the sample's own place; steps × rows × observationWidth, elsewhere without meaning. */
  readonly finalObservations: Float32Array;
  /** Of rows that run on: what each row shows after the last step; rows × observationWidth. */
  readonly nextObservations: Float32Array;
}

/** Options of {@link rollout}. */
export interface RolloutOptions {
  /** Whether rows run on after an episode's end, so that ends need their last observations. Default false. */
  readonly runsOn?: boolean;
}

/**
 * An empty rollout.
 *
 * @example rollout(128, 4, 4, 1).rewards.length // 512
 */
export function rollout(
  steps: number,
  rows: number,
  observationWidth: number,
  actionWidth: number,
  { runsOn = false }: RolloutOptions = {},
): Rollout {
  const samples = steps * rows;
  return {
    steps,
    rows,
    observationWidth,
    actionWidth,
    observations: new Float32Array(samples * observationWidth),
    actions: new Float64Array(samples * actionWidth),
    rewards: new Float64Array(samples),
    valid: new Uint8Array(samples),
    terminated: new Uint8Array(samples),
    truncated: new Uint8Array(samples),
    labels: new Float64Array(samples),
    finalObservations: new Float32Array(runsOn ? samples * observationWidth : 0),
    nextObservations: new Float32Array(runsOn ? rows * observationWidth : 0),
  };
}

/**
 * Discounted return to go of every sample, without bootstrapping: Gₜ = rₜ + discount·Gₜ₊₁, 0 after the episode's end.
 *
 * @source Williams 1992
 * @example // rewards 1, 1, 1 of one row, discount 0.5 → 1.75, 1.5, 1
 */
export function returnsToGo(batch: Rollout, discount: number, out: Float64Array): void {
  const { steps, rows, rewards, valid, terminated, truncated } = batch;
  for (let n = 0; n < rows; n++) {
    let next = 0;
    for (let t = steps - 1; t >= 0; t--) {
      const i = t * rows + n;
      if (valid[i] === 0 || terminated[i] === 1 || truncated[i] === 1) next = 0;
      next = valid[i] === 0 ? 0 : rewards[i] + discount * next;
      out[i] = next;
    }
  }
}
