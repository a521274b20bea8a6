/** The source of a compiled file, from kernel.ts. */
export function compileKernel(file: 'kernel.wasm.ts' | 'kernel-relaxed.wasm.ts'): Promise<string>;
