import { checkName } from '../../math/check.js';
import { engineNames, type Engine, type EngineName } from './engine.js';
import { reference } from './reference.js';
import { simd } from './simd.js';
import { simdAvailable } from './simd/instance.js';

const engines: { readonly [Name in EngineName]: Engine } = { simd, reference };

/**
 * The engine of this name. Where WebAssembly SIMD is missing, `simd` is answered by `reference`: slower, in Float64.
 *
 * @throws OptionError with the nearest name for an unknown one.
 * @example selectEngine('reference').precision // 'float64'
 */
export function selectEngine(name: EngineName = 'simd'): Engine {
  checkName('engine', name, engineNames);
  return name === 'simd' && !simdAvailable() ? reference : engines[name];
}

/** An engine as `antiphase doctor` reports it. */
export interface EngineReport {
  readonly name: EngineName;
  readonly available: boolean;
  /** Whether `selectEngine()` answers this one. */
  readonly used: boolean;
  /** Why it is or is not used, in one sentence. */
  readonly why: string;
}

/**
 * Every engine, whether it runs here, and which one is used when none is named.
 *
 * @example describeEngines().filter((engine) => engine.used).length // 1
 */
export function describeEngines(): readonly EngineReport[] {
  const fast = simdAvailable();
  return [
    {
      name: 'simd',
      available: fast,
      used: fast,
      why: fast ? 'WebAssembly SIMD in Float32, the same bits everywhere' : 'WebAssembly SIMD is not available here',
    },
    {
      name: 'reference',
      available: true,
      used: !fast,
      why: fast ? 'plain Float64, for checks; slower than simd' : 'plain Float64, in place of simd',
    },
  ];
}
