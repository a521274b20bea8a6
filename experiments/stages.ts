import { basisTitle, type Comparison } from './comparison.js';
import type { VerdictEvent } from './verdict-event.js';

/** One pass over arms and seeds: a basis of a comparison, or a round of halving. */
export interface Stage {
  /** The comparison of this pass: its arms, seeds and name. */
  readonly comparison: Comparison;
  /** Position in the comparison's bases. */
  readonly basis: number;
  /** Names the pass where there are several: a folder's name. */
  readonly part?: string;
}

/** The pass with which a comparison begins. */
export function firstStage(whole: Comparison): Stage {
  return whole.sweep?.sampler === 'halving' ? round(whole, whole, 1) : atBasis(whole, 0);
}

/**
 * How many passes a comparison has: its bases, or the rounds of halving down to one arm.
 */
export function passesOf({ sweep, arms, bases }: Comparison): number {
  return sweep?.sampler === 'halving' ? 1 + Math.ceil(Math.log2(arms.length)) : bases.length;
}

/** The pass that follows; undefined behind the last one. */
export function nextStage(
  whole: Comparison,
  { comparison, basis, part }: Stage,
  verdict: VerdictEvent,
): Stage | undefined {
  if (whole.sweep?.sampler === 'halving') {
    if (comparison.arms.length === 1) return undefined;
    // The verdict's arms stand best first.
    const kept = new Set(verdict.arms.slice(0, Math.ceil(comparison.arms.length / 2)).map(({ name }) => name));
    const arms = comparison.arms.filter(({ name }) => kept.has(name));
    const seeds = 2 * comparison.seeds;
    // A warm start tries four times as many seeds at most: those behind them are fresh.
    const firstSeed = comparison.firstSeed + 4 * comparison.seeds;
    return round(whole, { ...comparison, arms, seeds, firstSeed }, Number(part?.split('-')[1]) + 1);
  }
  return basis + 1 < whole.bases.length ? atBasis(whole, basis + 1) : undefined;
}

function atBasis(whole: Comparison, basis: number): Stage {
  const words = basisTitle(whole.bases[basis]);
  const part = `${basis}${words === '' ? '' : `-${words.replaceAll(/[ ,]+/g, '-')}`}`;
  return { comparison: whole, basis, ...(whole.bases.length > 1 ? { part } : {}) };
}

/** A round of halving: the better half goes on with twice as many seeds, all of them fresh. */
function round(whole: Comparison, comparison: Comparison, number: number): Stage {
  const name = `${whole.name} · round ${number}`;
  return { comparison: { ...comparison, name }, basis: 0, part: `round-${number}` };
}
