// AssemblyScript, not TypeScript: `npm run build:kernel` compiles it to kernel.wasm.ts.
//
// A batch lies in blocks of 64 rows; the last block holds what is left, rounded up to 4. In a block the numbers of one unit stand
// side by side (unit × rows), so four rows go through the network in one SIMD register, and a block of each layer stays in the
// first-level cache. `stride` is always the bytes of one unit in a block, a multiple of 16; `count` is a number of bytes.
//
// Compiled twice. kernel.wasm.ts has no relaxed SIMD, no fused multiply-add: its bits are the same on every machine. In
// kernel-relaxed.wasm.ts each multiply-add is the machine's own, fused where it has one.
import { activate, timesSlope, timesSlopes } from './activations';
import { FROM_BIAS, FROM_TARGET, FROM_ZERO, outer, product } from './products';
export { activate } from './activations';
export { outer, product } from './products';

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

@inline function word(at: usize): usize { return load<i32>(at) as usize; }

/** Bytes of one unit in a block that starts at `row`. */
@inline function strideAt(row: i32, rows: i32): usize {
  const left = rows - row;
  return (left >= BLOCK_ROWS ? BLOCK_ROWS * 4 : ((left + 3) & ~3) * 4) as usize;
}
/** Bytes before the block that starts at `row`, for an array of `width` units. */
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
