import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { settingsAt, type EnvDefinition, type Knobs, type Settings } from '../../../envs/env.js';
import { widthOf } from '../../../envs/space.js';
import type { Values } from '../../../curriculum/schedule.js';
import { random } from '../../../math/random.js';

/** One recorded step of Gymnasium. */
interface Row {
  readonly action: number;
  readonly state: readonly number[];
  readonly obs?: readonly number[];
  readonly reward: number;
  readonly terminated: boolean;
}

/** One recorded trajectory. */
export interface Trajectory {
  readonly env: string;
  readonly init: readonly number[];
  readonly attrs?: Readonly<Record<string, number | string>>;
  readonly policy?: string;
  readonly rows: readonly Row[];
}

const peers = new URL('../../peers/', import.meta.url);

/** Reads a recorded file of test/peers. */
export function readPeer(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, peers), 'utf8'));
}

/** The recorded trajectories of one world. */
export function trajectories(id: string): Trajectory[] {
  const { cases } = readPeer('environments.json') as { cases: Trajectory[] };
  return cases.filter(({ env }) => env === id);
}

/** Erases the names of the knobs. */
export function erased<K extends Knobs>(definition: EnvDefinition<K>): EnvDefinition {
  return definition as unknown as EnvDefinition;
}

/** Runs every recorded step from the recorded state before it and compares state, observation, reward and end. */
export function replay(
  definition: EnvDefinition,
  { init, rows }: Trajectory,
  values: Values = {},
  tolerance = 1e-12,
): void {
  const settings = settingsAt(definition, values);
  const state = new Float64Array(definition.stateSize);
  const seen = new Float32Array(widthOf(definition.observation));
  const action = new Float64Array(1);
  const unused = random(0);
  let before = init;
  for (const row of rows) {
    state.set(before);
    action[0] = row.action;
    const reward = definition.step(state, 0, action, 0, settings, unused);
    for (let i = 0; i < state.length; i++) near(state[i], row.state[i], tolerance);
    near(reward, row.reward, 1e-12);
    expect(definition.terminal(state, 0, settings)).toBe(row.terminated);
    state.set(row.state);
    definition.observe(state, 0, seen, 0, settings);
    // One float32 ulp: sine and cosine differ in the last bit between libraries.
    for (const [i, value] of (row.obs ?? []).entries()) near(seen[i], value, 1.2e-7);
    before = row.state;
  }
}

/** |a − b| ≤ tolerance · max(1, |b|). */
export function near(a: number, b: number, tolerance: number): void {
  const gap = Math.abs(a - b) / Math.max(1, Math.abs(b));
  if (!(gap <= tolerance)) expect.fail(`${a} is ${gap} from ${b}, more than ${tolerance}`);
}

/** A row of state from an initial vector, a policy and a number of steps at most; stops at the end of the episode. */
export function rollOut(
  definition: EnvDefinition,
  init: readonly number[],
  policy: (state: Float64Array) => number,
  steps: number,
  values: Values = {},
): { readonly state: Float64Array; readonly steps: number; readonly total: number } {
  const settings: Settings = settingsAt(definition, values);
  const state = Float64Array.from(init);
  const action = new Float64Array(1);
  const noise = random(1);
  let total = 0;
  for (let taken = 1; taken <= steps; taken++) {
    action[0] = policy(state);
    total += definition.step(state, 0, action, 0, settings, noise);
    if (definition.terminal(state, 0, settings)) return { state, steps: taken, total };
  }
  return { state, steps, total };
}
