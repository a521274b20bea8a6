/** Names of the screens, in the order of their digits. */
export const screenNames = ['live', 'compare', 'studio', 'runs', 'sweep'] as const;

/** Name of a screen. */
export type ScreenName = (typeof screenNames)[number];

/** A key, its meaning, where it has one, and its label in the foot line. */
interface Binding {
  /** What it does. */
  readonly action: string;
  readonly keys: readonly string[];
  /** Screens on which it does something; all of them when absent. */
  readonly where?: readonly ScreenName[];
  readonly meaning: string;
  /** Label in the foot line, and rank there: the highest is dropped first; absent where it is only in the help. */
  readonly label?: string;
  readonly rank?: number;
  /** Other labels and ranks on some screens. */
  readonly on?: Readonly<Partial<Record<ScreenName, readonly [label: string, rank: number]>>>;
}

const charts: readonly ScreenName[] = ['live', 'compare', 'studio', 'runs'];
const series: readonly ScreenName[] = ['live', 'compare', 'runs'];
const steered: readonly ScreenName[] = ['live', 'studio'];

/** Every key: help, foot lines, the tables of the documentation and dispatch are printed from it, in this order. */
export const bindings = [
  { action: 'help', keys: ['?'], label: '? help', rank: 1, meaning: 'this list; type to search it' },
  {
    action: 'open',
    keys: ['enter'],
    where: ['compare', 'studio', 'runs', 'sweep'],
    label: 'enter open',
    rank: 3,
    on: { compare: ['enter verdict', 3], studio: ['enter apply', 3] },
    meaning: 'the words of the verdict and back to its numbers; apply the offer; open the selected run or cell',
  },
  {
    action: 'pause',
    keys: ['space'],
    where: ['live', 'compare', 'runs', 'sweep'],
    label: 'space pause',
    rank: 4,
    on: { runs: ['space play', 5], sweep: ['space pause', 7] },
    meaning: 'pause or go on with what runs here: training, or playback of a stored run; workers of a queue go on',
  },
  {
    action: 'stepForward',
    keys: ['.'],
    where: ['live', 'runs'],
    label: '. step',
    rank: 5,
    on: { runs: [', . step', 8] },
    meaning: 'one update on: the run in focus while it is paused, or the playhead',
  },
  { action: 'stepBack', keys: [','], where: ['runs'], meaning: 'one update back: the playhead' },
  {
    action: 'slower',
    keys: ['<'],
    where: ['runs', 'sweep'],
    label: '< > pace',
    rank: 9,
    on: { sweep: ['< > workers', 9] },
    meaning: 'slower: playback, or one worker fewer that takes runs of a sweep',
  },
  {
    action: 'faster',
    keys: ['>'],
    where: ['runs', 'sweep'],
    meaning: 'faster: playback, or one worker more, up to those it began with',
  },
  {
    action: 'shift',
    keys: ['p'],
    where: steered,
    label: 'p +45°',
    rank: 6,
    on: { studio: ['p +45°', 9] },
    meaning: "shift the rate's phase by +45°",
  },
  {
    action: 'flip',
    keys: ['P'],
    where: steered,
    label: 'P +180°',
    rank: 7,
    on: { studio: ['P +180°', 12] },
    meaning: 'shift it by 180°',
  },
  {
    action: 'edit',
    keys: ['e'],
    where: steered,
    label: 'e edit',
    rank: 5,
    meaning: 'edit the numbers or formulas of this screen',
  },
  {
    action: 'preset',
    keys: ['g'],
    where: ['studio'],
    label: 'g preset',
    rank: 6,
    meaning: 'the next waveform',
  },
  {
    action: 'value',
    keys: ['v'],
    where: ['studio', 'sweep'],
    label: 'v value',
    rank: 5,
    on: { studio: ['v map value', 7] },
    meaning: 'what the map or the grid shows',
  },
  {
    action: 'run',
    keys: ['r'],
    where: ['studio', 'sweep'],
    label: 'r fresh seeds',
    rank: 6,
    on: { studio: ['r run this', 8] },
    meaning: 'run what this screen describes: the studio’s waves, the cell in focus again on fresh seeds',
  },
  {
    action: 'save',
    keys: ['w'],
    where: steered,
    label: 'w save',
    rank: 10,
    meaning: 'save now: a checkpoint, or the wave by name',
  },
  {
    action: 'basis',
    keys: ['y'],
    where: ['compare', 'runs'],
    on: { compare: ['y basis', 4] },
    meaning: 'next basis of comparison: equal mean rate, equal mean ηλ, flat environment',
  },
  {
    action: 'arm',
    keys: ['a'],
    where: ['compare'],
    label: 'a arm on/off',
    rank: 6,
    meaning: 'the arm in focus off the charts, and back',
  },
  {
    action: 'mark',
    keys: ['m'],
    where: ['runs', 'sweep'],
    label: 'm mark',
    rank: 6,
    on: { sweep: ['m mark', 10] },
    meaning: 'mark for comparison',
  },
  {
    action: 'compareMarked',
    keys: ['c'],
    where: ['runs', 'sweep'],
    label: 'c compare',
    rank: 7,
    on: { sweep: ['c compare', 11] },
    meaning: 'compare what is marked',
  },
  { action: 'order', keys: ['o'], where: ['runs'], label: 'o order', rank: 11, meaning: 'sort by the next column' },
  { action: 'delete', keys: ['d'], where: ['runs'], meaning: 'delete a stored run; asks' },
  {
    action: 'left',
    keys: ['←'],
    label: '←→ cursor',
    rank: 8,
    on: {
      compare: ['←→ arm', 2],
      studio: ['↑↓←→ move ◆', 4],
      runs: ['←→ playhead', 10],
      sweep: ['↑↓←→ cell', 2],
    },
    meaning: 'cursor over logged updates, arm, cell or playhead to the left',
  },
  { action: 'right', keys: ['→'], meaning: 'the same to the right' },
  { action: 'up', keys: ['↑'], meaning: 'selection or text up' },
  { action: 'down', keys: ['↓'], meaning: 'selection or text down' },
  { action: 'first', keys: ['home'], meaning: 'first update or row' },
  { action: 'newest', keys: ['end'], meaning: 'newest update or last row; follow it again' },
  { action: 'pageUp', keys: ['pgup'], meaning: 'a page of rows, or a window of the chart, back' },
  { action: 'pageDown', keys: ['pgdn'], meaning: 'a page of rows, or a window of the chart, on' },
  { action: 'panLeft', keys: ['shift-←'], where: charts, meaning: 'pan all charts to older updates' },
  { action: 'panRight', keys: ['shift-→'], where: charts, meaning: 'pan all charts to newer updates' },
  {
    action: 'zoomIn',
    keys: ['+', '='],
    where: charts,
    label: '+- zoom',
    rank: 12,
    meaning: 'half as many updates on all charts',
  },
  { action: 'zoomOut', keys: ['-'], where: charts, meaning: 'twice as many updates on all charts' },
  { action: 'reset', keys: ['0'], where: charts, meaning: 'reset zoom, pan and cursor; follow the newest' },
  {
    action: 'smooth',
    keys: ['s'],
    where: series,
    label: 's smooth',
    rank: 13,
    meaning: 'smoothing of the return 0, .6, .9, .99 over the raw line; never of waves',
  },
  {
    action: 'scale',
    keys: ['l'],
    where: series,
    label: 'l scale',
    rank: 14,
    meaning: 'y axis of the return linear, log, symlog',
  },
  {
    action: 'axis',
    keys: ['n'],
    where: series,
    label: 'n axis',
    rank: 14,
    meaning: 'x axis: update, env step, phase with all cycles folded over it, time of one run',
  },
  {
    action: 'band',
    keys: ['b'],
    where: ['live', 'compare'],
    label: 'b band',
    rank: 9,
    meaning: 'band of p10–p90, every seed, mean only',
  },
  { action: 'previousSeed', keys: ['['], where: series, label: '[ ] seed', rank: 13, meaning: 'previous seed' },
  { action: 'nextSeed', keys: [']'], where: series, meaning: 'next seed' },
  {
    action: 'nextPanel',
    keys: ['tab'],
    on: { live: ['tab panel', 15], studio: ['tab panel', 10] },
    meaning: 'next arm or panel',
  },
  { action: 'previousPanel', keys: ['shift-tab'], meaning: 'previous arm or panel' },
  { action: 'full', keys: ['z'], meaning: 'the panel in focus over the whole screen, and back' },
  { action: 'freeze', keys: ['f'], label: 'f freeze', rank: 15, meaning: 'freeze the view; training goes on' },
  {
    action: 'filter',
    keys: ['/'],
    label: '/ filter',
    rank: 12,
    meaning: 'filter the rows and events of this screen',
  },
  {
    action: 'export',
    keys: ['x'],
    label: 'x export',
    rank: 16,
    meaning: 'this screen as txt, ansi and svg, its series as csv, into the working folder',
  },
  { action: 'theme', keys: ['t'], meaning: 'colours for a dark or a light ground, or none' },
  { action: 'mute', keys: ['u'], meaning: 'alarms ring no bell, and do again' },
  { action: 'redraw', keys: ['ctrl-l'], meaning: 'paint everything again' },
  { action: 'back', keys: ['esc'], meaning: 'close, leave, clear the filter; never quits' },
  { action: 'suspend', keys: ['ctrl-z'], meaning: 'give the terminal back and suspend; fg returns' },
  {
    action: 'stop',
    keys: ['ctrl-c'],
    label: 'ctrl-c stop',
    rank: 17,
    meaning: 'stop and sum up; a second time leaves at once',
  },
  {
    action: 'screen',
    keys: ['1', '2', '3', '4', '5'],
    label: '1–5 screens',
    rank: 2,
    meaning: 'live, compare, studio, runs, sweep',
  },
  { action: 'quit', keys: ['q'], label: 'q quit', rank: 0, meaning: 'leave; asks while something runs' },
] as const satisfies readonly Binding[];

/** What a key does. */
export type Action = (typeof bindings)[number]['action'];

/** A key as the screens know it. */
export interface KeyBinding extends Binding {
  readonly action: Action;
}
