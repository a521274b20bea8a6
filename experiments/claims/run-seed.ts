import { OptionError } from '../../math/check.js';
import type { Claim, SeedOptions } from './claim.js';
import type { SeedOutcome } from './seed-file.js';

/**
 * Runs one seed of a claim.
 *
 * @throws OptionError for a number that is not finite: what diverges must be given a score by the claim.
 */
export function runSeed(claim: Claim, options: SeedOptions): SeedOutcome {
  const begun = performance.now();
  const numbers = claim.seed(options);
  for (const [name, value] of Object.entries(numbers))
    if (!Number.isFinite(value))
      throw new OptionError(`${claim.name} at seed ${options.seed}: ${name}`, 'a finite number', value);
  return { numbers, seconds: (performance.now() - begun) / 1000 };
}
