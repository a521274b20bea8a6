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
export function projected(tf: Tensorflow, x: Tensor, normal: Tensor): Tensor {
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

/** The directional derivative of `projected(e, ẑ)`: projected(ė, ẑ) − dẑ·mean(eẑ) − ẑ·mean(e·dẑ). */
export function projectedTangent(
  tf: Tensorflow,
  e: Tensor,
  moved: Tensor,
  normal: Tensor,
  normalTangent: Tensor,
): Tensor {
  const along = tf.mean(tf.mul(e, normal), 0, true);
  const alongTangent = tf.mean(tf.mul(e, normalTangent), 0, true);
  const rest = projected(tf, moved, normal);
  return tf.sub(tf.sub(rest, tf.mul(normalTangent, along)), tf.mul(normal, alongTangent));
}
