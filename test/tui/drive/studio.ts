import { everywhere, gone, left, memory, type Drive, type Seen, type Shown } from './drive.js';

const phase = ({ text }: Seen): number => Number(/◆ φ (\d+)°/.exec(text)?.[1]);
const amplitude = ({ text }: Seen): number => Number(/◆ φ \d+° {2}A ([\d.]+)/.exec(text)?.[1]);
const more =
  (of: (now: Seen) => number, sign: 1 | -1): Shown =>
  (now, before) =>
    sign * (of(now) - of(before)) > 0;
const map = memory(1, 38);

/** Waves that are shaped, looked over, kept and run. */
export const studioDrive: Drive = {
  screen: 'studio',
  steps: [
    ['p', /^│ η .*phase 225°/m],
    ['P', /^│ η .*phase 45°/m],
    ['enter', /^│ η .*phase 1(73|80|87)°/m],
    ['→', more(phase, 1)],
    ['←', more(phase, -1)],
    ['↑', more(amplitude, 1)],
    ['↓', more(amplitude, -1)],
    ['esc', gone('enter applies')],
    ['v', 'map: growth'],
    ['v', 'map: transient'],
    ['v', 'map: lowest margin'],
    ['+', '1 period'],
    ['=', '0.5 periods'],
    ['-', '1 period'],
    ['0', '2 periods'],
    ['shift-→', '2 periods from 0.5'],
    ['shift-←', gone('from 0.5')],
    ['pgdn', '2 periods from 2'],
    ['pgup', gone('from 2')],
    ['pgdn', '2 periods from 2'],
    ['home', gone('from 2')],
    ['pgdn', '2 periods from 2'],
    ['end', gone('from 2')],
    ['g', 'η wave: sine'],
    ['e', '[η wave sine]'],
    ['ctrl-u', '✗', 'edit'],
    ['1+0.5*cos(', (now) => now.text.includes('1+0.5*cos(▏') && /✗ .*column/.test(now.text), 'edit'],
    ['2*pi*p)', (now) => !now.text.includes('✗') && now.text.includes('1+0.5*cos(2*pi*p)'), 'edit'],
    ['↓', '[η min', 'edit'],
    ['2', '[η min 2]', 'edit'],
    ['enter', (now) => !now.text.includes('[η min') && /η {2}1\+0\.5\*cos\(2\*pi\*p\) {3}2 … /.test(now.text), 'edit'],
    ['w', "save '1+0.5*cos(2*pi*p)' as"],
    ['breath', 'as breath▏', 'text'],
    ['enter', 'breath is saved in antiphase.waves.json', 'text'],
    ['tab', '┏━ waves'],
    ['shift-tab', '┏━ map'],
    ['z', map.keep()],
    ['z', map.again],
    ['f', ' frozen:'],
    ['f', gone('frozen')],
    ['/', 'filter ▏'],
    ['esc', gone('▏'), 'text'],
    ...everywhere('studio'),
    ['q', left],
  ],
};

/** What the studio describes is run from there. */
export const studioRunDrive: Drive = {
  screen: 'studio',
  steps: [
    ['p', /^│ η .*phase 225°/m],
    ['r', (now) => /antiphase {2}live/.test(now.lines[0]) && now.text.includes('studio.ts runs')],
    ['2', /antiphase {2}compare/],
    ['3', 'antiphase  studio'],
    ['1', (now) => /160\/160/.test(now.lines[0]) && now.text.includes('the run is over')],
    ['ctrl-c', left],
  ],
};
