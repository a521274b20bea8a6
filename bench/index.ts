import { spawnSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { checkName } from '../math/check.js';

/** Every bench: its file exports `bench()`, which prints a table of ratios measured in one run. */
const names = [
  'env',
  'single-env',
  'flagship',
  'update',
  'ppo',
  'stability',
  'formula',
  'map',
  'dashboard-frame',
  'long-frame',
  'replay',
  'telemetry',
  'first-frame',
  'key-to-screen',
  'screen-cost',
  'workers',
  'sweep-list',
  'runs',
  'queue',
  'report',
] as const;

const asked = process.argv.slice(2).map((name) => checkName('bench', name, names));

process.stdout.write(
  `${cpus()[0]?.model ?? 'unknown processor'}, node ${process.version}, load ${loadavg()[0]?.toFixed(2)}\n`,
);
for (const name of asked.length === 0 ? names : asked) {
  process.stdout.write(`\n── ${name}\n`);
  // Each in its own process: call sites stay monomorphic, as in a user's run.
  const one = spawnSync(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', fileURLToPath(new URL('./one.ts', import.meta.url)), name],
    { stdio: 'inherit' },
  );
  if (one.status !== 0) process.exitCode = 1;
}
