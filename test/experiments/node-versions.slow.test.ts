import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { delimiter } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

/** Other versions of Node, each the path of its executable: ANTIPHASE_NODES=/opt/node22/bin/node:/opt/node24/bin/node. */
const others = (process.env['ANTIPHASE_NODES'] ?? '').split(delimiter).filter((path) => path !== '');
const cli = fileURLToPath(new URL('../../dist/tui/cli.js', import.meta.url));
const library = pathToFileURL(fileURLToPath(new URL('../../dist/index.js', import.meta.url))).href;

const sha256 = (text: Buffer | string): string => createHash('sha256').update(text).digest('hex');

/** The event log of a comparison as the command tells it, without a store. */
function compared(node: string, workers: number): string {
  const options = [
    '--seeds',
    '2',
    '--updates',
    '40',
    '--no-store',
    '--reporter',
    'jsonl',
    '--workers',
    String(workers),
  ];
  return sha256(execFileSync(node, [cli, 'compare', 'balance', ...options], { maxBuffer: 1 << 28 }));
}

const script = `
import { createHash } from 'node:crypto';
const { cartPole, experiment, ppo, run, stabilityProbe } = await import(${JSON.stringify(library)});
const agent = ppo({ rows: 4, steps: 64, learningRate: 1e-3, normalizeObservations: true });
let parameters;
const save = ({ learner }) => (parameters = learner.agent.parameters);
const hooks = [stabilityProbe({ every: 4 })];
const events = [...run(experiment({ env: cartPole(), agent, updates: 30, hooks }), { seed: 7, checkpointEvery: 30, save })];
const hash = (value) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
console.log(hash(events), hash(parameters), parameters.length);
`;

/** Hashes of the events and of the last parameters of a run of PPO. */
function trained(node: string): string {
  return execFileSync(node, ['--input-type=module', '-e', script], { encoding: 'utf8' });
}

describe('one seed and one engine give the same bytes', () => {
  it('alone and among workers', () => {
    expect(compared(process.execPath, 1)).toBe(compared(process.execPath, 2));
  }, 120_000);

  it.skipIf(others.length === 0)(
    'on every version of Node in ANTIPHASE_NODES; skipped where it names none',
    () => {
      const [log, learnt] = [compared(process.execPath, 2), trained(process.execPath)];
      for (const node of others) {
        expect([node, compared(node, 2)]).toEqual([node, log]);
        expect([node, trained(node)]).toEqual([node, learnt]);
      }
    },
    300_000,
  );
});
