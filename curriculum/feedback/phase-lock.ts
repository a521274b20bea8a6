import { average } from '../../math/average.js';
import { checkMembers, checkNumber } from '../../math/check.js';
import { fraction } from '../schedule.js';
import type { Turns } from '../waveforms.js';
import { clip, reading, type Loop } from './loop.js';

/** Options of {@link phaseLock}. */
export interface PhaseLockOptions {
  /** Prefix of what it publishes. */
  readonly id?: string;
  /** Signal to lock to, above 0: a measure of curvature, such as the spread of advantages where the reward is what oscillates. */
  readonly signal: string;
  /** Mid value of the driven schedule. */
  readonly mid: number;
  /** Relative amplitude of the driven schedule, in [0, 1]. */
  readonly amplitude?: number;
  /** Phase held against the signal, in turns: 0.5 is lowest where the signal is highest. */
  readonly offset?: Turns;
  /** First guess of the period, in updates; also the length of the running mean. */
  readonly period?: number;
  /** Shortest period it may find, in updates. */
  readonly shortest?: number;
  /** Longest period it may find, in updates. */
  readonly longest?: number;
  /** Updates during which the schedule stays at its mid value. */
  readonly warmup?: number;
}

/** The oscillator and the window of readings: plain data. */
export interface PhaseLockState {
  /** Updates lived. */
  readonly updates: number;
  /** Angle ψ expected at the next update, in radians; the signal's crest is at 0. */
  readonly angle: number;
  /** Angle of the last update, corrected by its reading. */
  readonly corrected: number;
  /** Frequency ω, in radians per update. */
  readonly frequency: number;
  /** Logarithms of the last readings, oldest first. */
  readonly window: readonly number[];
}

/** Gains of the loop and scale of its input. */
const gains = { frequency: 0.004, angle: 0.12, scale: 1.6, clip: 1.5 } as const;

/**
 * Finds the period and phase of an oscillating signal and holds a schedule at a chosen phase to it: a phase-locked loop.
 *
 * y = (log reading − running mean)/(1.6·running deviation), clipped to ±1.5; e = −y sin ψ; ω ← clip(ω + 0.004 e); ψ ← ψ + ω + 0.12 e;
 * value = mid·(1 + amplitude·cos(ψ + 2π·offset)). Without a reading the oscillator coasts. Publishes `<id>.phase` (turns, the signal's
 * crest at 0) and `<id>.period` once the warm-up is over.
 *
 * @throws OptionError for periods out of order or an amplitude outside [0, 1].
 * @source Gardner 2005
 * @example phaseLock({ signal: 'spread', mid: 10 }).schedule(20, { 'phaseLock.phase': 0 }) // 2
 */
export function phaseLock(options: PhaseLockOptions): Loop<PhaseLockState> {
  checkMembers('phaseLock', options, [
    'id',
    'signal',
    'mid',
    'amplitude',
    'offset',
    'period',
    'shortest',
    'longest',
    'warmup',
  ]);
  const {
    id = 'phaseLock',
    signal,
    amplitude = 0.8,
    offset = 0.5,
    period = 34,
    shortest = 20,
    longest = 80,
    warmup = 12,
  } = options;
  const mid = checkNumber('phaseLock.mid', options.mid);
  checkNumber('phaseLock.amplitude', amplitude, { min: 0, max: 1 });
  checkNumber('phaseLock.offset', offset);
  checkNumber('phaseLock.shortest', shortest, { above: 2, advice: 'A period needs more than two updates to be seen.' });
  checkNumber('phaseLock.longest', longest, { min: shortest });
  checkNumber('phaseLock.period', period, { min: shortest, max: longest });
  checkNumber('phaseLock.warmup', warmup, { min: 0, integer: true });
  const length = Math.round(period);
  const turn = 2 * Math.PI;
  const phaseName = `${id}.phase`;

  function advance(state: PhaseLockState, measured: Readonly<Record<string, number | undefined>>): PhaseLockState {
    const value = reading(measured, signal);
    const usable = value !== undefined && value > 0;
    const window = usable ? [...state.window, Math.log(value)].slice(-length) : state.window;
    const error = usable ? -normalized(window) * Math.sin(state.angle) : 0;
    const frequency = clip(state.frequency + gains.frequency * error, turn / longest, turn / shortest);
    const corrected = state.angle + gains.angle * error;
    return {
      updates: state.updates + 1,
      angle: wrap(corrected + frequency),
      corrected: wrap(corrected),
      frequency,
      window,
    };
  }

  return {
    id,
    at: 'batch',
    reads: [signal],
    publishes: [phaseName, `${id}.period`],
    initial: { updates: 0, angle: 0, corrected: 0, frequency: turn / period, window: [] },
    advance,
    publish(state) {
      if (state.updates <= warmup) return {};
      return { [phaseName]: fraction(state.corrected / turn), [`${id}.period`]: turn / state.frequency };
    },
    schedule(_update, signals) {
      const phase = signals[phaseName];
      return phase === undefined ? mid : mid * (1 + amplitude * Math.cos(turn * (phase + offset)));
    },
  };
}

function wrap(angle: number): number {
  const turn = 2 * Math.PI;
  return turn * fraction(angle / turn);
}

/** The newest of the readings in units of 1.6 deviations about their mean, clipped; 0 while they do not differ. */
function normalized(window: readonly number[]): number {
  const middle = average(window);
  const variance = window.reduce((sum, value) => sum + (value - middle) * (value - middle), 0) / window.length;
  const deviation = Math.sqrt(variance);
  if (!(deviation > 1e-12)) return 0;
  return clip((window[window.length - 1] - middle) / (gains.scale * deviation), -gains.clip, gains.clip);
}
