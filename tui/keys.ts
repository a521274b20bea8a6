/** Something that came from the terminal. Columns and rows count from 0. */
export type InputEvent =
  | {
      readonly kind: 'key';
      /** As the keymap names it. */
      readonly key: string;
      /** What it types; the whole of what was pasted. */
      readonly text: string;
    }
  | MouseEvent
  /** An answer to a question, without what opens and closes it: `]11;rgb:0000/0000/0000`, `[?62;4c`. */
  | { readonly kind: 'reply'; readonly text: string };

/** What a mouse did. */
export interface MouseEvent {
  readonly kind: 'mouse';
  readonly action: 'press' | 'drag' | 'release' | 'wheelUp' | 'wheelDown';
  /** 0 is the left one. */
  readonly button: number;
  readonly x: number;
  readonly y: number;
}

/** What was understood of some bytes, and the beginning of a sequence whose end has not come. */
export interface Decoded {
  readonly events: readonly InputEvent[];
  readonly rest: string;
}

const ESC = '\u001B';
const PASTE = `${ESC}[200~`;
const PASTED = `${ESC}[201~`;
/** A sequence that grows past this is none. */
const LONGEST = 4096;
const LONGEST_PASTE = 1 << 20;

/** Keys by the letter that ends their sequence, by its number, and by the code of the Kitty protocol. */
const letters: Readonly<Record<string, string>> = {
  A: '↑',
  B: '↓',
  C: '→',
  D: '←',
  H: 'home',
  F: 'end',
  M: 'enter',
  Z: 'shift-tab',
  a: 'shift-↑',
  b: 'shift-↓',
  c: 'shift-→',
  d: 'shift-←',
};
const numbers: Readonly<Record<number, string>> = {
  1: 'home',
  3: 'backspace',
  4: 'end',
  5: 'pgup',
  6: 'pgdn',
  7: 'home',
  8: 'end',
};
const codes: Readonly<Record<number, string>> = {
  8: 'backspace',
  9: 'tab',
  13: 'enter',
  27: 'esc',
  32: 'space',
  127: 'backspace',
  57414: 'enter',
  57417: '←',
  57418: '→',
  57419: '↑',
  57420: '↓',
  57421: 'pgup',
  57422: 'pgdn',
  57423: 'home',
  57424: 'end',
  57426: 'backspace',
};
/** Keys whose name tells of shift; the others are the same with it. */
const shifted = new Set(['←', '→', 'tab']);

/**
 * Keys, mouse events (SGR 1006), pastes (bracketed) and answers in what a terminal sent. What ends in the middle of a sequence is handed
 * back; with `whole` no more will come, and an escape alone is a key.
 *
 * @example decodeInput('q\u001B[A').events.map((event) => event.kind === 'key' && event.key) // ['q', '↑']
 */
export function decodeInput(bytes: string, whole = false): Decoded {
  const events: InputEvent[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] !== ESC) {
      const letter = String.fromCodePoint(bytes.codePointAt(at) ?? 0);
      const event = typedKey(letter);
      if (event !== undefined) events.push(event);
      at += letter.length;
      continue;
    }
    const found = sequence(bytes, at, whole);
    if (found === undefined) break;
    if (found.event !== undefined) events.push(found.event);
    at = found.end;
  }
  return { events, rest: bytes.slice(at) };
}

const key = (name: string, text = ''): InputEvent => ({ kind: 'key', key: name, text });

/** A letter that came alone. */
function typedKey(letter: string): InputEvent | undefined {
  const code = letter.codePointAt(0) ?? 0;
  // A line feed is what enter sends in a terminal that was not asked for raw keys.
  if (code === 10 || code === 13) return key('enter');
  if (code === 9) return key('tab');
  if (code === 8 || code === 127) return key('backspace');
  if (code === 32) return key('space', ' ');
  if (code >= 1 && code <= 26) return key(`ctrl-${String.fromCharCode(code + 96)}`);
  return code < 32 || (code >= 128 && code < 160) ? undefined : key(letter, letter);
}

interface Found {
  readonly event: InputEvent | undefined;
  readonly end: number;
}

/** The sequence that begins with the escape at a place; undefined while its end is missing. */
function sequence(bytes: string, at: number, whole: boolean): Found | undefined {
  const alone: Found = { event: key('esc'), end: at + 1 };
  if (bytes.startsWith(PASTE, at)) {
    const end = bytes.indexOf(PASTED, at);
    if (end >= 0) return { event: pasted(bytes.slice(at + PASTE.length, end)), end: end + PASTED.length };
    return bytes.length - at > LONGEST_PASTE ? { event: undefined, end: bytes.length } : undefined;
  }
  const second = bytes[at + 1];
  if (second === undefined) return whole ? alone : undefined;
  if (second === '[') {
    // The escape's parameters and the letter that ends it; anything else was no sequence.
    const found = /^\[([0-?]*)([ -/]*)([@-~])/.exec(bytes.slice(at + 1, at + 1 + LONGEST));
    if (found !== null) return { event: control(found[1], found[3]), end: at + 1 + found[0].length };
    const isBegun = /^\[[0-?]*[ -/]*$/.test(bytes.slice(at + 1)) && bytes.length - at < LONGEST;
    return isBegun && !whole ? undefined : alone;
  }
  if (second === 'O') {
    const third = bytes[at + 2];
    if (third === undefined) return whole ? alone : undefined;
    const name = letters[third];
    return name === undefined ? alone : { event: key(name), end: at + 3 };
  }
  if (second === ']' || second === 'P' || second === '_') {
    const end = /\u0007|\u001B\\/.exec(bytes.slice(at));
    if (end !== null)
      return {
        event: { kind: 'reply', text: bytes.slice(at + 1, at + end.index) },
        end: at + end.index + end[0].length,
      };
    return whole || bytes.length - at > LONGEST ? alone : undefined;
  }
  return alone;
}

/** What a control sequence says: its parameters and its last letter. */
function control(parameters: string, last: string): InputEvent | undefined {
  if (parameters.startsWith('<')) return mouse(parameters.slice(1), last);
  if (parameters.startsWith('?')) return { kind: 'reply', text: `[${parameters}${last}` };
  const parts = parameters.split(';').map((part) => part.split(':'));
  const number = (index: number, sub = 0): number => Number(parts[index]?.[sub] ?? 0);
  const held = Math.max(0, number(1) - 1);
  if (number(1, 1) === 3) return undefined;
  // xterm's other way of telling modified keys: 27;modifiers;code~
  if (last === '~' && number(0) === 27) return coded(number(2), held, undefined);
  if (last === 'u') return coded(number(0), held, parts[0]?.[1] === undefined ? undefined : number(0, 1));
  const name = last === '~' ? numbers[number(0)] : letters[last];
  return name === undefined ? undefined : key(withShift(name, held));
}

const withShift = (name: string, held: number): string =>
  (held & 1) === 1 && shifted.has(name) ? `shift-${name}` : name;

/** A key that came as the code of what it types. */
function coded(code: number, held: number, upper: number | undefined): InputEvent | undefined {
  const name = codes[code];
  if (name === 'space') return key('space', ' ');
  if (name !== undefined) return key(withShift(name, held));
  if (code < 33 || code > 0x10ffff || (code >= 57344 && code <= 63743)) return undefined;
  const letter = String.fromCodePoint(code);
  if ((held & 4) === 4) return key(`ctrl-${letter.toLowerCase()}`);
  const typed = (held & 1) === 1 ? (upper === undefined ? letter.toUpperCase() : String.fromCodePoint(upper)) : letter;
  return key(typed, typed);
}

function mouse(parameters: string, last: string): InputEvent | undefined {
  const [flags, x, y] = parameters.split(';').map(Number);
  if (!(flags >= 0 && x >= 1 && y >= 1) || (last !== 'M' && last !== 'm')) return undefined;
  const place = { kind: 'mouse', x: x - 1, y: y - 1 } as const;
  if ((flags & 64) === 64)
    return (flags & 3) > 1 ? undefined : { ...place, action: (flags & 3) === 0 ? 'wheelUp' : 'wheelDown', button: 0 };
  const button = flags & 3;
  if (button === 3) return undefined;
  return { ...place, button, action: last === 'm' ? 'release' : (flags & 32) === 32 ? 'drag' : 'press' };
}

/** A paste is one text; what would move a cursor becomes a space. */
function pasted(text: string): InputEvent | undefined {
  const plain = text.replace(/[\u0000-\u001F\u007F-\u009F]+/g, ' ');
  return plain === '' ? undefined : key(plain, plain);
}

/** Milliseconds after which an escape without a successor is a key of its own. */
const ALONE = 30;

/** Feeds what comes in pieces, and tells events. */
export interface InputDecoder {
  readonly feed: (bytes: string) => void;
  /** Nothing more will come. */
  readonly close: () => void;
}

/** Puts sequences together that come in pieces; an escape that stays alone is told after a moment. */
export function inputDecoder(tell: (event: InputEvent) => void): InputDecoder {
  let rest = '';
  let timer: NodeJS.Timeout | undefined;
  const take = (whole: boolean): void => {
    const decoded = decodeInput(rest, whole);
    rest = decoded.rest;
    decoded.events.forEach(tell);
  };
  return {
    feed(bytes) {
      clearTimeout(timer);
      rest += bytes;
      take(false);
      if (rest !== '' && !rest.startsWith(PASTE)) timer = setTimeout(() => take(true), ALONE);
    },
    close: () => clearTimeout(timer),
  };
}
