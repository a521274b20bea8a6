import { changed, everywhere, gone, left, memory, type Drive, type Seen } from './drive.js';

const settled = ({ lines }: Seen): number => Number(/([\d,]+)\/[\d,]+ /.exec(lines[0])?.[1].replaceAll(',', ''));
const side = memory(1, 30);

/** A sweep while it goes on. */
export const runningSweepDrive: Drive = {
  screen: 'sweep',
  steps: [
    ['space', ' paused:'],
    ['space', (now, before) => !now.text.includes('paused') && settled(now) > settled(before)],
    ['<', 'you set workers 2 → 1'],
    ['>', 'you set workers 1 → 2'],
    ['r', 'the sweep still runs: r when it is over'],
    ['q', 'leave?'],
    ['esc', gone('leave?'), 'confirm'],
    ['ctrl-c', left],
  ],
};

/** A sweep of six cells that is over. */
export const sweepDrive: Drive = {
  screen: 'sweep',
  steps: [
    ['→', '│ phase=0.25, meanRate=1 '],
    ['←', '│ phase=0, meanRate=1 '],
    ['↑', '│ phase=0, meanRate=4 '],
    ['↓', '│ phase=0, meanRate=1 '],
    ['tab', /│ phase=(?!0, meanRate=1 )/],
    ['shift-tab', '│ phase=0, meanRate=1 '],
    ['v', '┏━ collapse rate ·'],
    ['v', /┏━ .*lowest/],
    ['v', /┏━ .*growth/],
    ['v', /┏━ .*transient/],
    ['v', /┏━ .*(done|runs).* · phase/],
    ['v', '┏━ score ·'],
    ['c', 'mark cells first: m'],
    ['m', '· 1 marked'],
    ['→', '│ phase=0.25, meanRate=1 '],
    ['m', '· 2 marked'],
    ['c', '2 marked cells'],
    ['c', gone('2 marked cells')],
    ['c', '2 marked cells'],
    ['esc', gone('2 marked cells')],
    ['m', '· 1 marked'],
    ['z', side.keep()],
    ['z', side.again],
    ['f', ' frozen:'],
    ['f', gone('frozen')],
    ['/', 'filter ▏'],
    ['verdict', /filter verdict · 1 /, 'text'],
    ['enter', gone('▏'), 'text'],
    ['esc', gone('filter verdict')],
    ['space', 'nothing that goes on here can be paused'],
    ['<', 'nothing that goes on here has workers of its own'],
    ['pgdn', changed(37, 44)],
    ['pgup', changed(37, 44)],
    ['end', changed(37, 44)],
    ['home', changed(37, 44)],
    ['r', 'phase=0.25,meanRate=1 runs again on fresh seeds'],
    ...everywhere('sweep'),
    ['enter', /antiphase {2}live .*phase=0\.25,meanRate=1/],
    ['5', 'antiphase  sweep'],
    ['q', left],
  ],
};
