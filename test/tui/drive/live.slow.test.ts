import { afterAll, beforeAll, describe, it } from 'vitest';
import { antiphase, drive, seen } from './drive.js';
import { lived, liveDrive } from './live.js';
import { stage } from './stage.js';

let folder: string;
let remove: () => void;
beforeAll(() => ({ folder, remove } = stage()));
afterAll(() => remove());

describe('a run that goes on', () => {
  it('answers every key of its screen', async () => {
    const terminal = antiphase(folder, ['run', 'run.ts', '--seeds', '2', '--workers', '1', '--store', 'runs']);
    await terminal.until(() => lived(seen(terminal)) > 1500);
    await drive(terminal, liveDrive.steps);
    await terminal.exit;
  });
});
