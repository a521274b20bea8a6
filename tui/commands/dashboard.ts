import { checkName, OptionError } from '../../math/check.js';
import { screenNames } from '../keymap.js';
import { readFlags } from './flags.js';
import type { Flags } from './page.js';
import { opened } from './replay.js';
import { report } from './report.js';
import { defaultStore, runFolder } from './store.js';

/**
 * Opens the screens without training.
 *
 * @throws OptionError where standard output is no terminal, for an id that is not there, or a screen that is misspelt.
 */
export async function dashboard(id: string | undefined, given: Flags): Promise<void> {
  if (!process.stdout.isTTY)
    throw new OptionError('dashboard', 'a terminal', 'none', 'antiphase runs and antiphase replay print lines.');
  const flags = readFlags({ ...given, reporter: 'dashboard' });
  const store = typeof flags.store === 'string' ? flags.store : defaultStore;
  if (id !== undefined) runFolder(store, id);
  const screen = given['screen'] === undefined ? 'runs' : checkName('--screen', given['screen'], screenNames);
  const abort = new AbortController();
  const stored = { store, ...(id === undefined ? {} : { open: id }) };
  await report(opened(stored, screen, abort, flags), flags, abort);
}
