import { readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compare } from '../../experiments/compare.js';
import { comparison } from '../../experiments/comparison.js';
import { eventLine, type RunEvent } from '../../experiments/event.js';
import { freshFolder } from './folder.js';
import { scripted } from './tiny.js';

/** Ten trials whose events are more than what waits in memory: the last two to end are read from their logs again. */
const many = comparison({
  name: 'many',
  make: () => scripted({ stepTunables: { learningRate: 0.1 } }, { updates: 6000 }),
  arms: [
    { name: 'a', about: '' },
    { name: 'b', about: '' },
  ],
  seeds: 5,
});

describe('a stored comparison that is larger than what waits in memory', () => {
  it('is told in arm-then-seed order, the bytes of every trial those of its log', async () => {
    const store = freshFolder();
    const told = new Map<string, string[]>();
    for await (const event of compare(many, { store, checkpointEvery: 3000 })) {
      if (!('run' in event)) continue;
      const lines = told.get(event.run) ?? [];
      lines.push(`${eventLine(event)}\n`);
      told.set(event.run, lines);
    }
    expect([...told.keys()]).toEqual(['a', 'b'].flatMap((arm) => [0, 1, 2, 3, 4].map((seed) => `${arm}/${seed}`)));
    for (const [run, lines] of told) {
      expect(lines.length).toBeGreaterThan(6000);
      expect(lines.join('')).toBe(readFileSync(join(store, 'trials', run, 'events.jsonl'), 'utf8'));
    }
  });

  it('ends with one clear line when a log has lost events before their turn', async () => {
    const store = freshFolder();
    const log = join(store, 'trials', 'b', '4', 'events.jsonl');
    let over = 0;
    let all = (): void => undefined;
    const ended = new Promise<void>((done) => (all = done));
    const live = (batch: readonly RunEvent[]): void => {
      for (const { type } of batch) if (type === 'end' && ++over === 10) all();
    };
    let cut = false;
    const reading = (async () => {
      for await (const event of compare(many, { store, live })) {
        if (event.type !== 'start' || cut) continue;
        cut = true;
        await ended;
        truncateSync(log, readFileSync(log, 'utf8').lastIndexOf('{"type":"end"'));
      }
    })();
    await expect(reading).rejects.toThrow(
      /events\.jsonl: \d+ events are left of \d+\. Somebody changed this file: .*\.$/,
    );
  });
});
