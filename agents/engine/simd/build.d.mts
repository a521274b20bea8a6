/** What assembly/kernel.ts compiles to, as the text of this file. */
export function compileKernel(file: 'kernel.wasm.ts' | 'kernel-relaxed.wasm.ts'): Promise<string>;
