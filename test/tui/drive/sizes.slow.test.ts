import { afterAll, beforeAll, describe, it } from 'vitest';
import { screenNames, type ScreenName } from '../../../tui/keymap.js';
import { antiphase, drive, left, type Step } from './drive.js';
import { stage, store } from './stage.js';

let folder: string;
let remove: () => void;
beforeAll(async () => {
  ({ folder, remove } = stage());
  await store(folder, 'compare', 'balance', '--seeds', '2', '--updates', '40');
}, 120_000);
afterAll(() => remove());

const sizes = ['80x24', '60x15', '30x5', '60x15', '140x45'] as const;

/** What a screen shows at every size, when the stored comparison is opened. */
const shows: Readonly<Record<ScreenName, readonly [wide: RegExp, standard: RegExp, compact: RegExp, line: RegExp]>> = {
  live: [/three readings/, /three margins|readings/, /growth +[\d.]+ /, /^in /m],
  compare: [/return IQM/, /arm +/, /› ?in/, /^in /m],
  studio: [/map: lowest margin/, /map: lowest/, /lowest|margin/, /^studio/m],
  runs: [/replay balance/, /replay/, /stored/, /^1 run\b/m],
  sweep: [/workers/, /workers/, /cells|score/, /^sweep/m],
};

describe('every screen', () => {
  it.each(screenNames)('%s follows the size of the terminal down and up again', async (screen) => {
    const terminal = antiphase(folder, ['dashboard', '--store', 'runs']);
    await terminal.until((now) => now.screen().join('\n').includes('1 stored'));
    await drive(terminal, [['enter', 'from the log: same numbers']]);
    const digit = String(screenNames.indexOf(screen) + 1);
    if (screen !== 'runs') await drive(terminal, [[digit, new RegExp(`antiphase {2}${screen}\\b`)]]);
    const [wide, standard, compact, line] = shows[screen];
    const of: Readonly<Record<(typeof sizes)[number], RegExp>> = {
      '80x24': standard,
      '60x15': compact,
      '30x5': line,
      '140x45': wide,
    };
    for (const size of sizes) {
      const [width, height] = size.split('x').map(Number);
      const fits: Step = [
        `size ${size}`,
        (now) =>
          now.lines.length === height && now.lines.every((text) => text.length <= width) && of[size].test(now.text),
      ];
      await drive(terminal, [fits]);
      // A key at every size: help opens and closes.
      await drive(terminal, [
        ['?', (now) => /help|search/.test(now.text)],
        ['esc', (now) => !/search/.test(now.text) && of[size].test(now.text), 'help'],
      ]);
    }
    await terminal.until((now) => now.screen()[44].includes('q quit'));
    await drive(terminal, [['q', left]]);
    await terminal.exit;
  });
});
