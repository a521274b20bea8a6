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
  drawText(grid, at, view.scroll, verdict?.decided === false ? 'no verdict is given' : 'verdict', lines);
}

/** Every key of this screen and what it does, then those of the others; a search keeps the lines that have its words. */
export function drawHelp(grid: Cells, at: Rectangle, view: View): void {
  const here = new Set(keysOf(view.screen));
  const line = ({ action, keys, meaning, where, label, on = {} }: KeyBinding): HelpLine => ({
    text: `${keys.join(' ').padEnd(12)} ${meaning}${where === undefined ? '' : ` (${where.join(', ')})`}`,
    action,
    // `compareMarked` is found as two words too.
    name: action.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
    label: [label ?? '', ...Object.values(on).map(([text]) => text)].join(' '),
  });
  const search = view.prompt?.text ?? '';
  const lines = [
    ...[...here].map(line),
    ...keymap.filter((binding) => !here.has(binding)).map(line),
    ...filterHelp.map((text): HelpLine => ({ text })),
  ]
    .filter((entry) => matches(search, { ...entry }))
    .map(({ text }) => text);
  const title = search === '' ? `help · keys of ${view.screen}, then of the other screens` : `help · ${search}`;
  drawText(grid, at, view.scroll, title, lines.length === 0 ? ['nothing has these words'] : lines);
}

/** A line of the help, and what else it is found by: the name of its action and its labels in the foot. */
interface HelpLine {
  readonly text: string;
  readonly action?: string;
  readonly name?: string;
  readonly label?: string;
}

/** How filters are written. */
const filterHelp = [
  'filter       words match anything; terms are joined by and; -term excludes',
  'filter       events: kind:alarm level:warn update:>100; runs: env: mode: status: seeds:>20 return:>-1 collapse:<.1',
];

function drawText(grid: Cells, at: Rectangle, scroll: number, title: string, lines: readonly string[]): void {
  const height = at.height - 2;
  const first = Math.min(Math.max(0, lines.length - height), scroll);
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
