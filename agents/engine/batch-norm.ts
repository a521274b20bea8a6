import type { FlatArray } from './engine.js';

/** Added to a variance before its root is taken. */
const epsilon = 1e-5;

/** Where the units of a layer lie: unit `u` of row `r` at `u·pitch + r`. */
export interface Units {
  readonly width: number;
  readonly rows: number;
  readonly pitch: number;
}

/** Where a layer's scales γ and shifts β lie in flat parameters. */
export interface ScaleShift {
  readonly scales: number;
  readonly biases: number;
}

/**
 * z → ẑ = (z − μ)·s in place, s = 1/√(σ² + 10⁻⁵), over the rows of a batch. Writes `s` to `inverses` and moves the running mean at
 * `running[at]` and the running variance at `running[at + width]`: r ← r + updateRate·(batch − r).
 *
 * @source Ioffe & Szegedy 2015
 */
export function normalise(
  z: FlatArray,
  { width, rows, pitch }: Units,
  inverses: Float64Array,
  running: FlatArray,
  at: number,
  updateRate: number,
): void {
  for (let unit = 0; unit < width; unit++) {
    const from = unit * pitch;
    let mean = 0;
    for (let i = from; i < from + rows; i++) mean += z[i];
    mean /= rows;
    let squares = 0;
    for (let i = from; i < from + rows; i++) squares += (z[i] - mean) * (z[i] - mean);
    const inverse = 1 / Math.sqrt(squares / rows + epsilon);
    for (let i = from; i < from + rows; i++) z[i] = (z[i] - mean) * inverse;
    inverses[unit] = inverse;
    if (updateRate === 0) continue;
    running[at + unit] += updateRate * (mean - running[at + unit]);
    running[at + width + unit] += updateRate * (squares / (rows - 1) - running[at + width + unit]);
  }
}

/** z → γ(z − mean)/√(variance + 10⁻⁵) + β in place, by the running statistics. */
export function normaliseByRunning(
  z: FlatArray,
  { width, rows, pitch }: Units,
  running: FlatArray,
  at: number,
  parameters: FlatArray,
  { scales, biases }: ScaleShift,
): void {
  for (let unit = 0; unit < width; unit++) {
    const scale = parameters[scales + unit] / Math.sqrt(running[at + width + unit] + epsilon);
    const shift = parameters[biases + unit] - scale * running[at + unit];
    for (let i = unit * pitch; i < unit * pitch + rows; i++) z[i] = scale * z[i] + shift;
  }
}

/** out = γ·ẑ + β. */
export function scaleShift(
  normal: FlatArray,
  { width, rows, pitch }: Units,
  parameters: FlatArray,
  { scales, biases }: ScaleShift,
  out: FlatArray,
): void {
  for (let unit = 0; unit < width; unit++) {
    const scale = parameters[scales + unit];
    const shift = parameters[biases + unit];
    for (let i = unit * pitch; i < unit * pitch + rows; i++) out[i] = scale * normal[i] + shift;
    out.fill(0, unit * pitch + rows, (unit + 1) * pitch);
  }
}

/**
 * ż → dẑ = s(ż − mean ż − ẑ·mean(ẑż)) in place; writes ds = −s²·mean(ẑż), and the tangent of γẑ + β to `out`: the statistics move with the
 * parameters.
 */
export function normaliseTangent(
  tangents: FlatArray,
  normal: FlatArray,
  { width, rows, pitch }: Units,
  inverses: Float64Array,
  inverseTangents: Float64Array,
  parameters: FlatArray,
  direction: FlatArray,
  { scales, biases }: ScaleShift,
  out: FlatArray,
): void {
  for (let unit = 0; unit < width; unit++) {
    const from = unit * pitch;
    let mean = 0;
    let along = 0;
    for (let i = from; i < from + rows; i++) {
      mean += tangents[i];
      along += normal[i] * tangents[i];
    }
    mean /= rows;
    along /= rows;
    const inverse = inverses[unit];
    inverseTangents[unit] = -inverse * inverse * along;
    const scale = parameters[scales + unit];
    const scaleTangent = direction[scales + unit];
    const shiftTangent = direction[biases + unit];
    for (let i = from; i < from + rows; i++) {
      const tangent = inverse * (tangents[i] - mean - normal[i] * along);
      tangents[i] = tangent;
      out[i] = scaleTangent * normal[i] + scale * tangent + shiftTangent;
    }
    out.fill(0, from + rows, from + pitch);
  }
}

/** Cotangents e of γẑ + β → γs(e − mean e − ẑ·mean(eẑ)), those of z, in place; adds Σ eẑ to the gradient of the scales. */
export function normaliseBackward(
  cotangents: FlatArray,
  normal: FlatArray,
  { width, rows, pitch }: Units,
  inverses: Float64Array,
  parameters: FlatArray,
  { scales }: ScaleShift,
  gradient: FlatArray,
): void {
  for (let unit = 0; unit < width; unit++) {
    const from = unit * pitch;
    let sum = 0;
    let along = 0;
    for (let i = from; i < from + rows; i++) {
      sum += cotangents[i];
      along += cotangents[i] * normal[i];
    }
    gradient[scales + unit] += along;
    const factor = parameters[scales + unit] * inverses[unit];
    for (let i = from; i < from + rows; i++)
      cotangents[i] = factor * (cotangents[i] - sum / rows - normal[i] * (along / rows));
  }
}

/** The directional derivative of `normaliseBackward`: cotangents as there, `moved` their tangents, both in place; adds Σ (ėẑ + e·dẑ) to the scales. */
export function normaliseBackwardTangent(
  cotangents: FlatArray,
  moved: FlatArray,
  normal: FlatArray,
  normalTangents: FlatArray,
  { width, rows, pitch }: Units,
  inverses: Float64Array,
  inverseTangents: Float64Array,
  parameters: FlatArray,
  direction: FlatArray,
  { scales }: ScaleShift,
  gradient: FlatArray,
): void {
  for (let unit = 0; unit < width; unit++) {
    const from = unit * pitch;
    let sum = 0;
    let along = 0;
    let sumMoved = 0;
    let alongMoved = 0;
    for (let i = from; i < from + rows; i++) {
      sum += cotangents[i];
      along += cotangents[i] * normal[i];
      sumMoved += moved[i];
      alongMoved += moved[i] * normal[i] + cotangents[i] * normalTangents[i];
    }
    gradient[scales + unit] += alongMoved;
    const [mean, slope, meanMoved, slopeMoved] = [sum / rows, along / rows, sumMoved / rows, alongMoved / rows];
    const factor = parameters[scales + unit] * inverses[unit];
    const factorMoved = direction[scales + unit] * inverses[unit] + parameters[scales + unit] * inverseTangents[unit];
    for (let i = from; i < from + rows; i++) {
      const rest = cotangents[i] - mean - normal[i] * slope;
      const restMoved = moved[i] - meanMoved - normalTangents[i] * slope - normal[i] * slopeMoved;
      cotangents[i] = factor * rest;
      moved[i] = factorMoved * rest + factor * restMoved;
    }
  }
}
