import { render } from 'ink-testing-library';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LedgerProgress, type ClaimProgress, type LedgerProgressProps } from '../../../tui/commands/claims-progress.js';
import { cli, folderOf } from '../command.js';
import { session } from '../pty.js';

describe('the progress of a ledger', () => {
  let seconds = 0;
  beforeEach(() => {
    seconds = 0;
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  });
  afterEach(() => vi.useRealTimers());
  const three: readonly ClaimProgress[] = [
    { name: 'curricula', done: 3, of: 12 },
    { name: 'dropout', done: 0 },
    { name: 'transfer', done: 0 },
  ];
  const shown = (props: Partial<LedgerProgressProps>): ReturnType<typeof render> =>
    render(<LedgerProgress claims={three} total={4} rows={24} begun={0} now={() => seconds} {...props} />);
  /** The lines at the first tick after so many seconds. */
  const later = async (view: ReturnType<typeof render>, by: number): Promise<readonly string[]> => {
    seconds += by;
    vi.advanceTimersByTime(1000);
    await new Promise((done) => setImmediate(done));
    return view.lastFrame()?.split('\n') ?? [];
  };

  it('has a line for each claim that is not judged, and says which one is at work and how long', async () => {
    const view = shown({ end: 200 });
    await later(view, 0);
    expect(view.lastFrame()?.split('\n')).toEqual([
      'curricula  ▰▰▰▱▱▱▱▱▱▱▱▱  seed 3 of 12',
      'dropout    ▱▱▱▱▱▱▱▱▱▱▱▱  waits',
      'transfer   ▱▱▱▱▱▱▱▱▱▱▱▱  waits',
      'claim 2 of 4, 03:20 left',
    ]);
    expect((await later(view, 5)).at(-1)).toBe('claim 2 of 4, 03:15 left');
    expect((await later(view, 196)).at(-1)).toBe('claim 2 of 4, 00:00 left');
    view.unmount();
  });

  it('counts up while one seed of each claim is timed', async () => {
    const view = shown({ claims: three.map(({ name }) => ({ name, done: 0 })), total: 3 });
    expect((await later(view, 3)).at(-1)).toBe('timing one seed of each claim (3), 00:03 so far');
    view.unmount();
  });

  it('fits a low terminal and one without block glyphs', async () => {
    const view = shown({ rows: 3, ascii: true, end: 60, claims: three.map((claim) => ({ ...claim, of: 12 })) });
    expect(await later(view, 0)).toEqual(['curricula  ###---------  seed 3 of 12', 'claim 2 of 4, 01:00 left']);
    view.unmount();
  });
});

describe('antiphase claims on a terminal', { timeout: 60_000 }, () => {
  const { path: folder, remove } = folderOf({});
  afterAll(remove);

  it('shows the seed and the time left, and nothing of it stays beside the result', async () => {
    const shown = session([cli, 'claims', 'imbalance', '--quick', '--seeds', '6', '--store', folder], { width: 100 });
    await shown.until(
      (one) => /imbalance +[▰▱]+ +seed \d+ of 6/.test(one.screen().join('\n')) && /\d\d:\d\d left/.test(one.bytes()),
    );
    const { exitCode } = await shown.exit;
    expect(exitCode).toBe(0);
    const screen = shown.screen().join('\n');
    expect(screen).toMatch(/^imbalance: not enough runs to tell \(6 of 20 seeds\)/m);
    expect(screen).not.toMatch(/seed \d+ of 6/);
    expect(screen).toContain('A quick ledger');
  });
});
