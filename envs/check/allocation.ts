import { random, type Random } from '../../math/random.js';
import type { EnvDefinition, Settings } from '../env.js';
import { sample, widthOf } from '../space.js';

const rounds = 40;
const stepsPerRound = 4000;

/** What of Node's process is used; other engines may not have it. */
interface HeapReader {
  readonly process?: { readonly memoryUsage?: () => { readonly heapUsed: number } };
}

/** The stream with its numbers prepared, so that drawing costs nothing. */
function prepared(source: Random): Random {
  const doubles = Float64Array.from({ length: 256 }, () => source.double());
  const normals = Float64Array.from({ length: 256 }, () => source.normal());
  let next = 0;
  return {
    ...source,
    double: () => doubles[next++ & 255],
    uniform: (low, high) => low + (high - low) * doubles[next++ & 255],
    normal: () => normals[next++ & 255],
    integer: (bound) => Math.floor(bound * doubles[next++ & 255]),
  };
}

/**
 * Heap bytes that a step leaves behind, or undefined where the engine does not tell. Rounds of steps are measured until two
 * in a row stay below `enough` (the engine has then compiled the step); a round with a collection in it counts for nothing.
 */
export function bytesPerStep(definition: EnvDefinition, settings: Settings, enough: number): number | undefined {
  const { process } = globalThis as unknown as HeapReader;
  const heap = process?.memoryUsage;
  if (heap === undefined) return undefined;
  const stream = prepared(random(1));
  const width = widthOf(definition.action);
  const start = new Float64Array(definition.stateSize);
  const state = new Float64Array(definition.stateSize);
  const actions = new Float64Array(64 * width);
  const seen = new Float32Array(widthOf(definition.observation));
  for (let i = 0; i < 64; i++) sample(definition.action, random(i), actions, i * width);
  definition.reset(start, 0, settings, stream);
  const run = (): void => {
    state.set(start);
    for (let i = 0; i < stepsPerRound; i++) {
      definition.step(state, 0, actions, (i & 63) * width, settings, stream);
      definition.observe(state, 0, seen, 0, settings);
      if (definition.terminal(state, 0, settings)) state.set(start);
    }
  };
  let least = Infinity;
  let quiet = 0;
  for (let round = 0; round < rounds && quiet < 2; round++) {
    const before = heap().heapUsed;
    run();
    const grown = (heap().heapUsed - before) / stepsPerRound;
    if (grown < 0) continue;
    quiet = grown <= enough ? quiet + 1 : 0;
    if (quiet !== 1) least = Math.min(least, grown);
  }
  return least;
}
