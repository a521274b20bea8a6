import { checkMembers, checkName, checkNumber } from '../../math/check.js';
import type { StepMatrix } from './step-matrix.js';

/**
 * Gradient descent x ← x − ηcx: M = [1 − ηc] on (x), limit 2.
 *
 * @source Cauchy 1847
 * @example gradientDescent().limit // 2
 */
export function gradientDescent(): StepMatrix {
  return {
    name: 'gradient descent',
    size: 1,
    limit: 2,
    write(rate, curvature, out) {
      out[0] = 1 - rate * curvature;
    },
  };
}

/**
 * Natural gradient: gradient descent whose curvature is ĉ = λ_max((F + δI)⁻¹H), F the Fisher matrix, δ the damping; limit 2 on ηĉ.
 *
 * @source Amari 1998; Kakade 2001
 * @example naturalGradientStep().limit // 2
 */
export function naturalGradientStep(): StepMatrix {
  return { ...gradientDescent(), name: 'natural gradient' };
}

/** Options of {@link heavyBall}. */
export interface HeavyBallOptions {
  /** Share β of the velocity kept per update, in [0, 1). */
  readonly momentum: number;
  /**
   * `accumulated`: v ← βv + g, x ← x − ηv (PyTorch); `displacement`: v ← βv − ηg, x ← x + v (Polyak).
   * Different systems once η moves: accumulated is displacement with β·ηₙ/ηₙ₋₁.
   */
  readonly form?: 'accumulated' | 'displacement';
}

/**
 * Gradient descent with momentum, limit 2(1 + β) in both forms.
 *
 * displacement on (xₙ, xₙ₋₁): M = [[1 + β − ηc, −β], [1, 0]]; accumulated on (x, v): M = [[1 − ηc, −ηβ], [c, β]].
 *
 * @throws OptionError for a momentum outside [0, 1) or an unknown form.
 * @source Polyak 1964
 * @example heavyBall({ momentum: 0.9 }).limit // 3.8
 */
export function heavyBall(options: HeavyBallOptions): StepMatrix {
  checkMembers('heavyBall', options, ['momentum', 'form']);
  const momentum = checkNumber('heavyBall.momentum', options.momentum, { min: 0, below: 1 });
  const form = checkName('heavyBall.form', options.form ?? 'accumulated', ['accumulated', 'displacement'] as const);
  const limit = 2 * (1 + momentum);
  if (form === 'displacement') {
    return {
      name: 'heavy ball (displacement)',
      size: 2,
      limit,
      write(rate, curvature, out, context) {
        const kept = context?.momentum ?? momentum;
        out[0] = 1 + kept - rate * curvature;
        out[1] = -kept;
        out[2] = 1;
        out[3] = 0;
      },
    };
  }
  return {
    name: 'heavy ball (accumulated)',
    size: 2,
    limit,
    gradientCoordinates: [1],
    write(rate, curvature, out, context) {
      const kept = context?.momentum ?? momentum;
      out[0] = 1 - rate * curvature;
      out[1] = -rate * kept;
      out[2] = curvature;
      out[3] = kept;
    },
  };
}

/** Options of {@link nesterov}. */
export interface NesterovOptions {
  /** Share β of the last displacement that is looked ahead, in [0, 1). */
  readonly momentum: number;
}

/**
 * Nesterov's step x ← y − ηg(y), y = x + β(x − x₋₁): M = [[(1 − ηc)(1 + β), −(1 − ηc)β], [1, 0]] on (xₙ, xₙ₋₁), limit 2(1 + β)/(1 + 2β).
 *
 * @throws OptionError for a momentum outside [0, 1).
 * @source Nesterov 1983
 * @example nesterov({ momentum: 0.5 }).limit // 1.5
 */
export function nesterov(options: NesterovOptions): StepMatrix {
  checkMembers('nesterov', options, ['momentum']);
  const momentum = checkNumber('nesterov.momentum', options.momentum, { min: 0, below: 1 });
  return {
    name: 'Nesterov',
    size: 2,
    limit: (2 * (1 + momentum)) / (1 + 2 * momentum),
    write(rate, curvature, out, context) {
      const ahead = context?.momentum ?? momentum;
      const factor = 1 - rate * curvature;
      out[0] = factor * (1 + ahead);
      out[1] = -factor * ahead;
      out[2] = 1;
      out[3] = 0;
    },
  };
}

/** Options of {@link adamFrozen}. */
export interface AdamFrozenOptions {
  /** Share β₁ of the mean gradient kept per update, in [0, 1). */
  readonly beta1?: number;
}

/**
 * Adam with its second moment standing still and its bias correction over: M = [[1 − η(1 − β₁)ĉ, −ηβ₁], [(1 − β₁)ĉ, β₁]] on (x, m),
 * ĉ = λ_max(P⁻¹H), P = diag(√v̂ + ε); limit 2(1 + β₁)/(1 − β₁) on ηĉ.
 *
 * @throws OptionError for a β₁ outside [0, 1).
 * @source Kingma & Ba 2015; Cohen et al. 2022
 * @example adamFrozen({ beta1: 0.5 }).limit // 6
 */
export function adamFrozen(options: AdamFrozenOptions = {}): StepMatrix {
  checkMembers('adamFrozen', options, ['beta1']);
  const beta1 = checkNumber('adamFrozen.beta1', options.beta1 ?? 0.9, { min: 0, below: 1 });
  return {
    name: 'Adam (second moment frozen)',
    size: 2,
    limit: (2 * (1 + beta1)) / (1 - beta1),
    gradientCoordinates: [1],
    write(rate, curvature, out, context) {
      const kept = context?.momentum ?? beta1;
      const fresh = (1 - kept) * curvature;
      out[0] = 1 - rate * fresh;
      out[1] = -rate * kept;
      out[2] = fresh;
      out[3] = kept;
    },
  };
}

/** Options of {@link descentAscent}. */
export interface DescentAscentOptions {
  /** `simultaneous`: both players read the old state; `alternating`: x moves first and y sees the new x. */
  readonly order: 'simultaneous' | 'alternating';
  /** Own curvature m ≥ 0 of each player. */
  readonly damping?: number;
  /** Coupling κ > 0 of the two players. */
  readonly coupling?: number;
}

/**
 * Two players, min over x and max over y of c·((m/2)x² + κxy − (m/2)y²), on (x, y); the curvature c scales the whole game (1 for the game as given),
 * the second player's rate is `context.partnerRate`.
 *
 * Limit on ηc: simultaneous 2m/(m² + κ²), which is 0 when undamped (no rate is stable); alternating 2/(m + κ), neutral below it when undamped.
 *
 * @throws OptionError for an unknown order, a negative damping or a coupling ≤ 0.
 * @source Mescheder et al. 2018
 * @example descentAscent({ order: 'simultaneous', damping: 1, coupling: 1 }).limit // 1
 */
export function descentAscent(options: DescentAscentOptions): StepMatrix {
  checkMembers('descentAscent', options, ['order', 'damping', 'coupling']);
  const order = checkName('descentAscent.order', options.order, ['simultaneous', 'alternating'] as const);
  const damping = checkNumber('descentAscent.damping', options.damping ?? 0, { min: 0 });
  const coupling = checkNumber('descentAscent.coupling', options.coupling ?? 1, { above: 0 });
  const together = order === 'simultaneous';
  return {
    name: `descent–ascent (${order})`,
    size: 2,
    limit: together ? (2 * damping) / (damping * damping + coupling * coupling) : 2 / (damping + coupling),
    write(rate, curvature, out, context) {
      const first = rate * curvature;
      const second = (context?.partnerRate ?? rate) * curvature;
      out[0] = 1 - first * damping;
      out[1] = -first * coupling;
      out[2] = together ? second * coupling : second * coupling * out[0];
      out[3] = 1 - second * damping + (together ? 0 : second * coupling * out[1]);
    },
  };
}
