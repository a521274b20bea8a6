import { sparkline } from '../../charts/bars.js';
import type { Part } from '../../layout.js';
import { rowMeans } from '../../store/arm-series.js';
import { count, score } from '../../words.js';
import { placeIn, readingAt, runShown, updateShown } from '../run-reading.js';
import { shortId, type StoredRow } from '../runs-row.js';
import type { Playback, View } from '../view.js';
import { labelled, type CompactBody } from './compact-body.js';
import { drawNewestMark } from './event-log.js';
import { drawReturn } from './run-chart.js';

/** The stored runs, one a line; of the opened one its playhead. */
export function runsBody(view: View, width: number): CompactBody {
  const { runs, playback } = view;
  if (runs === undefined) return { lines: [[[0, 'no folder of stored runs']]] };
  const shown = runs.rows.length === runs.total ? '' : ` of ${count(runs.total)}`;
  const head: readonly Part[] = [
    [0, `${count(runs.rows.length)}${shown} stored`],
    [1, runs.marked.length === 0 ? '' : `${runs.marked.length} marked`],
    [2, `order ${runs.order}`],
    [3, runs.store],
  ];
  const opened = playback === undefined ? [] : playedLines(view, playback, width);
  const of = playback === undefined ? undefined : runShown(view);
  return {
    lines: [...opened, head],
    rows: runs.rows.map((row) => rowParts(row, runs.marked.includes(row.id))),
    focus: Math.min(runs.selected, runs.rows.length - 1),
    ...(of === undefined
      ? {}
      : {
          rest: {
            least: 5,
            draw: (grid, at) =>
              drawReturn(grid, at, view, of, {
                title: [[0, view.state.plan?.score ?? 'return']],
                focused: false,
                reading: readingAt(of, updateShown(of, view.place)),
              }),
          },
          event: (grid, at) => drawNewestMark(grid, at, view, of.arm.runs[of.index].marks),
        }),
  };
}

function playedLines(view: View, playback: Playback, width: number): readonly (readonly Part[])[] {
  const { id, playing, pace, at, updates, loading, problem } = playback;
  const of = runShown(view);
  const reading = of === undefined ? undefined : readingAt(of, updateShown(of, view.place));
  const [room, spark] = [Math.max(4, width - 2), Math.max(4, Math.min(24, width - 30))];
  const head = updates === 0 ? 0 : Math.min(room - 1, Math.floor((at * room) / updates));
  return [
    [
      [0, `${playing ? '►' : '■'} ${shortId(id)}`],
      [1, problem ?? (loading ? 'reads its log' : `update ${count(at)}/${count(updates)}`)],
      [2, `${pace} a second`],
    ],
    [[0, `├${'─'.repeat(head)}◆${'─'.repeat(room - 1 - head)}┤`]],
    ...(of === undefined
      ? []
      : [
          [
            [0, labelled('return', score(reading?.score))] as const,
            [1, sparkline(rowMeans(placeIn(of, of.arm.score), spark), spark)] as const,
          ],
        ]),
  ];
}

function rowParts({ id, name, status, best, problem }: StoredRow, marked: boolean): readonly Part[] {
  return [
    [0, `${marked ? 'm' : ' '}${status === 'running' ? '●' : ' '} ${shortId(id)}`],
    [1, name],
    [2, problem ?? (best === undefined ? '' : `return ${score(best.score.value)}`)],
    [4, best === undefined ? '' : best.name],
    [3, status],
  ];
}
