import { afterAll, beforeAll, describe, it } from 'vitest';
import { keymap } from '../../../tui/keymap.js';
import { antiphase, drive, gone, keyBytes, left, memory, type Step } from './drive.js';
import { stage, store } from './stage.js';

let folder: string;
let remove: () => void;
beforeAll(async () => {
  ({ folder, remove } = stage());
  await store(folder, 'run', 'balance', '--seeds', '1', '--updates', '8');
}, 120_000);
afterAll(() => remove());

const keys = keymap.flatMap(({ keys: own }) => own).filter((key) => !key.startsWith('ctrl-'));
const letters = keys.filter((key) => keyBytes[key] === undefined);
/** What works in every mode, pressed in one. */
const control = (mode: 'text' | 'edit' | 'confirm' | 'help', shown: string): readonly Step[] => [
  ['scribble', '-scribbled-'],
  ['ctrl-l', gone('-scribbled-'), mode],
  ['ctrl-z', left, mode],
  ['fg', (now) => now.alternate && now.text.includes(shown)],
];

describe('a mode takes every key of the keymap for itself', () => {
  it('in a text all letters are text, and only ctrl- keys pass', async () => {
    const terminal = antiphase(folder, ['dashboard', '--store', 'runs']);
    await terminal.until((now) => now.screen().join('\n').includes('1 stored'));
    await drive(terminal, [
      ['/', 'filter ▏'],
      ...letters.map((key, i): Step => [key, ` filter ${letters.slice(0, i + 1).join('')}▏`, 'text']),
      ...control('text', ' filter ?'),
      ['space', ` filter ${letters.join('')} ▏`, 'text'],
      ['backspace', ` filter ${letters.join('')}▏`, 'text'],
      ['ctrl-u', ' filter ▏', 'text'],
      ['balance', 'filter balance▏', 'text'],
      ['enter', gone('▏'), 'text'],
      ['/', 'filter balance▏'],
      ['esc', gone('balance▏'), 'text'],
      ['q', left],
    ]);
    await terminal.exit;
  });

  it('help is searched with them', async () => {
    const whole = memory(2, 43);
    const terminal = antiphase(folder, ['dashboard', '--store', 'runs']);
    await terminal.until((now) => now.screen().join('\n').includes('1 stored'));
    await drive(terminal, [
      ['size 100x24', (now) => now.lines.length === 24 && now.lines[23].includes('q quit')],
      ['?', 'help · keys of runs'],
      ['↓', whole.keep(), 'help'],
      ['↑', whole.again, 'help'],
      ['pgdn', whole.keep(), 'help'],
      ['pgup', whole.again, 'help'],
      ['end', whole.keep(), 'help'],
      ['home', whole.again, 'help'],
      ...letters.map((key, i): Step => [key, ` search ${letters.slice(0, i + 1).join('')}▏`, 'help']),
      ...control('help', ' search ?'),
      ['ctrl-u', 'help · keys of runs', 'help'],
      ['enter', gone('help ·'), 'help'],
      ['q', left],
    ]);
    await terminal.exit;
  });

  it('a question stands until enter or esc', async () => {
    const terminal = antiphase(folder, ['dashboard', '--store', 'runs']);
    await terminal.until((now) => now.screen().join('\n').includes('1 stored'));
    const others = keys.filter((key) => key !== 'enter' && key !== 'esc').map((key) => keyBytes[key] ?? key);
    await drive(terminal, [
      ['d', 'with all its files?'],
      // What comes behind them is answered: then they were taken, and the question still stood.
      [others.join(''), (now) => now.text.includes('with all its files?'), 'confirm'],
      ...control('confirm', 'with all its files?'),
      ['esc', (now) => !now.text.includes('with all its files?') && now.text.includes('1 stored'), 'confirm'],
      ['q', left],
    ]);
    await terminal.exit;
  });

  it('fields take numbers, and no letter that has a meaning elsewhere', async () => {
    const terminal = antiphase(folder, ['dashboard', '--screen', 'studio', '--store', 'runs']);
    await terminal.until((now) => now.screen().join('\n').includes('offer: none, 180°'));
    const words = letters.filter((key) => !/[-+.\deE]/.test(key));
    await drive(terminal, [
      ['e', '[η wave cosine]'],
      ['↓', '[η min 3.2]', 'edit'],
      [`${words.join('')}7`, '[η min 7]', 'edit'],
      ['→', /\[η min 7\.\d+\]/, 'edit'],
      ['←', '[η min 7]', 'edit'],
      ['shift-→', /\[η min (8|9|1\d)/, 'edit'],
      ['shift-←', '[η min 7]', 'edit'],
      ['tab', '[η max 28.8]', 'edit'],
      ['shift-tab', '[η min 7]', 'edit'],
      ...control('edit', '[η min 7]'),
      ['backspace', '[η min 3.2]', 'edit'],
      ['esc', gone('[η min'), 'edit'],
      ['q', left],
    ]);
    await terminal.exit;
  });
});
