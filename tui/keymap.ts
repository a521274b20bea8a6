import { bindings, type Action, type KeyBinding, type ScreenName } from './key-bindings.js';

export { screenNames, type Action, type KeyBinding, type ScreenName } from './key-bindings.js';

/** Every key, in the order in which the help shows them. */
export const keymap: readonly KeyBinding[] = bindings;

/**
 * What a key does on a screen; undefined for a key without meaning there.
 *
 * @example lookup('q', 'live') // 'quit'
 */
export function lookup(key: string, screen: ScreenName): Action | undefined {
  return keysOf(screen).find(({ keys }) => keys.includes(key))?.action;
}

/** The keys of a screen. */
export function keysOf(screen: ScreenName): readonly KeyBinding[] {
  return keymap.filter(({ where }) => where?.includes(screen) ?? true);
}

/** A key in the foot line of a screen: its label, and its rank there. */
export interface FootKey {
  readonly action: Action;
  readonly label: string;
  /** The highest is dropped first. */
  readonly rank: number;
}

/** The keys that the foot line of a screen tells, in order. */
export function footKeys(screen: ScreenName): readonly FootKey[] {
  const known =
    feet.get(screen) ??
    keysOf(screen).flatMap(({ action, label, rank = 9, on }) => {
      const [text, at] = on?.[screen] ?? [label, rank];
      return text === undefined ? [] : [{ action, label: text, rank: at }];
    });
  feet.set(screen, known);
  return known;
}

/** Feet are drawn with every frame. */
const feet = new Map<ScreenName, readonly FootKey[]>();

/** All keys as a Markdown table. */
export function keyTable(): string {
  const rows = keymap.map(({ keys, meaning, where }) => {
    const shown = keys.map((key) => `\`${key}\``).join(' ');
    return `| ${shown} | ${meaning} | ${where?.join(', ') ?? 'everywhere'} |`;
  });
  return ['| key | meaning | where |', '|---|---|---|', ...rows].join('\n');
}
