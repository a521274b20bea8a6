import { formula } from '../curriculum/formula.js';
import { keyframes, type Keyframe } from '../curriculum/keyframes.js';
import { lint } from '../curriculum/lint.js';
import type { Waveform } from '../curriculum/waveforms.js';
import { OptionError } from '../math/check.js';

/** A waveform as plain data: the text of a formula in p, or drawn points. */
export type WaveText =
  | { readonly kind: 'formula'; readonly text: string }
  | {
      readonly kind: 'keyframes';
      readonly points: readonly Keyframe[];
      readonly join: 'linear' | 'monotone';
      readonly closed: boolean;
    };

const pointPattern = /^([^:\s]+):([^:\s]+)$/;
const drawn = /^\s*[-+.\d][^\s:]*:\S/;
const words: Readonly<Record<string, object>> = {
  linear: { join: 'linear' },
  monotone: { join: 'monotone' },
  open: { closed: false },
  closed: { closed: true },
};

/**
 * A waveform from what a person types: a formula in `p`, or points `phase:level` with a space between them and, after the last one,
 * `monotone` for smooth joins or `open` for ends that do not meet.
 *
 * @throws OptionError for points that are no numbers; the waveform itself is not made.
 * @example parseWave('0:0 0.2:1 0.5:0.3 open') // { kind: 'keyframes', points: [[0, 0], [0.2, 1], [0.5, 0.3]], join: 'linear', closed: false }
 */
export function parseWave(text: string): WaveText {
  if (!drawn.test(text)) return { kind: 'formula', text };
  const points: Keyframe[] = [];
  let how = { join: 'linear' as const, closed: true };
  for (const word of text.trim().split(/\s+/)) {
    const [phase, level] = (pointPattern.exec(word) ?? []).slice(1).map(Number);
    if (Object.hasOwn(words, word)) how = { ...how, ...words[word] };
    else if (Number.isFinite(phase) && Number.isFinite(level)) points.push([phase, level]);
    else throw new OptionError('keyframes', `points 'phase:level', then ${Object.keys(words).join(', ')}`, word);
  }
  return { kind: 'keyframes', points, ...how };
}

/**
 * The waveform of plain data.
 *
 * @throws OptionError for a formula that is refused (with the column), or points that do not rise.
 * @example waveOf({ kind: 'formula', text: 'p^2' })(0.5) // 0.25
 */
export function waveOf(wave: WaveText): Waveform {
  if (wave.kind === 'keyframes') return keyframes(wave.points, { join: wave.join, closed: wave.closed });
  const made = formula(wave.text, { as: 'waveform' });
  return (phase) => made(phase);
}

/**
 * Answers the waveform if it has a level at every phase.
 *
 * @throws OptionError naming the first phase without one.
 * @example checkLevels('waves.fang', (phase) => phase)(0.5) // 0.5
 */
export function checkLevels(option: string, wave: Waveform): Waveform {
  const [first] = lint(wave, { as: 'waveform' }).nonFinite;
  if (first === undefined) return wave;
  throw new OptionError(option, 'a level at every phase', `${first.value} at phase ${first.at}`);
}

/** The text a person would type for it. */
export function shownWave(wave: WaveText): string {
  if (wave.kind === 'formula') return wave.text;
  const points = wave.points.map(([phase, level]) => `${phase}:${level}`);
  return [...points, ...(wave.join === 'monotone' ? ['monotone'] : []), ...(wave.closed ? [] : ['open'])].join(' ');
}
