import type { Interval } from '../math/statistics.js';
import type { Readings } from './readings.js';

/** One arm's result. */
export interface ArmVerdict {
  readonly name: string;
  readonly runs: number;
  readonly collapsed: number;
  readonly failed: number;
  /** Share of runs that collapsed, with its Wilson interval. */
  readonly collapse: Interval;
  /** Mean score over the whole run, with its bootstrap interval over seeds. */
  readonly score: Interval;
  readonly predicted: Readings;
  /** Medians over seeds of what was measured during training. */
  readonly measured: Readings;
  /** Median Spearman correlation of knob and measured curvature; absent when it is not known. */
  readonly coherence?: number;
}

/** Mean differences `first − second` over paired seeds, with bootstrap intervals. */
export interface PairedDifference {
  readonly first: string;
  readonly second: string;
  /** Of the score. */
  readonly difference: Interval;
  /** Of the share of runs that collapsed. */
  readonly collapse: Interval;
  /** Share of pairs in which `first` scored higher (ties count half). */
  readonly better: number;
}

/** How well a predicted reading ordered the arms. */
export interface OrderVerdict {
  readonly reading: 'margin' | 'growth' | 'transient';
  /** Spearman correlation of predicted danger with the collapse rate over the oscillating arms and the constant one; absent when undefined. */
  readonly correlation?: number;
  /** Pairs of arms whose collapse rates differ and which the reading puts in the same order, of all that differ. */
  readonly right: number;
  readonly pairs: number;
}

/** What came out, in numbers and in words. */
export interface VerdictEvent {
  readonly type: 'verdict';
  readonly title: string;
  /** False below 20 seeds an arm or when the run was stopped: numbers are shown, no verdict is given. */
  readonly decided: boolean;
  readonly seeds: number;
  readonly dropped: number;
  readonly rate: { readonly name: string; readonly mean: number };
  readonly arms: readonly ArmVerdict[];
  readonly differences: readonly PairedDifference[];
  readonly order: readonly OrderVerdict[];
  readonly words: readonly string[];
}

/** What several comparisons together say: the mean rates each arm survives. */
export interface SummaryEvent {
  readonly type: 'summary';
  readonly title: string;
  readonly rates: readonly number[];
  readonly arms: readonly {
    readonly name: string;
    readonly collapse: readonly number[];
    readonly survives: readonly number[];
  }[];
  readonly words: readonly string[];
}
