import { describe, expect, it } from 'vitest';
import { ppo } from '../../agents/index.js';
import { cartPole } from '../../envs/index.js';
import { experiment } from '../../experiments/experiment.js';
import { stabilityProbe } from '../../experiments/probes.js';
import { run } from '../../experiments/run.js';
import { stopwatch } from '../../experiments/stopwatch.js';

const [rows, steps, updates] = [2, 8, 3];
const make = () =>
  experiment({
    env: cartPole(),
    agent: ppo({ rows, steps, minibatches: 2, hidden: [4] }),
    updates,
    hooks: [stabilityProbe({ every: 1 })],
  });

describe('where the time of a run goes', () => {
  // A clock that goes on by one at each look: between two looks nothing takes longer than anything else.
  let looks = 0;
  const watch = stopwatch(() => ++looks);
  const events = [...run(make(), { stopwatch: watch })];

  it('is split between acting, the world, learning and hooks', () => {
    // Acting is one look long at each of the steps, learning and preparing at each of the updates, hooks at both of their points.
    expect(watch.spent.forward).toBe(steps * updates);
    expect(watch.spent.update).toBe(2 * updates);
    expect(watch.spent.probe).toBe(2 * updates);
    expect(watch.spent.environment).toBeGreaterThan(0);
    const { environment, forward, update, probe } = watch.spent;
    expect(environment + forward + update + probe).toBeLessThan(looks);
  });

  it('is no part of what is told: the events are those of a run that nobody measured', () => {
    expect(events).toEqual([...run(make())]);
    expect(JSON.stringify(events)).not.toMatch(/"forward"|"probe"/);
  });
});
