import { describe, expect, it } from 'vitest';
import { loadReporter, usualReporter } from '../../../tui/reporters/load.js';
import { spokenNumber } from '../../../tui/reporters/spoken.js';
import { colorDepth, groundOf } from '../../../tui/theme.js';
import { fakeSource, fakeVerdict, fakePlan } from '../fake-source.js';
import { nobody, sink } from '../streams.js';

describe('the spoken reporter', () => {
  it('tells sentences of words alone, at most one in five seconds, and the verdict', async () => {
    const { stdout, text } = sink();
    let clock = 0;
    const report = await loadReporter('spoken');
    await report(fakeSource({ seeds: 20, updates: 80, arms: ['in', 'anti'] }), {
      color: false,
      stdout,
      stdin: nobody(),
      now: () => (clock += 40),
    });
    const lines = text().trim().split('\n');
    expect(lines[0]).toBe('balance. 2 arms, 20 seeds, 80 updates each.');
    expect(lines.at(-1)).toMatch(/^Verdict\. Anti-phase collapsed in 1 of 24 seeds/);
    for (const line of lines.slice(1, -1))
      expect(line).toMatch(/^(Alarm: |\w+\/\d+: cycle \d+ closed\.|\w+\/\d+ (diverged|stopped) after )/);
    // Two hundred looks at this clock are eight seconds: more sentences than pauses were not told.
    expect(lines.length - 2).toBeLessThanOrEqual(Math.ceil(clock / 5000));
    expect(lines.length).toBeGreaterThan(3);
    expect(text()).not.toMatch(/[\u001B\u2800-\u28ff─│×−]/);
    expect(fakeVerdict(fakePlan()).words[0]).toContain('1 of 24');
  });

  it('says numbers', () => {
    expect([-0.19, 0.4, 3.4, 12_345, 8e12].map(spokenNumber)).toEqual([
      'minus 0.19',
      '0.4',
      '3.4',
      '12000',
      '10 to the 12',
    ]);
  });
});

describe('what is shown where nothing was asked for', () => {
  it.each([
    [true, { TERM: 'xterm' }, 'dashboard'],
    [true, { TERM: 'dumb' }, 'plain'],
    [false, { TERM: 'xterm' }, 'plain'],
    [true, { TERM: 'xterm', INK_SCREEN_READER: 'true' }, 'spoken'],
  ])('terminal %s, %o: %s', (terminal, environment, name) => {
    expect(usualReporter(terminal, environment)).toBe(name);
  });

  it.each([
    [{ NO_COLOR: '1', TERM: 'xterm-256color' }, 'none'],
    [{ NO_COLOR: '1', FORCE_COLOR: '3' }, 'truecolor'],
    [{ FORCE_COLOR: '0', COLORTERM: 'truecolor' }, 'none'],
    [{ TERM: 'dumb' }, 'none'],
    [{ TERM: 'xterm-256color' }, '256'],
    [{ TERM: 'xterm' }, '16'],
  ])('%o has colours: %s', (environment, depth) => {
    expect(colorDepth(environment)).toBe(depth);
  });

  it('is for a light ground where the environment tells of one', () => {
    expect([{}, { COLORFGBG: '15;0' }, { COLORFGBG: '0;15' }, { COLORFGBG: '0;default;7' }].map(groundOf)).toEqual([
      'dark',
      'dark',
      'light',
      'light',
    ]);
  });
});
