import { augmentation } from './augmentation.js';
import type { Claim } from './claim.js';
import { dropout } from './dropout.js';
import { labelSmoothing } from './label-smoothing.js';
import { snapshotEnsembles } from './snapshot-ensembles.js';
import { weightDecay } from './weight-decay.js';

/** Every claim of the ledger, in the chapter's order. */
export const claims: readonly Claim[] = [snapshotEnsembles, augmentation, weightDecay, dropout, labelSmoothing];
