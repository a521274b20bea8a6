import { session } from '../test/tui/pty.js';
import { gate } from './gate.js';
import { inFolder, pause, quantile, training } from './screens.js';

const RUNS = 7;

/** Milliseconds from the start of the command to its first frame on a terminal. */
async function firstFrame(folder: string): Promise<number> {
  const begun = performance.now();
  const terminal = session([...training(2, 1_000_000), '--no-store'], { width: 140, height: 45, folder });
  while (!terminal.bytes().includes('◐ antiphase')) await pause(2);
  const spent = performance.now() - begun;
  terminal.write('\u0003\u0003');
  await terminal.exit;
  return spent;
}

/** How long somebody waits for the first frame of a run, from a command line to a screen. */
export async function bench(): Promise<void> {
  await inFolder(async (folder) => {
    const spent: number[] = [];
    for (let i = 0; i < RUNS; i++) spent.push(await firstFrame(folder));
    process.stdout.write(`fastest ${Math.min(...spent).toFixed(0)} ms, slowest ${Math.max(...spent).toFixed(0)} ms\n`);
    gate('start to first frame at 140×45, median', quantile(spent, 0.5), 1000, 'ms');
  });
}
