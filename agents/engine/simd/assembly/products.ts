// AssemblyScript, a part of kernel.ts.
import { madd, splat } from './registers';

/** What a product starts from. */
export const FROM_ZERO: i32 = 0;
export const FROM_BIAS: i32 = 1;
export const FROM_TARGET: i32 = 2;

@inline function start(from: i32, bias: usize, target: usize): v128 {
  if (from == FROM_BIAS) return splat(bias);
  if (from == FROM_TARGET) return v128.load(target);
  return f32x4.splat(0);
}

/** target[j] (+)= Σₖ matrix[j·rowStep + k·columnStep]·source[k], for m units of target and n of source. */
export function product(
  target: usize, matrix: usize, rowStep: usize, columnStep: usize, m: i32, n: i32, source: usize, stride: usize, from: i32, bias: usize,
): void {
  const span: usize = (n as usize) * stride;
  let j: i32 = 0;
  for (; j + 4 <= m; j += 4) {
    const target1 = target + stride, target2 = target1 + stride, target3 = target2 + stride;
    let row: usize = 0;
    for (; row + 32 <= stride; row += 32) {
      let a0 = start(from, bias, target + row), a1 = start(from, bias, target + row + 16);
      let b0 = start(from, bias + 4, target1 + row), b1 = start(from, bias + 4, target1 + row + 16);
      let c0 = start(from, bias + 8, target2 + row), c1 = start(from, bias + 8, target2 + row + 16);
      let d0 = start(from, bias + 12, target3 + row), d1 = start(from, bias + 12, target3 + row + 16);
      let w0 = matrix, w1 = w0 + rowStep, w2 = w1 + rowStep, w3 = w2 + rowStep;
      const end = source + row + span;
      for (let at = source + row; at < end; at += stride) {
        const x0 = v128.load(at), x1 = v128.load(at, 16);
        let w = splat(w0);
        a0 = madd(a0, w, x0); a1 = madd(a1, w, x1);
        w = splat(w1);
        b0 = madd(b0, w, x0); b1 = madd(b1, w, x1);
        w = splat(w2);
        c0 = madd(c0, w, x0); c1 = madd(c1, w, x1);
        w = splat(w3);
        d0 = madd(d0, w, x0); d1 = madd(d1, w, x1);
        w0 += columnStep; w1 += columnStep; w2 += columnStep; w3 += columnStep;
      }
      v128.store(target + row, a0); v128.store(target + row, a1, 16);
      v128.store(target1 + row, b0); v128.store(target1 + row, b1, 16);
      v128.store(target2 + row, c0); v128.store(target2 + row, c1, 16);
      v128.store(target3 + row, d0); v128.store(target3 + row, d1, 16);
    }
    if (row < stride) {
      let a = start(from, bias, target + row), b = start(from, bias + 4, target1 + row);
      let c = start(from, bias + 8, target2 + row), d = start(from, bias + 12, target3 + row);
      let w0 = matrix, w1 = w0 + rowStep, w2 = w1 + rowStep, w3 = w2 + rowStep;
      const end = source + row + span;
      for (let at = source + row; at < end; at += stride) {
        const x = v128.load(at);
        a = madd(a, splat(w0), x); b = madd(b, splat(w1), x);
        c = madd(c, splat(w2), x); d = madd(d, splat(w3), x);
        w0 += columnStep; w1 += columnStep; w2 += columnStep; w3 += columnStep;
      }
      v128.store(target + row, a); v128.store(target1 + row, b);
      v128.store(target2 + row, c); v128.store(target3 + row, d);
    }
    target += 4 * stride; matrix += 4 * rowStep; bias += 16;
  }
  for (; j < m; j++) {
    let row: usize = 0;
    for (; row + 64 <= stride; row += 64) {
      let a0 = start(from, bias, target + row), a1 = start(from, bias, target + row + 16);
      let a2 = start(from, bias, target + row + 32), a3 = start(from, bias, target + row + 48);
      let w0 = matrix;
      const end = source + row + span;
      for (let at = source + row; at < end; at += stride) {
        const w = splat(w0);
        a0 = madd(a0, w, v128.load(at)); a1 = madd(a1, w, v128.load(at, 16));
        a2 = madd(a2, w, v128.load(at, 32)); a3 = madd(a3, w, v128.load(at, 48));
        w0 += columnStep;
      }
      v128.store(target + row, a0); v128.store(target + row, a1, 16);
      v128.store(target + row, a2, 32); v128.store(target + row, a3, 48);
    }
    for (; row < stride; row += 16) {
      let a = start(from, bias, target + row);
      let w0 = matrix;
      const end = source + row + span;
      for (let at = source + row; at < end; at += stride) {
        a = madd(a, splat(w0), v128.load(at));
        w0 += columnStep;
      }
      v128.store(target + row, a);
    }
    target += stride; matrix += rowStep; bias += 4;
  }
}

/** The four horizontal sums of four registers. */
@inline function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(i32x4.shuffle(a, b, 0, 4, 1, 5), i32x4.shuffle(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(i32x4.shuffle(c, d, 0, 4, 1, 5), i32x4.shuffle(c, d, 2, 6, 3, 7));
  return f32x4.add(i32x4.shuffle(ab, cd, 0, 1, 4, 5), i32x4.shuffle(ab, cd, 2, 3, 6, 7));
}

/** Adds four sums to four numbers `step` bytes apart. */
@inline function addFour(target: usize, step: usize, values: v128): void {
  if (step == 4) {
    v128.store(target, f32x4.add(v128.load(target), values));
    return;
  }
  store<f32>(target, load<f32>(target) + f32x4.extract_lane(values, 0));
  store<f32>(target + step, load<f32>(target + step) + f32x4.extract_lane(values, 1));
  store<f32>(target + 2 * step, load<f32>(target + 2 * step) + f32x4.extract_lane(values, 2));
  store<f32>(target + 3 * step, load<f32>(target + 3 * step) + f32x4.extract_lane(values, 3));
}

/** target[j·xStep + k·yStep] += Σ over rows of x[j]·y[k], for m units of x and n of y. */
export function outer(target: usize, xStep: usize, yStep: usize, x: usize, m: i32, y: usize, n: i32, stride: usize): void {
  let j: i32 = 0;
  for (; j + 4 <= m; j += 4) {
    let to = target, y0 = y, k: i32 = 0;
    for (; k + 2 <= n; k += 2) {
      let a0 = f32x4.splat(0), b0 = a0, c0 = a0, d0 = a0, a1 = a0, b1 = a0, c1 = a0, d1 = a0;
      let xa = x, xb = x + stride, xc = xb + stride, xd = xc + stride, ya = y0, yb = y0 + stride;
      const end = xb;
      while (xa < end) {
        const p = v128.load(ya), q = v128.load(yb);
        let v = v128.load(xa);
        a0 = madd(a0, v, p); a1 = madd(a1, v, q);
        v = v128.load(xb);
        b0 = madd(b0, v, p); b1 = madd(b1, v, q);
        v = v128.load(xc);
        c0 = madd(c0, v, p); c1 = madd(c1, v, q);
        v = v128.load(xd);
        d0 = madd(d0, v, p); d1 = madd(d1, v, q);
        xa += 16; xb += 16; xc += 16; xd += 16; ya += 16; yb += 16;
      }
      addFour(to, xStep, sums(a0, b0, c0, d0));
      addFour(to + yStep, xStep, sums(a1, b1, c1, d1));
      y0 += 2 * stride; to += 2 * yStep;
    }
    if (k < n) {
      let a = f32x4.splat(0), b = a, c = a, d = a;
      let xa = x, xb = x + stride, xc = xb + stride, xd = xc + stride, ya = y0;
      const end = xb;
      while (xa < end) {
        const p = v128.load(ya);
        a = madd(a, v128.load(xa), p); b = madd(b, v128.load(xb), p);
        c = madd(c, v128.load(xc), p); d = madd(d, v128.load(xd), p);
        xa += 16; xb += 16; xc += 16; xd += 16; ya += 16;
      }
      addFour(to, xStep, sums(a, b, c, d));
    }
    x += 4 * stride; target += 4 * xStep;
  }
  for (; j < m; j++) {
    let to = target, ya = y;
    for (let k: i32 = 0; k < n; k++) {
      let a = f32x4.splat(0);
      let xa = x;
      const end = x + stride;
      while (xa < end) {
        a = madd(a, v128.load(xa), v128.load(ya));
        xa += 16; ya += 16;
      }
      store<f32>(to, load<f32>(to) + f32x4.extract_lane(sums(a, a, a, a), 0));
      to += yStep;
    }
    x += stride; target += xStep;
  }
}
