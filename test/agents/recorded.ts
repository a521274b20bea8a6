import { readFileSync } from 'node:fs';

/** A network of one hidden layer as the peers record it, weights as [out][in]. */
export interface RecordedNetwork {
  readonly W1: readonly (readonly number[])[];
  readonly b1: readonly number[];
  readonly W2: readonly (readonly number[])[];
  readonly b2: readonly number[];
}

/** Parameters, or their gradient, in the flat order of the engines. */
export function flat({ W1, b1, W2, b2 }: RecordedNetwork): Float64Array {
  return Float64Array.from([...W1.flat(), ...b1, ...W2.flat(), ...b2]);
}

/** A file of numbers that a peer recorded. */
export function recorded(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../peers/${name}`, import.meta.url), 'utf8'));
}

/** What loss files record of the batch. */
export interface RecordedInputs {
  readonly obs: readonly (readonly number[])[];
  readonly actions: readonly number[];
  readonly advantages: readonly number[];
  readonly returns: readonly number[];
  readonly old_values: readonly number[];
  readonly old_logprobs: readonly number[];
  readonly policy: RecordedNetwork;
  readonly value: RecordedNetwork;
}
