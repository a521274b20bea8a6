import type { ChartGlyphs } from './charts/canvas.js';
import { styles, type Style } from './charts/cells.js';

/** Names of depths of colour: how many a terminal shows. */
export const colorDepths = ['none', '16', '256', 'truecolor'] as const;

/** How many colours a terminal shows. */
export type ColorDepth = (typeof colorDepths)[number];

/** Names of the themes. */
export const themeNames = ['dark', 'light', 'none'] as const;

/** Name of a theme. */
export type ThemeName = (typeof themeNames)[number];

/** What drawing needs to know of the terminal. */
export interface Theme {
  readonly name: ThemeName;
  readonly depth: ColorDepth;
  readonly glyphs: ChartGlyphs;
  /** The escape sequence of each style, by its index; '' for none. */
  readonly colours: readonly string[];
}

/** Okabe and Ito's palette on a dark ground, and the nearest of 16 colours. */
const palette: Readonly<Partial<Record<Style, readonly [hex: string, ansi: number]>>> = {
  rate: ['56B4E9', 36],
  knob: ['E69F00', 93],
  curvature: ['CC79A7', 35],
  good: ['009E73', 32],
  near: ['E69F00', 93],
  bad: ['D55E00', 31],
  in: ['D55E00', 31],
  quadrature: ['F0E442', 33],
  anti: ['009E73', 32],
  constant: ['BBBBBB', 37],
  other: ['CC79A7', 35],
  focus: ['FFFFFF', 97],
};

/** What a light ground needs darker: yellow, sky blue and white could not be read on it. */
const lightPalette: typeof palette = {
  rate: ['0072B2', 34],
  knob: ['9A6A00', 33],
  near: ['9A6A00', 33],
  quadrature: ['8A7A00', 33],
  constant: ['555555', 90],
  focus: ['000000', 30],
};

/** Grounds that a theme can be for. */
export type Ground = 'dark' | 'light';

/** The colours of every style at a depth, for a ground. */
export function theme(depth: ColorDepth, glyphs: ChartGlyphs, ground: Ground = 'dark'): Theme {
  const name = depth === 'none' ? 'none' : ground;
  return { name, depth, glyphs, colours: styles.map((style) => sequence(style, depth, ground)) };
}

/** The themes of a terminal in the order of their key: its own ground, the other one, and without colour. */
export function themesOf(depth: ColorDepth, glyphs: ChartGlyphs, ground: Ground): readonly Theme[] {
  const plain = theme('none', glyphs);
  if (depth === 'none') return [plain];
  return [theme(depth, glyphs, ground), theme(depth, glyphs, ground === 'dark' ? 'light' : 'dark'), plain];
}

/** The hexadecimal colour of a style on a dark ground; undefined for one that has none. */
export function styleColour(style: Style): string | undefined {
  return palette[style]?.[0];
}

/**
 * The ground that an environment tells of: the last number of `COLORFGBG` is the background's, 7 and 15 are light; dark unless told.
 *
 * @example groundOf({ COLORFGBG: '0;15' }) // 'light'
 */
export function groundOf(environment: Readonly<Record<string, string | undefined>>): Ground {
  const background = Number(/(\d+)$/.exec(environment['COLORFGBG'] ?? '')?.[1] ?? 0);
  return background === 7 || background === 15 ? 'light' : 'dark';
}

/**
 * The ground in a terminal's answer to the question after its background; undefined for any other answer.
 *
 * @example groundFrom(']11;rgb:ffff/ffff/dddd') // 'light'
 */
export function groundFrom(answer: string): Ground | undefined {
  const found = /^\]11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})/i.exec(answer);
  if (found === null) return undefined;
  const [red, green, blue] = found
    .slice(1)
    .map((text) => Number.parseInt(text, 16) / Number.parseInt('f'.repeat(text.length), 16));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5 ? 'light' : 'dark';
}

function sequence(style: Style, depth: ColorDepth, ground: Ground): string {
  if (depth === 'none') return '';
  if (style === 'dim') return '\u001B[2m';
  if (style === 'bold') return '\u001B[1m';
  const colour = (ground === 'light' ? lightPalette[style] : undefined) ?? palette[style];
  if (colour === undefined) return '';
  const [hex, ansi] = colour;
  const bold = style === 'focus' ? '\u001B[1m' : '';
  if (depth === '16') return `${bold}\u001B[${ansi}m`;
  const [red, green, blue] = [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  if (depth === 'truecolor') return `${bold}\u001B[38;2;${red};${green};${blue}m`;
  return `${bold}\u001B[38;5;${nearest256(red, green, blue)}m`;
}

/** Levels of red, green and blue in the cube of the 256 colours. */
const cube = [0, 95, 135, 175, 215, 255];

/**
 * The colour of 256 that is nearest to one of 24 bits: of the cube, or of the greys beside it.
 *
 * @example nearest256(255, 0, 0) // 196
 */
export function nearest256(red: number, green: number, blue: number): number {
  const wanted = [red, green, blue];
  const away = (levels: readonly number[]): number =>
    levels.reduce((sum, level, i) => sum + (level - wanted[i]) * (level - wanted[i]), 0);
  const steps = wanted.map((value) =>
    cube.reduce((best, level, i) => (Math.abs(level - value) < Math.abs(cube[best] - value) ? i : best), 0),
  );
  const grey = Math.max(0, Math.min(23, Math.round(((red + green + blue) / 3 - 8) / 10)));
  const inGrey = away([8 + 10 * grey, 8 + 10 * grey, 8 + 10 * grey]);
  return inGrey < away(steps.map((step) => cube[step])) ? 232 + grey : 16 + 36 * steps[0] + 6 * steps[1] + steps[2];
}

/** The depth of colour an environment promises; `NO_COLOR` and a dumb terminal have none, `FORCE_COLOR` (0 to 3) is stronger than both. */
export function colorDepth(environment: Readonly<Record<string, string | undefined>>): ColorDepth {
  const terminal = environment['TERM'] ?? '';
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined && forced !== '')
    return forced === '0' || forced === 'false' ? 'none' : forced === '2' ? '256' : forced === '3' ? 'truecolor' : '16';
  if ((environment['NO_COLOR'] ?? '') !== '' || terminal === 'dumb') return 'none';
  if (/truecolor|24bit/.test(environment['COLORTERM'] ?? '')) return 'truecolor';
  if (/direct|kitty|alacritty|wezterm|ghostty|^foot/.test(terminal)) return 'truecolor';
  return terminal.includes('256') ? '256' : '16';
}

/** The style of an arm, from where its phase lies and not from its name: near 0, near half a turn, between, or none where only the difficulty or nothing oscillates. */
export function armStyle(phase: number | undefined, oscillates: boolean): Style {
  if (phase === undefined) return oscillates ? 'constant' : 'other';
  const turns = phase - Math.floor(phase);
  const away = Math.min(turns, 1 - turns);
  if (away < 0.0625) return 'in';
  return away > 0.4375 ? 'anti' : 'quadrature';
}
