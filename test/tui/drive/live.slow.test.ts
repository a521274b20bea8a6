import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
    const written = (ending: string): string => readFileSync(join(folder, `antiphase-live.${ending}`), 'utf8');
    const text = written('txt');
    expect(text).toContain('three readings');
    expect(text.trimEnd().split('\n')).toHaveLength(45);
    const ansi = written('ansi');
    expect(ansi).toContain('\u001B[');
    expect(ansi.replace(/\u001B\[[\d;]*m/g, '').replace(/ +$/gm, '')).toBe(text);
    expect(written('svg')).toMatch(/^<svg [^]*<title>antiphase, live<[^]*<\/svg>\s*$/);
    const rows = written('csv').trimEnd().split('\n');
    expect(rows[0]).toBe('update,rewardPerStep,learningRate,rewardScale,margin,sharpness');
    const told = Number(/ ([\d,]+)\/100,000/.exec(text)?.[1].replaceAll(',', ''));
    expect(rows).toHaveLength(told + 1);
    expect(rows[told].split(',')[0]).toBe(String(told - 1));
  });
});
