import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built command. */
export const cli = fileURLToPath(new URL('../../dist/tui/cli.js', import.meta.url));

/** What a process left behind. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process and its end. */
export interface Started {
  readonly child: ChildProcess;
  /** Resolves when standard output holds this text. */
  readonly said: (text: string) => Promise<void>;
  readonly ended: Promise<Ended>;
}

/** Starts the command in a folder. */
export function start(folder: string, ...parameters: readonly string[]): Started {
  const child = spawn(process.execPath, [cli, ...parameters], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '', FORCE_COLOR: undefined },
  });
  let [stdout, stderr] = ['', ''];
  const waiting: (() => void)[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    waiting.forEach((look) => look());
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return {
    child,
    said: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (stdout.includes(text)) resolve();
        };
        waiting.push(look);
        look();
      }),
    ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr }))),
  };
}

/** Runs the command in a folder to its end. */
export function command(folder: string, ...parameters: readonly string[]): Promise<Ended> {
  return start(folder, ...parameters).ended;
}

/** A folder outside any project with these files, and what removes it. */
export function folderOf(files: Readonly<Record<string, string>>): {
  readonly path: string;
  readonly remove: () => void;
} {
  const path = mkdtempSync(join(tmpdir(), 'antiphase-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return { path, remove: () => rmSync(path, { recursive: true }) };
}

/** An experiment as a user writes it, small enough for tests. */
export const tinyFile = `import { antiPhase, balance, cycle, experiment, reinforce, stabilityProbe } from 'antiphase';
import { bump } from './bump.js';

export default experiment({
  env: balance({ rewardScale: cycle({ wave: bump, period: 4, min: 0.4, max: 1.6 }) }),
  agent: reinforce({
    learningRate: cycle({ wave: 'cosine', period: 4, phase: antiPhase, min: 0.1, max: 0.9 }),
    episodes: 2,
    hidden: [2],
  }),
  updates: 12,
  hooks: [stabilityProbe({ every: 1 })],
});
`;

/** A waveform of its own. */
export const bumpFile = `import type { Waveform } from 'antiphase';

/** One bump, then a rest. */
export const bump: Waveform = (phase: number): number => (phase < 0.5 ? 4 * phase * (1 - 2 * phase) * 2 : 0);
`;
