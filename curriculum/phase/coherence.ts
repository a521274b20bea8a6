import { checkNumber } from '../../math/check.js';
import { spearman } from '../../math/statistics.js';
import { fraction } from '../schedule.js';
import type { Turns } from '../waveforms.js';
import { firstHarmonic, stands, turnsOf, wrapTurns } from './harmonic.js';
import { checkLengths, lastPeriods, part } from './measured.js';

/** Readings of one run, oldest first. */
export interface CoherenceOptions {
  /** Updates at which the sharpness was measured, rising. */
  readonly updates: ArrayLike<number>;
  /** The oscillating knob at those updates. */
  readonly knob: ArrayLike<number>;
  /** The measured sharpness λ̂ at those updates, loss/parameter². */
  readonly sharpness: ArrayLike<number>;
  /** Updates per period of the knob. */
  readonly period: number;
  /** Phase of the rate against the knob, in turns; without it there is no true phase. */
  readonly phase?: Turns;
}

/** The phase by measured curvature in a word: nearest of in-phase, quadrature (the rate leads or trails by a quarter), anti-phase. */
export type PhaseVerdict = 'in-phase' | 'quadrature' | 'anti-phase' | 'unknown';

/** How the measured sharpness follows the knob. */
export interface Coherence {
  /** Spearman's rank correlation of knob and sharpness; undefined when one is constant or there are too few readings. */
  readonly rank: number | undefined;
  /** (max − min)/(max + min) of the sharpness folded on the period, medians of 8 phase bins; undefined where the sum is not above 0. */
  readonly depth: number | undefined;
  /** Turns by which the sharpness comes after the knob, in (−½, ½]. */
  readonly lag: Turns | undefined;
  /** Phase of the rate against the measured sharpness, in (−½, ½]: phase + lag. */
  readonly truePhase: Turns | undefined;
  /** The true phase in a word, or `unknown` when the readings do not carry one. */
  readonly verdict: PhaseVerdict;
  /** Why the verdict is unknown. */
  readonly reason?: string;
  /** Whole periods read. */
  readonly periods: number;
}

/**
 * Thresholds, chosen and not derived.
 *
 * @source own definition
 * @example coherenceLimits.periods // 2
 */
export const coherenceLimits = { periods: 2, readingsPerPeriod: 8, bins: 8, rank: 0.5, depth: 0.1 } as const;

/**
 * Whether a knob moves the curvature it is said to move, and the phase of the rate against what was measured.
 *
 * The verdict is `unknown` with fewer than 2 whole periods of 8 readings each, |rank| < 0.5, depth < 0.1 or a constant knob; a run whose
 * rank is negative is never called anti-phase.
 *
 * @throws OptionError for series of different lengths or a period that is not above 0.
 * @source own definition
 * @example [Array.from({ length: 16 }, (_, n) => 2 + Math.cos((n * Math.PI) / 4))].map((wave) => coherence({ updates: wave.map((_, n) => n), knob: wave, sharpness: wave, period: 8, phase: 0.5 }).verdict) // ['anti-phase']
 */
export function coherence({ updates, knob, sharpness, period, phase }: CoherenceOptions): Coherence {
  checkNumber('coherence.period', period, { above: 0 });
  checkLengths('coherence', updates, knob, sharpness);
  const slices = lastPeriods(updates, period);
  const { periods: fewest, readingsPerPeriod } = coherenceLimits;
  const periods = slices.length;
  const nothing = {
    rank: undefined,
    depth: undefined,
    lag: undefined,
    truePhase: undefined,
    verdict: 'unknown',
    periods,
  } as const;
  if (periods < fewest) return { ...nothing, reason: `fewer than ${fewest} whole periods` };
  if (slices.some(([start, stop]) => stop - start < readingsPerPeriod)) {
    return { ...nothing, reason: `fewer than ${readingsPerPeriod} readings in a period` };
  }
  const start = slices[0][0];
  const at = part(updates, start, updates.length);
  const x = part(knob, start, knob.length);
  const y = part(sharpness, start, sharpness.length);
  const rank = spearman(x, y);
  const depth = foldedDepth(at, y, period);
  const hx = firstHarmonic(at, x, period);
  const hy = firstHarmonic(at, y, period);
  const lag = stands(hx, x) && stands(hy, y) ? wrapTurns(turnsOf(hx) - turnsOf(hy)) : undefined;
  const truePhase = phase === undefined || lag === undefined ? undefined : wrapTurns(phase + lag);
  const found = { rank, depth, lag, truePhase, periods };
  const word = truePhase === undefined ? 'unknown' : verdictOf(truePhase);
  const reason = whyUnknown(found, word);
  return reason === undefined ? { ...found, verdict: word } : { ...found, verdict: 'unknown', reason };
}

type Found = Pick<Coherence, 'rank' | 'depth' | 'truePhase'>;

function whyUnknown({ rank, depth, truePhase }: Found, word: PhaseVerdict): string | undefined {
  if (rank === undefined) return 'the knob or the sharpness is constant';
  if (!(Math.abs(rank) >= coherenceLimits.rank)) return `|rank| below ${coherenceLimits.rank}`;
  if (depth === undefined || !(depth >= coherenceLimits.depth)) return `depth below ${coherenceLimits.depth}`;
  if (truePhase === undefined) return 'no phase of the rate';
  return word === 'anti-phase' && rank < 0 ? 'the sharpness falls as the knob rises' : undefined;
}

function verdictOf(turns: Turns): PhaseVerdict {
  const distance = Math.abs(turns);
  return distance < 0.125 ? 'in-phase' : distance <= 0.375 ? 'quadrature' : 'anti-phase';
}

function foldedDepth(updates: readonly number[], values: readonly number[], period: number): number | undefined {
  const { bins } = coherenceLimits;
  const folded: number[][] = Array.from({ length: bins }, () => []);
  updates.forEach((update, k) => folded[Math.floor(bins * fraction(update / period))].push(values[k]));
  const levels = folded.filter((bin) => bin.length > 0).map(median);
  const least = Math.min(...levels);
  const largest = Math.max(...levels);
  return largest + least > 0 ? (largest - least) / (largest + least) : undefined;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]);
}
