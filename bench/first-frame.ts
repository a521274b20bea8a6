import { readFileSync } from 'node:fs';
import { session } from '../test/tui/pty.js';
import { gate } from './gate.js';
import { inFolder, pause, quantile, training } from './screens.js';

const RUNS = 7;

/** Seconds of CPU that a process has spent, where the system tells. */
function cpuOf(pid: number): number {
  try {
    // User and system time are the 14th and 15th field, in hundredths of a second; the name before may hold blanks.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN;
  }
}

/** Milliseconds from the start of the command to its first frame on a terminal, and those of CPU among them. */
async function firstFrame(folder: string): Promise<{ readonly wall: number; readonly cpu: number }> {
  const begun = performance.now();
  const terminal = session([...training(2, 1_000_000), '--no-store'], { width: 140, height: 45, folder });
  while (!terminal.bytes().includes('◐ antiphase')) await pause(2);
  const spent = { wall: performance.now() - begun, cpu: 1000 * cpuOf(terminal.pid) };
  terminal.write('\u0003\u0003');
  await terminal.exit;
  return spent;
}

/** How long somebody waits for the first frame of a run, from a command line to a screen. */
export async function bench(): Promise<void> {
  await inFolder(async (folder) => {
    const walls: number[] = [];
    const cpus: number[] = [];
    for (let i = 0; i < RUNS; i++) {
      const { wall, cpu } = await firstFrame(folder);
      walls.push(wall);
      cpus.push(cpu);
    }
    const [fastest, slowest] = [Math.min(...walls), Math.max(...walls)].map((each) => each.toFixed(0));
    // On a busy machine the CPU time says what an idle one would need.
    process.stdout.write(
      `fastest ${fastest} ms, slowest ${slowest} ms, CPU of all threads ${quantile(cpus, 0.5).toFixed(0)} ms\n`,
    );
    gate('start to first frame at 140×45, median', quantile(walls, 0.5), 1000, 'ms');
  });
}
