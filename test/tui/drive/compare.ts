import { changed, everywhere, gone, left, memory, type Drive, type Seen } from './drive.js';

const settled = ({ lines }: Seen): number => Number(/([\d,]+)\/[\d,]+ /.exec(lines[0])?.[1].replaceAll(',', ''));

/** A comparison while it goes on. */
export const runningCompareDrive: Drive = {
  screen: 'compare',
  steps: [
    ['y', 'one comparison was told so far'],
    ['space', ' paused:'],
    ['space', (now, before) => !now.text.includes('paused') && settled(now) > settled(before)],
    ['f', ' frozen:'],
    ['f', (now, before) => !now.text.includes('frozen') && settled(now) > settled(before)],
    ['q', 'leave?'],
    ['esc', gone('leave?'), 'confirm'],
    ['q', 'leave?'],
    ['enter', left, 'confirm'],
  ],
};

const curves = memory(1, 13);
const start = memory(1, 13);
const table = memory(22, 44);

/** Comparisons that came to their end, on five bases. */
export const compareDrive: Drive = {
  screen: 'compare',
  steps: [
    ['y', /y equal η₀ 16 1\/5/],
    ['y', /y equal η₀ 1 2\/5/],
    ['y', /y equal η₀ 6 3\/5/],
    ['→', /^│› quad/m],
    ['←', /^│› in/m],
    ['tab', /^│› quad/m],
    ['shift-tab', /^│› in/m],
    ['a', /^│– in/m],
    ['a', /^│› in/m],
    ['enter', /┏━ (no )?verdict/],
    ['enter', 'return IQM'],
    ['↓', /↑↓ 2–/],
    ['↑', /↑↓ 1–/],
    ['+', start.keep()],
    ['-', start.again],
    ['=', curves.keep()],
    ['0', curves.again],
    ['+', changed(1, 13)],
    ['shift-←', curves.keep()],
    ['shift-→', curves.again],
    ['pgup', curves.keep()],
    ['pgdn', curves.again],
    ['home', curves.keep()],
    ['end', start.again],
    ['b', '95 % of the mean'],
    ['b', /every seed, \d+ solid/],
    [']', changed(1, 13)],
    ['[', changed(1, 13)],
    ['b', 'b mean'],
    ['b', 'b p10–p90'],
    ['s', changed(1, 13)],
    ['l', 'log needs positive values: symlog'],
    ['l', changed(1, 13)],
    ['n', 'env steps 0'],
    ['n', changed(1, 13)],
    ['n', changed(1, 13)],
    ['z', table.keep()],
    ['z', table.again],
    ['f', ' frozen:'],
    ['f', gone('frozen')],
    ['/', 'filter ▏'],
    ['anti', 'filter anti▏', 'text'],
    ['enter', gone('▏'), 'text'],
    ['esc', gone('filter anti')],
    ['space', 'nothing that goes on here can be paused'],
    ...everywhere('compare'),
    ['ctrl-c', left],
  ],
};
