import { describe, expect, it } from 'vitest';
import { reinforce } from '../../agents/reinforce.js';
import { cycle } from '../../curriculum/schedule.js';
import { balance } from '../../envs/control/balance.js';
import { experiment } from '../../experiments/experiment.js';
import { run } from '../../experiments/run.js';

describe('the bounds of a knob', () => {
  const agent = reinforce({ learningRate: 0.1 });

  it('are checked over a periodic schedule’s period before any training', () => {
    const gravity = cycle({ wave: 'cosine', period: 10, min: 4, max: 12.5 });
    expect(() => experiment({ env: balance({ gravity }), agent, updates: 100 })).toThrow(
      'Balance.gravity at update 5: expected a number in [0, 12], got 12.5.',
    );
    const within = cycle({ wave: 'cosine', period: 10, min: 4, max: 12 });
    expect(experiment({ env: balance({ gravity: within }), agent, updates: 100 }).kind).toBe('experiment');
  });

  it.each(['update', 'episode'] as const)(
    'end a run as diverged where a signal leads beyond them, knobs acting per %s',
    (apply) => {
      // Known only once the return was measured.
      const gravity = (update: number, signals: Readonly<Record<string, number | undefined>>): number =>
        signals['return'] === undefined || update < 3 ? 5 : 5 - 100 * signals['return'];
      const events = [...run(experiment({ env: balance({ gravity }, { apply }), agent, updates: 9 }))];
      expect(events.filter(({ type }) => type === 'update')).toHaveLength(3);
      expect(events.at(-2)).toMatchObject({ type: 'alarm', update: 3, signal: 'Balance.gravity', reading: 'bounds' });
      expect(events.at(-1)).toMatchObject({ type: 'end', update: 3, reason: 'diverged' });
    },
  );
});
