import { write, type Cells, type Rectangle, type Style } from '../../charts/cells.js';
import { matches } from '../../filter.js';
import { keymap, keysOf, type KeyBinding } from '../../keymap.js';
import { wrap } from '../../layout.js';
import type { View } from '../view.js';
import { drawPanel } from './panel.js';

/** The words that came out; scrolls. */
export function drawVerdict(grid: Cells, at: Rectangle, view: View): void {
  const { verdict, summary } = view.state;
  const words = [...(summary?.words ?? []), ...(verdict?.words ?? [])];
  const lines = words.flatMap((text) => wrap(text, at.width - 4, '  '));
  drawText(grid, at, view, verdict?.decided === false ? 'no verdict is given' : 'verdict', lines);
}

/** Every key of this screen and what it does, then those of the others; a search keeps the lines that have its words. */
export function drawHelp(grid: Cells, at: Rectangle, view: View): void {
  const here = new Set(keysOf(view.screen));
  const line = ({ action, keys, meaning, where, label, on = {} }: KeyBinding): HelpLine => ({
    keys: keys.join(' '),
    text: `${meaning}${where === undefined ? '' : ` (${where.join(', ')})`}`,
    action,
    // `compareMarked` is found as two words too.
    name: action.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
    label: [label ?? '', ...Object.values(on).map(([text]) => text)].join(' '),
  });
  const search = view.prompt?.text ?? '';
  const lines = [
    ...[...here].map(line),
    ...keymap.filter((binding) => !here.has(binding)).map(line),
    ...filterHelp.map((text): HelpLine => ({ keys: 'filter', text })),
  ]
    .filter((entry) => matches(search, { ...entry }))
    .flatMap(({ keys, text }) =>
      wrap(text, at.width - 4 - KEYS).map((part, i) => `${(i === 0 ? keys : '').padEnd(KEYS)}${part}`),
    );
  const title = search === '' ? `help · keys of ${view.screen}, then of the other screens` : `help · ${search}`;
  drawText(grid, at, view, title, lines.length === 0 ? ['nothing has these words'] : lines);
}

/** Columns of the keys in the help. */
const KEYS = 13;

/** A line of the help, and what else it is found by: the name of its action and its labels in the foot. */
interface HelpLine {
  readonly keys: string;
  readonly text: string;
  readonly action?: string;
  readonly name?: string;
  readonly label?: string;
}

/** How filters are written. */
const filterHelp = [
  'words match anything; terms are joined by and; -term excludes',
  'events: kind:alarm level:warn update:>100; runs: env: mode: status: seeds:>20 return:>-1 collapse:<.1',
];

function drawText(grid: Cells, at: Rectangle, view: View, title: string, lines: readonly string[]): void {
  const height = at.height - 2;
  const most = Math.max(0, lines.length - height);
  view.scrolls?.(most);
  const first = Math.min(most, view.scroll);
  const more = lines.length > height;
  const last = Math.min(lines.length, first + height);
  const inside = drawPanel(grid, at, {
    title: [[0, title]],
    right: more ? [[0, `↑↓ ${first + 1}–${last} of ${lines.length}`]] : [],
    focused: true,
  });
  lines.slice(first, last).forEach((text, i) => {
    const style: Style = 'plain';
    write(grid, inside.x + 1, inside.y + i, text, style, inside.width - 1);
  });
}
