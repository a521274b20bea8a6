import type { Tunable } from '../../curriculum/schedule.js';
import { criticalRate, type CriticalRate } from '../../curriculum/stability/critical.js';
import { stepMatrix, type StepMatrix } from '../../curriculum/stability/step-matrix.js';
import { descentAscent } from '../../curriculum/stability/optimizers.js';
import type { Game } from '../../envs/games/game.js';
import { bilinearGame } from '../../envs/games/bilinear.js';
import { diracGan } from '../../envs/games/dirac-gan.js';
import { twoPlayers, type PlayOrder } from '../recipes/two-players.js';
import { follow, rateOf, type PhaseArm } from './follow.js';

/** A game near its solution, and how both players' rates move: x at phase 0, y ahead by the arm's phase. */
export interface GameSetting {
  readonly order: PlayOrder;
  /** Weight of what draws players to zero: m of the quadratic game, the penalty of the Dirac-GAN. */
  readonly damping: number;
  /** Relative amplitude of both rates. */
  readonly amplitude: number;
  readonly period: number;
  /** Default 'quadratic'. */
  readonly game?: 'quadratic' | 'diracGan';
}

/** Game, and the matrix of its linear step. */
function gameOf({ game = 'quadratic', damping, order }: GameSetting): {
  readonly game: Game;
  readonly step: StepMatrix;
} {
  if (game === 'quadratic') return { game: bilinearGame({ damping }), step: descentAscent({ order, damping }) };
  return { game: diracGan({ gradientPenalty: damping }), step: diracStep(order, damping) };
}

/** The Dirac-GAN beside its solution: θ ← θ − η_x·ψ/2, ψ ← ψ + η_y·(θ/2 − γψ). */
export function diracStep(order: PlayOrder, penalty: number): StepMatrix {
  return stepMatrix({
    name: `Dirac-GAN (${order})`,
    size: 2,
    limit: 0,
    write(rate, curvature, out, context) {
      const first = rate * curvature;
      const second = (context?.partnerRate ?? rate) * curvature;
      out[0] = 1;
      out[1] = -first / 2;
      out[2] = second / 2;
      out[3] = 1 - second * penalty + (order === 'alternating' ? (second * out[1]) / 2 : 0);
    },
  });
}

/** The lowest mean rate at which the pair is unstable by Floquet's product; `to` when there is none below it. */
export function predictedCritical(setting: GameSetting, arm: PhaseArm | number, to: number): number {
  return ratesOf(setting, arm, to).critical ?? to;
}

/** Where the pair that became unstable is stable again; `to` when it is not below it. */
export function predictedClosing(setting: GameSetting, arm: PhaseArm | number, to: number): number {
  const { critical = to, windows } = ratesOf(setting, arm, to);
  return windows.find(({ from }) => from > critical)?.from ?? to;
}

function ratesOf(setting: GameSetting, arm: PhaseArm | number, to: number): CriticalRate {
  const phase = typeof arm === 'number' ? arm : arm === 'constant' ? 0 : leads[arm];
  return criticalRate({
    reading: 'growth',
    step: gameOf(setting).step,
    rateAmplitude: arm === 'constant' ? 0 : setting.amplitude,
    curvatureAmplitude: 0,
    phase,
    period: setting.period,
    secondPlayer: true,
    to,
    samples: 800,
  });
}

const leads = { in: 0, quadrature: 0.25, anti: 0.5 } as const;

/** How the distance must have multiplied over the second half of a run that is called unstable. */
const GROWN = Math.E;
const [VANISHED, GONE] = [1e-100, 1e100];

/**
 * Whether two real players drift apart at a mean rate: they play `updates`, and the largest distance of the last periods is compared with that in
 * the middle. The start is small, so that a game that is not linear is linear there.
 */
function driftsApart(setting: GameSetting, arm: PhaseArm, rate: number, updates: number): boolean {
  const { game } = gameOf(setting);
  const { amplitude, period, order } = setting;
  const wave = { mean: rate, amplitude, period };
  const own: Tunable = arm === 'constant' ? rate : rateOf('in', wave);
  const small = 1e-4;
  const spec = twoPlayers({
    game,
    order,
    x: { learningRate: own, start: [small] },
    y: { learningRate: rateOf(arm, wave), start: [small] },
  });
  // A slow spiral needs many periods to show its largest distance.
  const window = Math.floor(updates / 8);
  let [middle, end, now] = [0, 0, 0];
  follow(spec, {
    seed: 0,
    updates,
    see(update, measured) {
      now = measured['distance'];
      if (update >= updates / 2 - window && update < updates / 2) middle = Math.max(middle, now);
      if (update >= updates - window) end = Math.max(end, now);
      return now > VANISHED && now < GONE;
    },
  });
  if (!(now < GONE)) return true;
  // In a game that is not linear growth ends at a limit cycle, far from the small start.
  return now > VANISHED && (end > GROWN * middle || middle > 1e3 * small);
}

/** Updates that a boundary is measured with; fewer cannot tell growth from standing still that close to it. */
export const BOUNDARY_UPDATES = { full: 40_000, quick: 4000 };

/**
 * The mean rate at which real players begin to drift apart, looked for between the bounds by steps, then halved; `above` when they never do.
 * Stability is not monotone, so the first change from below counts.
 */
export function measuredCritical(
  setting: GameSetting,
  arm: PhaseArm,
  {
    from,
    to,
    steps,
    updates,
  }: { readonly from: number; readonly to: number; readonly steps: number; readonly updates: number },
): number {
  let low = from;
  let high = to;
  for (let k = 0; k <= steps; k++) {
    high = from + ((to - from) * k) / steps;
    if (driftsApart(setting, arm, high, updates)) break;
    if (k === steps) return to;
    low = high;
  }
  for (let k = 0; k < 7; k++) {
    const middle = (low + high) / 2;
    if (driftsApart(setting, arm, middle, updates)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

/** The mean rate at which real players that drift apart at `inside` no longer do, halved between it and `outside`. */
export function measuredClosing(
  setting: GameSetting,
  arm: PhaseArm,
  { inside, outside, updates }: { readonly inside: number; readonly outside: number; readonly updates: number },
): number {
  let [low, high] = [inside, outside];
  for (let k = 0; k < 10; k++) {
    const middle = (low + high) / 2;
    if (driftsApart(setting, arm, middle, updates)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
