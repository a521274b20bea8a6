import { linkSync, lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { readIfThere } from './files.js';
import { lockOf, type LockFile } from './schemas.js';
import { onDisk, StoreError } from './store-error.js';

/** Name of the file that keeps a second writer out of a run's folder. */
export const lockName = 'lock.json';

/**
 * Takes a folder for this process; answers what gives it back. A lock whose process is gone is taken over.
 *
 * @throws StoreError while another process (or this one, a second time) writes there.
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, lockName);
  const own = JSON.stringify({
    pid: process.pid,
    host: hostname(),
    started: startOf(process.pid) ?? '',
    since: new Date().toISOString(),
  } satisfies LockFile);
  for (let tries = 0; !created(file, own); tries++) {
    const found = textAt(file);
    if (found === undefined) continue;
    if (tries > 8 || isHeld(found)) throw held(file, lockOf(found));
    takeAway(file, found);
  }
  return () => {
    if (readIfThere(file) === own) rmSync(file, { force: true });
  };
}

/** True when a folder's lock belongs to a process that is alive, as far as can be seen from here. */
export function isLocked(folder: string): boolean {
  const found = readIfThere(join(folder, lockName));
  return found !== undefined && isHeld(found);
}

/** Removes the lock of a process that is gone; answers whether there was one. */
export function removeOrphan(folder: string): boolean {
  const file = join(folder, lockName);
  const found = textAt(file);
  if (found === undefined || isHeld(found)) return false;
  takeAway(file, found);
  return true;
}

/** What stands at the place of a lock; a link that leads nowhere is in the way like a text that is no lock. */
function textAt(file: string): string | undefined {
  const text = readIfThere(file);
  if (text !== undefined) return text;
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true ? '' : undefined;
}

/** The lock appears with its text in it, or not at all. */
function created(file: string, text: string): boolean {
  const beside = `${file}.${process.pid}.${++count}`;
  return onDisk(file, () => {
    writeFileSync(beside, text);
    try {
      linkSync(beside, file);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    } finally {
      rmSync(beside, { force: true });
    }
  });
}

let count = 0;

/** Two processes may find the same dead lock: only the one that takes away what it read goes on. */
function takeAway(file: string, found: string): void {
  const aside = `${file}.${process.pid}.${++count}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if ((readIfThere(aside) ?? '') !== found) {
    try {
      linkSync(aside, file);
    } catch {
      // A third one has taken the place already.
    }
  }
  rmSync(aside, { force: true });
}

function isHeld(text: string): boolean {
  const lock = lockOf(text);
  // Not a lock of ours: nobody writes them in part.
  if (lock === undefined) return false;
  // Processes of another machine cannot be seen from here.
  if (lock.host !== hostname()) return true;
  if (!isAlive(lock.pid)) return false;
  const now = startOf(lock.pid);
  return now === undefined || lock.started === '' || lock.started === now;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process began, in words of the system that only need to differ: numbers of processes are used again. */
function startOf(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 22, counted behind the name, which may hold spaces.
    return `${boot}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return undefined;
  }
}

function held(file: string, lock: LockFile | undefined): StoreError {
  const who = lock === undefined ? 'another process' : `process ${lock.pid} on ${lock.host}, since ${lock.since},`;
  return new StoreError(
    file,
    `${who} writes to this run`,
    lock !== undefined && lock.host !== hostname()
      ? 'Wait for it; if it is gone, remove this file.'
      : 'Wait for it, or stop it; then resume the run.',
  );
}
