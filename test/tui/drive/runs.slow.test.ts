import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from '../command.js';
import { antiphase, drive } from './drive.js';
import { followDrive, runsDrive } from './runs.js';
import { stage, store } from './stage.js';

let folder: string;
let remove: () => void;
beforeAll(() => ({ folder, remove } = stage()));
afterAll(() => remove());

describe('stored runs', () => {
  it('answer every key of their screen', async () => {
    await store(folder, 'compare', 'balance', '--seeds', '2', '--updates', '40');
    await store(folder, 'run', 'balance', '--seeds', '2', '--updates', '40');
    await store(folder, '--seeds', '2', '--updates', '40');
    const terminal = antiphase(folder, ['dashboard', '--store', 'runs']);
    await terminal.until((now) => now.screen().join('\n').includes('3 stored'));
    await drive(terminal, runsDrive.steps);
    await terminal.exit;
    expect(readdirSync(join(folder, 'runs'))).toHaveLength(2);
  });

  it('are followed while another process writes them', async () => {
    const writer = start(folder, 'run', 'run.ts', '--seeds', '1', '--reporter', 'quiet', '--store', 'growing');
    const terminal = antiphase(folder, ['dashboard', '--store', 'growing']);
    const at = (): number => Number(/([\d,]+)\/100,000/.exec(terminal.screen()[0])?.[1].replaceAll(',', '') ?? 0);
    try {
      await terminal.until((now) => now.screen().join('\n').includes('1 stored'));
      await drive(terminal, followDrive.steps.slice(0, 1));
      await terminal.until(() => at() > 0);
      for (let times = 0; times < 2; times++) {
        const known = at();
        await terminal.until(() => at() > known);
      }
      await drive(terminal, followDrive.steps.slice(1));
      await terminal.exit;
    } finally {
      writer.child.kill('SIGINT');
      await writer.ended;
    }
  });
});
