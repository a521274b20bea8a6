import type { Claim } from './claim.js';

/** Every claim of the ledger, in the chapter's order. */
export const claims: readonly Claim[] = [];
