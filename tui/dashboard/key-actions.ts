import type { Action } from '../keymap.js';

/** What actions do whichever of their keys was pressed, by name. */
export type KeyActions = Readonly<Partial<Record<Action, () => void>>>;
