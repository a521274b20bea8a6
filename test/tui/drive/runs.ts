import { everywhere, gone, left, memory, type Drive, type Seen, type Shown } from './drive.js';

/** The end of the id of the selected run. */
const selected = ({ text }: Seen): string => /^[┃│]›[ m◆]*(\w{4})/m.exec(text)?.[1] ?? '';
const first: Shown = (now) => /│|┃/.test(now.lines[3]) && now.lines[3].slice(1, 2) === '›';
const other: Shown = (now, before) => selected(now) !== selected(before);
const upper = memory(1, 22);

/** Stored runs: listed, marked, opened, played, deleted. Three are stored: of one mean rate, as it is written, and on five bases. */
export const runsDrive: Drive = {
  screen: 'runs',
  steps: [
    ['.', 'open a run first: enter'],
    ['↓', other],
    ['↑', first],
    ['pgdn', (now) => now.lines[5].slice(1, 2) === '›'],
    ['pgup', first],
    ['/', 'filter ▏'],
    ['mode:run', '3 stored · filter mode:run: 1', 'text'],
    ['enter', gone('▏'), 'text'],
    ['esc', gone('filter mode:run')],
    ['m', '1 marked'],
    ['m', '2 marked'],
    ['c', '2 marked runs'],
    ['esc', gone('2 marked runs')],
    ['esc', gone('from the log: same numbers')],
    ['pgup', first],
    ['enter', 'from the log: same numbers'],
    ['home', 'update 0/40'],
    ['.', 'update 1/40'],
    ['→', 'update 2/40'],
    ['←', 'update 1/40'],
    [',', 'update 0/40'],
    ['shift-→', 'update 10/40'],
    ['shift-←', 'update 0/40'],
    ['>', '‖ 40/s'],
    ['<', '‖ 20/s'],
    ['space', /► 20\/s · update [1-9]/],
    ['space', '‖ 20/s'],
    ['end', 'update 40/40'],
    ['+', /└20 +update 40/],
    ['-', /└0 +update 40/],
    ['=', /└20 +update 40/],
    ['0', /└0 +update 40/],
    ['s', 'smooth .99'],
    ['l', 'log needs positive values: symlog'],
    ['n', 'env step'],
    [']', /replay .* seed [12]/],
    ['[', /replay .* seed 0/],
    ['tab', /replay .* quad · seed/],
    ['shift-tab', /replay .* in · seed/],
    ['y', /runs · balance · mean rate 1 /],
    ['o', 'order: env'],
    ['o', 'order: agent'],
    ['z', upper.keep()],
    ['z', upper.again],
    ['f', ' frozen:'],
    ['f', gone('frozen')],
    ...everywhere('runs'),
    ['d', /delete \S+ with all its files\?/],
    ['esc', gone('with all its files?'), 'confirm'],
    ['d', /delete \S+ with all its files\?/],
    ['enter', (now) => now.text.includes('is deleted') && now.text.includes('2 stored'), 'confirm'],
    ['q', left],
  ],
};

/** A run that another process still writes. */
export const followDrive: Drive = {
  screen: 'runs',
  steps: [
    ['enter', 'replay of balance-reinforce'],
    ['1', /antiphase {2}live/],
    // Its playhead stands where the run is, not where it will end.
    ['4', /antiphase {2}runs[^]*update (?!100,000)[\d,]+\/100,000/],
    ['ctrl-c', left],
  ],
};
