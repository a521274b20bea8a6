// AssemblyScript, not TypeScript: `npm run build:kernel` compiles it to kernel.wasm.ts.
//
// A batch lies in blocks of 64 rows; the last block holds what is left, rounded up to 4. In a block the numbers of one unit stand
// side by side (unit × rows), so four rows go through the network in one SIMD register, and a block of each layer stays in the
// first-level cache. `stride` is always the bytes of one unit in a block, a multiple of 16; `count` is a number of bytes.
//
// Compiled twice. kernel.wasm.ts has no relaxed SIMD, no fused multiply-add: its bits are the same on every machine. In
// kernel-relaxed.wasm.ts each multiply-add is the machine's own, fused where it has one.

/** Header of a network: depth, activation (0 tanh, 1 relu), then addresses. */
const DEPTH: usize = 0;
const ACTIVATION: usize = 4;
const PARAMETERS: usize = 8;
const DIRECTION: usize = 12;
const GRADIENT: usize = 16;
const ONES: usize = 20;
const SCRATCH: usize = 24; // four of them, 4 bytes apart
const LAYERS: usize = 40; // records of 32 bytes
/** Record of a layer. */
const INPUTS: usize = 0;
const OUTPUTS: usize = 4;
const WEIGHTS: usize = 8; // bytes into the flat parameters
const BIASES: usize = 12;
const VALUES_IN: usize = 16;
const VALUES_OUT: usize = 20;
const TANGENTS_IN: usize = 24;
const TANGENTS_OUT: usize = 28;
const RECORD: usize = 32;
const BLOCK_ROWS: i32 = 64;

// @ts-ignore: decorator
@inline function word(at: usize): usize { return load<i32>(at) as usize; }
// @ts-ignore: decorator
@inline function splat(at: usize): v128 { return v128.load_splat<f32>(at); }
// @ts-ignore: decorator
@inline function madd(sum: v128, a: v128, b: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<f32>(a, b, sum);
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** What a product starts from. */
const FROM_ZERO: i32 = 0;
const FROM_BIAS: i32 = 1;
const FROM_TARGET: i32 = 2;

// @ts-ignore: decorator
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
// @ts-ignore: decorator
@inline function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(i32x4.shuffle(a, b, 0, 4, 1, 5), i32x4.shuffle(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(i32x4.shuffle(c, d, 0, 4, 1, 5), i32x4.shuffle(c, d, 2, 6, 3, 7));
  return f32x4.add(i32x4.shuffle(ab, cd, 0, 1, 4, 5), i32x4.shuffle(ab, cd, 2, 3, 6, 7));
}

/** Adds four sums to four numbers `step` bytes apart. */
// @ts-ignore: decorator
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

/** Constants of tanh. In memory, because a constant in code costs three instructions each time it is used. */
const CONSTANTS: usize = memory.data<f32>([
  9.02, -9.02, 1, -1,
  1.3319067151102568e-8, 2.0583477235940313e-5, 0.003494034291299155, 0.133797177106149,
  7.762017315829878e-7, 0.00032830924161034934, 0.0258710721616761, 0.46713032953043876,
]);
// @ts-ignore: decorator
@inline function constant(index: usize): v128 { return splat(CONSTANTS + 4 * index); }

/**
 * x·P(x²)/Q(x²), minimax for the relative error on |x| ≤ 9.02 (2.1e-8), where tanh is 1 in float32. Odd by construction;
 * pmin and pmax are given x first, so that NaN passes.
 */
// @ts-ignore: decorator
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
function timesSlope(activation: i32, values: usize, target: usize, count: usize): void {
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
function timesSlopes(activation: i32, values: usize, tangents: usize, target: usize, moved: usize, count: usize): void {
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

/** Bytes of one unit in a block that starts at `row`. */
// @ts-ignore: decorator
@inline function strideAt(row: i32, rows: i32): usize {
  const left = rows - row;
  return (left >= BLOCK_ROWS ? BLOCK_ROWS * 4 : ((left + 3) & ~3) * 4) as usize;
}
/** Bytes before the block that starts at `row`, for an array of `width` units. */
// @ts-ignore: decorator
@inline function blockAt(row: i32, width: usize): usize { return (row as usize) * width * 4; }

/** Outputs of a batch, keeping nothing. */
export function act(net: usize, inputs: usize, outputs: usize, rows: i32): void {
  const depth = load<i32>(net + DEPTH), activation = load<i32>(net + ACTIVATION), parameters = word(net + PARAMETERS);
  for (let row: i32 = 0; row < rows; row += BLOCK_ROWS) {
    const stride = strideAt(row, rows);
    let source = inputs + blockAt(row, word(net + LAYERS + INPUTS));
    for (let at: i32 = 0; at < depth; at++) {
      const layer = net + LAYERS + (at as usize) * RECORD;
      const n = word(layer + INPUTS), m = word(layer + OUTPUTS);
      const target = at == depth - 1 ? outputs + blockAt(row, m) : word(net + SCRATCH + ((at & 1) as usize) * 4);
      product(target, parameters + word(layer + WEIGHTS), n * 4, 4, m as i32, n as i32, source, stride, FROM_BIAS, parameters + word(layer + BIASES));
      if (at < depth - 1) activate(activation, target, m * stride);
      source = target;
    }
  }
}

/** Activations of every layer, kept for the derivatives. */
export function train(net: usize, rows: i32): void {
  const depth = load<i32>(net + DEPTH), activation = load<i32>(net + ACTIVATION), parameters = word(net + PARAMETERS);
  for (let row: i32 = 0; row < rows; row += BLOCK_ROWS) {
    const stride = strideAt(row, rows);
    for (let at: i32 = 0; at < depth; at++) {
      const layer = net + LAYERS + (at as usize) * RECORD;
      const n = word(layer + INPUTS), m = word(layer + OUTPUTS);
      const source = word(layer + VALUES_IN) + blockAt(row, n), target = word(layer + VALUES_OUT) + blockAt(row, m);
      product(target, parameters + word(layer + WEIGHTS), n * 4, 4, m as i32, n as i32, source, stride, FROM_BIAS, parameters + word(layer + BIASES));
      if (at < depth - 1) activate(activation, target, m * stride);
    }
  }
}

/** Gradient of the weights: target (m × n, row-major) += Σ over rows of cotangent·valueᵀ. */
// @ts-ignore: decorator
@inline function addWeights(target: usize, cotangents: usize, m: usize, values: usize, n: usize, stride: usize): void {
  // Four units of the wider side stay in registers; of the inputs if possible, whose sums lie side by side.
  if (n >= 4 || m < 4) outer(target, 4, n * 4, values, n as i32, cotangents, m as i32, stride);
  else outer(target, n * 4, 4, cotangents, m as i32, values, n as i32, stride);
}

/** gradient = Σ over rows of (∂outputs/∂θ)ᵀ·cotangents. */
export function backward(net: usize, outputCotangents: usize, size: i32, rows: i32): void {
  const depth = load<i32>(net + DEPTH), activation = load<i32>(net + ACTIVATION);
  const parameters = word(net + PARAMETERS), gradient = word(net + GRADIENT), ones = word(net + ONES);
  memory.fill(gradient, 0, (size as usize) * 4);
  for (let row: i32 = 0; row < rows; row += BLOCK_ROWS) {
    const stride = strideAt(row, rows);
    let cotangents: usize = 0;
    for (let at = depth - 1; at >= 0; at--) {
      const layer = net + LAYERS + (at as usize) * RECORD;
      const n = word(layer + INPUTS), m = word(layer + OUTPUTS);
      const values = word(layer + VALUES_IN) + blockAt(row, n);
      if (at == depth - 1) cotangents = outputCotangents + blockAt(row, m);
      addWeights(gradient + word(layer + WEIGHTS), cotangents, m, values, n, stride);
      outer(gradient + word(layer + BIASES), 4, 0, cotangents, m as i32, ones, 1, stride);
      if (at == 0) continue;
      const target = word(net + SCRATCH + ((at & 1) as usize) * 4);
      product(target, parameters + word(layer + WEIGHTS), 4, n * 4, n as i32, m as i32, cotangents, stride, FROM_ZERO, 0);
      timesSlope(activation, values, target, n * stride);
      cotangents = target;
    }
  }
}

/** (∂activations/∂θ)·direction of every layer, kept for backwardTangent. */
export function forwardTangent(net: usize, rows: i32): void {
  const depth = load<i32>(net + DEPTH), activation = load<i32>(net + ACTIVATION);
  const parameters = word(net + PARAMETERS), direction = word(net + DIRECTION);
  for (let row: i32 = 0; row < rows; row += BLOCK_ROWS) {
    const stride = strideAt(row, rows);
    for (let at: i32 = 0; at < depth; at++) {
      const layer = net + LAYERS + (at as usize) * RECORD;
      const n = word(layer + INPUTS), m = word(layer + OUTPUTS), weights = word(layer + WEIGHTS);
      const target = word(layer + TANGENTS_OUT) + blockAt(row, m);
      product(target, direction + weights, n * 4, 4, m as i32, n as i32, word(layer + VALUES_IN) + blockAt(row, n), stride, FROM_BIAS, direction + word(layer + BIASES));
      if (at > 0) product(target, parameters + weights, n * 4, 4, m as i32, n as i32, word(layer + TANGENTS_IN) + blockAt(row, n), stride, FROM_TARGET, 0);
      if (at < depth - 1) timesSlope(activation, word(layer + VALUES_OUT) + blockAt(row, m), target, m * stride);
    }
  }
}

/** gradient = the directional derivative of `backward`. */
export function backwardTangent(net: usize, outputCotangents: usize, outputTangents: usize, size: i32, rows: i32): void {
  const depth = load<i32>(net + DEPTH), activation = load<i32>(net + ACTIVATION), ones = word(net + ONES);
  const parameters = word(net + PARAMETERS), direction = word(net + DIRECTION), gradient = word(net + GRADIENT);
  memory.fill(gradient, 0, (size as usize) * 4);
  for (let row: i32 = 0; row < rows; row += BLOCK_ROWS) {
    const stride = strideAt(row, rows);
    let cotangents: usize = 0, moved: usize = 0;
    for (let at = depth - 1; at >= 0; at--) {
      const layer = net + LAYERS + (at as usize) * RECORD;
      const n = word(layer + INPUTS), m = word(layer + OUTPUTS), weights = word(layer + WEIGHTS);
      const values = word(layer + VALUES_IN) + blockAt(row, n), tangents = word(layer + TANGENTS_IN) + blockAt(row, n);
      if (at == depth - 1) {
        cotangents = outputCotangents + blockAt(row, m);
        moved = outputTangents + blockAt(row, m);
      }
      addWeights(gradient + weights, moved, m, values, n, stride);
      outer(gradient + word(layer + BIASES), 4, 0, moved, m as i32, ones, 1, stride);
      if (at == 0) continue;
      addWeights(gradient + weights, cotangents, m, tangents, n, stride);
      const pair = net + SCRATCH + ((at & 1) as usize) * 8;
      const target = word(pair), targetMoved = word(pair + 4);
      product(target, parameters + weights, 4, n * 4, n as i32, m as i32, cotangents, stride, FROM_ZERO, 0);
      product(targetMoved, parameters + weights, 4, n * 4, n as i32, m as i32, moved, stride, FROM_ZERO, 0);
      product(targetMoved, direction + weights, 4, n * 4, n as i32, m as i32, cotangents, stride, FROM_TARGET, 0);
      timesSlopes(activation, values, tangents, target, targetMoved, n * stride);
      cotangents = target;
      moved = targetMoved;
    }
  }
}
