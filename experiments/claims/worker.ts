import { OptionError } from '../../math/check.js';
import { claims } from './all.js';
import { runSeed } from './run-seed.js';
import type { SeedOutcome } from './seed-file.js';

/** A seed for a thread: claims are functions, so they travel by name. */
export interface SeedTask {
  readonly name: string;
  readonly seed: number;
  readonly quick: boolean;
}

/** Runs a seed in this thread. */
export default function work({ name, seed, quick }: SeedTask): SeedOutcome {
  const claim = claims.find((one) => one.name === name);
  if (claim === undefined) throw new OptionError('claim', 'one of the bundled claims', name);
  return runSeed(claim, { seed, quick });
}
