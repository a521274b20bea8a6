import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { footKeys, keymap, keysOf, keyTable, lookup, screenNames } from '../../tui/keymap.js';

describe('the keymap', () => {
  it('gives every key one meaning on every screen and every action one entry', () => {
    expect(new Set(keymap.map((binding) => binding.action)).size).toBe(keymap.length);
    for (const screen of screenNames) {
      const keys = keysOf(screen).flatMap((binding) => binding.keys);
      expect(new Set(keys).size).toBe(keys.length);
      for (const { action, keys: own } of keysOf(screen))
        for (const key of own) expect(lookup(key, screen)).toBe(action);
    }
    expect(lookup('§', 'live')).toBeUndefined();
    expect(lookup('d', 'live')).toBeUndefined();
  });

  it('gives no key two meanings on two screens', () => {
    const keys = keymap.flatMap((binding) => binding.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('shows in the foot line only keys that the screen has', () => {
    for (const screen of screenNames)
      for (const { label, action } of footKeys(screen)) {
        const words = label.split(' ');
        // A label begins with its keys: a name such as `space`, two apart as in `[ ] seed`, or letters side by side.
        const named = words.slice(
          0,
          words.findIndex((word) => lookup(word, screen) === undefined),
        );
        const keys = named.length > 0 ? named : Array.from(words[0].replace('–', ''));
        const meant = keys.map((key) => lookup(key, screen));
        expect([label, meant.includes(action), meant.includes(undefined)]).toEqual([label, true, false]);
      }
  });

  it('is printed in the documentation as it is, and the README leads there', () => {
    expect(readFileSync('docs/keys.md', 'utf8')).toContain(`${keyTable()}\n`);
    expect(readFileSync('README.md', 'utf8')).toContain('[keys](docs/keys.md)');
  });
});
