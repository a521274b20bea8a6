/** Names of the screens, in the order of their digits. */
export const screenNames = ['live', 'compare', 'studio', 'runs', 'sweep'] as const;

/** Name of a screen. */
export type ScreenName = (typeof screenNames)[number];

/** What a key does. */
export type Action =
  | 'help'
  | 'back'
  | 'quit'
  | 'stop'
  | 'suspend'
  | 'redraw'
  | 'screen'
  | 'nextPanel'
  | 'previousPanel'
  | 'full'
  | 'freeze'
  | 'filter'
  | 'export'
  | 'theme'
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'first'
  | 'newest'
  | 'pageUp'
  | 'pageDown'
  | 'panLeft'
  | 'panRight'
  | 'zoomIn'
  | 'zoomOut'
  | 'reset'
  | 'smooth'
  | 'scale'
  | 'axis'
  | 'band'
  | 'previousSeed'
  | 'nextSeed'
  | 'pause'
  | 'shift'
  | 'flip'
  | 'edit'
  | 'save'
  | 'open'
  | 'run'
  | 'basis'
  | 'preset'
  | 'value'
  | 'mark'
  | 'compareMarked'
  | 'order'
  | 'delete'
  | 'stepBack'
  | 'stepForward'
  | 'slower'
  | 'faster';

/** A key, its meaning, where it has one, and its label in the foot line. */
export interface KeyBinding {
  readonly action: Action;
  readonly keys: readonly string[];
  /** Screens on which it does something; all of them when absent. */
  readonly where?: readonly ScreenName[];
  readonly label: string;
  readonly meaning: string;
  /** Rank in the foot line, the highest is dropped first; absent where it is only in the help. */
  readonly foot?: number;
}

const charts: readonly ScreenName[] = ['live', 'compare', 'runs'];
const drawn: readonly ScreenName[] = ['live', 'runs'];

/** Every key: help, foot lines, the table of the documentation and dispatch are printed from it. */
export const keymap: readonly KeyBinding[] = [
  { action: 'help', keys: ['?'], label: '? help', meaning: 'this list; type to search it', foot: 1 },
  {
    action: 'pause',
    keys: ['space'],
    where: ['live', 'compare', 'runs', 'sweep'],
    label: 'space pause',
    meaning: 'pause or go on with what runs here: training, or playback of a stored run',
    foot: 4,
  },
  {
    action: 'open',
    keys: ['enter'],
    where: ['compare', 'studio', 'runs', 'sweep'],
    label: 'enter open',
    meaning: 'the verdict and back to the waves; apply the offer; open the selected run or cell',
    foot: 3,
  },
  {
    action: 'shift',
    keys: ['p'],
    where: ['live', 'studio'],
    label: 'p +45°',
    meaning: "shift the rate's phase by +45°",
    foot: 5,
  },
  { action: 'flip', keys: ['P'], where: ['live', 'studio'], label: 'P +180°', meaning: 'shift it by 180°', foot: 9 },
  {
    action: 'edit',
    keys: ['e'],
    where: ['live', 'studio'],
    label: 'e edit',
    meaning: 'edit the numbers or formulas of this screen',
    foot: 6,
  },
  { action: 'preset', keys: ['g'], where: ['studio'], label: 'g preset', meaning: 'the next waveform', foot: 10 },
  {
    action: 'value',
    keys: ['v'],
    where: ['studio', 'sweep'],
    label: 'v value',
    meaning: 'what the map or the grid shows',
    foot: 8,
  },
  {
    action: 'run',
    keys: ['r'],
    where: ['studio'],
    label: 'r run',
    meaning: 'write what the studio describes as an experiment file, and run it',
    foot: 7,
  },
  {
    action: 'save',
    keys: ['w'],
    where: ['live', 'studio'],
    label: 'w save',
    meaning: 'save now: a checkpoint, or the wave by name',
    foot: 11,
  },
  { action: 'mark', keys: ['m'], where: ['runs'], label: 'm mark', meaning: 'mark for comparison', foot: 8 },
  {
    action: 'compareMarked',
    keys: ['c'],
    where: ['runs'],
    label: 'c compare',
    meaning: 'draw the marked runs over the opened one',
    foot: 9,
  },
  { action: 'order', keys: ['o'], where: ['runs'], label: 'o order', meaning: 'sort by the next column', foot: 10 },
  { action: 'delete', keys: ['d'], where: ['runs'], label: '', meaning: 'delete a stored run; asks' },
  {
    action: 'stepBack',
    keys: [','],
    where: ['runs'],
    label: ', . step',
    meaning: 'playhead: one update back',
    foot: 11,
  },
  { action: 'stepForward', keys: ['.'], where: ['runs'], label: '', meaning: 'playhead: one update on' },
  { action: 'slower', keys: ['<'], where: ['runs'], label: '< > pace', meaning: 'slower playback', foot: 12 },
  { action: 'faster', keys: ['>'], where: ['runs'], label: '', meaning: 'faster playback' },
  {
    action: 'left',
    keys: ['←'],
    label: '←→ move',
    meaning: 'cursor over logged updates, arm, cell or playhead to the left',
    foot: 7,
  },
  { action: 'right', keys: ['→'], label: '', meaning: 'the same to the right' },
  { action: 'up', keys: ['↑'], label: '', meaning: 'selection or text up' },
  { action: 'down', keys: ['↓'], label: '', meaning: 'selection or text down' },
  { action: 'first', keys: ['home'], label: '', meaning: 'first update or row' },
  { action: 'newest', keys: ['end'], label: '', meaning: 'newest update or last row; follow it again' },
  { action: 'pageUp', keys: ['pgup'], label: '', meaning: 'a page of rows, or a window of the chart, back' },
  { action: 'pageDown', keys: ['pgdn'], label: '', meaning: 'a page of rows, or a window of the chart, on' },
  { action: 'panLeft', keys: ['shift-←'], where: drawn, label: '', meaning: 'pan the charts to older updates' },
  { action: 'panRight', keys: ['shift-→'], where: drawn, label: '', meaning: 'pan the charts to newer updates' },
  { action: 'zoomIn', keys: ['+', '='], where: drawn, label: '+- zoom', meaning: 'half as many updates', foot: 12 },
  { action: 'zoomOut', keys: ['-'], where: drawn, label: '', meaning: 'twice as many updates' },
  { action: 'reset', keys: ['0'], where: drawn, label: '', meaning: 'reset zoom, pan and cursor; follow the newest' },
  {
    action: 'smooth',
    keys: ['s'],
    where: ['live'],
    label: 's smooth',
    meaning: 'smoothing of the return 0, .6, .9, .99 over the raw line',
    foot: 13,
  },
  {
    action: 'scale',
    keys: ['l'],
    where: ['live'],
    label: 'l scale',
    meaning: 'y axis of the return linear, log, symlog',
    foot: 14,
  },
  {
    action: 'axis',
    keys: ['n'],
    where: ['live'],
    label: 'n fold',
    meaning: 'x axis: update, or phase with all cycles folded over it',
    foot: 14,
  },
  {
    action: 'band',
    keys: ['b'],
    where: ['live', 'compare'],
    label: 'b band',
    meaning: 'band of p10–p90, every seed, mean only',
    foot: 9,
  },
  { action: 'previousSeed', keys: ['['], where: charts, label: '[ ] seed', meaning: 'previous seed', foot: 13 },
  { action: 'nextSeed', keys: [']'], where: charts, label: '', meaning: 'next seed' },
  {
    action: 'basis',
    keys: ['y'],
    where: ['compare', 'runs'],
    label: '',
    meaning: 'next comparison (mean rate, equal mean ηλ) of the opened run',
  },
  { action: 'nextPanel', keys: ['tab'], label: '', meaning: 'next arm or panel' },
  { action: 'previousPanel', keys: ['shift-tab'], label: '', meaning: 'previous arm or panel' },
  { action: 'full', keys: ['z'], label: '', meaning: 'the panel in focus over the whole screen, and back' },
  { action: 'freeze', keys: ['f'], label: 'f freeze', meaning: 'freeze the view; training goes on', foot: 15 },
  { action: 'filter', keys: ['/'], label: '/ filter', meaning: 'filter the rows and events of this screen', foot: 12 },
  {
    action: 'export',
    keys: ['x'],
    label: 'x export',
    meaning: 'this screen as txt, ansi and svg, its series as csv, into the working folder',
    foot: 16,
  },
  { action: 'theme', keys: ['t'], label: '', meaning: 'colours for a dark or a light ground, or none' },
  { action: 'redraw', keys: ['ctrl-l'], label: '', meaning: 'paint everything again' },
  { action: 'back', keys: ['esc'], label: '', meaning: 'close, leave, clear the filter; never quits' },
  { action: 'suspend', keys: ['ctrl-z'], label: '', meaning: 'give the terminal back and suspend; fg returns' },
  {
    action: 'stop',
    keys: ['ctrl-c'],
    label: 'ctrl-c stop',
    meaning: 'stop and sum up; a second time leaves at once',
    foot: 17,
  },
  {
    action: 'screen',
    keys: ['1', '2', '3', '4', '5'],
    label: '1–5 screens',
    meaning: 'live, compare, studio, runs, sweep',
    foot: 2,
  },
  { action: 'quit', keys: ['q'], label: 'q quit', meaning: 'leave; asks while something runs', foot: 0 },
];

/**
 * What a key does on a screen; undefined for a key without meaning there.
 *
 * @example lookup('q', 'live') // 'quit'
 */
export function lookup(key: string, screen: ScreenName): Action | undefined {
  return keymap.find(({ keys, where }) => keys.includes(key) && (where?.includes(screen) ?? true))?.action;
}

/** The keys of a screen. */
export function keysOf(screen: ScreenName): readonly KeyBinding[] {
  return keymap.filter(({ where }) => where?.includes(screen) ?? true);
}

/** All keys as a Markdown table. */
export function keyTable(): string {
  const rows = keymap.map(({ keys, meaning, where }) => {
    const shown = keys.map((key) => `\`${key}\``).join(' ');
    return `| ${shown} | ${meaning} | ${where?.join(', ') ?? 'everywhere'} |`;
  });
  return ['| key | meaning | where |', '|---|---|---|', ...rows].join('\n');
}
