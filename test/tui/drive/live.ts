import { changed, everywhere, gone, left, standing, type Drive, type Seen, type Shown } from './drive.js';

const number = (text: string | undefined): number => Number(text?.replaceAll(',', ''));

/** Updates that the run in focus has lived. */
export const lived = ({ lines }: Seen): number => number(/([\d,]+)\/100,000/.exec(lines[0])?.[1]);

/** First and last update of the window of the upper chart. */
const window = ({ text }: Seen): readonly [from: number, to: number] => {
  const found = /└([\d,]+) +update ([\d,]+)/.exec(text);
  return [number(found?.[1]), number(found?.[2])];
};
const span = (now: Seen): number => window(now)[1] - window(now)[0];
const spans = (of: (span: number) => number): Shown => (now, before) => span(now) === of(span(before)); // prettier-ignore
/** The window begins so many of its widths further on. */
const panned =
  (by: number): Shown =>
  (now, before) =>
    window(now)[0] === window(before)[0] + Math.round(by * span(before));
/** The update under the cursor. */
const cursor = ({ text }: Seen): number => number(/┊ ([\d,]+) {2}return/.exec(text)?.[1]);

/** A run while it goes on: what it shows, how it is steered, how it ends. */
export const liveDrive: Drive = {
  screen: 'live',
  steps: [
    ['b', 'b interval'],
    ['b', 'b seeds'],
    ['b', 'b mean'],
    ['b', 'b band'],
    ['f', ' frozen:'],
    ['f', (now, before) => !now.text.includes('frozen') && lived(now) > lived(before)],
    ['space', ' paused:'],
    ['space', (now, before) => !now.text.includes('paused') && lived(now) > lived(before)],
    ['space', ' paused:'],
    standing,
    ['.', (now, before) => lived(now) === lived(before) + 1],
    ['.', (now, before) => lived(now) === lived(before) + 1],
    ['p', 'run/0: learningRate: phase +45° at its next update'],
    ['.', /│ .*learningRate: phase \+45°/],
    ['P', 'run/0: learningRate: phase +180° at its next update'],
    ['.', (now, before) => lived(now) === lived(before) + 1],
    ['w', 'run/0: a checkpoint at its next update'],
    ['.', (now) => now.text.includes(`checkpoint ${lived(now)} saved`) || now.text.includes('✓ checkpoint')],
    ['e', '[phase as it is]'],
    ['↑', '[of learningRate]', 'edit'],
    ['→', /\[of (?!learningRate)\w+\]/, 'edit'],
    ['←', '[of learningRate]', 'edit'],
    ['↓', '[phase as it is]', 'edit'],
    ['tab', '[shift +0]', 'edit'],
    ['tab', /\[min ≈[\d.]+\]/, 'edit'],
    ['0.03', '[min 0.03]', 'edit'],
    ['↓', /\[max ≈[\d.]+\]/, 'edit'],
    ['0.2', '[max 0.2]  of learningRate  min 0.03', 'edit'],
    ['→', /\[max 0\.2\d+\]/, 'edit'],
    ['shift-→', /\[max 0\.(2[5-9]|3)\d*\]/, 'edit'],
    ['enter', /run\/0: learningRate: min 0\.03, max 0\.(2[5-9]|3)\d* at its next update/, 'edit'],
    ['.', /│ .*learningRate: min 0\.03, max 0\.(2[5-9]|3)/],
    ['e', '[phase as it is]'],
    ['enter', '✗ nothing was changed yet', 'edit'],
    ['esc', ' paused:', 'edit'],
    ['←', (now) => cursor(now) === lived(now) - 2],
    ['←', (now, before) => cursor(now) === cursor(before) - 1],
    ['→', (now, before) => cursor(now) === cursor(before) + 1],
    ['home', (now) => cursor(now) === 0 && window(now)[0] === 0],
    ['end', (now) => Number.isNaN(cursor(now)) && window(now)[1] >= lived(now)],
    ['+', spans((before) => before / 2)],
    ['=', spans((before) => before / 2)],
    ['-', spans((before) => before * 2)],
    ['shift-←', panned(-0.25)],
    ['shift-→', panned(0.25)],
    ['pgup', panned(-1)],
    ['pgdn', panned(1)],
    ['0', (now) => span(now) === 400],
    ['s', 'smooth .99'],
    ['s', /━ raw ·/],
    ['s', 'smooth .6'],
    ['s', 'smooth .9 '],
    ['l', 'log needs positive values: symlog'],
    ['l', gone('symlog')],
    ['n', 'env step'],
    ['n', 'phase of 8 updates'],
    ['n', / time [\d:]+ /],
    ['n', /└[\d,]+ +update/],
    [']', 'seed 1 · 2 of 2'],
    ['[', 'seed 0 · 1 of 2'],
    ['tab', '┏━ rate η'],
    ['shift-tab', '┏━ rewardPerStep'],
    ['z', gone('three readings')],
    ['z', 'three readings'],
    ['shift-tab', '┏━ run'],
    ['shift-tab', '┏━ events'],
    ['↓', changed(36, 44)],
    ['↑', changed(36, 44)],
    ['/', 'filter ▏'],
    ['kind:checkpoint', /filter kind:checkpoint ·/, 'text'],
    ['enter', gone('▏'), 'text'],
    ['esc', gone('filter kind:checkpoint')],
    ...everywhere('live'),
    ['q', 'leave?'],
    ['esc', gone('leave?'), 'confirm'],
    ['ctrl-c', left],
  ],
};
