import { adversarialPlayers } from './adversarial-pendulum.js';
import { augmentation } from './augmentation.js';
import type { Claim } from './claim.js';
import { curricula } from './curricula.js';
import { dropout } from './dropout.js';
import { escape } from './escape.js';
import { federatedClients } from './federated-clients.js';
import { imbalance } from './imbalance.js';
import { labelSmoothing } from './label-smoothing.js';
import { normalizerUpdateRate } from './normalizer-update-rate.js';
import { rehearsal } from './rehearsal.js';
import { snapshotEnsembles } from './snapshot-ensembles.js';
import { sparseTraining } from './sparse-training.js';
import { transfer } from './transfer.js';
import { twoPlayerPhase } from './two-players.js';
import { weightDecay } from './weight-decay.js';

/** Every claim of the ledger, in the chapter's order. */
export const claims: readonly Claim[] = [
  curricula,
  escape,
  snapshotEnsembles,
  augmentation,
  weightDecay,
  dropout,
  labelSmoothing,
  normalizerUpdateRate,
  twoPlayerPhase,
  adversarialPlayers,
  transfer,
  rehearsal,
  sparseTraining,
  imbalance,
  federatedClients,
];
