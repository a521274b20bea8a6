import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysOf, screenNames, type ScreenName } from '../../../tui/keymap.js';
import type { Session } from '../pty.js';
import { antiphase, drive, keyBytes, left, seen, type Seen } from './drive.js';
import { stage, store } from './stage.js';

let folder: string;
let remove: () => void;
beforeAll(async () => {
  ({ folder, remove } = stage());
  await store(folder, 'compare', 'balance', '--seeds', '2', '--updates', '40');
  await store(folder, 'sweep', 'grid.ts');
}, 120_000);
afterAll(() => remove());

type Size = readonly [width: number, height: number];
const sizes: readonly Size[] = [
  [80, 24],
  [70, 22],
];

/** Keys one after the other, of which one changes the picture at least; with words, those are shown behind the last one. */
type Press = string | readonly [keys: string, words: string];

/** Keys that leave, write files, begin runs, take runs away or change the screen: they are pressed in the drives of their screens. */
const elsewhere: readonly string[] = ['q', 'ctrl-c', 'ctrl-z', 'ctrl-l', 'x', 'w', 'r', 'd', '1', '2', '3', '4', '5'];

const everywhere: readonly Press[] = [
  ['?', 'search'],
  ['esc', ''],
  ['/', 'filter ▏'],
  ['esc', ''],
  ['f', ' frozen:'],
  'f',
  'u',
  't t t',
  'z z',
];
const windows: readonly Press[] = ['= +', '-', 'shift-← shift-→', 'pgup pgdn', 'home end', '+ 0'];
const axes: readonly Press[] = ['s s s s', 'l l l', 'n n n n'];

const idle = 'nothing that goes on here can be paused';
const steered = 'there is no run that takes commands';

/** What is pressed on each screen of an opened stored run. */
const presses: Readonly<Record<ScreenName, readonly Press[]>> = {
  live: [
    ...everywhere,
    '← →',
    ...windows,
    ...axes,
    'b b b b',
    '[ ]',
    // A key between takes the words away.
    ...['.', 'p', 'P', 'e'].flatMap((key): Press[] => [[key, steered], '← →']),
    ['space', idle],
    // The fifth panel is a log that is longer than its panel.
    ['tab tab tab tab ↓ ↑ shift-tab', ''],
  ],
  compare: [
    ...everywhere,
    '→ ←',
    'tab shift-tab',
    ...windows,
    ...axes,
    'b b b b',
    '] [ b b ] [',
    'y',
    'a a',
    'enter ↓ ↑ enter',
    ['space', idle],
  ],
  studio: [
    ...everywhere,
    'v v v',
    '→ ←',
    '↑ ↓',
    'enter',
    'p',
    'P',
    'g',
    'tab shift-tab',
    ...windows,
    ['e', 'edit'],
    ['esc', ''],
  ],
  runs: [
    ...everywhere,
    'm m',
    'o',
    '↑ ↓',
    'home enter',
    'y',
    ', .',
    '← →',
    '< >',
    ...windows,
    ...axes,
    '[ ]',
    'tab shift-tab',
    'space space',
    'm c',
    'esc',
  ],
  sweep: [
    ...everywhere,
    '→ ←',
    '↑ ↓',
    'tab shift-tab',
    'v v v v v v',
    'm',
    'c c',
    'home end',
    'pgup pgdn',
    ['< >', 'nothing that goes on here has workers of its own'],
    ['space', idle],
    ['enter', 'antiphase  live'],
  ],
};

const keysIn = (press: Press): readonly string[] => (typeof press === 'string' ? press : press[0]).split(' ');
const picture = ({ lines }: Seen): string => lines.slice(1).join('\n');

/** Waits until a look at the terminal holds, for so many milliseconds at most; answers whether it does. */
async function shows(terminal: Session, look: (now: Seen) => boolean, milliseconds: number): Promise<boolean> {
  for (const end = performance.now() + milliseconds; performance.now() < end;) {
    if (look(seen(terminal))) return true;
    await new Promise((done) => setTimeout(done, 10));
  }
  return look(seen(terminal));
}

/** Presses keys and answers what is wrong behind them: nothing moved, words are missing, or a line does not fit. */
async function press(terminal: Session, one: Press, [width, height]: Size): Promise<string[]> {
  const told = `${width}×${height} ${keysIn(one).join(' ')}`;
  let moved = false;
  for (const key of keysIn(one)) {
    const last = picture(seen(terminal));
    terminal.write(keyBytes[key] ?? key);
    // One key of several may have nothing to do.
    const patience = keysIn(one).length === 1 && typeof one === 'string' ? 5000 : 400;
    moved = (await shows(terminal, (now) => picture(now) !== last, patience)) || moved;
  }
  const words = typeof one === 'string' ? '' : one[1];
  const isTold = await shows(terminal, ({ text }) => text.includes(words), 5000);
  const fits = await shows(
    terminal,
    ({ lines }) =>
      lines.length === height && lines.every((line) => line.length <= width) && lines[0].includes('antiphase'),
    5000,
  );
  const { text } = seen(terminal);
  return [
    ...(moved || typeof one !== 'string' ? [] : [`${told}: nothing moved in\n${text}`]),
    ...(isTold ? [] : [`${told}: no '${words}' in\n${text}`]),
    ...(fits ? [] : [`${told}: does not fit\n${text}`]),
  ];
}

describe.concurrent('every key, at 80×24 and in the compact form', () => {
  it.each(screenNames)('%s', async (screen) => {
    const all = presses[screen];
    const keys = keysOf(screen).flatMap(({ keys: own }) => own);
    expect(keys.filter((key) => !elsewhere.includes(key) && !all.flatMap(keysIn).includes(key))).toEqual([]);
    const terminal = antiphase(folder, ['dashboard', '--store', 'runs'], { width: 140, height: 45 });
    await terminal.until((now) => now.screen().join('\n').includes('2 stored'));
    const wanted = screen === 'sweep' ? /^┃› .*phase/m : /^┃› .*180°/m;
    if (!wanted.test(seen(terminal).text)) await drive(terminal, [['↓', wanted]]);
    await drive(terminal, [['enter', 'from the log: same numbers']]);
    const wrong: string[] = [];
    for (const size of sizes) {
      const [width, height] = size;
      terminal.resize(width, height);
      await terminal.until((now) => now.screen()[height - 1].includes('q quit'));
      terminal.write(String(screenNames.indexOf(screen) + 1));
      await terminal.until((now) => now.screen()[0].includes(`antiphase  ${screen}`));
      for (const one of all) wrong.push(...(await press(terminal, one, size)));
    }
    expect(wrong).toEqual([]);
    await drive(terminal, [['q', left]]);
    await terminal.exit;
  });
});
