import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Random } from '../../math/random.js';
import { textsIn } from './folder.js';

const cli = fileURLToPath(new URL('../../dist/tui/cli.js', import.meta.url));

/** Five arms, two seeds, 40 updates, from a warm start, with a probe: about half a second. */
const comparison = ['compare', 'balance', '--seeds', '2', '--updates', '40', '--checkpoint-every', '7'];
const quietly = ['--workers', '2', '--reporter', 'quiet'];

/** Stores the comparison whole; answers its folder. */
export function undisturbed(store: string): string {
  execFileSync(process.execPath, [cli, ...comparison, ...quietly, '--store', store], { stdio: 'pipe' });
  return onlyRun(store);
}

/**
 * The comparison, ended by SIGKILL as often as told, each time when the logs have grown past a length drawn at random, and resumed each time; at last it
 * is left to end. Answers its folder.
 */
export async function killed(store: string, kills: number, size: number, random: Random): Promise<string> {
  const lengths = Array.from({ length: kills }, () => Math.floor(random.uniform(0.02, 0.95) * size)).sort(
    (a, b) => a - b,
  );
  let begun = false;
  for (const length of lengths) {
    const words = begun ? ['resume', onlyName(store)] : comparison;
    const child = spawn(process.execPath, [cli, ...words, ...quietly, '--store', store], { stdio: 'ignore' });
    const over = new Promise<NodeJS.Signals | null>((done) => child.once('exit', (_, signal) => done(signal)));
    const watch = setInterval(() => {
      if (logged(store) >= length) child.kill('SIGKILL');
    }, 1);
    const signal = await over;
    clearInterval(watch);
    expect(signal).toBe('SIGKILL');
    begun = true;
  }
  execFileSync(process.execPath, [cli, 'resume', onlyName(store), ...quietly, '--store', store], { stdio: 'pipe' });
  return onlyRun(store);
}

/** What must be the same, whatever happened on the way. */
export function outcome(run: string): Record<string, string> {
  return {
    ...textsIn(run, 'events.jsonl'),
    ...textsIn(run, 'plan.json'),
    ...textsIn(run, 'verdict.json'),
    ...textsIn(run, 'latest.json'),
  };
}

/** Bytes in all logs of a store. */
export function logged(store: string): number {
  try {
    const paths = readdirSync(store, { recursive: true, encoding: 'utf8' });
    const logs = paths.filter((path) => path.endsWith('events.jsonl'));
    return logs.reduce((sum, path) => sum + (statSync(join(store, path), { throwIfNoEntry: false })?.size ?? 0), 0);
  } catch {
    // A folder came or went while it was read.
    return 0;
  }
}

function onlyName(store: string): string {
  const [name, ...others] = readdirSync(store);
  expect(others).toEqual([]);
  return name;
}

function onlyRun(store: string): string {
  return join(store, onlyName(store));
}
