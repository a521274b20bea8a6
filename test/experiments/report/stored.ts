import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventLine, type PlanEvent } from '../../../experiments/event.js';
import type { VerdictEvent } from '../../../experiments/verdict-event.js';
import { trialFolder } from '../../../experiments/store/run-folder.js';
import type { Manifest } from '../../../experiments/store/schemas.js';
import { arm, eventsOf, led, plan, steady, verdict, wave, type Lived } from './fixture.js';

/** What somebody could write into a name, a note or a sentence. */
export const hostile = `</script><script>window.hacked = true</script><img src=x onerror="window.hacked = true">`;

/** A manifest of a run of this name. */
export function manifest(id: string, name: string): Manifest {
  return {
    version: 1,
    id,
    name,
    mode: 'compare',
    job: {
      source: { kind: 'file', path: `/somewhere/private/my experiment.ts` },
      mode: 'compare',
      seeds: 2,
      firstSeed: 3,
    },
    experiment: { path: '/somewhere/private/my experiment.ts', sha256: 'a'.repeat(64) },
    engine: 'simd',
    checkpointEvery: 50,
    package: '0.1.0',
    node: 'v20.0.0',
    created: '2026-01-02T03:04:05.000Z',
  };
}

/** A comparison of three phases and the constant rate, whose texts are all hostile. */
export function hostilePlan(options: Partial<PlanEvent> = {}): PlanEvent {
  const predicted = (name: string, phase: number): ReturnType<typeof arm> => {
    const peak = Math.max(...led(phase, 2).map((value, n) => value * wave[n]));
    return { ...arm(name, phase), about: hostile, predicted: { margin: 1 - 0.2 * peak } };
  };
  return plan({
    title: `title ${hostile}`,
    notes: [`note ${hostile}`],
    manifest: { world: hostile, agent: 'agent', [`fact ${hostile}`]: 1 },
    arms: [predicted('in', 0), predicted(`quad ${hostile}`, 0.25), predicted('anti', 0.5), arm('const')],
    ...options,
  });
}

/** Writes a run's folder as a store holds it; answers its path. */
export function storeRun(
  store: string,
  id: string,
  name: string,
  plans: readonly PlanEvent[],
  finished = true,
): string {
  const path = join(store, id);
  const write = (file: string, content: unknown): void => {
    writeFileSync(join(path, file), JSON.stringify(content));
  };
  mkdirSync(path, { recursive: true });
  write('run.json', manifest(id, name));
  const several = plans.length > 1;
  write(
    'plan.json',
    plans.map((of, i) => ({ ...(several ? { part: `part ${i}` } : {}), plan: of })),
  );
  for (const [i, of] of plans.entries()) {
    for (const { name: armName } of of.arms) {
      for (const seed of of.seeds.kept) {
        const folder = trialFolder(path, several ? `part ${i}` : undefined, armName, seed);
        mkdirSync(folder, { recursive: true });
        const lines = eventsOf(of, armName, seed, livedBy(armName, seed)).map(eventLine);
        writeFileSync(join(folder, 'events.jsonl'), `${lines.join('\n')}\n`);
      }
    }
  }
  if (finished)
    write(
      'verdict.json',
      plans.map((of): VerdictEvent => verdict(of, [`said ${hostile}`])),
    );
  return path;
}

/** In phase falls, all others stand; everybody is probed at every other update. */
function livedBy(name: string, seed: number): Lived {
  const scores = name === 'in' ? [0, 0, -6, -6, -6, -6, -6, -6] : steady(-0.1 * (seed + 1));
  const signals = (n: number): Record<string, number> =>
    n % 2 === 0 ? { sharpness: 0.2 + 0.01 * n, margin: 0.5 - 0.1 * n, growth: 1.1, transient: 2 + n } : {};
  return { scores, start: seed, signals };
}
