import { lint } from '../../curriculum/lint.js';
import { waveformNamed } from '../../curriculum/own-waves.js';
import { OptionError } from '../../math/check.js';
import { loadWaves, removeWave, renameWave, saveWave, shownWave, wavesFile } from '../../experiments/own-waves.js';
import { jsonDocument, say, type Flags } from './page.js';

/** Keeps a waveform by name in the working folder, and says what a person should know of it. */
export async function save(name: string, text: string): Promise<void> {
  refuseCommand('waves save', name);
  const before = saveWave(name, text);
  const replaced = before === undefined || shownWave(before) === text ? '' : ` (before: ${shownWave(before)})`;
  const { warnings } = lint(waveformNamed('waves save', name), { as: 'waveform' });
  await say(process.stdout, [
    `${name}: saved in ${wavesFile}${replaced}`,
    ...warnings.map((warning) => `note: ${warning}`),
  ]);
}

/** Prints the waveforms saved in the working folder. */
export async function listSaved(flags: Flags): Promise<void> {
  const waves = [...loadWaves()];
  if (flags['json'] === true) {
    await say(process.stdout, [jsonDocument({ file: wavesFile, waves: Object.fromEntries(waves) })]);
    return;
  }
  const rows = waves.map(([name, wave]) => `${name.padEnd(24)} ${wave.kind.padEnd(9)} ${shownWave(wave)}`);
  await say(process.stdout, rows.length === 0 ? [`no waves saved here; antiphase waves save <name> <formula>`] : rows);
}

/** Gives a saved waveform another name. */
export async function rename(from: string, to: string): Promise<void> {
  refuseCommand('waves rename', to);
  renameWave(from, to);
  await say(process.stdout, [`${from}: now ${to}`]);
}

/** Takes a saved waveform away, and says what it was: whoever regrets it can save it again. */
export async function remove(name: string): Promise<void> {
  const wave = removeWave(name);
  await say(process.stdout, [`${name}: removed (it was: ${shownWave(wave)})`]);
}

/** `antiphase waves list` lists: a wave of that name could not be looked over. */
function refuseCommand(option: string, name: string): void {
  if (['save', 'list', 'rename', 'remove'].includes(name))
    throw new OptionError(option, 'a name that is free', name, 'It is a command of antiphase waves.');
}
