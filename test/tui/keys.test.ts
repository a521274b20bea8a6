import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeInput, inputDecoder, type InputEvent } from '../../tui/keys.js';

const keys = (bytes: string, whole = true): string[] =>
  decodeInput(bytes, whole).events.map((event) => (event.kind === 'key' ? event.key : event.kind));

describe('what a terminal sends', () => {
  it.each([
    ['letters, one key each', 'qPη', ['q', 'P', 'η']],
    ['space, enter and tab by name', ' \r\n\t', ['space', 'enter', 'enter', 'tab']],
    ['both forms of backspace, and delete', '\u007F\u0008\u001B[3~', ['backspace', 'backspace', 'backspace']],
    ['control letters', '\u0003\u001A\u000C', ['ctrl-c', 'ctrl-z', 'ctrl-l']],
    ['arrows of both cursor modes', '\u001B[A\u001BOB\u001B[C\u001BOD', ['↑', '↓', '→', '←']],
    ['arrows with shift, of xterm and rxvt', '\u001B[1;2C\u001B[1;2D\u001B[c', ['shift-→', 'shift-←', 'shift-→']],
    [
      'home and end in three forms',
      '\u001B[H\u001BOF\u001B[1~\u001B[4~\u001B[7~',
      ['home', 'end', 'home', 'end', 'home'],
    ],
    ['pages and the tab backwards', '\u001B[5~\u001B[6~\u001B[Z', ['pgup', 'pgdn', 'shift-tab']],
    ['an escape alone', '\u001B', ['esc']],
    ['an escape before a letter', '\u001Bq', ['esc', 'q']],
    ['two escapes before an arrow', '\u001B\u001B[A', ['esc', '↑']],
    [
      'keys of the Kitty protocol',
      '\u001B[27u\u001B[99;5u\u001B[112;2u\u001B[13u\u001B[9;2u',
      ['esc', 'ctrl-c', 'P', 'enter', 'shift-tab'],
    ],
    ['a released key is no key', '\u001B[97;1:3u\u001B[1;1:3A', []],
    ['modified keys of xterm', '\u001B[27;5;99~', ['ctrl-c']],
    ['an unknown sequence is dropped, what follows is not', '\u001B[24~\u001B[99Xq', ['q']],
    ['a broken sequence keeps what follows', '\u001B[1;\u0003', ['esc', '[', '1', ';', 'ctrl-c']],
  ])('%s', (_, bytes, expected) => {
    expect(keys(bytes)).toEqual(expected);
  });

  it('the mouse in SGR form: press, drag, release and wheel, from 0', () => {
    const bytes =
      '\u001B[<0;5;7M\u001B[<32;6;7M\u001B[<0;6;7m\u001B[<64;1;1M\u001B[<65;300;80M\u001B[<35;1;1M\u001B[<0;0;1M';
    expect(decodeInput(bytes).events).toEqual([
      { kind: 'mouse', action: 'press', button: 0, x: 4, y: 6 },
      { kind: 'mouse', action: 'drag', button: 0, x: 5, y: 6 },
      { kind: 'mouse', action: 'release', button: 0, x: 5, y: 6 },
      { kind: 'mouse', action: 'wheelUp', button: 0, x: 0, y: 0 },
      { kind: 'mouse', action: 'wheelDown', button: 0, x: 299, y: 79 },
    ]);
  });

  it('a paste is one text, whatever stands in it', () => {
    const [event] = decodeInput('\u001B[200~0.5 +\r\n0.4*cos(p)\u001B[A q\u001B[201~').events;
    expect(event).toEqual({ kind: 'key', key: '0.5 + 0.4*cos(p) [A q', text: '0.5 + 0.4*cos(p) [A q' });
  });

  it('an answer stands among keys and takes none of them', () => {
    const { events } = decodeInput('q\u001B]11;rgb:ffff/ffff/ffff\u001B\\\u001B[?62;4cp\u001B]11;rgb:0/0/0\u0007x');
    expect(
      events.map((event) => (event.kind === 'reply' ? event.text : event.kind === 'key' ? event.key : '')),
    ).toEqual(['q', ']11;rgb:ffff/ffff/ffff', '[?62;4c', 'p', ']11;rgb:0/0/0', 'x']);
  });

  it('says the same however the bytes are cut', () => {
    const pieces = [
      'a',
      'η',
      ' ',
      '\r',
      '\u007F',
      '\u0003',
      '\u001B[A',
      '\u001BOH',
      '\u001B[1;2D',
      '\u001B[<0;12;34M',
      '\u001B[200~x = 1\ny\u001B[201~',
      '\u001B]11;rgb:1/2/3\u001B\\',
      '\u001B[99;5u',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { maxLength: 12 }),
        fc.array(fc.nat(60), { maxLength: 8 }),
        (parts, cuts) => {
          const bytes = parts.join('');
          const told: InputEvent[] = [];
          let rest = '';
          const places = [...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
          let from = 0;
          for (const to of places) {
            const decoded = decodeInput(rest + bytes.slice(from, to));
            told.push(...decoded.events);
            [rest, from] = [decoded.rest, to];
          }
          expect(rest).toBe('');
          expect(told).toEqual(parts.flatMap((part) => decodeInput(part).events));
        },
      ),
      { seed: 3 },
    );
  });

  it('never stops, and keeps nothing it was told to finish, on any bytes', () => {
    const bytes = fc.array(
      fc.constantFrom('\u001B', '[', ']', 'O', '<', ';', '1', '200~', '201~', 'M', 'u', '\u0007', 'q', '\u009B'),
    );
    fc.assert(
      fc.property(bytes, (some) => {
        const text = some.join('');
        const { rest } = decodeInput(text, true);
        expect(rest === '' || rest.startsWith('\u001B[200~')).toBe(true);
      }),
      { seed: 4 },
    );
  });

  it('an escape whose successor does not come is told after a moment, one that comes in time is not', async () => {
    const told: string[] = [];
    const decoder = inputDecoder((event) => told.push(event.kind === 'key' ? event.key : event.kind));
    decoder.feed('\u001B');
    decoder.feed('[A');
    expect(told).toEqual(['↑']);
    decoder.feed('\u001B');
    expect(told).toEqual(['↑']);
    await new Promise((done) => setTimeout(done, 100));
    expect(told).toEqual(['↑', 'esc']);
    decoder.close();
  });
});
