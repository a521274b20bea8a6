import { afterAll, describe, expect, it } from 'vitest';
import { endless, expectGivenBack, isShown, said, workshop } from './bad-input.js';

const place = workshop();
afterAll(place.remove);

describe('a terminal that is not as it should be', () => {
  it('smaller than 40×10: one line, the keys below it, and they go on working', async () => {
    const terminal = place.shell(endless, { width: 30, height: 6 });
    await terminal.until((now) => now.alternate() && /\d/.test(now.screen()[0]));
    const [, ...below] = terminal.screen();
    expect(below.pop()).toContain('q quit');
    expect(below.join('')).toBe('');
    terminal.write('\u0003');
    expect((await terminal.exit).exitCode).toBe(130);
    expectGivenBack(terminal);
  }, 60_000);

  it('no UTF-8 locale: nothing but ASCII is sent', async () => {
    const terminal = place.shell(endless, { environment: { LC_ALL: 'C', LANG: 'C', FORCE_COLOR: '0' } });
    await terminal.until(isShown);
    const screen = terminal.bytes();
    expect(Array.from(screen).every((letter) => letter.charCodeAt(0) < 128)).toBe(true);
    terminal.write('\u0003');
    await terminal.exit;
    expectGivenBack(terminal);
  }, 60_000);

  it('TERM=dumb: lines, and no byte of a screen', async () => {
    const terminal = place.shell(`${endless.replace('1000000', '40')} --no-store`, { environment: { TERM: 'dumb' } });
    expect((await terminal.exit).exitCode).toBe(0);
    expect(terminal.bytes()).not.toContain('\u001B');
    expect(terminal.bytes()).toMatch(/update/);
  }, 60_000);

  it('stdin is no terminal: the screen is shown and leaves by itself', async () => {
    const terminal = place.shell(`${endless.replace('1000000', '400')} --no-store < /dev/null; echo code $?`);
    await terminal.exit;
    expect(terminal.bytes()).toContain('\u001B[?1049h');
    expectGivenBack(terminal);
    expect(said(terminal)).toContain('code 0');
  }, 60_000);

  it.each([[''], ['--theme light']])(
    'a light ground is known from the answer or the flag "%s", and keys typed meanwhile are not lost',
    async (flag) => {
      const terminal = place.shell(`${endless} --no-store --color truecolor ${flag}`, {
        answer: (bytes) =>
          bytes.includes('\u001B]11;?') ? 'z\u001B]11;rgb:ffff/ffff/ffff\u001B\\\u001B[?62;22c?' : '',
      });
      const isHelp = flag === '' ? 'type to search' : 'q quit';
      await terminal.until((now) => now.screen().join('\n').includes(isHelp));
      // Sky blue could not be read on white: the rate is drawn darker there.
      if (flag !== '') await terminal.until((now) => now.bytes().includes('38;2;0;114;178'));
      expect(terminal.bytes()).not.toContain('38;2;86;180;233');
      terminal.write('\u0003');
      await terminal.exit;
      expectGivenBack(terminal);
    },
    60_000,
  );

  it('a click presses the key of the foot it is on, and the mouse is given back', async () => {
    const terminal = place.shell(`${endless} --no-store --mouse`);
    await terminal.until(isShown);
    const column = (terminal.screen()[29].indexOf('? help') + 3).toString();
    terminal.write(`\u001B[<0;${column};30M\u001B[<0;${column};30m`);
    await terminal.until((now) => now.screen()[29].includes('type to search'));
    expect(terminal.bytes()).toContain('\u001B[?1002h\u001B[?1006h');
    terminal.write('\u0003');
    await terminal.exit;
    expectGivenBack(terminal);
  }, 60_000);
});
