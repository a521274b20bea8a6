import { sparkline } from '../../charts/bars.js';
import { write, type Cells, type Rectangle } from '../../charts/cells.js';
import { fit, type Part } from '../../layout.js';
import { count, plainNumber } from '../../words.js';
import { rowOf, type RunAt, type RunReading } from '../run-reading.js';
import type { View } from '../view.js';
import { drawPanel } from './panel.js';

/** Speed, the rate and its bounds, what learns where, the last checkpoint and what the screen itself costs. */
export function drawRunPanel(grid: Cells, at: Rectangle, view: View, of: RunAt, reading: RunReading): void {
  const inside = drawPanel(grid, at, { title: [[0, 'run']], right: [[1, of.arm.runs[of.index].status]] });
  const { plan } = view.state;
  const run = of.arm.runs[of.index];
  const rates = rowOf(of, of.arm.rate);
  const period = of.period ?? 1;
  const last = rates.subarray(Math.max(0, reading.update + 1 - period), reading.update + 1);
  const [low, high] = [Math.min(...last), Math.max(...last)];
  const mean = (low + high) / 2;
  const { manifest } = plan ?? {};
  const known = (value: number, unit: string, places = 1): string =>
    Number.isFinite(value) ? `${plainNumber(value, places)} ${unit}` : `? ${unit}`;
  const lines: Part[][] = [
    [
      [0, `${Number.isFinite(view.speed) ? count(view.speed) : '?'} updates/s`],
      [1, `return ${sparkline(rowOf(of, of.arm.score), Math.max(4, inside.width - 28))}`],
    ],
    [
      [0, `${plan?.rate ?? 'rate'} ${reading.rate === undefined ? '?' : Number(reading.rate.toPrecision(4))}`],
      [1, last.length === 0 ? '' : `η₀ ${Number(mean.toPrecision(3))}`],
      [2, last.length === 0 || mean === 0 ? '' : `depth ${plainNumber((high - low) / 2 / mean)}`],
    ],
    [
      [
        0,
        view.steerable ? 'e edit   p +45°   P +180°   w save now' : 'this run takes no commands (told again, or over)',
      ],
    ],
    [
      [0, `${manifest?.['world'] ?? '?'}, ${manifest?.['agent'] ?? '?'}`],
      [1, `engine ${manifest?.['engine'] ?? '?'}`],
    ],
    [[0, run.savedAt === undefined ? 'checkpoint  none yet' : `checkpoint  update ${count(run.savedAt)} ✓ saved`]],
    [
      [0, `run ${of.arm.plan.name}/${run.seed}`],
      [1, `memory ${Math.round(process.memoryUsage.rss() / 1e6)} MB`],
    ],
    [
      [0, `screen ${known(view.cost.rate, 'fps', 0)}`],
      [1, known(view.cost.milliseconds, 'ms')],
      [2, `${known(view.cost.bytes / 1000, 'kB')} a frame`],
    ],
    ...(plan?.notes ?? []).map((note): Part[] => [[0, note]]),
  ];
  lines.slice(0, inside.height).forEach((parts, i) => {
    write(grid, inside.x + 1, inside.y + i, fit(parts, inside.width - 2, '   '), i > 6 ? 'dim' : 'plain');
  });
}
