import { checkMembers, checkNumber, OptionError } from '../../math/check.js';
import { valueAt, type Schedule, type Tunable } from '../schedule.js';
import { reading, type Loop } from './loop.js';

/** Options of {@link governor}. */
export interface GovernorOptions {
  /** Prefix of what it publishes. */
  readonly id?: string;
  /**
   * Signals with the signed sharpness λ̂, loss/parameter²: both ends of the spectrum, of which the one of largest modulus counts, or one of them.
   * Default ['sharpness', 'sharpnessLow'].
   */
  readonly sharpness?: string | readonly string[];
  /** The open-loop learning rate: the rate until the first reading, and the cap where `cap` is `openLoop`. */
  readonly rate: Tunable;
  /** Static stability limit of the optimizer on rate × sharpness: 2 for gradient descent, 2(1 + β) for heavy ball. */
  readonly limit?: number;
  /** Part of the limit to use, in (0, 1]. */
  readonly fraction?: number;
  /** Highest rate: never above the open loop, or a number. */
  readonly cap?: 'openLoop' | number;
}

/** The filtered sharpness; null before the first reading. */
export interface GovernorState {
  readonly sharpness: number | null;
}

/** Part of the old filtered sharpness that stays when the new reading is lower. */
const memory = 0.8;
/** Smallest sharpness divided by: where the loss is flat the cap rules. */
const floor = 1e-3;

/**
 * Keeps the rate inside the edge of stability: η = min(cap, fraction·limit / max(λ_f, 10⁻³)).
 *
 * The filter is fast up and slow down, λ_f ← max(|λ̂|, 0.8 λ_f + 0.2 |λ̂|); a negative λ̂ counts by its modulus, the cautious side.
 * Publishes `<id>.sharpness`.
 *
 * @throws OptionError for a fraction outside (0, 1], or a limit or cap that is not above 0.
 * @source Cohen et al. 2021, for the limit
 * @example governor({ rate: 16 }).schedule(0, { 'governor.sharpness': 0.25 }) // 4
 */
export function governor(options: GovernorOptions): Loop<GovernorState> {
  checkMembers('governor', options, ['id', 'sharpness', 'rate', 'limit', 'fraction', 'cap']);
  const {
    id = 'governor',
    sharpness = ['sharpness', 'sharpnessLow'],
    rate,
    limit = 2,
    fraction = 0.5,
    cap = 'openLoop',
  } = options;
  checkNumber('governor.limit', limit, { above: 0 });
  checkNumber('governor.fraction', fraction, { above: 0, max: 1 });
  if (typeof cap === 'number') checkNumber('governor.cap', cap, { above: 0 });
  else if (cap !== 'openLoop') throw new OptionError('governor.cap', "'openLoop' or a rate above 0", cap);
  const published = `${id}.sharpness`;
  const reads = typeof sharpness === 'string' ? [sharpness] : sharpness;

  const schedule: Schedule = (update, signals) => {
    const open = valueAt(rate, update, signals);
    const measured = signals[published];
    const highest = typeof cap === 'number' ? cap : open;
    if (measured === undefined) return Math.min(open, highest);
    return Math.min(highest, (fraction * limit) / Math.max(Math.abs(measured), floor));
  };
  return {
    id,
    at: 'batch',
    reads,
    publishes: [published],
    initial: { sharpness: null },
    advance(state, measured) {
      const signed = reads.map((name) => reading(measured, name)).filter((value) => value !== undefined);
      if (signed.length === 0) return state;
      const size = Math.max(...signed.map(Math.abs));
      return {
        sharpness: state.sharpness === null ? size : Math.max(size, memory * state.sharpness + (1 - memory) * size),
      };
    },
    publish: (state) => (state.sharpness === null ? {} : { [published]: state.sharpness }),
    schedule,
  };
}
