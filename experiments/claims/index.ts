export { claim } from './claim.js';
export type {
  Claim,
  ClaimArm,
  ClaimOptions,
  CurveSpec,
  Effect,
  Effects,
  EffectSpec,
  SeedNumbers,
  SeedOptions,
  TableSpec,
  Verdict,
  VerdictWord,
} from './claim.js';
export {
  judgeAgainst,
  judgeBy,
  judgeMatched,
  sideOf,
  verdictOn,
  verdictText,
  type Alternative,
  type Rule,
  type Side,
} from './judge.js';
export { resultOf, type ClaimResult, type SeedRun } from './result.js';
export { claims } from './all.js';
export { ledger, type LedgerEvent, type LedgerOptions } from './ledger.js';
export { ledgerPage, type LedgerEntry, type PageFacts } from './markdown.js';
export { keptLedger, type KeptClaim } from './report/kept.js';
export { claimsDocument, type ClaimsFacts } from './report/document.js';
export type { KeptSeed, SeedOutcome, SeedStore } from './seed-file.js';
export {
  matched,
  parametersBehind,
  restart,
  studentRows,
  trained,
  type StudentRows,
  type Training,
} from './student.js';
