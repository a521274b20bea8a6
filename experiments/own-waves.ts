import { isFreeName } from '../curriculum/formula/names.js';
import { nameWaves, waveformNamed, type MakeWaveform } from '../curriculum/own-waves.js';
import { waveforms, type Waveform } from '../curriculum/waveforms.js';
import { checkName, OptionError } from '../math/check.js';
import { readWaves, wavePattern, wavesFile, writeWaves, type WaveTexts } from './own-waves-file.js';
import { checkLevels, parseWave, waveOf, type WaveText } from './wave-text.js';

export { wavesFile } from './own-waves-file.js';
export { shownWave, type WaveText } from './wave-text.js';

/**
 * Reads `antiphase.waves.json` of a folder (the working folder unless given) and makes its names known to everything that takes a
 * waveform's name; answers the waves as plain data. Formulas are read at the first use of their name.
 *
 * Commands do this before they import a file, in the main thread and in every worker; a script calls it once, before it builds anything.
 *
 * @throws OptionError naming file and member for a file that cannot be used.
 */
export function loadWaves(folder: string = process.cwd()): WaveTexts {
  const waves = readWaves(folder);
  for (const name of waves.keys()) checkWaveName(`${wavesFile}: waves`, name);
  makeKnown(waves);
  return waves;
}

/**
 * Keeps a waveform by name in a folder's file; answers what stood under the name before.
 *
 * @throws OptionError for a name that means something else, a text that is refused (with the column), a phase without a level, or a
 * file that cannot be used: that one is left as it is.
 */
export function saveWave(name: string, text: string, folder: string = process.cwd()): WaveText | undefined {
  checkWaveName('waves save', name);
  const before = loadWaves(folder);
  const wave = parseWave(text);
  const after = new Map([...before, [name, wave]]);
  makeKnown(after);
  try {
    checkLevels(`waves.${name}`, waveformNamed('waves', name));
    writeWaves(folder, after);
  } catch (error) {
    makeKnown(before);
    throw error;
  }
  return before.get(name);
}

/**
 * Gives a saved waveform another name, in the same place of the file.
 *
 * @throws OptionError for a name that is not saved, one that is taken, or a waveform that another one's formula needs.
 */
export function renameWave(from: string, to: string, folder: string = process.cwd()): void {
  const before = loadWaves(folder);
  checkSaved('waves rename', from, before);
  checkWaveName('waves rename', to);
  if (before.has(to))
    throw new OptionError('waves rename', 'a name that is free', to, `It stands in ${wavesFile}: remove it first.`);
  checkNotNeeded('waves rename', from, before);
  change(
    folder,
    Array.from(before, ([name, wave]) => [name === from ? to : name, wave] as const),
  );
}

/**
 * Takes a waveform out of a folder's file; answers what it was.
 *
 * @throws OptionError for a name that is not saved, or a waveform that another one's formula needs.
 */
export function removeWave(name: string, folder: string = process.cwd()): WaveText {
  const before = loadWaves(folder);
  const wave = checkSaved('waves remove', name, before);
  checkNotNeeded('waves remove', name, before);
  change(
    folder,
    [...before].filter(([other]) => other !== name),
  );
  return wave;
}

function change(folder: string, waves: readonly (readonly [string, WaveText])[]): void {
  const after = new Map(waves);
  writeWaves(folder, after);
  makeKnown(after);
}

function makeKnown(waves: WaveTexts): void {
  nameWaves(new Map(Array.from(waves, ([name, wave]) => [name, maker(name, wave)])));
}

/** Makes a saved waveform; a text that is refused is told with its place in the file. */
function maker(name: string, wave: WaveText): MakeWaveform {
  return (): Waveform => {
    try {
      return waveOf(wave);
    } catch (error) {
      if (!(error instanceof OptionError)) throw error;
      const option = error.option.startsWith('waves.') ? error.option : `waves.${name}: ${error.option}`;
      throw new OptionError(option, error.expected, error.got, error.advice);
    }
  };
}

/** Refuses a name that is not an identifier, or that means something already. */
function checkWaveName(option: string, name: string): void {
  if (!wavePattern.test(name))
    throw new OptionError(option, 'a name such as heartbeat, heart-beat or heartBeat', name, 'Choose another name.');
  if (Object.hasOwn(waveforms, name))
    throw new OptionError(option, 'a name that is free', name, 'It is a bundled waveform.');
  if (/^[A-Za-z0-9]+$/.test(name) && (!isFreeName(name) || name === 'period'))
    throw new OptionError(option, 'a name that is free', name, 'It means something in formulas.');
}

function checkSaved(option: string, name: string, waves: WaveTexts): WaveText {
  const wave = waves.get(name);
  if (wave !== undefined) return wave;
  if (waves.size === 0) throw new OptionError(option, `a name saved in ${wavesFile}`, name, 'None is saved here.');
  checkName(option, name, [...waves.keys()]);
  throw new OptionError(option, 'a saved name', name);
}

function checkNotNeeded(option: string, name: string, waves: WaveTexts): void {
  const needs = new RegExp(`(?<![A-Za-z0-9_])${name}\\s*\\(`);
  for (const [other, wave] of waves) {
    if (other !== name && wave.kind === 'formula' && needs.test(wave.text))
      throw new OptionError(option, 'a waveform that no other one needs', name, `The formula of ${other} calls it.`);
  }
}
