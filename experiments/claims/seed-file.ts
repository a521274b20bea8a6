import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, readIfThere, writeWhole } from '../store/files.js';
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
  /** What the machine is, written beside every seed. */
  readonly machine?: string;
}

/** A seed as it is kept. */
export interface KeptSeed extends SeedOutcome {
  readonly seed: number;
  /** When it was done, as ISO 8601. */
  readonly finished?: string;
  readonly machine?: string;
}

function folderOf({ folder }: SeedStore, { name }: Claim, quick: boolean): string {
  return join(folder, name, quick ? 'quick' : 'full');
}

function fileOf(store: SeedStore, claim: Claim, quick: boolean, seed: number): string {
  return join(folderOf(store, claim, quick), `${seed}.json`);
}

/** A kept seed; undefined when there is none, or it is of another revision or version, or cannot be read. */
export function keptSeed(store: SeedStore, claim: Claim, quick: boolean, seed: number): KeptSeed | undefined {
  const text = readIfThere(fileOf(store, claim, quick, seed));
  if (text === undefined) return undefined;
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof found !== 'object' || found === null) return undefined;
  const { revision, version, numbers, seconds, finished, machine } = found as Readonly<Record<string, unknown>>;
  const known = revision === claim.revision && version === store.version;
  if (!known || !isNumbers(numbers) || typeof seconds !== 'number') return undefined;
  return {
    seed,
    numbers,
    seconds,
    ...(typeof finished === 'string' ? { finished } : {}),
    ...(typeof machine === 'string' ? { machine } : {}),
  };
}

/** Every kept seed of a claim, ascending, and how many files beside them are of another revision or version, or cannot be read. */
export function keptSeeds(
  store: SeedStore,
  claim: Claim,
  quick: boolean,
): { readonly seeds: readonly KeptSeed[]; readonly others: number } {
  const folder = folderOf(store, claim, quick);
  const names = existsSync(folder) ? onDisk(folder, () => readdirSync(folder), 'store') : [];
  const numbers = names.flatMap((name) => /^(\d+)\.json$/.exec(name)?.slice(1).map(Number) ?? []);
  const seeds = numbers
    .sort((a, b) => a - b)
    .map((seed) => keptSeed(store, claim, quick, seed))
    .filter((seed) => seed !== undefined);
  return { seeds, others: numbers.length - seeds.length };
}

/** Keeps a seed, whole or not at all. */
export function keepSeed(store: SeedStore, claim: Claim, quick: boolean, seed: number, outcome: SeedOutcome): void {
  const file = fileOf(store, claim, quick, seed);
  makeFolder(folderOf(store, claim, quick), 'store');
  const { name, revision } = claim;
  const { version, machine } = store;
  const finished = new Date().toISOString();
  writeWhole(
    file,
    `${JSON.stringify({ claim: name, revision, version, machine, quick, seed, finished, ...outcome })}\n`,
    'store',
  );
}

function isNumbers(value: unknown): value is SeedNumbers {
  return typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'number');
}
