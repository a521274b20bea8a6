import { checkName, OptionError } from '../math/check.js';
import { waveforms, type Waveform, type WaveformName } from './waveforms.js';

/** A waveform's name: bundled (an editor completes those), or one's own. */
export type WaveName = WaveformName | (string & {});

/** Makes a waveform; called at the first use of its name. */
export type MakeWaveform = () => Waveform;

// A user's file may import another copy of this package than the one that read the names: all copies look at one map.
const shared = globalThis as unknown as Record<symbol, ReadonlyMap<string, MakeWaveform> | undefined>;
const key = Symbol.for('antiphase.own-waves.1');

/** Waveforms that are being made: one that needs itself is refused. */
const making = new Set<string>();

/**
 * Makes names of one's own known to everything that takes a waveform's name, formulas included; the names known before are forgotten.
 * A bundled name keeps its meaning.
 *
 * Meant to be called once, before anything is built: `loadWaves` does it for the names saved in a folder.
 *
 * @source own definition
 * @example [nameWaves(new Map([['fang', () => (phase) => phase * phase]])), waveformNamed('wave', 'fang')(0.5)][1] // 0.25
 */
export function nameWaves(waves: ReadonlyMap<string, MakeWaveform>): void {
  shared[key] = new Map(Array.from(waves, ([name, make]) => [name, once(name, make)]));
}

function once(name: string, make: MakeWaveform): MakeWaveform {
  let made: Waveform | undefined;
  return () => {
    if (made !== undefined) return made;
    if (making.has(name))
      throw new OptionError(
        `waves.${name}`,
        'a waveform that does not need itself',
        name,
        'Its formula leads back to it.',
      );
    making.add(name);
    try {
      return (made = make());
    } finally {
      making.delete(name);
    }
  };
}

/**
 * Names of one's own that are known now, in the order they were given.
 *
 * @source own definition
 * @example [nameWaves(new Map([['fang', () => (phase) => phase * phase]])), ownWaveNames()][1] // ['fang']
 */
export function ownWaveNames(): readonly string[] {
  return [...(shared[key]?.keys() ?? [])].filter((name) => !isBundled(name));
}

/**
 * Every name a waveform can be asked for by: the bundled ones, then one's own.
 *
 * @source own definition
 * @example waveNames()[0] // 'cosine'
 */
export function waveNames(): readonly string[] {
  return [...Object.keys(waveforms), ...ownWaveNames()];
}

/**
 * The waveform of a name, bundled or one's own.
 *
 * @throws OptionError for an unknown name, with the nearest one; whatever making it throws.
 * @source own definition
 * @example waveformNamed('cycle.wave', 'triangle')(0.25) // 0.5
 */
export function waveformNamed(option: string, name: WaveName): Waveform {
  if (isBundled(name)) return waveforms[name];
  const make = shared[key]?.get(name);
  if (make !== undefined) return make();
  checkName(option, name, waveNames());
  throw new OptionError(option, 'the name of a waveform', name);
}

function isBundled(name: string): name is WaveformName {
  return Object.hasOwn(waveforms, name);
}
