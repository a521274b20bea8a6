import type { Tensor, Tensorflow } from './tensorflow.js';

/** Added to a variance before its root is taken. */
const epsilon = 1e-5;

/** A layer's batch, normalised: ẑ = (z − μ)·s over its rows, s = 1/√(σ² + 10⁻⁵). */
export type Normalised = { readonly normal: Tensor; readonly inverse: Tensor };

/** ẑ and s of z (rows × units), with the statistics they come from (1 × units). */
export function normalise(
  tf: Tensorflow,
  z: Tensor,
): Normalised & { readonly mean: Tensor; readonly variance: Tensor } {
  const mean = tf.mean(z, 0, true);
  const centred = tf.sub(z, mean);
  const variance = tf.mean(tf.mul(centred, centred), 0, true);
  const inverse = inverseDeviation(tf, variance);
  return { mean, variance, inverse, normal: tf.mul(centred, inverse) };
}

/** 1/√(variance + 10⁻⁵). */
export function inverseDeviation(tf: Tensorflow, variance: Tensor): Tensor {
  return tf.div(tf.scalar(1), tf.sqrt(tf.add(variance, tf.scalar(epsilon))));
}

/** The part of rows × units that a normalisation lets through: x − mean x − ẑ·mean(ẑx). */
function projected(tf: Tensorflow, x: Tensor, normal: Tensor): Tensor {
  const along = tf.mean(tf.mul(x, normal), 0, true);
  return tf.sub(tf.sub(x, tf.mean(x, 0, true)), tf.mul(normal, along));
}

/** Tangents of ẑ and s along ż: dẑ = s·projected(ż), ds = −s²·mean(ẑż). */
export function normaliseTangent(tf: Tensorflow, tangents: Tensor, { normal, inverse }: Normalised): Normalised {
  const along = tf.mean(tf.mul(normal, tangents), 0, true);
  return {
    normal: tf.mul(inverse, projected(tf, tangents, normal)),
    inverse: tf.mul(tf.mul(tf.scalar(-1), along), tf.mul(inverse, inverse)),
  };
}

/** Cotangents e of γẑ + β → γs·projected(e), those of z, and Σ eẑ, the gradient of the scales. */
export function normaliseBackward(
  tf: Tensorflow,
  e: Tensor,
  { normal, inverse }: Normalised,
  scale: Tensor,
): { readonly scales: Tensor; readonly cotangents: Tensor } {
  return {
    scales: tf.sum(tf.mul(e, normal), 0, true),
    cotangents: tf.mul(tf.mul(scale, inverse), projected(tf, e, normal)),
  };
}

/** The directional derivative of `normaliseBackward`, `moved` being the tangents of e: Σ (ėẑ + e·dẑ), and both cotangents of z. */
export function normaliseBackwardTangent(
  tf: Tensorflow,
  e: Tensor,
  moved: Tensor,
  { normal, inverse }: Normalised,
  { normal: normalTangent, inverse: inverseTangent }: Normalised,
  scale: Tensor,
  scaleTangent: Tensor,
): { readonly scales: Tensor; readonly cotangents: Tensor; readonly moved: Tensor } {
  const factor = tf.mul(scale, inverse);
  const factorTangent = tf.add(tf.mul(scaleTangent, inverse), tf.mul(scale, inverseTangent));
  const rest = projected(tf, e, normal);
  // d projected(e, ẑ) = projected(ė, ẑ) − dẑ·mean(eẑ) − ẑ·mean(e·dẑ).
  const along = tf.mean(tf.mul(e, normal), 0, true);
  const alongTangent = tf.mean(tf.mul(e, normalTangent), 0, true);
  const straight = tf.sub(projected(tf, moved, normal), tf.mul(normalTangent, along));
  const restTangent = tf.sub(straight, tf.mul(normal, alongTangent));
  return {
    scales: tf.sum(tf.add(tf.mul(moved, normal), tf.mul(e, normalTangent)), 0, true),
    cotangents: tf.mul(factor, rest),
    moved: tf.add(tf.mul(factorTangent, rest), tf.mul(factor, restTangent)),
  };
}
