import { columnsOf, write, type Cells, type Rectangle } from '../../charts/cells.js';
import { drawPhaseCircle } from '../../charts/phase-circle.js';
import { fit } from '../../layout.js';
import { UNKNOWN } from '../../words.js';
import type { RunReading } from '../run-reading.js';
import type { View } from '../view.js';
import { drawPanel } from './panel.js';

/** The word of a phase, from its number alone: near 0, near half a turn, or between. */
export function phaseWord(turns: number | undefined): string {
  if (turns === undefined) return '';
  const away = Math.min(turns, 1 - turns);
  return away < 0.0625 ? 'in phase' : away > 0.4375 ? 'anti-phase' : turns < 0.5 ? 'ahead' : 'behind';
}

/** The dial with two hands, η and c, and the angles between the rate, the knob and the measured curvature. */
export function drawPhase(grid: Cells, at: Rectangle, view: View, reading: RunReading, focused: boolean): void {
  const inside = drawPanel(grid, at, {
    title: [[0, 'phase']],
    right: [[0, phaseWord(reading.toKnob)]],
    focused,
  });
  const { rateTurns, knobTurns, toKnob, toSharpness, cycle, cycles } = reading;
  const roomy = inside.width > 40;
  const dial = { ...inside, width: Math.min(roomy ? 20 : 13, inside.width - 13) };
  drawPhaseCircle(grid, dial, {
    hands: [
      { turns: knobTurns ?? Number.NaN, letter: 'c', style: 'knob', length: 0.7 },
      { turns: rateTurns ?? Number.NaN, letter: 'η', style: 'rate', length: 0.9 },
    ],
    glyphs: view.theme.glyphs,
  });
  const x = inside.x + dial.width + 1;
  const width = inside.x + inside.width - 1 - x;
  const rows: readonly (readonly [string, string])[] = [
    [roomy ? 'rate η' : 'η', angle(rateTurns)],
    [roomy ? 'difficulty c' : 'c', angle(knobTurns)],
    ['Δφ to c', angle(toKnob)],
    ['Δφ to λ', angle(toSharpness)],
    ['cycle', cycle === undefined ? '–' : `${cycle}${width > 16 ? ' of ' : '/'}${cycles ?? UNKNOWN}`],
  ];
  rows.slice(0, inside.height).forEach(([label, value], i) => {
    write(grid, x, inside.y + i, fit([[0, label]], Math.max(1, width - columnsOf(value) - 1)));
    write(grid, x + width - columnsOf(value), inside.y + i, value, 'bold');
  });
}

/** An angle of turns in degrees; `?` while it is not known. */
export function angle(turns: number | undefined): string {
  return turns === undefined ? UNKNOWN : `${Math.round(turns * 360) % 360}°`;
}
