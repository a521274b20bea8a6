import { afterAll, beforeAll, describe, it } from 'vitest';
import { compareDrive, runningCompareDrive } from './compare.js';
import { antiphase, drive } from './drive.js';
import { stage } from './stage.js';

let folder: string;
let remove: () => void;
beforeAll(() => ({ folder, remove } = stage()));
afterAll(() => remove());

describe('a comparison', () => {
  it('that goes on answers every key of its screen', async () => {
    const terminal = antiphase(folder, ['compare', 'run.ts', '--seeds', '2', '--updates', '20000', '--no-store']);
    await terminal.until((now) => /antiphase {2}compare .*upd\/s/.test(now.screen()[0]));
    await drive(terminal, runningCompareDrive.steps);
    await terminal.exit;
  });

  it('that is over answers every key of its screen', async () => {
    const terminal = antiphase(folder, ['--seeds', '2', '--updates', '40', '--reporter', 'dashboard']);
    await terminal.until((now) => now.screen().join('\n').includes('the run is over'), 60);
    await drive(terminal, compareDrive.steps);
    await terminal.exit;
  });
});
