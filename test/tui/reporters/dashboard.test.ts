import { describe, expect, it } from 'vitest';
import { session, type Session } from '../pty.js';

const show = (pace: number, more: readonly string[] = []): string[] => [
  '--import',
  'tsx',
  'test/tui/show.ts',
  'dashboard',
  String(pace),
  ...more,
];
const running = (screen: Session): boolean => screen.screen().some((line) => line.includes('◐ antiphase  compare'));
const decided = (screen: Session): boolean => screen.screen().some((line) => line.includes('the run is over'));
const clear3 = '\u001B[3J';

/** What must hold once the program is gone: normal screen, cursor, autowrap, no wiped scrollback. */
function expectGivenBack(terminal: Session): void {
  const bytes = terminal.bytes();
  expect(terminal.alternate()).toBe(false);
  expect(bytes.lastIndexOf('\u001B[?25h')).toBeGreaterThan(bytes.lastIndexOf('\u001B[?25l'));
  expect(bytes.lastIndexOf('\u001B[?7h')).toBeGreaterThan(bytes.lastIndexOf('\u001B[?7l'));
  expect(bytes).not.toContain(clear3);
}

describe('the dashboard in a terminal', () => {
  it('fills the window, follows its size, and after the verdict leaves its words on the normal screen', async () => {
    const terminal = session(show(0));
    await terminal.until(decided);
    expect(terminal.alternate()).toBe(true);
    expect(terminal.screen()[0]).toMatch(/◐ antiphase {2}compare · balance/);
    expect(terminal.screen()[23]).toContain('q quit');
    terminal.resize(140, 45);
    await terminal.until((now) => now.screen()[44].includes('q quit'));
    expect(terminal.screen()[1]).toHaveLength(140);
    terminal.resize(60, 15);
    await terminal.until((now) => now.screen()[14].includes('q quit'));
    terminal.resize(100, 30);
    await terminal.until((now) => now.screen()[29].includes('q quit'));
    terminal.write('\u001B[C');
    await terminal.until((now) => now.screen().some((line) => line.startsWith('│› quadrature')));
    terminal.write('q');
    expect((await terminal.exit).exitCode).toBe(0);
    expectGivenBack(terminal);
    expect(terminal.bytes()).toContain('stopped false');
    expect(terminal.screen().join('\n')).toContain('the transient put 6');
  }, 60_000);

  it('asks before it leaves a run, and sums up what was measured', async () => {
    const terminal = session(show(30));
    await terminal.until(running);
    terminal.write('q');
    await terminal.until((now) => now.screen()[23].includes('leave?'));
    terminal.write('q');
    await terminal.exit;
    expectGivenBack(terminal);
    expect(terminal.bytes()).toContain('no verdict is given');
    expect(terminal.bytes()).toContain('stopped true');
  }, 60_000);

  it.each([
    ['ctrl-c', (terminal: Session) => terminal.write('\u0003')],
    ['SIGTERM', (terminal: Session) => terminal.kill('SIGTERM')],
  ])(
    '%s gives the terminal back and sums up',
    async (_, ask) => {
      const terminal = session(show(30));
      await terminal.until(running);
      ask(terminal);
      await terminal.exit;
      expectGivenBack(terminal);
      expect(terminal.bytes()).toContain('stopped true');
    },
    60_000,
  );

  it('suspends with the terminal given back, and paints again when it goes on', async () => {
    const terminal = session(show(30));
    await terminal.until(running);
    terminal.write('\u001A');
    await terminal.until((now) => !now.alternate());
    terminal.kill('SIGCONT');
    await terminal.until((now) => now.alternate() && running(now));
    terminal.write('qq');
    await terminal.exit;
    expectGivenBack(terminal);
  }, 60_000);

  it('an exception gives the terminal back and stands on the normal screen', async () => {
    const terminal = session(show(30, ['1', 'throw']));
    await terminal.exit;
    expectGivenBack(terminal);
    expect(terminal.screen().join('\n')).toContain('thrown on purpose');
  }, 60_000);
});
