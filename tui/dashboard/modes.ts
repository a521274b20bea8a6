/** A line that somebody types, or a question, in place of the foot. */
export interface Prompt {
  readonly label: string;
  readonly text: string;
  /** What the keys do. */
  readonly hint: string;
  /** Why what stands there cannot be taken yet. */
  readonly problem?: string;
}

/** A number that can be edited. */
export interface Field {
  readonly name: string;
  /** What is typed; '' leaves the number as it is. */
  readonly text: string;
  /** Shown where nothing is typed. */
  readonly now: string;
  /** What ← and → add; ten times that with shift. */
  readonly step: number;
  /** Where stepping begins when nothing is typed. */
  readonly from: number;
  /** A formula or a name instead of a number. */
  readonly words?: boolean;
  /** One of these instead of a number: ← and → go through them. */
  readonly choices?: readonly string[];
}

/** What keys mean: the keymap, or text, fields or a question. */
export type Mode =
  | { readonly kind: 'normal' }
  | {
      readonly kind: 'text';
      readonly label: string;
      readonly text: string;
      readonly hint: string;
      readonly change?: (text: string) => void;
      readonly accept: (text: string) => void;
      readonly cancel?: () => void;
      /** Keys that are not text, such as ↑ and ↓. */
      readonly other?: (key: string) => void;
    }
  | {
      readonly kind: 'fields';
      readonly label: string;
      readonly fields: readonly Field[];
      readonly at: number;
      readonly problem?: string | undefined;
      /** Looks the fields over after each key; answers what is wrong. */
      readonly change?: (fields: readonly Field[]) => string | undefined;
      /** The fields once another choice was made. */
      readonly chosen?: (fields: readonly Field[]) => readonly Field[];
      readonly accept: (fields: readonly Field[]) => string | undefined;
      readonly cancel?: () => void;
    }
  | { readonly kind: 'confirm'; readonly question: string; readonly yes: () => void };

/** Keys mean what the keymap says. */
export const normalMode: Mode = { kind: 'normal' };

/** The mode after a key; `text` is what was typed or pasted. Effects are called. */
export function typed(mode: Mode, key: string, text: string): Mode {
  if (mode.kind === 'normal') return mode;
  if (mode.kind === 'confirm') {
    if (key === 'enter') mode.yes();
    return key === 'enter' || key === 'esc' ? normalMode : mode;
  }
  if (key === 'esc') {
    mode.cancel?.();
    return normalMode;
  }
  return mode.kind === 'text' ? typedText(mode, key, text) : typedField(mode, key, text);
}

function typedText(mode: Extract<Mode, { kind: 'text' }>, key: string, text: string): Mode {
  if (key === 'enter') {
    mode.accept(mode.text);
    return normalMode;
  }
  const next = edited(mode.text, key, text);
  if (next === undefined) {
    mode.other?.(key);
    return mode;
  }
  mode.change?.(next);
  return { ...mode, text: next };
}

function typedField(mode: Extract<Mode, { kind: 'fields' }>, key: string, text: string): Mode {
  const { fields, at } = mode;
  if (key === 'enter') {
    const problem = mode.accept(fields);
    return problem === undefined ? normalMode : { ...mode, problem };
  }
  const count = fields.length;
  if (key === '↑' || key === 'shift-tab') return { ...mode, at: (at + count - 1) % count };
  if (key === '↓' || key === 'tab') return { ...mode, at: (at + 1) % count };
  const field = fields[at];
  const direction = key.endsWith('→') ? 1 : key.endsWith('←') ? -1 : 0;
  if (field.choices !== undefined) return direction === 0 ? mode : chosen(mode, field.choices, direction);
  let next: string | undefined;
  if (direction !== 0 && field.words !== true) next = stepped(field, direction * (key.startsWith('shift-') ? 10 : 1));
  else next = edited(field.text, key, text, field.words === true ? /^[^\p{C}]+$/u : /^[-+.\deE]+$/);
  if (next === undefined) return mode;
  const changed = fields.map((each, i) => (i === at ? { ...each, text: next } : each));
  return { ...mode, fields: changed, problem: mode.change?.(changed) };
}

/** The mode after the choice in hand went one on. */
function chosen(mode: Extract<Mode, { kind: 'fields' }>, choices: readonly string[], by: number): Mode {
  const { fields, at } = mode;
  const next = choices[(choices.indexOf(fields[at].text) + by + choices.length) % choices.length];
  const changed = fields.map((each, i) => (i === at ? { ...each, text: next } : each));
  return { ...mode, fields: mode.chosen?.(changed) ?? changed, problem: undefined };
}

function stepped({ text, from, step }: Field, by: number): string {
  const start = text === '' || Number.isNaN(Number(text)) ? from : Number(text);
  return String(Number((start + by * step).toPrecision(9)));
}

/** A text after a key: letters are appended, backspace and ctrl-u take away; undefined for a key that is no text. */
function edited(text: string, key: string, input: string, allowed = /^[^\p{C}]+$/u): string | undefined {
  if (key === 'backspace') return Array.from(text).slice(0, -1).join('');
  if (key === 'ctrl-u') return '';
  if (key === 'space') return allowed.test(' ') ? `${text} ` : undefined;
  if (key.startsWith('ctrl-') || input === '') return undefined;
  const whole = input.replace(/[\r\n\t]+/g, ' ');
  return allowed.test(whole) && key === input ? text + whole : undefined;
}

/** What the foot line shows of a mode. */
export function promptOf(mode: Mode): Prompt | undefined {
  if (mode.kind === 'text') return { label: mode.label, text: mode.text, hint: mode.hint };
  if (mode.kind === 'confirm') return { label: mode.question, text: '', hint: 'enter yes   esc no' };
  if (mode.kind !== 'fields') return undefined;
  const { fields, at } = mode;
  const shown = ({ name, text, now }: Field): string => `${name} ${text === '' ? now : text}`;
  // The field in hand stands first: in a narrow terminal the others are cut.
  const others = fields.filter((field, i) => i !== at && field.text !== '');
  const text = [`${at + 1}/${fields.length} [${shown(fields[at])}]`, ...others.map(shown)].join('  ');
  return {
    label: mode.label,
    text,
    hint: '↑↓ field  ←→ step  enter apply  esc leave',
    ...(mode.problem === undefined ? {} : { problem: mode.problem }),
  };
}
