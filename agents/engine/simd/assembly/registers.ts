// AssemblyScript, a part of kernel.ts.

@inline export function splat(at: usize): v128 { return v128.load_splat<f32>(at); }
@inline export function madd(sum: v128, a: v128, b: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<f32>(a, b, sum);
  return f32x4.add(sum, f32x4.mul(a, b));
}
