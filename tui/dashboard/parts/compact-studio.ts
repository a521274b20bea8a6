import type { Part } from '../../layout.js';
import { factor, plainNumber, signed, stabilityWord } from '../../words.js';
import { drawMap } from './studio-map-panel.js';
import { drawPreview } from './studio-preview.js';
import { offerWords, waveWords } from './studio-words.js';
import type { View } from '../view.js';
import { labelled, type CompactBody } from './compact-body.js';

/** Two waves, their readings and the offer; below them their picture and the map. */
export function studioBody(view: View): CompactBody {
  const { studio } = view;
  if (studio === undefined) return { lines: [] };
  const { studied, problem } = studio;
  const { readings } = studied;
  const { word } = stabilityWord({
    lowest: readings.margin,
    growth: readings.growth,
    transient: readings.transient,
  });
  const said: readonly Part[] = problem === undefined ? offerWords(studio) : [[0, `✗ ${problem}`]];
  return {
    lines: [
      waveWords(studio).rate,
      waveWords(studio).curvature,
      [
        [0, labelled('lowest', signed(readings.margin))],
        [1, `growth ${plainNumber(readings.growth)}`],
        [2, `transient ${factor(readings.transient)}`],
        [3, `mean ηλ ${plainNumber(readings.meanProduct)}`],
      ],
      [[0, `${word}, exact for ½λθ²`]],
      said,
    ],
    rest: {
      least: 4,
      draw(grid, at) {
        const split = at.width >= 60 ? 'beside' : at.height >= 22 ? 'below' : 'none';
        const [left, upper] = [Math.floor(at.width / 2), Math.floor(at.height / 2)];
        if (split === 'none') drawPreview(grid, at, view, studio);
        else if (split === 'beside') {
          drawPreview(grid, { ...at, width: left }, view, studio);
          drawMap(grid, { ...at, x: at.x + left, width: at.width - left }, view, studio);
        } else {
          drawPreview(grid, { ...at, height: upper }, view, studio);
          drawMap(grid, { ...at, y: at.y + upper, height: at.height - upper }, view, studio);
        }
      },
    },
  };
}
