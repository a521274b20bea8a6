import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

describe('the tour', () => {
  it('opens every screen on a stored run, tells what it opened, and leaves the terminal as it was', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'bench/tour.ts', '--quiet', '--seconds', '0', '--size', '140x45'],
      { encoding: 'utf8' },
    );
    expect(stderr).toContain('opened: runs · live · live, cursor');
    expect(stderr).toMatch(/(\d+) of \1 screens shown, exit 0, terminal given back/);
    expect(status).toBe(0);
  });
});
