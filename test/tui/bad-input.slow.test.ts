import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandOf, endless, expectGivenBack, isShown, modes, said, workshop, type Workshop } from './bad-input.js';
import { cli, command } from './command.js';
import { session } from './pty.js';

let place: Workshop;
beforeEach(() => (place = workshop()));
afterEach(() => place.remove());

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
const faults = fileURLToPath(new URL('./faults.mjs', import.meta.url));

/** The stored run goes on where it was cut. */
async function expectResumable(): Promise<void> {
  const [id] = readdirSync(join(place.folder, 'runs'));
  const { code, stderr } = await command(place.folder, 'resume', id, '--reporter', 'quiet', '--updates', '1').catch(
    () => ({ code: -1, stderr: '' }),
  );
  // The flag is none of resume's: the run is found and looked at without training it to its end.
  expect([code, stderr]).toEqual([2, expect.stringContaining('unknown option')]);
  const listed = await command(place.folder, 'runs', '--store', 'runs', '--json');
  expect(listed.stdout).toContain(id);
}

describe('whatever ends the screen gives the terminal back and keeps the run', () => {
  it('resized every 50 ms for three seconds, also below the least size, the last frame fits', async () => {
    const terminal = place.shell(endless, { width: 140, height: 45 });
    await terminal.until(isShown);
    const sizes = [
      [80, 24],
      [30, 5],
      [200, 60],
      [41, 11],
      [140, 45],
    ];
    for (let i = 0; i < 60; i++) {
      const [width, height] = sizes[i % sizes.length];
      terminal.resize(width, height);
      await pause(50);
    }
    terminal.resize(100, 30);
    await terminal.until((now) => now.screen()[29].includes('q quit'));
    await pause(500);
    const screen = terminal.screen();
    expect(screen[0]).toMatch(/^ ◐ antiphase/);
    expect(screen.filter((line) => line.includes('◐ antiphase'))).toHaveLength(1);
    expect(screen.filter((line) => line.includes('q quit'))).toHaveLength(1);
    terminal.write('\u0003');
    expect((await terminal.exit).exitCode).toBe(130);
    expectGivenBack(terminal);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ] as const)('%s', async (signal, code) => {
    const terminal = place.shell(`${endless} --mouse; echo code $?; ${modes}`);
    await terminal.until(isShown);
    process.kill(commandOf(terminal), signal);
    await terminal.exit;
    expectGivenBack(terminal);
    expect(said(terminal)).toMatch(/unfinished; to go on: antiphase resume/);
    expect(said(terminal)).toMatch(new RegExp(`code ${code}\nicanonecho`));
    await expectResumable();
  });

  it.each([
    ['component', 'a component threw on purpose'],
    ['drawing', 'drawing threw on purpose'],
  ])('an exception in a %s', async (fault, message) => {
    const broken = endless.replace(`"${cli}"`, `--import "${faults}" "${cli}"`);
    const terminal = place.shell(`${broken} --mouse; echo code $?; ${modes}`, { environment: { FAULT: fault } });
    await terminal.exit;
    expectGivenBack(terminal);
    expect(said(terminal)).toMatch(
      new RegExp(
        `antiphase: ${message}\nstored as runs/\\S+ \\(unfinished; to go on: antiphase resume \\S+\\)\ncode 1\nicanonecho`,
      ),
    );
    await expectResumable();
  });

  it('a terminal that goes away: the run ends, is stored, and says so where errors go', async () => {
    const terminal = place.shell(`trap : HUP; ${endless} 2> errors; echo $? > code`);
    await terminal.until(isShown);
    terminal.close();
    const isThere = (): boolean => existsSync(join(place.folder, 'code'));
    for (let waited = 0; waited < 20_000 && !isThere(); waited += 100) await pause(100);
    await pause(100);
    const errors = readFileSync(join(place.folder, 'errors'), 'utf8');
    expect(readFileSync(join(place.folder, 'code'), 'utf8')).toBe('129\n');
    expect(errors).toMatch(/^stored as runs\/\S+ \(unfinished; to go on: antiphase resume \S+\)\n(Hangup\n)?$/);
    await expectResumable();
  });

  it('ctrl-z gives the shell its terminal, fg brings the screen back', async () => {
    const environment = { PS1: 'prompt> ', BASH_SILENCE_DEPRECATION_WARNING: '1' };
    const size = { width: 160, height: 30 };
    const terminal = session(['--norc', '--noprofile', '--noediting', '-i'], {
      program: '/bin/bash',
      folder: place.folder,
      environment,
      ...size,
    });
    await terminal.until((now) => said(now).includes('prompt>'));
    terminal.write(`${endless} --mouse\r`);
    await terminal.until(isShown);
    terminal.write('\u001A');
    await terminal.until((now) => !now.alternate() && said(now).includes('Stopped'));
    expectGivenBack(terminal);
    terminal.write('echo typed\r');
    await terminal.until((now) => now.screen().includes('typed'));
    terminal.write('fg\r');
    await terminal.until(isShown);
    terminal.write('q');
    await terminal.until((now) => now.screen()[29].includes('leave?'));
    terminal.write('q');
    await terminal.until((now) => !now.alternate() && said(now).includes('unfinished'));
    expectGivenBack(terminal);
    terminal.write('exit\r');
    await terminal.exit;
  });
});

describe('lines in a pipe', () => {
  it('a reader of lines that goes away ends the run, which can be gone on with', async () => {
    const terminal = place.shell(
      `${endless.replace('1000000', '60').replace('--seeds 1', '--seeds 2000')} --reporter jsonl | head -1 | cut -c1-14; sleep 1`,
    );
    await terminal.until((now) => said(now).includes('stored as'));
    expect(said(terminal)).toMatch(/\{"type":"plan"/);
    expect(said(terminal)).toMatch(/unfinished; to go on: antiphase resume/);
    await terminal.exit;
  }, 60_000);
});
