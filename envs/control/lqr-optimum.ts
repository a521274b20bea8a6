import { multiply, transpose } from '../../math/linalg.js';

/** A linear system x′ = Ax + Bu + w with the cost xᵀQx + uᵀRu; matrices row after row. */
export interface LinearSystem {
  /** n: numbers of a state. */
  readonly states: number;
  /** m: numbers of an action. */
  readonly inputs: number;
  /** A: n × n. */
  readonly dynamics: Float64Array;
  /** B: n × m. */
  readonly input: Float64Array;
  /** Q: n × n, symmetric. */
  readonly stateCost: Float64Array;
  /** R: m × m, symmetric and positive definite. */
  readonly actionCost: Float64Array;
  /** Variance of each coordinate of w. */
  readonly noise: number;
}

/** What a linear policy u = −Kx lives with: the matrices that cost, gradient and Hessian share. */
interface Evaluation {
  /** A − BK and its transpose. */
  readonly closed: Float64Array;
  readonly closedTransposed: Float64Array;
  /** P: cost to go, P = Q + KᵀRK + (A − BK)ᵀP(A − BK). */
  readonly value: Float64Array;
  /** Σ: stationary covariance, Σ = W + (A − BK)Σ(A − BK)ᵀ. */
  readonly covariance: Float64Array;
  /** R + BᵀPB. */
  readonly curvature: Float64Array;
  /** E = RK − BᵀP(A − BK). */
  readonly error: Float64Array;
}

/**
 * The mean cost of a step under u = −Kx: tr(P)·noise; Infinity for a policy that does not stabilise the system.
 *
 * @source Fazel et al., Global Convergence of Policy Gradient Methods for the Linear Quadratic Regulator (2018)
 * @example lqrCost(lqr.system(), Float64Array.of(1)) // 1.1
 */
export function lqrCost(system: LinearSystem, gain: Float64Array): number {
  const evaluation = evaluate(system, gain);
  if (evaluation === undefined) return Infinity;
  let trace = 0;
  for (let i = 0; i < system.states; i++) trace += evaluation.value[i * system.states + i];
  return trace * system.noise;
}

/**
 * The exact policy gradient of {@link lqrCost} in K: 2EΣ, written to `out` (m × n). NaN where the policy does not stabilise.
 *
 * @source Fazel et al. (2018)
 * @example const out = new Float64Array(1); lqrGradient(lqr.system(), Float64Array.of(1), out); out // [0.2]
 */
export function lqrGradient(system: LinearSystem, gain: Float64Array, out: Float64Array): void {
  const evaluation = evaluate(system, gain);
  if (evaluation === undefined) {
    out.fill(NaN);
    return;
  }
  multiply(evaluation.error, evaluation.covariance, out, system.inputs, system.states, system.states);
  for (let i = 0; i < out.length; i++) out[i] *= 2;
}

/**
 * The exact Hessian of {@link lqrCost} in K, (mn) × (mn), as derivatives of the gradient in each entry of K: 2(E′Σ + EΣ′).
 *
 * E′ = (R + BᵀPB)X − BᵀP′(A − BK), P′ and Σ′ solve the Lyapunov equations differentiated in direction X.
 *
 * @source Bu, Mesbahi, Fazel & Mesbahi, LQR through the Lens of First Order Methods (2019)
 * @example lqrHessian(lqr.system(), optimalGain(lqr.system()).gain)[0].toFixed(2) // '2.40'
 */
export function lqrHessian(system: LinearSystem, gain: Float64Array): Float64Array {
  const { states: n, inputs: m } = system;
  const size = m * n;
  const hessian = new Float64Array(size * size);
  const evaluation = evaluate(system, gain);
  if (evaluation === undefined) return hessian.fill(NaN);
  const { closed, closedTransposed, covariance, curvature, error } = evaluation;
  for (let k = 0; k < size; k++) {
    const direction = new Float64Array(size);
    direction[k] = 1;
    const moved = product(system.input, direction, n, m, n).map((x) => -x); // derivative of A − BK
    const valueSource = symmetrised(product(transposed(direction, m, n), error, n, m, n), n);
    const valueChange = lyapunov(closedTransposed, valueSource, n)!;
    const spread = product(product(moved, covariance, n, n, n), closedTransposed, n, n, n);
    const covarianceChange = lyapunov(closed, symmetrised(spread, n), n)!;
    const errorChange = product(curvature, direction, m, m, n);
    const through = product(product(transposed(system.input, n, m), valueChange, m, n, n), closed, m, n, n);
    for (let i = 0; i < size; i++) errorChange[i] -= through[i];
    const first = product(errorChange, covariance, m, n, n);
    const second = product(error, covarianceChange, m, n, n);
    for (let i = 0; i < size; i++) hessian[i * size + k] = 2 * (first[i] + second[i]);
  }
  return hessian;
}

/** The best linear policy of a system. */
export interface OptimalGain {
  /** K*: m × n; the best action is −K*x. */
  readonly gain: Float64Array;
  /** P*: n × n, the solution of the Riccati equation. */
  readonly value: Float64Array;
}

/**
 * The optimum: K = (R + BᵀPB)⁻¹BᵀPA with P = Q + AᵀPA − AᵀPBK, by iterating the Riccati equation until it stands still.
 *
 * @source Kalman, Contributions to the theory of optimal control (1960)
 * @example optimalGain(lqr.system()).gain[0].toFixed(3) // '0.916'
 */
export function optimalGain(system: LinearSystem): OptimalGain {
  const { states: n, inputs: m, dynamics, input, stateCost, actionCost } = system;
  const inputTransposed = transposed(input, n, m);
  const dynamicsTransposed = transposed(dynamics, n, n);
  let value = Float64Array.from(stateCost);
  let gain = new Float64Array(m * n);
  for (let sweep = 0; sweep < 100_000; sweep++) {
    const left = product(inputTransposed, value, m, n, n);
    const curvature = product(left, input, m, n, m);
    for (let i = 0; i < m * m; i++) curvature[i] += actionCost[i];
    gain = solvePositive(curvature, product(left, dynamics, m, n, n), m, n);
    const closed = product(input, gain, n, m, n);
    for (let i = 0; i < n * n; i++) closed[i] = dynamics[i] - closed[i];
    const next = product(product(dynamicsTransposed, value, n, n, n), closed, n, n, n);
    let change = 0;
    let size = 0;
    for (let i = 0; i < n * n; i++) {
      next[i] += stateCost[i];
      change = Math.max(change, Math.abs(next[i] - value[i]));
      size = Math.max(size, Math.abs(next[i]));
    }
    value = next;
    if (change <= 1e-15 * size) break;
  }
  return { gain, value };
}

function evaluate(system: LinearSystem, gain: Float64Array): Evaluation | undefined {
  const { states: n, inputs: m, dynamics, input, stateCost, actionCost } = system;
  const closed = product(input, gain, n, m, n);
  for (let i = 0; i < n * n; i++) closed[i] = dynamics[i] - closed[i];
  const closedTransposed = transposed(closed, n, n);
  const effort = product(actionCost, gain, m, m, n);
  const cost = product(transposed(gain, m, n), effort, n, m, n);
  for (let i = 0; i < n * n; i++) cost[i] += stateCost[i];
  const noise = new Float64Array(n * n);
  for (let i = 0; i < n; i++) noise[i * n + i] = system.noise;
  const value = lyapunov(closedTransposed, cost, n);
  const covariance = lyapunov(closed, noise, n);
  if (value === undefined || covariance === undefined) return undefined;
  const left = product(transposed(input, n, m), value, m, n, n);
  const curvature = product(left, input, m, n, m);
  for (let i = 0; i < m * m; i++) curvature[i] += actionCost[i];
  const error = product(left, closed, m, n, n);
  for (let i = 0; i < m * n; i++) error[i] = effort[i] - error[i];
  return { closed, closedTransposed, value, covariance, curvature, error };
}

/** X = S + MXMᵀ by doubling: X ← X + MXMᵀ, M ← M². Undefined when the powers of M do not die. */
function lyapunov(matrix: Float64Array, source: Float64Array, n: number): Float64Array | undefined {
  let power = matrix;
  const sum = Float64Array.from(source);
  for (let doubling = 0; doubling < 60; doubling++) {
    let largest = 0;
    for (const x of power) largest = Math.max(largest, Math.abs(x));
    if (largest < 1e-30) return sum;
    if (!(largest < 1e100)) return undefined;
    const more = product(product(power, sum, n, n, n), transposed(power, n, n), n, n, n);
    for (let i = 0; i < n * n; i++) sum[i] += more[i];
    power = product(power, power, n, n, n);
  }
  return undefined;
}

/** S⁻¹Y for a symmetric positive definite S (m × m) and Y (m × n), by Cholesky's factorisation. */
function solvePositive(matrix: Float64Array, right: Float64Array, m: number, n: number): Float64Array<ArrayBuffer> {
  const factor = new Float64Array(m * m);
  const out = Float64Array.from(right);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * m + j];
      for (let k = 0; k < j; k++) sum -= factor[i * m + k] * factor[j * m + k];
      factor[i * m + j] = i === j ? Math.sqrt(sum) : sum / factor[j * m + j];
    }
  }
  for (let column = 0; column < n; column++) {
    for (let i = 0; i < m; i++) {
      for (let k = 0; k < i; k++) out[i * n + column] -= factor[i * m + k] * out[k * n + column];
      out[i * n + column] /= factor[i * m + i];
    }
    for (let i = m - 1; i >= 0; i--) {
      for (let k = i + 1; k < m; k++) out[i * n + column] -= factor[k * m + i] * out[k * n + column];
      out[i * n + column] /= factor[i * m + i];
    }
  }
  return out;
}

function product(
  a: Float64Array,
  b: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): Float64Array<ArrayBuffer> {
  const out = new Float64Array(rows * columns);
  multiply(a, b, out, rows, inner, columns);
  return out;
}

function transposed(a: Float64Array, rows: number, columns: number): Float64Array<ArrayBuffer> {
  const out = new Float64Array(rows * columns);
  transpose(a, out, rows, columns);
  return out;
}

/** A + Aᵀ. */
function symmetrised(a: Float64Array, n: number): Float64Array {
  const turned = transposed(a, n, n);
  for (let i = 0; i < n * n; i++) turned[i] += a[i];
  return turned;
}
