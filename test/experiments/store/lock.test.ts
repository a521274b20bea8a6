import { execFileSync, spawn } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isLocked, lockFolder, removeOrphan } from '../../../experiments/store/lock.js';
import { freshFolder } from '../folder.js';

const lockAs = (folder: string, changes: object): void => {
  const own = { pid: process.pid, host: hostname(), started: '', since: '2020-01-01T00:00:00.000Z' };
  writeFileSync(join(folder, 'lock.json'), JSON.stringify({ ...own, ...changes }));
};

/** The number of a process that is over. */
function deadProcess(): number {
  return Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }));
}

describe('a lock', () => {
  it('keeps a second writer out until it is given back', () => {
    const folder = freshFolder();
    const unlock = lockFolder(folder);
    expect(isLocked(folder)).toBe(true);
    expect(() => lockFolder(folder)).toThrow(
      new RegExp(`lock\\.json: process ${process.pid} on .* writes to this run\\. Wait for it`),
    );
    unlock();
    expect(isLocked(folder)).toBe(false);
    lockFolder(folder)();
    expect(existsSync(join(folder, 'lock.json'))).toBe(false);
  });

  it('of another live process holds', async () => {
    const folder = freshFolder();
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    try {
      lockAs(folder, { pid: other.pid });
      expect(() => lockFolder(folder)).toThrow(`process ${other.pid} on`);
    } finally {
      const gone = new Promise((done) => other.once('exit', done));
      other.kill('SIGKILL');
      await gone;
    }
    lockFolder(folder)();
  });

  it('of a process that is gone is taken over', () => {
    const folder = freshFolder();
    lockAs(folder, { pid: deadProcess() });
    expect(isLocked(folder)).toBe(false);
    const unlock = lockFolder(folder);
    expect(JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8'))).toMatchObject({ pid: process.pid });
    unlock();
  });

  it.runIf(process.platform === 'linux')('of a process whose number was given to another one is taken over', () => {
    const folder = freshFolder();
    lockAs(folder, { started: 'before/1' });
    lockFolder(folder)();
  });

  it('of another machine holds, for its processes cannot be seen', () => {
    const folder = freshFolder();
    lockAs(folder, { host: 'elsewhere', pid: 1 });
    expect(() => lockFolder(folder)).toThrow('if it is gone, remove this file');
    expect(removeOrphan(folder)).toBe(false);
  });

  it("that is no lock of ours is in nobody's way", () => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'lock.json'), 'garbage');
    lockFolder(folder)();
  });

  it("that is a link which leads nowhere is in nobody's way, and goes with the orphans", () => {
    const folder = freshFolder();
    symlinkSync(join(folder, 'nothing'), join(folder, 'lock.json'));
    expect(isLocked(folder)).toBe(false);
    const unlock = lockFolder(folder);
    expect(JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8'))).toMatchObject({ pid: process.pid });
    unlock();
    symlinkSync(join(folder, 'nothing'), join(folder, 'lock.json'));
    expect(removeOrphan(folder)).toBe(true);
    expect(lstatSync(join(folder, 'lock.json'), { throwIfNoEntry: false })).toBeUndefined();
    expect(existsSync(join(folder, 'nothing'))).toBe(false);
  });

  it('is removed as an orphan only when its process is gone', () => {
    const folder = freshFolder();
    expect(removeOrphan(folder)).toBe(false);
    const unlock = lockFolder(folder);
    expect(removeOrphan(folder)).toBe(false);
    unlock();
    lockAs(folder, { pid: deadProcess() });
    expect(removeOrphan(folder)).toBe(true);
    expect(existsSync(join(folder, 'lock.json'))).toBe(false);
  });
});
