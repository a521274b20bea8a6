import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built command. */
export const cli = fileURLToPath(new URL('../dist/tui/cli.js', import.meta.url));

/** Training that starts at once, at full speed on every core: so many runs of so many updates. */
export const training = (seeds: number, updates: number): readonly string[] => [
  cli,
  'run',
  ...['--env', 'balance', '--agent', 'reinforce', '--learning-rate', '0.1'],
  ...['--seeds', String(seeds), '--updates', String(updates)],
];

/** The value that a share of some numbers lies below. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** Does something with a new folder that is gone afterwards. */
export async function inFolder<T>(act: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'antiphase-bench-'));
  try {
    return await act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
