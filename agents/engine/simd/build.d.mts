/** The source of kernel.wasm.ts, compiled from kernel.ts. */
export function compileKernel(): Promise<string>;
