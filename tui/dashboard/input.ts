import { lookup, type Action, type ScreenName } from '../keymap.js';
import type { MouseEvent } from '../keys.js';
import { normalMode, promptOf, typed, type Mode } from './modes.js';
import { mouseMeaning, type MouseGround, type MouseMeaning } from './mouse.js';
import type { View } from './view.js';

/** What keys and the mouse ask of the screen around them. */
export interface ScreenInputOptions {
  readonly screen: () => ScreenName;
  /** Does an action of the screen that is shown. */
  readonly act: (action: Action, key: string) => void;
  /** Answers the question that stands, by enter; false where none does. */
  readonly confirmed: () => boolean;
  /** A key that does something was pressed: what was told is read. */
  readonly read: () => void;
  readonly ground: () => MouseGround;
  /** Puts the focus where the mouse points. */
  readonly point: (meaning: Exclude<MouseMeaning, { readonly key: string }>) => void;
  /** Something may have changed. */
  readonly touch: () => void;
}

/** Who has the keys, and what they and the mouse do. */
export interface ScreenInput {
  /** Gives the keys to a text, fields or a question. */
  readonly enter: (mode: Mode) => void;
  readonly prompt: () => View['prompt'];
  readonly press: (key: string, text: string) => void;
  readonly mouse: (event: MouseEvent) => void;
}

/** Keys that pass through every mode. */
const ALWAYS: readonly string[] = ['ctrl-c', 'ctrl-z', 'ctrl-l'];

/** Keys and mouse of a screen: what is typed goes to the mode that has the keys, everything else to the action of the key map. */
export function screenInput(options: ScreenInputOptions): ScreenInput {
  let mode: Mode = normalMode;

  function press(key: string, text: string): void {
    options.touch();
    if (mode.kind !== 'normal' && !ALWAYS.includes(key)) {
      const before = mode;
      const after = typed(mode, key, text);
      // What a key did may have opened another mode.
      if (mode === before) mode = after;
      return;
    }
    if (key === 'enter' && options.confirmed()) return;
    const action = lookup(key, options.screen());
    if (action === undefined) return;
    options.read();
    options.act(action, key);
  }

  return {
    enter: (next) => void (mode = next),
    prompt: () => promptOf(mode),
    press,
    mouse(event) {
      const meaning = mouseMeaning(event, options.ground());
      if (meaning === undefined) return;
      if ('key' in meaning) {
        press(meaning.key, '');
        return;
      }
      options.touch();
      options.point(meaning);
    },
  };
}
