/**
 * The yardstick of the engines: a tanh network in plain Float64 JavaScript as one writes it by hand, with hoisted offsets and no
 * allocation. It is frozen: ratios in the documentation are against this file.
 */
export interface PlainNetwork {
  readonly parameters: Float64Array;
  forward(inputs: Float64Array, rows: number): Float64Array;
  /** Gradient for the rows of the last forward. */
  backward(cotangents: Float64Array, out: Float64Array): void;
  /** Hessian-vector product for the rows of the last forward. */
  hessianProduct(direction: Float64Array, cotangents: Float64Array, out: Float64Array): void;
}

/** Layer widths → a network for at most `capacity` rows. */
export function plainNetwork(widths: readonly number[], capacity: number): PlainNetwork {
  const depth = widths.length - 1;
  const offsets: number[] = [];
  let size = 0;
  for (let layer = 0; layer < depth; layer++) {
    offsets.push(size);
    size += widths[layer + 1] * (widths[layer] + 1);
  }
  const parameters = new Float64Array(size);
  const arrays = (): Float64Array[] => widths.map((width) => new Float64Array(capacity * width));
  const [values, tangents, deltas, moved] = [arrays(), arrays(), arrays(), arrays()];
  let count = 0;

  /** target (+)= W·source + b. */
  function affine(
    flat: Float64Array,
    layer: number,
    source: Float64Array,
    target: Float64Array,
    biased: boolean,
  ): void {
    const n = widths[layer];
    const m = widths[layer + 1];
    const weights = offsets[layer];
    const biases = weights + m * n;
    for (let row = 0; row < count; row++) {
      const from = row * n;
      const to = row * m;
      for (let j = 0; j < m; j++) {
        const at = weights + j * n;
        let sum = biased ? flat[biases + j] : target[to + j];
        for (let i = 0; i < n; i++) sum += flat[at + i] * source[from + i];
        target[to + j] = sum;
      }
    }
  }

  /** out += delta·sourceᵀ, and the biases when asked. */
  function gradients(
    layer: number,
    delta: Float64Array,
    source: Float64Array,
    out: Float64Array,
    biased: boolean,
  ): void {
    const n = widths[layer];
    const m = widths[layer + 1];
    const weights = offsets[layer];
    const biases = weights + m * n;
    for (let row = 0; row < count; row++) {
      const from = row * n;
      for (let j = 0; j < m; j++) {
        const d = delta[row * m + j];
        const at = weights + j * n;
        for (let i = 0; i < n; i++) out[at + i] += d * source[from + i];
        if (biased) out[biases + j] += d;
      }
    }
  }

  /** target += Wᵀ·delta. */
  function transposed(flat: Float64Array, layer: number, delta: Float64Array, target: Float64Array): void {
    const n = widths[layer];
    const m = widths[layer + 1];
    for (let row = 0; row < count; row++) {
      const to = row * n;
      for (let j = 0; j < m; j++) {
        const d = delta[row * m + j];
        const at = offsets[layer] + j * n;
        for (let i = 0; i < n; i++) target[to + i] += flat[at + i] * d;
      }
    }
  }

  return {
    parameters,
    forward(inputs, rows) {
      count = rows;
      values[0].set(inputs);
      for (let layer = 0; layer < depth; layer++) {
        const target = values[layer + 1];
        affine(parameters, layer, values[layer], target, true);
        if (layer < depth - 1) for (let i = 0; i < count * widths[layer + 1]; i++) target[i] = Math.tanh(target[i]);
      }
      return values[depth];
    },
    backward(cotangents, out) {
      out.fill(0);
      deltas[depth].set(cotangents);
      for (let layer = depth - 1; layer >= 0; layer--) {
        gradients(layer, deltas[layer + 1], values[layer], out, true);
        if (layer === 0) return;
        const delta = deltas[layer].fill(0);
        const a = values[layer];
        transposed(parameters, layer, deltas[layer + 1], delta);
        for (let i = 0; i < count * widths[layer]; i++) delta[i] *= 1 - a[i] * a[i];
      }
    },
    hessianProduct(direction, cotangents, out) {
      for (let layer = 0; layer < depth; layer++) {
        const target = tangents[layer + 1];
        affine(direction, layer, values[layer], target, true);
        if (layer > 0) affine(parameters, layer, tangents[layer], target, false);
        const a = values[layer + 1];
        if (layer < depth - 1) for (let i = 0; i < count * widths[layer + 1]; i++) target[i] *= 1 - a[i] * a[i];
      }
      out.fill(0);
      deltas[depth].set(cotangents);
      moved[depth].set(tangents[depth]);
      for (let layer = depth - 1; layer >= 0; layer--) {
        gradients(layer, moved[layer + 1], values[layer], out, true);
        if (layer === 0) return;
        gradients(layer, deltas[layer + 1], tangents[layer], out, false);
        const delta = deltas[layer].fill(0);
        const deltaMoved = moved[layer].fill(0);
        const a = values[layer];
        const t = tangents[layer];
        transposed(parameters, layer, deltas[layer + 1], delta);
        transposed(parameters, layer, moved[layer + 1], deltaMoved);
        transposed(direction, layer, deltas[layer + 1], deltaMoved);
        for (let i = 0; i < count * widths[layer]; i++) {
          deltaMoved[i] = deltaMoved[i] * (1 - a[i] * a[i]) - 2 * a[i] * t[i] * delta[i];
          delta[i] *= 1 - a[i] * a[i];
        }
      }
    },
  };
}
