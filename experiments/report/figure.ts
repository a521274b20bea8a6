/** A specification in Vega-Lite's grammar, as plain data. */
export type Spec = Readonly<Record<string, unknown>>;

/** A figure: what is drawn, and the same in words and numbers. */
export interface Figure {
  /** Lower-case letters, digits and hyphens; the name of its files. */
  readonly id: string;
  readonly title: string;
  /** How it is to be read: what lines and bands are. */
  readonly caption: string;
  /** What it shows, for those who do not see it. */
  readonly alternative: string;
  readonly spec: Spec;
  /** The same numbers, or the most telling of them. */
  readonly numbers?: Table;
}

/** A table as it is printed. */
export interface Table {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Widths and heights of figures, in pixels. */
export const figureSize = { width: 680, height: 280, panel: 130 } as const;

/** How every figure is set: one sans face, light rules, no frame. */
const config: Spec = {
  background: '#ffffff',
  // The page has a text alternative for each figure; marks told one by one would drown it.
  aria: false,
  font: 'DejaVu Sans, Helvetica, Arial, sans-serif',
  padding: { left: 6, right: 10, top: 8, bottom: 6 },
  view: { stroke: null },
  axis: {
    domainColor: '#8a9099',
    tickColor: '#8a9099',
    gridColor: '#e8eaee',
    labelColor: '#3c4149',
    titleColor: '#20242a',
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    titlePadding: 8,
    labelFlush: false,
  },
  axisX: { grid: false },
  axisY: { domain: false, ticks: false, tickCount: 5, minExtent: 34 },
  legend: {
    orient: 'top',
    direction: 'horizontal',
    labelColor: '#20242a',
    labelFontSize: 12,
    labelLimit: 260,
    title: null,
    symbolType: 'stroke',
    symbolSize: 320,
    symbolStrokeWidth: 2.5,
    columnPadding: 18,
    offset: 10,
    clipHeight: 14,
  },
  title: { anchor: 'start', fontSize: 13, fontWeight: 600, color: '#20242a', offset: 8 },
  line: { strokeWidth: 2, strokeJoin: 'round' },
  concat: { spacing: 18 },
};

/** A whole specification: data, layers or panels, and the house's look. */
export function specOf(body: Spec): Spec {
  return { $schema: 'https://vega.github.io/schema/vega-lite/v6.json', config, ...body };
}

/** A number that a chart can take: null where there is none. */
export function plotted(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(4)) : null;
}
