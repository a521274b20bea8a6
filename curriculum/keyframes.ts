import { checkMembers, checkName, checkNumber, OptionError } from '../math/check.js';
import type { Level, Turns, Waveform } from './waveforms.js';

/** A drawn point: phase in [0, 1] and level in [0, 1]. */
export type Keyframe = readonly [phase: Turns, level: Level];

/** Options of {@link keyframes}. */
export interface KeyframesOptions {
  /** `linear` joins the points by straight lines, `monotone` by smooth cubics that never pass beyond their two end points. */
  readonly join?: 'linear' | 'monotone';
  /** The last point is joined to the first of the next turn; otherwise the levels before the first and after the last point are held. */
  readonly closed?: boolean;
}

/**
 * A waveform through drawn points, in rising order of phase.
 *
 * Levels stay between those of the two neighbouring points, hence within [0, 1]; closed shapes are continuous, open ones may jump at the end of the turn.
 *
 * @throws OptionError for fewer than two points, phases that do not rise within [0, 1) (or [0, 1] when open), or levels outside [0, 1].
 * @source Fritsch & Carlson 1980 (monotone cubics)
 * @example keyframes([[0, 0], [0.5, 1]], { join: 'linear' })(0.75) // 0.5
 */
export function keyframes(points: readonly Keyframe[], options: KeyframesOptions = {}): Waveform {
  checkMembers('keyframes', options, ['join', 'closed']);
  const { join = 'monotone', closed = true } = options;
  checkName('keyframes.join', join, ['linear', 'monotone'] as const);
  if (points.length < 2)
    throw new OptionError(
      'keyframes.points',
      'at least two [phase, level] points',
      points,
      'A constant needs no waveform.',
    );
  let last = -1;
  for (const [i, [phase, level]] of points.entries()) {
    const end = closed ? { below: 1, advice: 'A closed shape comes back to its first point by itself.' } : { max: 1 };
    checkNumber(`keyframes.points[${i}].phase`, phase, { min: 0, ...end });
    checkNumber(`keyframes.points[${i}].level`, level, { min: 0, max: 1 });
    if (phase <= last)
      throw new OptionError(
        `keyframes.points[${i}].phase`,
        `a number > ${last}`,
        phase,
        'Points stand in rising order of phase.',
      );
    last = phase;
  }
  const knots = closed ? [...points, [points[0][0] + 1, points[0][1]] as const] : points;
  const x = Float64Array.from(knots, ([phase]) => phase);
  const y = Float64Array.from(knots, ([, level]) => level);
  const slopes = join === 'monotone' ? monotoneSlopes(x, y, closed) : undefined;
  const end = x.length - 1;
  return (phase) => {
    const at = closed && phase < x[0] ? phase + 1 : phase;
    if (at <= x[0]) return y[0];
    if (at >= x[end]) return y[end];
    const i = intervalOf(x, at);
    const width = x[i + 1] - x[i];
    const t = (at - x[i]) / width;
    if (slopes === undefined) return (1 - t) * y[i] + t * y[i + 1];
    const rest = 1 - t;
    const level =
      rest * rest * (1 + 2 * t) * y[i] +
      t * t * (3 - 2 * t) * y[i + 1] +
      width * t * rest * (rest * slopes[i] - t * slopes[i + 1]);
    return Math.min(Math.max(y[i], y[i + 1]), Math.max(Math.min(y[i], y[i + 1]), level));
  };
}

/** The interval of the rising `x` that holds `at`, by bisection. */
function intervalOf(x: Float64Array, at: number): number {
  let low = 0;
  let high = x.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle] <= at) low = middle;
    else high = middle;
  }
  return low;
}

/** Slopes at the knots for which every cubic is monotone: mean of the neighbouring secants, 0 at a turning point, then pulled into the circle α² + β² ≤ 9. */
function monotoneSlopes(x: Float64Array, y: Float64Array, closed: boolean): Float64Array {
  const count = x.length - 1;
  const secants = Float64Array.from({ length: count }, (_, i) => (y[i + 1] - y[i]) / (x[i + 1] - x[i]));
  const slopes = new Float64Array(count + 1);
  for (let i = 0; i <= count; i++) {
    const before = i > 0 ? secants[i - 1] : closed ? secants[count - 1] : secants[0];
    const after = i < count ? secants[i] : closed ? secants[0] : secants[count - 1];
    slopes[i] = before * after > 0 ? 0.5 * (before + after) : 0;
  }
  // In a closed shape the first and the last slope are one and must stay equal: shrink both together.
  for (let i = 0; i < count; i++) {
    if (secants[i] === 0) continue;
    const alpha = slopes[i] / secants[i];
    const beta = slopes[i + 1] / secants[i];
    const size = Math.hypot(alpha, beta);
    if (size <= 3) continue;
    slopes[i] *= 3 / size;
    slopes[i + 1] *= 3 / size;
  }
  if (closed) slopes[0] = slopes[count] = Math.abs(slopes[0]) < Math.abs(slopes[count]) ? slopes[0] : slopes[count];
  return slopes;
}
