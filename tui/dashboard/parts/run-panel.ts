import { sparkline } from '../../charts/bars.js';
import { write, type Cells, type Rectangle } from '../../charts/cells.js';
import { fit, wrap, type Part } from '../../layout.js';
import { count, heapWords, plainNumber, UNKNOWN } from '../../words.js';
import { nameOf, rowOf, type RunAt, type RunReading } from '../run-reading.js';
import { runSpeed } from '../run-speed.js';
import type { View } from '../view.js';
import { drawPanel } from './panel.js';
import { stepWords } from './x-axis.js';

/** Speed and where the time goes, the rate and its bounds, what learns where, the last checkpoint and what the screen itself costs. */
export function drawRunPanel(
  grid: Cells,
  at: Rectangle,
  view: View,
  { of, reading, focused }: { readonly of: RunAt; readonly reading: RunReading; readonly focused: boolean },
): void {
  const run = of.arm.runs[of.index];
  const inside = drawPanel(grid, at, { title: [[0, 'run']], right: [[1, run.status]], focused });
  const width = inside.width - 2;
  const lines: readonly (readonly Part[])[] = [
    speedParts(view, of, width),
    ...splitLines(run.split, width),
    rateParts(view, of, reading),
    view.steerable
      ? ['e edit', 'p +45°', 'P +180°', 'w save now'].map((text, i): Part => [i, text])
      : [[0, 'this run takes no commands']],
    learnerParts(view),
    [[0, run.savedAt === undefined ? 'checkpoint  none yet' : `checkpoint  update ${count(run.savedAt)} ✓ saved`]],
    workerParts(view, of),
    costParts(view.cost),
  ];
  const notes = (view.state.plan?.notes ?? []).map((note) => wrap(note, width));
  let room = inside.height - lines.length;
  // A note that would be cut is not shown.
  const told = notes.filter((note) => (room -= note.length) >= 0).flat();
  lines.slice(0, inside.height).forEach((parts, i) => {
    write(grid, inside.x + 1, inside.y + i, fit(parts, width, '  '));
  });
  told.forEach((text, i) => write(grid, inside.x + 1, inside.y + lines.length + i, text, 'dim'));
}

function speedParts({ held }: View, of: RunAt, width: number): readonly Part[] {
  const waits = held?.(nameOf(of)) ?? [];
  const { updates, steps, history } = runSpeed(of, waits);
  // The last stretch that was measured may have a pause in it.
  const newest = waits.length > 0 ? steps : (of.arm.runs[of.index].stepsPerSecond ?? steps);
  const speed = `${Number.isFinite(updates) ? (updates < 10 ? plainNumber(updates, 1) : count(updates)) : UNKNOWN} updates/s`;
  const stepped = `${Number.isFinite(newest) ? stepWords(newest) : UNKNOWN} steps/s`;
  return [
    [0, speed],
    [1, stepped],
    [2, sparkline(history, Math.max(0, Math.min(history.length, width - speed.length - stepped.length - 6)), 0)],
  ];
}

/** What a run's time is spent on, as short as there is room for. */
const splitNames: Readonly<Record<string, string | undefined>> = {
  forward: 'act',
  environment: 'env',
  update: 'learn',
};

/** Shares of a run's time in one line, or two; what it was not measured for is unknown. */
function splitLines(split: Readonly<Record<string, number>> | undefined, width: number): readonly (readonly Part[])[] {
  const shares =
    split === undefined
      ? ['act ?', 'env ?', 'learn ?', 'probe ?']
      : Object.entries(split).map(([name, part]) => `${splitNames[name] ?? name} ${Math.round(100 * part)} %`);
  const one: Part[] = shares.map((text, i) => [i, text]);
  return shares.join('  ').length <= width ? [one] : [one.slice(0, 2), one.slice(2)];
}

function rateParts(view: View, of: RunAt, { rate, update }: RunReading): readonly Part[] {
  const rates = rowOf(of, of.arm.rate);
  const last = rates.subarray(Math.max(0, update + 1 - (of.period ?? 1)), update + 1);
  const [low, high] = [Math.min(...last), Math.max(...last)];
  const mean = (low + high) / 2;
  return [
    [0, `${view.state.plan?.rate ?? 'rate'} ${rate === undefined ? UNKNOWN : Number(rate.toPrecision(4))}`],
    [1, last.length === 0 ? '' : `η₀ ${Number(mean.toPrecision(3))}`],
    [2, last.length === 0 || mean === 0 ? '' : `depth ${plainNumber((high - low) / 2 / mean)}`],
  ];
}

function learnerParts({ state: { plan } }: View): readonly Part[] {
  const { manifest } = plan ?? {};
  return [
    [0, `${manifest?.['world'] ?? manifest?.['env'] ?? UNKNOWN}, ${manifest?.['agent'] ?? UNKNOWN}`],
    [1, manifest?.['engine'] === undefined ? '' : `engine ${manifest['engine']}`],
  ];
}

/** Where the run is at work, and what that takes: the heap of its thread, and all threads together. */
function workerParts({ dropped, board, memory }: View, of: RunAt): readonly Part[] {
  const { heap } = of.arm.runs[of.index];
  const worker = board?.of(nameOf(of))?.worker;
  return [
    [2, worker ?? `run ${nameOf(of)}`],
    [0, board === undefined ? '' : heapWords(heap)],
    [3, `memory ${Number.isNaN(memory) ? UNKNOWN : Math.round(memory / 1e6)} MB`],
    [1, Number.isNaN(dropped) ? '' : `rows dropped ${count(dropped)}`],
  ];
}

function costParts({ rate, milliseconds, bytes }: View['cost']): readonly Part[] {
  const known = (value: number, unit: string, places = 1): string =>
    Number.isFinite(value) ? `${plainNumber(value, places)} ${unit}` : `${UNKNOWN} ${unit}`;
  return [
    [0, `screen ${known(rate, 'fps', 0)}`],
    [1, known(milliseconds, 'ms')],
    [2, `${known(bytes / 1000, 'kB')} a frame`],
  ];
}
