import { describe, expect, it } from 'vitest';
import type { EnvDefinition } from '../../envs/env.js';
import * as worlds from '../../envs/index.js';
import { box, discrete, multiDiscrete, type Space } from '../../envs/space.js';
import { spaceFromJson, spaceToJson } from '../../envs/space-json.js';

const through = (space: Space): Space => spaceFromJson(JSON.parse(JSON.stringify(spaceToJson(space))));

describe('a space through JSON', () => {
  it.each([
    ['a box', box([[-2, 5]])],
    [
      'a box without bounds, with −0',
      box([
        [-Infinity, Infinity],
        [-0, 1],
        [0, Infinity],
      ]),
    ],
    ['choices', discrete(3)],
    ['several choices', multiDiscrete([2, 5])],
  ])('%s comes back as it was', (_, space) => {
    expect(through(space)).toStrictEqual(space);
  });

  it('comes back as it was for every bundled world', () => {
    const definitions = Object.values(worlds).flatMap((world) =>
      typeof world === 'function' && 'definition' in world ? [world.definition as unknown as EnvDefinition] : [],
    );
    expect(definitions.length).toBeGreaterThan(15);
    for (const { observation, action } of definitions) {
      expect(through(observation)).toStrictEqual(observation);
      expect(through(action)).toStrictEqual(action);
    }
  });

  it.each([
    [null, 'space.kind: expected one of box, discrete, multiDiscrete'],
    [{ kind: 'boxx' }, "Did you mean 'box'?"],
    [{ kind: 'box', low: [0] }, 'space.high: expected one or more numbers'],
    [{ kind: 'box', low: [0, 1], high: [1] }, 'space.high: expected 2 bounds'],
    [{ kind: 'box', low: ['two'], high: [1] }, 'box[0]: expected low ≤ high'],
    [{ kind: 'discrete', count: 0 }, 'discrete.count'],
    [{ kind: 'discrete', counts: 2 }, "Did you mean 'count'?"],
    [{ kind: 'multiDiscrete', counts: [] }, 'space.counts'],
  ])('%j is refused by name', (json, message) => {
    expect(() => spaceFromJson(json)).toThrow(message);
  });
});
