import { describe, expect, it } from 'vitest';
import type { AgentSpec } from '../../agents/agent.js';
import { ppo } from '../../agents/index.js';
import type { EnvSpec } from '../../envs/env.js';
import { cartPole } from '../../envs/index.js';
import { experiment } from '../../experiments/experiment.js';
import type { Hook } from '../../experiments/hook.js';
import { stabilityProbe } from '../../experiments/probes.js';
import { run } from '../../experiments/run.js';
import { sampler, SAMPLED, stopwatch } from '../../experiments/stopwatch.js';

const [rows, steps, updates] = [2, 20, 9];
/** Milliseconds that a call takes. */
const [STEP, ACT, PREPARE, LEARN, PROBE] = [1, 4, 5, 7, 11];

let clock = 0;

/** A world and an agent whose calls take their time on the clock. */
function slow(): { env: EnvSpec; agent: AgentSpec } {
  const world = cartPole();
  const spec = ppo({ rows, steps, minibatches: 2, hidden: [4] });
  return {
    env: {
      ...world,
      definition: {
        ...world.definition,
        step(...given) {
          clock += STEP;
          return world.definition.step(...given);
        },
      },
    },
    agent: {
      ...spec,
      create(context) {
        const agent = spec.create(context);
        return {
          ...agent,
          act(...given) {
            clock += ACT;
            agent.act(...given);
          },
          prepare(...given) {
            clock += PREPARE;
            return agent.prepare(...given);
          },
          update(...given) {
            clock += LEARN;
            return agent.update(...given);
          },
        };
      },
    },
  };
}

describe('where the time of a run goes', () => {
  const make = () =>
    experiment({
      ...slow(),
      updates,
      hooks: [
        (): readonly Hook[] => [
          {
            id: 'pause',
            at: 'end',
            signals: [],
            run() {
              clock += PROBE;
              return {};
            },
          },
        ],
      ],
    });

  it('is split between acting, the world, learning and hooks, and nothing of it is lost', () => {
    clock = 0;
    const watch = stopwatch(() => clock);
    for (const event of run(make(), { stopwatch: watch })) expect(event.type).not.toBe('failed');
    expect(watch.spent).toEqual({
      environment: STEP * rows * steps * updates,
      forward: ACT * steps * updates,
      update: (PREPARE + LEARN) * updates,
      probe: PROBE * updates,
    });
    const { environment, forward, update, probe } = watch.spent;
    expect(environment + forward + update + probe).toBe(clock);
  });

  it('is no part of what is told: the events are those of a run that nobody measured', () => {
    const probed = () =>
      experiment({
        env: cartPole(),
        agent: ppo({ rows, steps, minibatches: 2, hidden: [4] }),
        updates,
        hooks: [stabilityProbe({ every: 1 })],
      });
    let looks = 0;
    const events = [...run(probed(), { stopwatch: stopwatch(() => ++looks) })];
    expect(looks).toBeGreaterThan(updates);
    expect(events).toEqual([...run(probed())]);
    expect(JSON.stringify(events)).not.toMatch(/"forward"|"probe"/);
  });
});

describe('a sampler', () => {
  it('measures every call of a batch once in so many batches, and tells no more than has passed', () => {
    let now = 0;
    const one = sampler(() => now);
    const told: number[] = [];
    for (let batch = 0; batch < SAMPLED + 5; batch++) {
      one.begin();
      // The call at place 3 of every batch takes 3 ms, the others 1 ms: a batch takes 10 ms.
      for (let i = 0; i < SAMPLED; i++) one.call(() => (now += i === 3 ? 3 : 1));
      told.push(one.end());
    }
    // It is measured in the sixth batch, which stands for 8 · 3 ms: 14 of them are told by the seven that follow.
    expect(told).toEqual([8, 8, 8, 8, 8, 10, 10, 10, 10, 10, 10, 10, 10]);
    expect(told.reduce((sum, each) => sum + each)).toBe(12 * 8 + 24);
  });

  it('takes what calls took before where a batch is too short for a sample', () => {
    let now = 0;
    const one = sampler(() => now);
    const batch = (took: number): number => {
      one.begin();
      one.call(() => (now += took));
      return one.end();
    };
    expect([batch(2), batch(3), batch(1)]).toEqual([2, 2, 1]);
  });
});
