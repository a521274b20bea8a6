import { extentOf, tickLabel, type Extent } from '../../charts/axis.js';
import { canvas, paste, type Pattern } from '../../charts/canvas.js';
import { columnsOf, write, type Cells, type Rectangle, type Style } from '../../charts/cells.js';
import { drawLine } from '../../charts/line.js';
import { fit } from '../../layout.js';
import { degrees, NOT_APPLICABLE, signed } from '../../words.js';
import type { View } from '../view.js';
import { drawPanel } from './panel.js';

const PERIODS = 2;
const patterns: Readonly<Record<Pattern, string>> = { solid: '──', dashed: '╌╌', dotted: '··', sparse: '┄┄' };

/** The focused arm's rate and difficulty over two periods, each on the scale it has over all arms. */
export function drawWaves(grid: Cells, at: Rectangle, view: View): void {
  const { state, focus, summaries } = view;
  const plan = state.plan;
  const arm = state.arms[focus];
  if (plan === undefined || arm === undefined) {
    drawPanel(grid, at, { title: [[0, 'waves']] });
    return;
  }
  const coherence = summaries[focus].coherence;
  const inside = drawPanel(grid, at, {
    title: [
      [0, `waves of ${arm.plan.name}`],
      [1, arm.plan.phase === undefined ? '' : `Δφ ${degrees(arm.plan.phase)}`],
    ],
    right: [
      [1, coherence === undefined ? 'corr(c,λ) ?' : `corr(c,λ) ${signed(coherence)}`],
      [2, plan.period === undefined ? '' : `${PERIODS} periods of ${plan.period}`],
    ],
  });
  const names = [plan.rate, ...(plan.knob === undefined ? [] : [plan.knob])];
  const plot = { x: inside.x + 1, y: inside.y, width: inside.width - 2, height: inside.height - 1 };
  const dots = canvas(plot.width, plot.height);
  const legend: string[][] = [];
  const shown: readonly (readonly [Style, Pattern])[] = [
    ['rate', 'solid'],
    ['knob', 'dashed'],
  ];
  names.forEach((name, i) => {
    const values = arm.plan.waves[name];
    const [style, pattern] = shown[i];
    if (values === undefined || values.length === 0) {
      legend.push([name, 'ηc'[i], NOT_APPLICABLE]);
      return;
    }
    const all = extentOf(state.arms.map((each) => each.plan.waves[name] ?? []));
    // The difficulty is drawn a little flatter: in phase the two would lie on each other and look like one.
    const extent = i === 0 ? all : widened(all, 0.2);
    drawLine(dots, repeated(values, PERIODS), { extent, style, pattern, rank: i === 0 ? 2 : 1 });
    const own = extremes(values);
    const range = own.low === own.high ? tickLabel(own.low) : `${tickLabel(own.low)} … ${tickLabel(own.high)}`;
    legend.push([name, 'ηc'[i], `${patterns[pattern]} ${range}`]);
  });
  paste(dots, grid, plot, view.theme.glyphs);
  writeLegend(grid, { ...plot, y: inside.y + inside.height - 1 }, legend);
}

/** Names, patterns and ranges; the field's letters where the names are too long. */
function writeLegend(grid: Cells, at: Rectangle, legend: readonly (readonly string[])[]): void {
  const texts = (letter: 0 | 1): string[] => legend.map((entry) => `${entry[letter]} ${entry[2]}`);
  const long = texts(0);
  const [rate = '', knob = ''] = columnsOf(long.join('   ')) <= at.width ? long : texts(1);
  const next = write(grid, at.x, at.y, rate, 'rate', at.width);
  write(grid, next + 3, at.y, fit([[0, knob]], at.x + at.width - next - 3), 'knob');
}

/** The values again and again, and the first once more: a period ends where the next begins. */
function repeated(values: readonly number[], times: number): Float64Array {
  const out = new Float64Array(values.length * times + 1);
  for (let i = 0; i < out.length; i++) out[i] = values[i % values.length];
  return out;
}

function widened({ low, high }: Extent, by: number): Extent {
  const room = (high - low) * by;
  return { low: low - room, high: high + room };
}

function extremes(values: readonly number[]): { low: number; high: number } {
  return { low: Math.min(...values), high: Math.max(...values) };
}
