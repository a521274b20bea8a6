/** What a key does. */
export type Action =
  'help' | 'back' | 'quit' | 'stop' | 'redraw' | 'nextArm' | 'previousArm' | 'up' | 'down' | 'open' | 'band' | 'freeze';

/** A key, its meaning and its label in the foot line. */
export interface KeyBinding {
  readonly action: Action;
  readonly keys: readonly string[];
  readonly label: string;
  readonly meaning: string;
  /** Rank in the foot line, the highest is dropped first; absent where it is only in the help. */
  readonly foot?: number;
}

/** Every key of the comparison's screen: help, foot line and dispatch are printed from it. */
export const keymap: readonly KeyBinding[] = [
  { action: 'help', keys: ['?'], label: '? help', meaning: 'this list', foot: 1 },
  { action: 'nextArm', keys: ['→', 'tab'], label: '←→ arm', meaning: 'next arm', foot: 2 },
  { action: 'previousArm', keys: ['←', 'shift-tab'], label: '', meaning: 'previous arm' },
  { action: 'open', keys: ['enter'], label: 'enter verdict', meaning: 'the verdict, and back to the waves', foot: 3 },
  { action: 'up', keys: ['↑'], label: '', meaning: 'scroll up' },
  { action: 'down', keys: ['↓'], label: '', meaning: 'scroll down' },
  { action: 'band', keys: ['b'], label: 'b band', meaning: 'band of p10–p90, every seed, mean only', foot: 4 },
  { action: 'freeze', keys: ['f'], label: 'f freeze', meaning: 'freeze the view; training goes on', foot: 5 },
  { action: 'redraw', keys: ['ctrl-l'], label: '', meaning: 'paint everything again' },
  { action: 'back', keys: ['esc'], label: '', meaning: 'close, leave; never quits' },
  {
    action: 'stop',
    keys: ['ctrl-c'],
    label: 'ctrl-c stop',
    meaning: 'stop and sum up; a second time leaves at once',
    foot: 6,
  },
  { action: 'quit', keys: ['q'], label: 'q quit', meaning: 'leave; asks while something runs', foot: 0 },
];

/** What a key does; undefined for a key without meaning. */
export function lookup(key: string): Action | undefined {
  return keymap.find((binding) => binding.keys.includes(key))?.action;
}
