import type { ReadingName } from '../../curriculum/stability/readings.js';
import type { ChartGlyphs } from './canvas.js';
import type { Style } from './cells.js';

/** How a reading is shaded: five bands, calm to worst; the edge lies between the third and the fourth. */
export interface HeatScale {
  /** What the reading is called. */
  readonly label: string;
  /** The reading at the edge. */
  readonly edge: number;
  /** Bounds between the five bands, calm to worst; the third one is the edge. */
  readonly bounds: readonly [number, number, number, number];
  /** The readings at which `place` ends: calm, worst. */
  readonly ends: readonly [number, number];
  /** Where small readings are the bad ones: −1, else 1. */
  readonly sign: 1 | -1;
  /** Place of a reading between calm (0) and worst (1), the edge at ½; NaN where there is none. */
  readonly place: (value: number) => number;
}

/** Values of 1 ± this are on the edge, not beyond it. */
const NEUTRAL = 1e-12;

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** Growth, shaded over `depth` on either side of 1. */
function growthScale(label: string, depth: number): HeatScale {
  const at = (part: number): number => Number((1 + part * depth).toPrecision(9));
  return {
    label,
    edge: 1,
    bounds: [at(-0.4), at(-0.1), 1, at(0.5)],
    ends: [at(-1), at(1)],
    sign: 1,
    place: (value) => clamp(0.5 + (value - 1) / (2 * depth)),
  };
}

/** The scales of every reading. */
export const heatScales: Readonly<Record<ReadingName, HeatScale>> = {
  growth: growthScale('growth per update', 1),
  meanSquareGrowth: growthScale('mean-square growth per update', 1),
  margin: {
    label: 'lowest margin',
    edge: 0,
    bounds: [0.5, 0.25, 0, -0.4],
    ends: [1, -1],
    sign: -1,
    place: (value) => clamp((1 - value) / 2),
  },
  transient: {
    label: 'transient growth',
    edge: 10,
    bounds: [2, 5, 10, 1000],
    ends: [1, 100],
    sign: 1,
    place: (value) => clamp(Math.log10(Math.max(1, value)) / 2),
  },
};

/**
 * The scale of a reading for these values: with much momentum every growth lies near 1, and is shaded over a tenth or a hundredth.
 *
 * @example heatScaleOf('growth', [0.995, 1.02]).bounds // [0.996, 0.999, 1, 1.005]
 */
export function heatScaleOf(reading: ReadingName, values: ArrayLike<number>): HeatScale {
  const scale = heatScales[reading];
  if (reading !== 'growth' && reading !== 'meanSquareGrowth') return scale;
  let deepest = 0;
  for (let k = 0; k < values.length; k++) if (1 - values[k] > deepest) deepest = 1 - values[k];
  if (deepest === 0) return scale;
  return growthScale(scale.label, deepest <= 0.01 ? 0.01 : deepest <= 0.1 ? 0.1 : 1);
}

/** The band of a value, 0 (calm) to 4 (worst); −1 for NaN. */
export function bandOf(scale: HeatScale, value: number): number {
  if (Number.isNaN(value)) return -1;
  const { bounds, sign } = scale;
  if (isBeyond(scale, value)) return sign * value > sign * bounds[3] ? 4 : 3;
  return sign * value < sign * bounds[0] ? 0 : sign * value < sign * bounds[1] ? 1 : 2;
}

/** True beyond the edge; a value within 10⁻¹² of it is on it. */
export function isBeyond({ edge, sign }: HeatScale, value: number): boolean {
  return sign * (value - edge) > NEUTRAL;
}

/** Glyphs of the five bands. */
const bandGlyphs: Readonly<Record<'shades' | 'ascii', string>> = { shades: '·░▒▓█', ascii: '.:-#@' };
const bandStyles: readonly Style[] = ['good', 'good', 'near', 'bad', 'bad'];

/** How a band looks; no band (−1) is a dim question mark. */
export function bandLook(band: number, glyphs: ChartGlyphs): { readonly glyph: string; readonly style: Style } {
  if (band < 0) return { glyph: '?', style: 'dim' };
  return { glyph: bandGlyphs[glyphs === 'ascii' ? 'ascii' : 'shades'][band], style: bandStyles[band] };
}

/** The mark of the edge, on the cells just inside it. */
export function edgeGlyph(glyphs: ChartGlyphs): string {
  return glyphs === 'ascii' ? '+' : '┼';
}

/** The bands in words. */
export function bandWords({ bounds, sign }: HeatScale): readonly string[] {
  const [first, second, edge, last] = bounds.map((bound) => String(bound).replace('-', '−'));
  return sign === 1
    ? [`< ${first}`, `< ${second}`, `≤ ${edge}`, `> ${edge}`, `> ${last}`]
    : [`> ${first}`, `> ${second}`, `≥ ${edge}`, `< ${edge}`, `< ${last}`];
}
