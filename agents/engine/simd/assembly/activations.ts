// AssemblyScript, a part of kernel.ts.
import { madd, splat } from './registers';

/** Constants of tanh. In memory, because a constant in code costs three instructions each time it is used. */
const CONSTANTS: usize = memory.data<f32>([
  9.02, -9.02, 1, -1,
  1.3319067151102568e-8, 2.0583477235940313e-5, 0.003494034291299155, 0.133797177106149,
  7.762017315829878e-7, 0.00032830924161034934, 0.0258710721616761, 0.46713032953043876,
]);
@inline function constant(index: usize): v128 { return splat(CONSTANTS + 4 * index); }

/**
 * x·P(x²)/Q(x²), minimax for the relative error on |x| ≤ 9.02 (2.1e-8), where tanh is 1 in float32. Odd by construction;
 * pmin and pmax are given x first, so that NaN passes.
 */
@inline function tanhOf(value: v128): v128 {
  const one = constant(2);
  const x = f32x4.pmax(f32x4.pmin(value, constant(0)), constant(1));
  const t = f32x4.mul(x, x);
  let p = madd(constant(5), constant(4), t);
  p = madd(constant(6), p, t);
  p = madd(constant(7), p, t);
  p = madd(one, p, t);
  let q = madd(constant(9), constant(8), t);
  q = madd(constant(10), q, t);
  q = madd(constant(11), q, t);
  q = madd(one, q, t);
  const y = f32x4.div(f32x4.mul(x, p), q);
  return f32x4.pmax(f32x4.pmin(y, one), constant(3));
}

/** values = φ(values); of relu, everything but x ≤ 0 passes, so NaN does. */
export function activate(activation: i32, values: usize, count: usize): void {
  const end = values + count;
  if (activation == 0) {
    for (; values + 16 < end; values += 32) {
      const y0 = tanhOf(v128.load(values)), y1 = tanhOf(v128.load(values, 16));
      v128.store(values, y0);
      v128.store(values, y1, 16);
    }
    if (values < end) v128.store(values, tanhOf(v128.load(values)));
  } else for (; values < end; values += 16) {
    const x = v128.load(values);
    v128.store(values, v128.andnot(x, f32x4.le(x, f32x4.splat(0))));
  }
}

/** target = target·φ′, from the activations: 1 − a² of tanh, 0 or 1 of relu. */
export function timesSlope(activation: i32, values: usize, target: usize, count: usize): void {
  const end = target + count;
  for (; target < end; target += 16) {
    const a = v128.load(values), e = v128.load(target);
    v128.store(target, activation == 0
      ? f32x4.mul(e, f32x4.sub(f32x4.splat(1), f32x4.mul(a, a)))
      : v128.andnot(e, f32x4.le(a, f32x4.splat(0))));
    values += 16;
  }
}

/** Cotangents and their tangents through φ: ė = φ′ė − 2a·ȧ·e, then e = φ′e. */
export function timesSlopes(activation: i32, values: usize, tangents: usize, target: usize, moved: usize, count: usize): void {
  if (activation != 0) {
    timesSlope(activation, values, target, count);
    timesSlope(activation, values, moved, count);
    return;
  }
  const end = target + count;
  for (; target < end; target += 16) {
    const a = v128.load(values), e = v128.load(target);
    const slope = f32x4.sub(f32x4.splat(1), f32x4.mul(a, a));
    const bend = f32x4.mul(f32x4.mul(f32x4.add(a, a), v128.load(tangents)), e);
    v128.store(moved, f32x4.sub(f32x4.mul(v128.load(moved), slope), bend));
    v128.store(target, f32x4.mul(e, slope));
    values += 16; tangents += 16; moved += 16;
  }
}
