import { afterAll, beforeAll, describe, it } from 'vitest';
import { antiphase, drive, gone, left } from './drive.js';
import { stage, store } from './stage.js';

let folder: string;
let remove: () => void;
beforeAll(async () => {
  ({ folder, remove } = stage());
  await store(folder, 'compare', 'balance', '--seeds', '2', '--updates', '16');
}, 120_000);
afterAll(() => remove());

describe.concurrent('a real terminal', { timeout: 120_000 }, () => {
  it('shows the screens of a stored comparison, small and large', async () => {
    const terminal = antiphase(folder, ['dashboard', '--store', 'runs'], { width: 80, height: 24 });
    await terminal.until((now) => now.screen().join('\n').includes('1 stored'));
    await drive(terminal, [
      ['enter', /replay .* seed/],
      ['2', /antiphase {2}compare/],
      ['→', /› quad/],
      ['1', /antiphase {2}live/],
      ['←', '┊ 14'],
      ['size 60x15', (now) => now.lines.length === 15 && /^ growth +\?/m.test(now.text)],
      ['size 30x5', (now) => now.lines.length === 5 && /^quad/m.test(now.text)],
      ['size 140x45', (now) => now.lines.length === 45 && now.text.includes('three readings')],
      ['?', 'help · keys of live'],
      ['esc', gone('help ·'), 'help'],
      ['q', left],
    ]);
    await terminal.exit;
  });

  it('takes a formula in the studio, and tells what is wrong with it', async () => {
    const terminal = antiphase(folder, ['dashboard', '--screen', 'studio', '--store', 'runs']);
    await terminal.until((now) => now.screen().join('\n').includes('map: lowest margin'));
    await drive(terminal, [
      ['P', /^│ η .*phase 0°/m],
      ['e', '[η wave cosine]'],
      ['*(', '✗', 'edit'],
      ['esc', gone('✗'), 'edit'],
      ['q', left],
    ]);
    await terminal.exit;
  });

  it('holds a run, steers it and stops it', async () => {
    const terminal = antiphase(folder, ['run', 'run.ts', '--seeds', '1', '--workers', '1', '--no-store']);
    await terminal.until((now) => /upd\/s/.test(now.screen()[0]));
    await drive(terminal, [
      ['space', ' paused:'],
      ['p', 'run/0: learningRate: phase +45° at its next update'],
      ['.', /│ .*learningRate: phase \+45°/],
      ['q', 'leave?'],
      ['enter', left, 'confirm'],
    ]);
    await terminal.exit;
  });
});
