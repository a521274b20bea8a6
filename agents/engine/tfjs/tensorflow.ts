/** The part of TensorFlow.js that the engine calls, written down here because the package is optional. */
export interface Tensorflow {
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  getBackend(): string;
  memory(): { readonly numTensors: number };
  /** Disposes what `work` made, except what it answers. */
  tidy<Made extends TensorContainer | undefined>(work: () => Made): Made;
  dispose(container: TensorContainer): void;
  tensor2d(values: Float32Array, shape: readonly [number, number]): Tensor;
  scalar(value: number): Tensor;
  matMul(a: Tensor, b: Tensor): Tensor;
  transpose(a: Tensor): Tensor;
  add(a: Tensor, b: Tensor): Tensor;
  sub(a: Tensor, b: Tensor): Tensor;
  mul(a: Tensor, b: Tensor): Tensor;
  div(a: Tensor, b: Tensor): Tensor;
  sqrt(a: Tensor): Tensor;
  tanh(a: Tensor): Tensor;
  lessEqual(a: Tensor, b: Tensor): Tensor;
  where(condition: Tensor, then: Tensor, otherwise: Tensor): Tensor;
  /** Sum over an axis; the axis stays with length 1 where `keepDimensions`. */
  sum(a: Tensor, axis: number, keepDimensions: boolean): Tensor;
  mean(a: Tensor, axis: number, keepDimensions: boolean): Tensor;
}

/** A matrix in TensorFlow.js. */
export interface Tensor {
  dataSync(): Float32Array;
  dispose(): void;
}

/** What TensorFlow.js walks through for tensors. */
export type TensorContainer =
  Tensor | readonly TensorContainer[] | { readonly [name: string]: TensorContainer | undefined };

/** How the packages are imported; tests give stand-ins. */
export interface TensorflowImports {
  /** `@tensorflow/tfjs-node`, which brings a library of machine code. */
  node(): Promise<unknown>;
  /** `@tensorflow/tfjs`. */
  plain(): Promise<unknown>;
  /** `@tensorflow/tfjs-backend-wasm`, which registers itself in `@tensorflow/tfjs`. */
  wasm(): Promise<unknown>;
}

/** TensorFlow.js as it was found. */
export interface FoundTensorflow {
  readonly tensorflow: Tensorflow;
  /** Which package and backend answers, and why not the other; one sentence. */
  readonly why: string;
}

// Names in variables: the compiler must not look for packages that may be absent.
const [nodePackage, plainPackage, wasmPackage] = [
  '@tensorflow/tfjs-node',
  '@tensorflow/tfjs',
  '@tensorflow/tfjs-backend-wasm',
].map((name): string => name);

const installed: TensorflowImports = {
  node: () => import(nodePackage),
  plain: () => import(plainPackage),
  wasm: () => import(wasmPackage),
};

/** How to get what is missing. */
export const tensorflowAdvice = 'npm install @tensorflow/tfjs @tensorflow/tfjs-backend-wasm, or @tensorflow/tfjs-node';

/**
 * `@tensorflow/tfjs-node` where it loads, else `@tensorflow/tfjs` with its WebAssembly backend.
 *
 * The first may be absent, lack its machine code (an Error without a code), or be built for another machine (ERR_DLOPEN_FAILED): each is
 * a reason to take the second.
 *
 * @throws Error, whose message is why neither loads.
 */
export async function loadTensorflow(imports: TensorflowImports = installed): Promise<FoundTensorflow> {
  let missing: string;
  try {
    await mendUtil();
    const tensorflow = await started(await imports.node(), 'tensorflow');
    return { tensorflow, why: `${nodePackage} in Float32` };
  } catch (error) {
    missing = `${nodePackage} ${reasonOf(error)}`;
  }
  try {
    const module = await imports.plain();
    await imports.wasm();
    const tensorflow = await started(module, 'wasm');
    return { tensorflow, why: `${plainPackage} on WebAssembly in Float32, because ${missing}` };
  } catch (error) {
    throw new Error(`${missing}, and ${plainPackage} on WebAssembly ${reasonOf(error)}`, { cause: error });
  }
}

/** A package's module with its backend running. */
async function started(module: unknown, backend: string): Promise<Tensorflow> {
  const { default: inner } = module as { readonly default?: unknown };
  const tensorflow = (inner ?? module) as Partial<Tensorflow>;
  if (typeof tensorflow.setBackend !== 'function' || typeof tensorflow.ready !== 'function')
    throw new Error('is not TensorFlow.js');
  if (!(await tensorflow.setBackend(backend))) throw new Error(`has no backend ${backend}`);
  await tensorflow.ready();
  return tensorflow as Tensorflow;
}

/** `@tensorflow/tfjs-node` 4.22 calls a function of node:util that Node 23 took away. */
async function mendUtil(): Promise<void> {
  const { default: util } = (await import('node:util')) as unknown as { default: Record<string, unknown> };
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
}

/** Why an import failed, in a few words. */
function reasonOf(error: unknown): string {
  const { code, message = String(error) } = (error instanceof Error ? error : {}) as {
    readonly code?: string;
    readonly message?: string;
  };
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return 'is not installed';
  if (code === 'ERR_DLOPEN_FAILED') return 'has machine code that does not load here';
  return `fails: ${message.split('\n')[0].slice(0, 100)}`;
}
