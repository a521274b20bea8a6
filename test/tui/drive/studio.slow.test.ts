import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { antiphase, drive } from './drive.js';
import { stage } from './stage.js';
import { studioDrive, studioRunDrive } from './studio.js';

let folder: string;
let remove: () => void;
beforeAll(() => ({ folder, remove } = stage()));
afterAll(() => remove());

describe('the studio', () => {
  it('answers every key of its screen, and keeps the wave that was saved', async () => {
    const terminal = antiphase(folder, ['dashboard', '--screen', 'studio', '--store', 'runs']);
    await terminal.until((now) => now.screen().join('\n').includes('offer: none, 180°'));
    await drive(terminal, studioDrive.steps);
    await terminal.exit;
    expect(readFileSync(join(folder, 'antiphase.waves.json'), 'utf8')).toMatch(
      /"breath": *[^]*1\+0\.5\*cos\(2\*pi\*p\)/,
    );
  });

  it('runs what it describes', async () => {
    const terminal = antiphase(folder, ['dashboard', '--screen', 'studio', '--store', 'runs']);
    await terminal.until((now) => now.screen().join('\n').includes('offer: none, 180°'));
    await drive(terminal, studioRunDrive.steps);
    await terminal.exit;
    expect(readFileSync(join(folder, 'studio.ts'), 'utf8')).toContain('phase: 0.625');
  });
});
