import { bandOpacity } from '../../report/arm-lines.js';
import { figureSize, plotted, specOf, type Figure } from '../../report/figure.js';
import { armColor, armDash, armLooks, MOST_ARMS, type ArmLook } from '../../report/palette.js';
import type { CurveSpec } from '../claim.js';
import { intervalText, plain, type LedgerEntry } from '../markdown.js';

/** The arms of comparisons have looks of their own in every figure. */
const known: Readonly<Record<string, { readonly name: string; readonly phase?: number }>> = {
  in: { name: 'in', phase: 0 },
  quad: { name: 'quad', phase: 0.25 },
  quadrature: { name: 'quad', phase: 0.25 },
  anti: { name: 'anti', phase: 0.5 },
  const: { name: 'const' },
  constant: { name: 'const' },
};

function looksOf(names: readonly string[]): readonly ArmLook[] {
  const arms = names.map((name) => ({
    about: '',
    predicted: {},
    waves: {},
    ...(name in known ? known[name] : { name }),
  }));
  return armLooks(arms).map((look, i) => ({ ...look, name: names[i] }));
}

/** The curves of a claim: means over seeds with their intervals, as many lines as can be told apart. */
export function curveFigures({ claim, result: { means } }: LedgerEntry): readonly Figure[] {
  return claim.curves.map((curve, i): Figure => {
    const lines = curve.lines.slice(0, MOST_ARMS);
    const arms = looksOf(lines.map(({ name }) => name));
    const points = lines.flatMap(({ name, points: names }) =>
      curve.at.flatMap((at, k) => {
        const mean = means[names[k]] as (typeof means)[string] | undefined;
        return mean === undefined ? [] : [{ arm: name, x: at, mean }];
      }),
    );
    const values = points.map(({ arm, x, mean }) => ({
      arm,
      x: plotted(x),
      y: plotted(mean.value),
      low: plotted(mean.low),
      high: plotted(mean.high),
    }));
    const x = { field: 'x', type: 'quantitative', title: curve.axis, scale: { nice: false, padding: 8 } };
    const y = { type: 'quantitative', title: null, axis: { format: '~g' }, scale: { zero: false } };
    const color = armColor(arms, { legend: arms.length > 1 });
    return {
      id: `${claim.name}-curve-${i + 1}`,
      title: curve.title,
      caption: captionOf(claim.computed, curve, arms),
      alternative: `${lines.map(({ name }) => `${name}: ${points.flatMap((point) => (point.arm === name ? [`${plain(point.mean.value)} at ${plain(point.x)}`] : [])).join(', ')}`).join('; ')}.`,
      spec: specOf({
        width: figureSize.width,
        height: figureSize.height * 0.75,
        data: { values },
        layer: [
          ...(claim.computed
            ? []
            : [
                {
                  mark: { type: 'area', opacity: bandOpacity(arms.length) },
                  encoding: { x, y: { field: 'low', ...y }, y2: { field: 'high' }, color },
                },
              ]),
          { mark: { type: 'line' }, encoding: { x, y: { field: 'y', ...y }, color, strokeDash: armDash(arms) } },
          {
            mark: { type: 'point', filled: true, size: 45, opacity: 1 },
            encoding: {
              x,
              y: { field: 'y', ...y },
              color,
              tooltip: [
                { field: 'arm', title: 'line' },
                { field: 'x', title: 'at' },
                { field: 'y', title: 'mean', format: '.4~g' },
                ...(claim.computed
                  ? []
                  : [
                      { field: 'low', title: '95 % from', format: '.4~g' },
                      { field: 'high', title: 'to', format: '.4~g' },
                    ]),
              ],
            },
          },
        ],
      }),
      numbers: {
        caption: claim.computed ? curve.title : `${curve.title}: mean and 95 % interval`,
        columns: [curve.axis, ...curve.at.map(plain)],
        rows: curve.lines.map(({ name, points: names }) => [
          name,
          ...names.map((of) => {
            const mean = means[of] as (typeof means)[string] | undefined;
            if (mean === undefined) return '–';
            return claim.computed ? plain(mean.value) : `${plain(mean.value)} ${intervalText(mean)}`;
          }),
        ]),
      },
    };
  });
}

function captionOf(computed: boolean, { lines }: CurveSpec, arms: readonly ArmLook[]): string {
  const drawn = computed
    ? 'Computed; nothing in it is random.'
    : 'Means over seeds; bands are 95 % bootstrap intervals, each point by itself.';
  const cut =
    lines.length > arms.length ? ` The first ${arms.length} of ${lines.length} lines; the table has all.` : '';
  return `${drawn}${cut}`;
}
