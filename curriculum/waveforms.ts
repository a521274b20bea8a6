/** Position in a cycle, in turns; only its fraction counts: 0.25 and 1.25 are the same phase. */
export type Turns = number;

/** Height of a waveform, in [0, 1]. */
export type Level = number;

/** A shape: phase in [0, 1) → level in [0, 1]. Any function of phase is a waveform; there is nothing to register. */
export type Waveform = (phase: Turns) => Level;

/**
 * Raised cosine: ½(1 − cos 2πp). Range [0, 1], mean ½, trough at 0, crest at ½, continuous.
 *
 * @source Loshchilov & Hutter 2017
 * @example cosine(0.25) // 0.5
 */
export const cosine: Waveform = (phase) => 0.5 * (1 - Math.cos(2 * Math.PI * phase));

/**
 * Raised sine: ½(1 + sin 2πp), the cosine a quarter of a turn ahead. Range [0, 1], mean ½, trough at ¾, crest at ¼, continuous.
 *
 * @source audio practice (low-frequency oscillator)
 * @example sine(0.25) // 1
 */
export const sine: Waveform = (phase) => 0.5 * (1 + Math.sin(2 * Math.PI * phase));

/**
 * Straight up and down: 1 − |1 − 2p|. Range [0, 1], mean ½, trough at 0, crest at ½, continuous.
 *
 * @source Smith 2017
 * @example triangle(0.25) // 0.5
 */
export const triangle: Waveform = (phase) => 1 - Math.abs(1 - 2 * phase);

/**
 * Straight up, then a jump down: p. Range [0, 1), mean ½, trough at 0, crest just before 1, one jump.
 *
 * @source audio practice (low-frequency oscillator)
 * @example sawtooth(0.75) // 0.75
 */
export const sawtooth: Waveform = (phase) => phase;

/**
 * A jump up, then straight down: 1 − p. Range (0, 1], mean ½, crest at 0, trough just before 1, one jump.
 *
 * @source audio practice (low-frequency oscillator)
 * @example sawtoothDown(0.75) // 0.25
 */
export const sawtoothDown: Waveform = (phase) => 1 - phase;

/**
 * Low for half a turn, high for half: 0 for p < ½, else 1. Range {0, 1}, mean ½, middle of the trough at ¼, of the crest at ¾, two jumps.
 *
 * @source audio practice (low-frequency oscillator)
 * @example square(0.5) // 1
 */
export const square: Waveform = (phase) => (phase < 0.5 ? 0 : 1);

/**
 * A short stay at the top, duty ¼: 0 for p < ¾, else 1. Range {0, 1}, mean ¼, middle of the trough at ⅜, of the crest at ⅞, two jumps.
 *
 * @source audio practice (pulse width)
 * @example pulse(0.75) // 1
 */
export const pulse: Waveform = (phase) => (phase < 0.75 ? 0 : 1);

/**
 * Rest, climb, stay, descend, a quarter of a turn each: 3/2 − 4|p − ½| kept in [0, 1]. Mean ½, middle of the trough at 0, of the crest at ½, continuous.
 *
 * @source audio practice (clipped triangle)
 * @example trapezoid(0.25) // 0.5
 */
export const trapezoid: Waveform = (phase) => Math.min(1, Math.max(0, 1.5 - 4 * Math.abs(phase - 0.5)));

/**
 * A jump up, then half a cosine down: ½(1 + cos πp). Range (0, 1], mean ½, crest at 0, trough just before 1, one jump.
 *
 * @source Loshchilov & Hutter 2017
 * @example warmRestart(0.5) // 0.5
 */
export const warmRestart: Waveform = (phase) => 0.5 * (1 + Math.cos(Math.PI * phase));

/**
 * A capacitor charging for five time constants, then a jump down: (1 − e^(−5p))/(1 − e^(−5)). Range [0, 1), mean 1/(1 − e^(−5)) − 1/5 ≈ 0.807,
 * trough at 0, crest just before 1, one jump.
 *
 * @source Horowitz & Hill 1989 (RC circuit)
 * @example charge(0.5) // 0.924141819979
 */
export const charge: Waveform = (phase) => (1 - Math.exp(-5 * phase)) / (1 - Math.exp(-5));

/**
 * A triangle with rounded ends: t²(3 − 2t), t = 1 − |1 − 2p|. Range [0, 1], mean ½, trough at 0, crest at ½, continuous with its slope.
 *
 * @source Perlin 1985
 * @example smoothstep(0.125) // 0.15625
 */
export const smoothstep: Waveform = (phase) => {
  const t = 1 - Math.abs(1 - 2 * phase);
  return t * t * (3 - 2 * t);
};

/**
 * One arch: sin πp. Range [0, 1], mean 2/π ≈ 0.637, trough (a kink) at 0, crest at ½, continuous.
 *
 * @source audio practice (full-wave rectified sine)
 * @example halfSine(0.5) // 1
 */
export const halfSine: Waveform = (phase) => Math.sin(Math.PI * phase);

/**
 * Every waveform by its name.
 *
 * @source own definition
 * @example waveforms.triangle(0.25) // 0.5
 */
export const waveforms = {
  cosine,
  sine,
  triangle,
  sawtooth,
  sawtoothDown,
  square,
  pulse,
  trapezoid,
  warmRestart,
  charge,
  smoothstep,
  halfSine,
};

/** Name of a bundled waveform. */
export type WaveformName = keyof typeof waveforms;

/** What is known of a waveform before it is sampled; the law tests check every line. */
export interface WaveformFacts {
  /** Mean level over a turn. */
  readonly mean: Level;
  /** Phase of the highest level, the middle of a plateau; 1 when it is only approached at the end of the turn. */
  readonly crest: Turns;
  /** Phase of the lowest level, the middle of a plateau; 1 when it is only approached at the end of the turn. */
  readonly trough: Turns;
  /** No jump, the end of the turn included. */
  readonly continuous: boolean;
  /** w(p + ½) = 1 − w(p): only then does a shift by half a turn equal turning the shape upside down. */
  readonly halfWaveSymmetric: boolean;
}

/**
 * The facts of every bundled waveform, by name. Each has lowest level 0 and highest level 1, reached or approached.
 *
 * @source own definition
 * @example waveformFacts.triangle.mean // 0.5
 */
export const waveformFacts: Readonly<Record<WaveformName, WaveformFacts>> = {
  cosine: { mean: 0.5, crest: 0.5, trough: 0, continuous: true, halfWaveSymmetric: true },
  sine: { mean: 0.5, crest: 0.25, trough: 0.75, continuous: true, halfWaveSymmetric: true },
  triangle: { mean: 0.5, crest: 0.5, trough: 0, continuous: true, halfWaveSymmetric: true },
  sawtooth: { mean: 0.5, crest: 1, trough: 0, continuous: false, halfWaveSymmetric: false },
  sawtoothDown: { mean: 0.5, crest: 0, trough: 1, continuous: false, halfWaveSymmetric: false },
  square: { mean: 0.5, crest: 0.75, trough: 0.25, continuous: false, halfWaveSymmetric: true },
  pulse: { mean: 0.25, crest: 0.875, trough: 0.375, continuous: false, halfWaveSymmetric: false },
  trapezoid: { mean: 0.5, crest: 0.5, trough: 0, continuous: true, halfWaveSymmetric: true },
  warmRestart: { mean: 0.5, crest: 0, trough: 1, continuous: false, halfWaveSymmetric: false },
  charge: { mean: 1 / (1 - Math.exp(-5)) - 1 / 5, crest: 1, trough: 0, continuous: false, halfWaveSymmetric: false },
  smoothstep: { mean: 0.5, crest: 0.5, trough: 0, continuous: true, halfWaveSymmetric: true },
  halfSine: { mean: 2 / Math.PI, crest: 0.5, trough: 0, continuous: true, halfWaveSymmetric: false },
};
