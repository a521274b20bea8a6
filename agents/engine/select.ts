import { checkName, OptionError } from '../../math/check.js';
import { engineNames, type Engine, type EngineName } from './engine.js';
import { reference } from './reference.js';
import { simd, simdRelaxed } from './simd.js';
import { relaxedAvailable, simdAvailable } from './simd/instance.js';
import { tfjsEngine } from './tfjs.js';
import { loadTensorflow, tensorflowAdvice, type FoundTensorflow } from './tfjs/tensorflow.js';

/** TensorFlow.js is loaded once a thread; a failure is kept as well. */
let tensorflow: Promise<FoundTensorflow> | undefined;
/** The engine on it, once it is loaded. */
let tfjs: Engine | undefined;

/**
 * The engine of this name; without one, `simd`, or `reference` where WebAssembly SIMD is missing: slower, in Float64.
 *
 * @throws OptionError with the nearest name for an unknown one; for a named engine that does not run here; for `tfjs` before `prepareEngine`.
 * @example selectEngine('reference').precision // 'float64'
 */
export function selectEngine(name?: EngineName): Engine {
  if (name === undefined) return simdAvailable() ? simd : reference;
  switch (checkName('engine', name, engineNames)) {
    case 'reference':
      return reference;
    case 'simd':
      return present(simd, simdAvailable(), simdMissing);
    case 'simd-relaxed':
      return present(simdRelaxed, relaxedAvailable(), relaxedMissing);
    case 'tfjs':
      if (tfjs === undefined)
        throw new OptionError('engine', 'one that is loaded', name, "Await prepareEngine('tfjs') before it.");
      return tfjs;
  }
}

/**
 * Loads what an engine needs, so that `selectEngine` can answer it: to be awaited once a thread before learners are made.
 *
 * @throws OptionError for an unknown name, or an engine that does not run here, with what is missing and how to get it.
 * @example await prepareEngine('tfjs'); selectEngine('tfjs').precision // 'float32'
 */
export async function prepareEngine(name?: EngineName): Promise<void> {
  if (name !== 'tfjs') {
    selectEngine(name);
    return;
  }
  try {
    await loadedTensorflow();
  } catch (error) {
    throw new OptionError('engine', 'one that runs here', name, `${sentence(error)} Try ${tensorflowAdvice}.`);
  }
}

/** An engine as `antiphase doctor` reports it. */
export interface EngineReport {
  readonly name: EngineName;
  readonly available: boolean;
  /** Whether `selectEngine()` answers this one. */
  readonly used: boolean;
  /** Why it is or is not used, and how to get one that is missing. */
  readonly why: string;
}

/**
 * Every engine, whether it runs here, and which one is used when none is named; tries to load those that are loaded when asked for.
 *
 * @example (await describeEngines()).filter((engine) => engine.used).length // 1
 */
export async function describeEngines(): Promise<readonly EngineReport[]> {
  const fast = simdAvailable();
  const relaxed = relaxedAvailable();
  const [loads, whyTfjs] = await loadedTensorflow().then(
    ({ why }) => [true, why] as const,
    (error: unknown) => [false, `${sentence(error)} Try ${tensorflowAdvice}`] as const,
  );
  return [
    {
      name: 'simd',
      available: fast,
      used: fast,
      why: fast ? 'WebAssembly SIMD in Float32, the same bits everywhere' : simdMissing,
    },
    {
      name: 'reference',
      available: true,
      used: !fast,
      why: fast ? 'plain Float64, for checks; slower than simd' : 'plain Float64, in place of simd',
    },
    {
      name: 'simd-relaxed',
      available: relaxed,
      used: false,
      why: relaxed ? "simd with the machine's own multiply-add: its bits depend on the machine" : relaxedMissing,
    },
    { name: 'tfjs', available: loads, used: false, why: whyTfjs },
  ];
}

const simdMissing = 'WebAssembly SIMD is not available here';
const relaxedMissing =
  "WebAssembly's relaxed SIMD is not available here. Use Node 22 or newer, or start node with --experimental-wasm-relaxed-simd";

function present(engine: Engine, available: boolean, why: string): Engine {
  if (!available) throw new OptionError('engine', 'one that runs here', engine.name, `${why}.`);
  return engine;
}

function loadedTensorflow(): Promise<FoundTensorflow> {
  tensorflow ??= loadTensorflow().then((found) => {
    tfjs = tfjsEngine(found.tensorflow);
    return found;
  });
  return tensorflow;
}

function sentence(error: unknown): string {
  return `${error instanceof Error ? error.message : String(error)}.`;
}
