import { expect } from 'vitest';
import { screenNames, type ScreenName } from '../../../tui/keymap.js';
import { cli } from '../command.js';
import { session, type Session, type SessionOptions } from '../pty.js';

/** What a terminal sends for keys that are no letters. */
export const keyBytes: Readonly<Record<string, string>> = {
  enter: '\r',
  space: ' ',
  esc: '\u001B',
  tab: '\t',
  'shift-tab': '\u001B[Z',
  '←': '\u001B[D',
  '→': '\u001B[C',
  '↑': '\u001B[A',
  '↓': '\u001B[B',
  'shift-←': '\u001B[1;2D',
  'shift-→': '\u001B[1;2C',
  home: '\u001B[H',
  end: '\u001B[F',
  pgup: '\u001B[5~',
  pgdn: '\u001B[6~',
  backspace: '\u007F',
  'ctrl-c': '\u0003',
  'ctrl-l': '\u000C',
  'ctrl-u': '\u0015',
  'ctrl-z': '\u001A',
};

/** What a terminal shows at a moment. */
export interface Seen {
  readonly lines: readonly string[];
  /** All lines, for a look at the whole screen. */
  readonly text: string;
  /** Colours of the glyphs, each once, in order. */
  readonly colours: string;
  /** True while the program's own screen is shown. */
  readonly alternate: boolean;
}

/** What must be shown behind a key: a text or an expression that was not there before it, or what a look at both says. */
export type Shown = string | RegExp | ((now: Seen, before: Seen) => boolean);

/** Modes in which keys are pressed; a key of the keymap counts for its screen in the normal one. */
export type PressMode = 'normal' | 'text' | 'edit' | 'confirm' | 'help';

/** A key by its name, or a text that is typed, what is shown then, and the mode in which it is pressed. */
export type Step = readonly [key: string, shows: Shown, mode?: PressMode];

/** Keys in their order, and the screen that they are pressed on. */
export interface Drive {
  readonly screen: ScreenName;
  readonly steps: readonly Step[];
}

/** Names of steps that are no keys: another size, a word that somebody else writes over the screen, going on after a suspension, and waiting until nothing moves. */
const outside = { size: 'size ', scribble: 'scribble', goOn: 'fg', rest: 'rest' } as const;

/** The built command in a terminal of its own, in a folder. */
export function antiphase(folder: string, args: readonly string[], options: SessionOptions = {}): Session {
  return session([cli, ...args], { width: 140, height: 45, folder, ...options });
}

/** What a terminal shows now. */
export function seen(terminal: Session): Seen {
  const lines = terminal.screen();
  return {
    lines,
    text: lines.join('\n'),
    get colours() {
      const all = new Set(terminal.cells().flatMap((row) => row.flatMap(({ glyph, color }) => (glyph === ' ' ? [] : [color ?? 'plain'])))); // prettier-ignore
      return [...all].sort().join(' ');
    },
    alternate: terminal.alternate(),
  };
}

const holds = (shows: Shown, now: Seen, before: Seen): boolean =>
  typeof shows === 'string'
    ? now.text.includes(shows)
    : shows instanceof RegExp
      ? shows.test(now.text)
      : shows(now, before);

/** What is shown between two frames: one that is half written is waited for. */
async function whole(terminal: Session): Promise<Seen> {
  let now = seen(terminal);
  for (let looks = 0; looks < 10; looks++) {
    const last = now.text;
    await new Promise((done) => setTimeout(done, 20));
    now = seen(terminal);
    if (now.text === last) break;
  }
  return { ...now, colours: now.colours };
}

/** Seconds that a key may take to be seen on a loaded machine. */
const PATIENCE = 20;

/** Presses keys one after the other; each must show what it should, and a text that it should show must not have been there before. */
export async function drive(terminal: Session, steps: readonly Step[]): Promise<void> {
  for (const [index, [key, shows, mode = 'normal']] of steps.entries()) {
    const before = await whole(terminal);
    const told = `step ${index}, '${key}' in ${mode} mode: ${String(shows)}`;
    if (typeof shows !== 'function' && holds(shows, before, before)) {
      terminal.kill('SIGKILL');
      expect.fail(`${told}\nwas shown before the key:\n${before.text}`);
    }
    if (key.startsWith(outside.size)) {
      const [width, height] = key.slice(outside.size.length).split('x').map(Number);
      terminal.resize(width, height);
    } else if (key === outside.scribble) terminal.scribble('\u001B[6;20H-scribbled-');
    else if (key === outside.goOn) terminal.kill('SIGCONT');
    else if (key === outside.rest) await rest(terminal);
    else terminal.write(keyBytes[key] ?? key);
    try {
      await terminal.until(() => holds(shows, seen(terminal), before), PATIENCE);
    } catch (error) {
      // A screen that is left takes its process with it.
      if (holds(shows, seen(terminal), before)) continue;
      terminal.kill('SIGKILL');
      expect.fail(`${told}\nwas not shown; before it:\n${before.text}\n${error instanceof Error ? error.message : ''}`);
    }
  }
}

/** Waits until the first line stands still. */
async function rest(terminal: Session): Promise<void> {
  let [last, since] = ['', 0];
  await terminal.until((now) => {
    const head = (now.screen()[0] ?? '').replace(/\d\d:\d\d.*$/, '');
    since = head === last ? since + 1 : 0;
    last = head;
    return since > 15;
  });
}

/** What stands still. */
export const standing: Step = ['rest', (now) => now.alternate];

/** Keys of a drive that were pressed in the normal mode. */
export function pressed({ steps }: Drive): ReadonlySet<string> {
  return new Set(steps.filter(([, , mode = 'normal']) => mode === 'normal').map(([key]) => key));
}

/** What is shown once more and what is gone, as looks. */
export const gone =
  (text: string): Shown =>
  (now) =>
    !now.text.includes(text);

/** The program's own screen is left. */
export const left: Shown = (now) => !now.alternate;

/** Rows `from` to `to` changed. */
export const changed =
  (from: number, to: number): Shown =>
  (now, before) =>
    now.lines.slice(from, to).join('\n') !== before.lines.slice(from, to).join('\n');

/** Rows of a moment that must be shown again later. */
export function memory(from: number, to: number): { readonly keep: () => Shown; readonly again: Shown } {
  let kept = '';
  const rows = ({ lines }: Seen): string => lines.slice(from, to).join('\n');
  return {
    // What is kept is what was there before the key: it must be another picture behind it.
    keep: () => (now, before) => {
      kept = rows(before);
      return rows(now) !== kept;
    },
    again: (now) => rows(now) === kept,
  };
}

/** Keys that do the same on every screen, pressed on this one; they end where they began. */
export function everywhere(screen: ScreenName): readonly Step[] {
  const others = screenNames.flatMap((name, i): Step[] =>
    name === screen ? [] : [[String(i + 1), new RegExp(`antiphase {2}${name}\\b`)]],
  );
  const own: Step = [String(screenNames.indexOf(screen) + 1), new RegExp(`antiphase {2}${screen}\\b`)];
  return [
    ['?', `help · keys of ${screen}`],
    ['colours', /help · colours[^]*colours for a dark or a light ground/, 'help'],
    ['ctrl-u', `help · keys of ${screen}`, 'help'],
    ['esc', gone('help ·'), 'help'],
    ['u', 'alarms ring no bell'],
    ['u', 'alarms ring the bell'],
    ['t', (now, before) => now.text.includes('theme: light') && now.colours !== before.colours],
    ['t', (now) => now.text.includes('theme: none') && now.colours === 'plain'],
    ['t', (now) => now.text.includes('theme: dark') && now.colours !== 'plain'],
    ['scribble', '-scribbled-'],
    ['ctrl-l', gone('-scribbled-')],
    ['x', `written: antiphase-${screen}.txt antiphase-${screen}.ansi antiphase-${screen}.svg antiphase-${screen}.csv`],
    ['ctrl-z', left],
    ['fg', (now) => now.alternate && now.text.includes('antiphase')],
    ...others,
    own,
  ];
}
