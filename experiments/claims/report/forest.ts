import { plotted, specOf, type Figure, type Spec } from '../../report/figure.js';
import type { Effect } from '../claim.js';
import { sideOf, type Side } from '../judge.js';
import { intervalText, signed, type LedgerEntry } from '../markdown.js';

/** Width of the intervals' panel and height of a row, in pixels: names stand on its left, numbers on its right. */
const size = { width: 300, row: 23, names: 330 } as const;

/** Effects smaller than this share of the largest are drawn as 0. */
const FINEST = 1e-6;

/** Where the largest effect is so many times the smallest, the axis counts in powers. */
const WIDE = 40;

const sides: Readonly<Record<Side, { readonly color: string; readonly words: string }>> = {
  above: { color: '#0072B2', words: 'above 0' },
  below: { color: '#D55E00', words: 'below 0' },
  unclear: { color: '#4D5560', words: 'not told from 0' },
};

/** The effects of a claim: a row each, its mean with its interval beside 0. */
export function forestFigure({ claim, result }: LedgerEntry): Figure {
  const { effects } = result;
  const values = effects.map((effect) => ({
    name: effect.name,
    about: effect.about,
    value: plotted(effect.value),
    low: plotted(effect.low),
    high: plotted(effect.high),
    side: sideOf(effect),
    words: words(effect, claim.computed),
  }));
  const scale = effectScale(effects);
  const x = { type: 'quantitative', title: 'effect', ...scale.spec };
  const y = {
    field: 'name',
    type: 'nominal',
    sort: null,
    title: null,
    scale: { paddingInner: 0.2 },
    axis: { labelLimit: size.names, domain: false, ticks: false, grid: false, labelPadding: 8 },
  };
  const names = Object.keys(sides) as readonly Side[];
  const color = {
    field: 'side',
    type: 'nominal',
    scale: { domain: names, range: names.map((side) => sides[side].color) },
    legend: null,
  };
  const tooltip = [
    { field: 'name', title: 'effect' },
    { field: 'about', title: 'what' },
    { field: 'words', title: claim.computed ? 'value' : 'mean, 95 %' },
  ];
  return {
    id: `${claim.name}-effects`,
    title: 'Effects',
    caption: captionOf(claim.computed, claim.metric, scale.powers),
    alternative: `${effects.map((effect) => `${effect.name}: ${words(effect, claim.computed)}, ${sides[sideOf(effect)].words}`).join('; ')}.`,
    spec: specOf({
      width: size.width,
      height: size.row * effects.length + 8,
      data: { values },
      layer: [
        {
          data: { values: [{ zero: 0 }] },
          mark: { type: 'rule', color: '#20242a', strokeWidth: 1 },
          encoding: { x: { field: 'zero', ...x } },
        },
        {
          mark: { type: 'rule', strokeWidth: 2 },
          encoding: { x: { field: 'low', ...x }, x2: { field: 'high' }, y, color },
        },
        {
          mark: { type: 'point', size: 60, strokeWidth: 1.8, opacity: 1 },
          encoding: {
            x: { field: 'value', ...x },
            y,
            color,
            // Filled where the interval leaves 0 out: the side is told by place, fill and colour.
            fill: {
              field: 'side',
              type: 'nominal',
              scale: {
                domain: names,
                range: names.map((side) => (side === 'unclear' ? '#ffffff' : sides[side].color)),
              },
              legend: null,
            },
            tooltip,
          },
        },
        {
          mark: { type: 'text', align: 'left', fontSize: 11, color: '#3c4149' },
          encoding: { x: { value: size.width + 14 }, y, text: { field: 'words', type: 'nominal' } },
        },
      ],
    }),
    numbers: {
      caption: 'Effects as they were fixed beforehand',
      columns: ['effect', 'what is compared', 'mean', '95 %', 'seeds', 'side'],
      rows: effects.map((effect) => [
        effect.name,
        effect.about,
        signed(effect.value),
        claim.computed ? '–' : intervalText(effect),
        claim.computed ? 'computed' : String(effect.seeds),
        sides[sideOf(effect)].words,
      ]),
    },
  };
}

function words(effect: Effect, computed: boolean): string {
  return computed ? signed(effect.value) : `${signed(effect.value)} ${intervalText(effect)}`;
}

function captionOf(computed: boolean, metric: string, powers: boolean): string {
  const drawn = computed
    ? 'Each effect as it was computed; nothing in it is random.'
    : 'Each effect’s mean over paired seeds with its 95 % bootstrap interval; filled where the whole interval lies on one side of 0.';
  const axis = powers ? ' The axis counts in powers of ten on both sides of 0.' : '';
  return `${drawn} Above 0 is what the effect’s name says. Counted in: ${metric.replace(/\.$/, '')}.${axis}`;
}

/** The effects' axis: linear, or in powers of ten on both sides of 0 where small effects would else be lost beside large ones. */
export function effectScale(effects: readonly Pick<Effect, 'low' | 'high'>[]): {
  readonly powers: boolean;
  readonly spec: Spec;
} {
  const reach = effects.map(({ low, high }) => Math.max(Math.abs(low), Math.abs(high))).filter((one) => one > 0);
  const most = Math.max(...reach);
  // Below it is rounding, or nothing that is told beside the largest.
  const least = Math.max(Math.min(...reach), FINEST * most);
  const low = Math.min(0, ...effects.map((effect) => effect.low));
  const high = Math.max(0, ...effects.map((effect) => effect.high));
  if (reach.length === 0 || most / least < WIDE)
    return { powers: false, spec: { scale: { padding: 8 }, axis: { format: '~g', tickCount: 5, grid: true } } };
  const [first, last] = [Math.ceil(Math.log10(least)), Math.floor(Math.log10(most))];
  const step = Math.max(1, Math.ceil((last - first) / (low < 0 && high > 0 ? 2 : 4)));
  const powers = Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, k) =>
    Number(`1e${last - k * step}`),
  );
  const inside = [...powers.map((one) => -one), 0, ...powers].filter((one) => one >= low && one <= high);
  return {
    powers: true,
    spec: {
      scale: { type: 'symlog', constant: least, nice: false, padding: 8 },
      axis: { values: inside, format: '~g', grid: true },
    },
  };
}
