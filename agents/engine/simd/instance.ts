import { kernel as relaxed } from './kernel-relaxed.wasm.js';
import { kernel as plain } from './kernel.wasm.js';

/** The verbs of the compiled kernel; every argument is an address in bytes or a number. */
export interface KernelExports {
  product(
    target: number,
    matrix: number,
    rowStep: number,
    columnStep: number,
    m: number,
    n: number,
    source: number,
    stride: number,
    from: number,
    bias: number,
  ): void;
  outer(target: number, xStep: number, yStep: number, x: number, m: number, y: number, n: number, stride: number): void;
  activate(activation: number, values: number, count: number): void;
  act(net: number, inputs: number, outputs: number, rows: number): void;
  train(net: number, rows: number): void;
  backward(net: number, cotangents: number, size: number, rows: number): void;
  forwardTangent(net: number, rows: number): void;
  backwardTangent(net: number, cotangents: number, cotangentTangents: number, size: number, rows: number): void;
}

/** The part of the WebAssembly interface that is used here; TypeScript declares it only with the browser's types. */
interface WebAssemblyInterface {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (options: { readonly initial: number; readonly maximum: number }) => {
    readonly buffer: ArrayBuffer;
  };
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: object } },
  ) => {
    readonly exports: object;
  };
}

const webAssembly = (globalThis as { readonly WebAssembly?: WebAssemblyInterface }).WebAssembly;
/** First byte that is free: the kernel's constants lie below it. */
export const firstAddress = 2048;
const pageBytes = 65_536;

/** How the kernel multiplies and adds: in two rounded operations, or in the machine's own one. */
export type KernelVariant = 'plain' | 'relaxed';

const kernels: { readonly [Name in KernelVariant]: string } = { plain, relaxed };
const compiled: { [Name in KernelVariant]?: object } = {};

/** A module of one function that answers `i32x4.splat(0)`; it is valid only where WebAssembly has SIMD. */
const smallest = [
  [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  [0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b],
  [0x03, 0x02, 0x01, 0x00],
  [0x0a, 0x08, 0x01, 0x06, 0x00, 0x41, 0x00, 0xfd, 0x11, 0x0b],
].flat();

/** Whether WebAssembly SIMD runs here. */
export function simdAvailable(): boolean {
  return webAssembly?.validate(Uint8Array.from(smallest)) ?? false;
}

/** Whether WebAssembly's relaxed multiply-add runs here. */
export function relaxedAvailable(): boolean {
  return webAssembly?.validate(Buffer.from(relaxed, 'base64')) ?? false;
}

/** A kernel with a memory of its own. */
export interface KernelInstance {
  readonly exports: KernelExports;
  /** The memory; it never grows, so views of it never detach. */
  readonly buffer: ArrayBuffer;
}

/** A kernel with `bytes` of zeroed memory; the module is compiled once a thread. */
export function instantiate(bytes: number, variant: KernelVariant = 'plain'): KernelInstance {
  if (webAssembly === undefined) throw new Error('WebAssembly is not available');
  const module = (compiled[variant] ??= new webAssembly.Module(Buffer.from(kernels[variant], 'base64')));
  const pages = Math.ceil(bytes / pageBytes);
  const memory = new webAssembly.Memory({ initial: pages, maximum: pages });
  const { exports } = new webAssembly.Instance(module, { env: { memory } });
  return { exports: exports as KernelExports, buffer: memory.buffer };
}
