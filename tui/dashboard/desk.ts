import type { Values } from '../../curriculum/schedule.js';
import type { Action } from '../keymap.js';
import type { State } from '../state.js';
import type { Mode } from './modes.js';
import type { RunAt } from './run-reading.js';
import type { Stand } from './stand.js';
import type { Steering } from './steering.js';
import type { View } from './view.js';

/** What actions do, by name; one that is not there does what it does everywhere. */
export type ScreenActions = Readonly<Partial<Record<Action, (key: string) => void>>>;

/** What one screen keeps and does: the contract that all five keep. */
export interface ScreenDesk {
  /** What keys do here and nowhere else. */
  readonly actions: ScreenActions;
  /** What it adds to the view, on whatever screen. */
  readonly shows?: () => Partial<View>;
  /** Leaves what was opened here, for `esc`; false when nothing was. */
  readonly close?: () => boolean;
  /** Works between two frames, so many seconds after the last time; true when something changed. */
  readonly work?: (seconds: number) => boolean;
}

/** What a desk knows of the screen around it. */
export interface DeskContext {
  /** Changed in place. */
  readonly stand: Stand;
  /** The state on the screen: of the opened stored run, else of what runs. */
  readonly state: () => State;
  /** The run in focus; undefined before any plan. */
  readonly run: () => RunAt | undefined;
  /** All numbers that the newest update of the run in focus was made with, by name; undefined while none was told. */
  readonly values: () => Values | undefined;
  readonly steering: Steering;
  /** Tells something in place of the foot line. */
  readonly say: (text: string) => void;
  /** Gives the keys to a text, fields or a question. */
  readonly enter: (mode: Mode) => void;
}
