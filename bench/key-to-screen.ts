import { availableParallelism } from 'node:os';
import { session } from '../test/tui/pty.js';
import { gate } from './gate.js';
import { inFolder, pause, quantile, training } from './screens.js';

const KEYS = 60;

/** How long a key takes to what it does on the screen, while every core trains at full speed. */
export async function bench(): Promise<void> {
  await inFolder(async (folder) => {
    const all = training(availableParallelism(), 1_000_000);
    const terminal = session([...all, '--no-store'], { width: 140, height: 45, folder });
    const has = (text: string) => () => terminal.screen().some((line) => line.includes(text));
    await terminal.until(has('q quit'));
    await pause(2000);
    const spent: number[] = [];
    for (let i = 0; i < KEYS; i++) {
      const isHelp = i % 2 === 0;
      const shown = has('type to search');
      const begun = performance.now();
      terminal.write(isHelp ? '?' : '\u001B');
      while (shown() !== isHelp) {
        if (performance.now() - begun > 5000) throw new Error(terminal.screen().join('\n'));
        await pause(1);
      }
      // An escape alone is known as a key after 30 ms: that is part of what somebody waits.
      spent.push(performance.now() - begun);
      await pause(97);
    }
    terminal.write('\u0003\u0003');
    await terminal.exit;
    gate(`key to screen, median of ${KEYS}`, quantile(spent, 0.5), 100, 'ms');
    gate('key to screen, 95 of 100', quantile(spent, 0.95), 100, 'ms');
  });
}
