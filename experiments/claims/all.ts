import { augmentation } from './augmentation.js';
import type { Claim } from './claim.js';
import { dropout } from './dropout.js';
import { imbalance } from './imbalance.js';
import { labelSmoothing } from './label-smoothing.js';
import { rehearsal } from './rehearsal.js';
import { snapshotEnsembles } from './snapshot-ensembles.js';
import { sparseTraining } from './sparse-training.js';
import { transfer } from './transfer.js';
import { weightDecay } from './weight-decay.js';

/** Every claim of the ledger, in the chapter's order. */
export const claims: readonly Claim[] = [
  snapshotEnsembles,
  augmentation,
  weightDecay,
  dropout,
  labelSmoothing,
  transfer,
  rehearsal,
  sparseTraining,
  imbalance,
];
