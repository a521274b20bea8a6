import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { progress, type Progress, type ProgressOutput } from '../../../tui/commands/claims-progress.js';
import { cli, folderOf } from '../command.js';
import { session } from '../pty.js';

/** A terminal that keeps what was written to it. */
function terminal(columns: number, isTTY = true): ProgressOutput & { readonly written: string[] } {
  const written: string[] = [];
  return { isTTY, columns, write: (text) => written.push(text.replace('\r\u001b[2K', '')), written };
}

describe('the line that is shown while claims are tested', () => {
  let seconds = 0;
  beforeEach(() => {
    seconds = 0;
    vi.useFakeTimers();
  });
  afterEach(() => vi.useRealTimers());
  const later = (by: number): void => {
    for (let i = 0; i < by; i++) {
      seconds++;
      vi.advanceTimersByTime(1000);
    }
  };
  const on = (output: ProgressOutput, names: readonly string[]): Progress =>
    progress(output, { names, now: () => seconds });

  it('says which claim, which seed and how long, and counts down between two seeds', () => {
    const output = terminal(80);
    const live = on(output, ['curricula', 'dropout']);
    expect(output.written.at(-1)).toBe('timing one seed of each claim (2), 00:00 so far');
    later(3);
    expect(output.written.at(-1)).toBe('timing one seed of each claim (2), 00:03 so far');
    live.seed({ type: 'seed', name: 'dropout', done: 3, of: 40, kept: false, left: 200 });
    expect(output.written.at(-1)).toBe('dropout: seed 3 of 40, claim 2 of 2, 03:20 left');
    later(5);
    expect(output.written.at(-1)).toBe('dropout: seed 3 of 40, claim 2 of 2, 03:15 left');
    later(300);
    expect(output.written.at(-1)).toBe('dropout: seed 3 of 40, claim 2 of 2, 00:00 left');
    live.close();
    expect(output.written.at(-1)).toBe('');
    const { length } = output.written;
    later(5);
    expect(output.written).toHaveLength(length);
  });

  it('stays on its line in a narrow terminal, and is not there where nobody looks', () => {
    const narrow = terminal(20);
    on(narrow, ['curricula']).seed({ type: 'seed', name: 'curricula', done: 1, of: 2, kept: true, left: 1 });
    expect(narrow.written.at(-1)).toBe('curricula: seed 1 o');
    const pipe = terminal(80, false);
    const live = on(pipe, ['curricula']);
    live.seed({ type: 'seed', name: 'curricula', done: 1, of: 2, kept: true });
    later(3);
    live.close();
    expect(pipe.written).toEqual([]);
  });
});

describe('antiphase claims on a terminal', { timeout: 60_000 }, () => {
  const { path: folder, remove } = folderOf({});
  afterAll(remove);

  it('shows the seed and the time left, and nothing of it stays beside the result', async () => {
    const shown = session([cli, 'claims', 'imbalance', '--quick', '--seeds', '6', '--store', folder], { width: 100 });
    await shown.until((one) => /imbalance: seed \d+ of 6, \d\d:\d\d left/.test(one.bytes()));
    const { exitCode } = await shown.exit;
    expect(exitCode).toBe(0);
    const screen = shown.screen().join('\n');
    expect(screen).toMatch(/^imbalance: not enough runs to tell \(6 of 20 seeds\)/m);
    expect(screen).not.toMatch(/seed \d+ of 6/);
    expect(screen).toContain('A quick ledger');
  });
});
