import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { keymap, keysOf, keyTable, lookup, screenNames } from '../../tui/keymap.js';

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

  it('shows in the foot line only keys that exist', () => {
    for (const { keys, label, foot } of keymap)
      if (foot !== undefined) expect(keys.some((key) => label.includes(key))).toBe(true);
  });

  it('is printed in the documentation as it is', () => {
    expect(readFileSync('docs/keys.md', 'utf8')).toContain(`${keyTable()}\n`);
  });
});
