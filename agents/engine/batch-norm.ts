import type { FlatArray } from './engine.js';

/** Added to a variance before its root is taken. */
export const varianceFloor = 1e-5;

/** Where the units of a layer lie: unit `u` of row `r` at `u·pitch + r`. */
export interface Units {
  readonly width: number;
  readonly rows: number;
  readonly pitch: number;
}

/** A normalised layer: where its scales γ and shifts β lie in flat parameters, and what it keeps of a batch. */
export interface NormalLayer {
  readonly scales: number;
  readonly biases: number;
  /** ẑ, and its tangent. */
  readonly normal: FlatArray;
  readonly normalTangents: FlatArray;
  /** s of each unit, and its tangent. */
  readonly inverses: Float64Array;
  readonly inverseTangents: Float64Array;
  /** Running means, then running variances. */
  readonly running: FlatArray;
}

/**
 * z → ẑ = (z − μ)·s in `normal`, s = 1/√(σ² + 10⁻⁵), over the rows of a batch. Writes `s` and moves the running
 * statistics: r ← r + updateRate·(batch − r).
 *
 * @source Ioffe & Szegedy 2015
 */
export function normalise(
  { normal: z, inverses, running }: NormalLayer,
  { width, rows, pitch }: Units,
  updateRate: number,
): void {
  for (let unit = 0; unit < width; unit++) {
    const from = unit * pitch;
    let mean = 0;
    for (let i = from; i < from + rows; i++) mean += z[i];
    mean /= rows;
    let squares = 0;
    for (let i = from; i < from + rows; i++) squares += (z[i] - mean) * (z[i] - mean);
    const inverse = 1 / Math.sqrt(squares / rows + varianceFloor);
    for (let i = from; i < from + rows; i++) z[i] = (z[i] - mean) * inverse;
    inverses[unit] = inverse;
    if (updateRate === 0) continue;
    running[unit] += updateRate * (mean - running[unit]);
    running[width + unit] += updateRate * (squares / (rows - 1) - running[width + unit]);
  }
}

/** z → γ(z − mean)/√(variance + 10⁻⁵) + β in place, by the running statistics. */
export function normaliseByRunning(
  z: FlatArray,
  { scales, biases, running }: NormalLayer,
  { width, rows, pitch }: Units,
  parameters: FlatArray,
): void {
  for (let unit = 0; unit < width; unit++) {
    const scale = parameters[scales + unit] / Math.sqrt(running[width + unit] + varianceFloor);
    const shift = parameters[biases + unit] - scale * running[unit];
    for (let i = unit * pitch; i < unit * pitch + rows; i++) z[i] = scale * z[i] + shift;
  }
}

/** out = γ·ẑ + β. */
export function scaleShift(
  { scales, biases, normal }: NormalLayer,
  { width, rows, pitch }: Units,
  parameters: FlatArray,
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
 * ż → dẑ = s(ż − mean ż − ẑ·mean(ẑż)) in `normalTangents`; writes ds = −s²·mean(ẑż), and the tangent of γẑ + β to `out`: the statistics move with the
 * parameters.
 */
export function normaliseTangent(
  { scales, biases, normal, normalTangents: tangents, inverses, inverseTangents }: NormalLayer,
  { width, rows, pitch }: Units,
  parameters: FlatArray,
  direction: FlatArray,
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
  { scales, normal, inverses }: NormalLayer,
  { width, rows, pitch }: Units,
  parameters: FlatArray,
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
  { scales, normal, normalTangents, inverses, inverseTangents }: NormalLayer,
  { width, rows, pitch }: Units,
  parameters: FlatArray,
  direction: FlatArray,
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
