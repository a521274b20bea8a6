import { afterAll, beforeAll, describe, it } from 'vitest';
import { antiphase, drive } from './drive.js';
import { stage } from './stage.js';
import { runningSweepDrive, sweepDrive } from './sweep.js';

let folder: string;
let remove: () => void;
beforeAll(() => ({ folder, remove } = stage()));
afterAll(() => remove());

describe('a sweep', () => {
  it('that goes on answers every key of its screen', async () => {
    const terminal = antiphase(folder, ['sweep', 'grid.ts', '--updates', '20000', '--workers', '2', '--no-store']);
    await terminal.until((now) => /antiphase {2}sweep .*upd\/s/.test(now.screen()[0]));
    await drive(terminal, runningSweepDrive.steps);
    await terminal.exit;
  });

  it('that is over answers every key of its screen', async () => {
    const terminal = antiphase(folder, ['sweep', 'grid.ts', '--store', 'runs']);
    await terminal.until((now) => now.screen().join('\n').includes('the run is over'), 60);
    await drive(terminal, sweepDrive.steps);
    await terminal.exit;
  });
});
