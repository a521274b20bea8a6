import { describe, expect, it } from 'vitest';
import { normalMode, promptOf, typed, type Field, type Mode } from '../../../tui/dashboard/modes.js';

const field = (name: string, more: Partial<Field> = {}): Field => ({
  name,
  text: '',
  now: '?',
  step: 0.5,
  from: 2,
  ...more,
});
const press = (mode: Mode, ...keys: string[]): Mode =>
  keys.reduce((now, key) => typed(now, key, key === 'space' ? ' ' : key), mode);

describe('modes of typing', () => {
  it('takes letters as text, so that q and ? are no keys in it', () => {
    let [taken, seen] = ['', ''];
    const mode: Mode = {
      kind: 'text',
      label: 'filter',
      text: '',
      hint: '',
      change: (text) => (seen = text),
      accept: (text) => (taken = text),
    };
    const after = press(mode, 'q', '?', 'space', '1', 'backspace', '2');
    expect(seen).toBe('q? 2');
    expect(promptOf(after)?.text).toBe('q? 2');
    expect(press(after, 'enter')).toBe(normalMode);
    expect(taken).toBe('q? 2');
  });

  it('takes a paste as one text and drops its line breaks', () => {
    let seen = '';
    const mode: Mode = {
      kind: 'text',
      label: '',
      text: '',
      hint: '',
      change: (text) => (seen = text),
      accept: () => undefined,
    };
    typed(mode, 'a\nb', 'a\nb');
    expect(seen).toBe('a b');
  });

  it('answers a question by enter or esc and by no letter', () => {
    let yes = 0;
    const mode: Mode = { kind: 'confirm', question: 'delete?', yes: () => yes++ };
    expect(press(mode, 'y', 'q', 'd')).toBe(mode);
    expect(press(mode, 'esc')).toBe(normalMode);
    expect(yes).toBe(0);
    press(mode, 'enter');
    expect(yes).toBe(1);
  });

  it('steps numbers from where they are, and shows what is wrong without leaving', () => {
    const given: (readonly Field[])[] = [];
    const mode: Mode = {
      kind: 'fields',
      label: 'edit',
      fields: [field('min'), field('wave', { words: true })],
      at: 0,
      accept(fields) {
        given.push(fields);
        return fields[0].text === '1' ? 'too small' : undefined;
      },
    };
    const stepped = press(mode, '→', 'shift-→', '←');
    expect(promptOf(stepped)?.text).toBe('1/2 [min 7]');
    const wrong = press(stepped, 'backspace', '1', 'x', 'enter');
    expect(promptOf(wrong)).toMatchObject({ text: '1/2 [min 1]', problem: 'too small' });
    const worded = press(wrong, '↓', 'p', '^', '2');
    expect(promptOf(worded)?.text).toBe('2/2 [wave p^2]  min 1');
    expect(press(worded, '↑', 'ctrl-u', '3', 'enter')).toBe(normalMode);
    expect(given.at(-1)?.map(({ text }) => text)).toEqual(['3', 'p^2']);
  });
});
