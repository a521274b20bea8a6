import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere, writeWhole } from '../store/files.js';
import { onDisk } from '../store/store-error.js';
import type { Claim, SeedNumbers } from './claim.js';

/** What a seed of a claim gave, and how long it took. */
export interface SeedOutcome {
  readonly numbers: SeedNumbers;
  /** Seconds of computing. */
  readonly seconds: number;
}

/** Where and under which code seeds are kept. */
export interface SeedStore {
  readonly folder: string;
  /** Version of the running package: seeds of another one are not used again. */
  readonly version: string;
}

function fileOf({ folder }: SeedStore, { name }: Claim, quick: boolean, seed: number): string {
  return join(folder, name, quick ? 'quick' : 'full', `${seed}.json`);
}

/** A kept seed; undefined when there is none, or it is of another revision or version, or cannot be read. */
export function keptSeed(store: SeedStore, claim: Claim, quick: boolean, seed: number): SeedOutcome | undefined {
  const text = readIfThere(fileOf(store, claim, quick, seed));
  if (text === undefined) return undefined;
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof found !== 'object' || found === null) return undefined;
  const { revision, version, numbers, seconds } = found as Readonly<Record<string, unknown>>;
  const known = revision === claim.revision && version === store.version;
  return known && isNumbers(numbers) && typeof seconds === 'number' ? { numbers, seconds } : undefined;
}

/** Keeps a seed, whole or not at all. */
export function keepSeed(store: SeedStore, claim: Claim, quick: boolean, seed: number, outcome: SeedOutcome): void {
  const file = fileOf(store, claim, quick, seed);
  onDisk(file, () => mkdirSync(join(store.folder, claim.name, quick ? 'quick' : 'full'), { recursive: true }));
  const { name, revision } = claim;
  writeWhole(file, `${JSON.stringify({ claim: name, revision, version: store.version, quick, seed, ...outcome })}\n`);
}

function isNumbers(value: unknown): value is SeedNumbers {
  return typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'number');
}
