import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cli, command } from './command.js';
import { expectGivenBack, isShown } from './bad-input.js';
import { stage } from './drive/stage.js';
import { session, type Session } from './pty.js';

let place: ReturnType<typeof stage>;
beforeEach(() => (place = stage()));
afterEach(() => place.remove());

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** The process that is started has the terminal itself: no shell between tells it of the loss. */
const start = (file: string, size = { width: 100, height: 30 }): Session =>
  session([cli, 'run', file, '--seeds', '2', '--workers', '1', '--store', 'runs', '--reporter', 'dashboard'], {
    folder: place.folder,
    ...size,
  });

const isRunning = ({ pid }: Session): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** It ends within 20 seconds; what does not is ended here. */
async function expectToEnd(terminal: Session): Promise<void> {
  for (let waited = 0; waited < 20_000 && isRunning(terminal); waited += 100) await pause(100);
  const isLeft = isRunning(terminal);
  if (isLeft) process.kill(terminal.pid, 'SIGKILL');
  expect(isLeft).toBe(false);
}

/** The folder goes while a run may still write there. */
function removeFolder(): void {
  rmSync(place.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
}

async function paused(): Promise<Session> {
  const terminal = start('run.ts');
  await terminal.until(isShown);
  await terminal.until((now) => / w0\b|update [1-9]/.test(now.screen().join('\n')));
  terminal.write(' ');
  await terminal.until((now) => now.screen().join('\n').includes('paused'));
  return terminal;
}

/** A thread that loads this file never comes back. */
const deaf = `import { isMainThread } from 'node:worker_threads';
import { balance, experiment, reinforce } from 'antiphase';

if (!isMainThread) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
export default experiment({ env: balance(), agent: reinforce({ learningRate: 0.1 }), updates: 1000 });
`;

describe('a terminal that goes away ends the process', () => {
  it('while the run is paused', async () => {
    const terminal = await paused();
    terminal.close();
    await expectToEnd(terminal);
  });

  it('while the run is paused, its folder removed just before', async () => {
    const terminal = await paused();
    removeFolder();
    terminal.close();
    await expectToEnd(terminal);
  });

  it('its folder removed just after, before the run lived an update', async () => {
    const terminal = start('run.ts');
    await terminal.until(isShown);
    terminal.write(' ');
    terminal.close();
    removeFolder();
    await expectToEnd(terminal);
  });

  it('also where a thread never answers', async () => {
    writeFileSync(join(place.folder, 'deaf.ts'), deaf);
    const terminal = start('deaf.ts');
    await terminal.until(isShown);
    terminal.close();
    await expectToEnd(terminal);
  });
});

describe('a terminal that nobody reads', () => {
  /** A run whose terminal is full: a whole frame of this size is more than ten thousand bytes. */
  async function frozen(): Promise<Session> {
    const terminal = start('run.ts', { width: 140, height: 45 });
    await terminal.until(isShown);
    terminal.freeze();
    for (let i = 0; i < 40; i++) {
      terminal.write('\u000C');
      await pause(20);
    }
    return terminal;
  }

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ])('does not keep %s from ending the process', async (signal, code) => {
    const terminal = await frozen();
    process.kill(terminal.pid, signal);
    await expectToEnd(terminal);
    terminal.thaw();
    expect((await terminal.exit).exitCode).toBe(code);
    const listed = await command(place.folder, 'runs', '--store', 'runs', '--json');
    expect(JSON.parse(listed.stdout)).toMatchObject({ runs: [{ status: 'unfinished' }] });
  });

  it('is given back where it is read on before the process is gone', async () => {
    const terminal = await frozen();
    process.kill(terminal.pid, 'SIGTERM');
    await pause(300);
    terminal.thaw();
    expect((await terminal.exit).exitCode).toBe(143);
    expectGivenBack(terminal);
    expect(terminal.screen().join('\n')).toContain('unfinished; to go on');
  });

  it('shows the newest frame once it is read on', async () => {
    const terminal = await frozen();
    terminal.write('?');
    await pause(300);
    terminal.thaw();
    await terminal.until((now) => now.screen()[44].includes('type to search'));
    terminal.write('\u001B');
    await terminal.until((now) => !now.screen()[44].includes('type to search') && isShown(now));
    terminal.write('\u0003');
    expect((await terminal.exit).exitCode).toBe(130);
    expectGivenBack(terminal);
  });
});

it('SIGTERM ends a process whose thread never answers, and says so', async () => {
  writeFileSync(join(place.folder, 'deaf.ts'), deaf);
  const terminal = start('deaf.ts');
  await terminal.until(isShown);
  process.kill(terminal.pid, 'SIGTERM');
  await expectToEnd(terminal);
  expect((await terminal.exit).signal).toBe(15);
  expect(terminal.alternate()).toBe(false);
  expect(terminal.screen().join('\n')).toContain('antiphase: did not end within 10 s of SIGTERM');
});

it('a folder that is removed under a paused run is one line and an exit code of 1', async () => {
  const terminal = await paused();
  removeFolder();
  terminal.write(' ');
  await terminal.until((now) => !now.alternate());
  expect((await terminal.exit).exitCode).toBe(1);
  const lines = terminal.screen().filter((line) => line.startsWith('antiphase: '));
  expect(lines).toHaveLength(1);
});
