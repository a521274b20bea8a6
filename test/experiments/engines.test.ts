import { describe, expect, it } from 'vitest';
import { describeEngines } from '../../agents/engine/select.js';
import { compare, type CompareOptions } from '../../experiments/compare.js';
import { comparison } from '../../experiments/comparison.js';
import type { RunEvent } from '../../experiments/event.js';
import { only, tiny } from './tiny.js';

const few = comparison({ experiment: tiny({ updates: 3 }), seeds: 2 });

async function all(options: CompareOptions): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of compare(few, options)) events.push(event);
  return events;
}

const reports = await describeEngines();

describe.each(reports.filter(({ available }) => available))('a comparison with the engine $name', ({ name }) => {
  it('is loaded before its learners are made, names its engine in the plan, and tells the same again', async () => {
    const events = await all({ engine: name });
    expect(only(events, 'plan').map(({ manifest }) => manifest['engine'])).toEqual([name]);
    expect(only(events, 'failed')).toEqual([]);
    expect(only(events, 'update').length).toBeGreaterThan(0);
    expect(JSON.stringify(await all({ engine: name }))).toBe(JSON.stringify(events));
  });
});

it('names the engine that is used where none was asked for', async () => {
  const [plan] = only(await all({}), 'plan');
  expect(plan.manifest['engine']).toBe(reports.find(({ used }) => used)?.name);
});

it.each(reports.filter(({ available }) => !available))(
  'a comparison with $name, which is not there, is refused before it begins',
  async ({ name }) => {
    await expect(all({ engine: name })).rejects.toMatchObject({ name: 'OptionError', option: 'engine', got: name });
  },
);

it('different engines train nearly alike: the same numbers are drawn, only rounding differs', async () => {
  const first = async (engine: CompareOptions['engine']): Promise<number> => {
    const [update] = only(await all(engine === undefined ? {} : { engine }), 'update');
    return update.signals['gradientNorm'];
  };
  const exact = await first('reference');
  for (const { name } of reports.filter(({ available }) => available))
    // One update of Float32 sums over a batch.
    expect(Math.abs((await first(name)) / exact - 1)).toBeLessThan(1e-4);
});
