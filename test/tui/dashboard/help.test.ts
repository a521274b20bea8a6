import { describe, expect, it } from 'vitest';
import { rowText } from '../../../tui/charts/cells.js';
import { drawScreen } from '../../../tui/dashboard/screen.js';
import type { View } from '../../../tui/dashboard/view.js';
import { keymap } from '../../../tui/keymap.js';
import { initialState } from '../../../tui/state.js';
import { shownView } from './shown.js';

function found(search: string): string {
  const view: View = {
    ...shownView(initialState),
    screen: 'runs',
    middle: 'help',
    prompt: { label: 'search', text: search, hint: '' },
  };
  const grid = drawScreen(view, 160, 80);
  return Array.from({ length: 80 }, (_, y) => rowText(grid, y)).join('\n');
}

describe('a search in the help', () => {
  it('finds every key by the name of its action, in one word or in several, and by its label', () => {
    for (const { action, keys, meaning, label } of keymap) {
      const line = `${keys.join(' ').padEnd(12)} ${meaning}`;
      const words = action.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
      for (const search of [action, words, action.toUpperCase()]) expect(found(search)).toContain(line);
      if (label !== undefined && !label.includes('-')) expect(found(label)).toContain(line);
    }
  });

  it('finds t by theme, p by the label of the studio, and nothing by what no key has', () => {
    expect(found('theme')).toMatch(/ t +colours/);
    expect(found('theme')).not.toContain('q            leave');
    expect(found('+45°')).toContain("shift the rate's phase");
    expect(found('zzz')).toContain('nothing has these words');
  });
});
