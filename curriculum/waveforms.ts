/** Position in a cycle, in turns; only its fraction counts: 0.25 and 1.25 are the same phase. */
export type Turns = number;

/** Height of a waveform, in [0, 1]. */
export type Level = number;

/** A shape: phase in [0, 1) → level in [0, 1]. Any function of phase is a waveform; there is nothing to register. */
export type Waveform = (phase: Turns) => Level;

/** Raised cosine: ½(1 − cos 2πp). Trough 0 at p = 0, crest 1 at p = ½, mean ½. [Loshchilov & Hutter 2017] */
export const cosine: Waveform = (phase) => 0.5 * (1 - Math.cos(2 * Math.PI * phase));

/** Straight up and down: 1 − |1 − 2p|. Trough at p = 0, crest at p = ½, mean ½. [Smith 2017] */
export const triangle: Waveform = (phase) => 1 - Math.abs(1 - 2 * phase);

/** Straight up, then a jump down: p. Mean ½. */
export const sawtooth: Waveform = (phase) => phase;

/** Low for half a turn, high for half: 0 for p < ½, else 1. Mean ½. */
export const square: Waveform = (phase) => (phase < 0.5 ? 0 : 1);

/** A jump up, then half a cosine down: ½(1 + cos πp). Crest at p = 0, mean ½. [Loshchilov & Hutter 2017] */
export const warmRestart: Waveform = (phase) => 0.5 * (1 + Math.cos(Math.PI * phase));

/** Every waveform by its name. */
export const waveforms = { cosine, triangle, sawtooth, square, warmRestart };

/** Name of a bundled waveform. */
export type WaveformName = keyof typeof waveforms;
