import { describe, expect, it } from 'vitest';
import { keymap, lookup } from '../../tui/keymap.js';

describe('the keymap', () => {
  it('gives every key one meaning and every action one entry', () => {
    const keys = keymap.flatMap((binding) => binding.keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(keymap.map((binding) => binding.action)).size).toBe(keymap.length);
    for (const binding of keymap) for (const key of binding.keys) expect(lookup(key)).toBe(binding.action);
    expect(lookup('§')).toBeUndefined();
  });

  it('shows in the foot line only keys that exist', () => {
    for (const { keys, label, foot } of keymap)
      if (foot !== undefined) expect(keys.some((key) => label.includes(key))).toBe(true);
  });
});
