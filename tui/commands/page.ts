import { OptionError, checkName, checkNumber, type NumberBounds } from '../../math/check.js';
import { chartGlyphNames, type ChartGlyphs } from '../charts/canvas.js';
import { asciiGlyph, chartGlyphs } from '../charts/fallback.js';
import { writer } from '../reporters/writer.js';
import { colorDepth, theme, type Theme } from '../theme.js';
import { asciiNumbers } from '../words.js';

/** Flags as the command line gave them. */
export type Flags = Readonly<Record<string, string | boolean | undefined>>;

/** Where a command's answer is read. */
export interface Page {
  readonly theme: Theme;
  readonly columns: number;
  /** Lines that fit at once; undefined where nothing limits them. */
  readonly rows: number | undefined;
  /** Texts stay within ASCII. */
  readonly ascii: boolean;
}

/**
 * The page of standard output: colours and braille on a terminal that has them, plain ASCII in a pipe or a file unless `--charts` says otherwise.
 *
 * @throws OptionError for glyphs that are not known.
 */
export function pageOf(stdout: NodeJS.WriteStream, flags: Flags): Page {
  const asked = flags['charts'] === undefined ? undefined : checkName('--charts', flags['charts'], chartGlyphNames);
  const glyphs: ChartGlyphs = asked ?? (stdout.isTTY ? chartGlyphs(process.env) : 'ascii');
  return {
    theme: theme(stdout.isTTY ? colorDepth(process.env) : 'none', glyphs),
    columns: stdout.isTTY ? Math.max(40, stdout.columns) : 80,
    rows: stdout.isTTY ? Math.max(16, stdout.rows) : undefined,
    ascii: glyphs === 'ascii',
  };
}

/** Writes lines; a reader that went away ends the command quietly. */
export async function say(stdout: NodeJS.WritableStream, lines: readonly string[]): Promise<void> {
  await writer(stdout).write(`${lines.join('\n')}\n`);
}

/** A line as its reader can show it. */
export function shownLine(line: string, { ascii }: Page): string {
  if (!ascii) return line;
  const plain = asciiNumbers(line).replaceAll('…', '...').replaceAll('·', '|');
  return Array.from(plain, (glyph) => String.fromCodePoint(asciiGlyph(glyph.codePointAt(0) ?? 0x3f))).join('');
}

/** One JSON document, in which undefined is null and a number that is not finite is its name. */
export function jsonDocument(document: object): string {
  return JSON.stringify(
    document,
    (_, value: unknown) =>
      value === undefined ? null : typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
    2,
  );
}

/**
 * The number of a flag; undefined where it was not given.
 *
 * @throws OptionError naming the flag.
 */
export function numberFlag(flags: Flags, name: string, bounds: NumberBounds = {}): number | undefined {
  const given = flags[name];
  const flag = flagName(name);
  if (given === undefined) return undefined;
  const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : Number.NaN;
  if (Number.isNaN(number)) throw new OptionError(flag, 'a number', given);
  return checkNumber(flag, number, bounds);
}

/** The text of a flag; undefined where it was not given. */
export function textFlag(flags: Flags, name: string): string | undefined {
  const given = flags[name];
  return typeof given === 'string' ? given : undefined;
}

/** How a flag is typed: `--curvature-min`. */
export function flagName(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
