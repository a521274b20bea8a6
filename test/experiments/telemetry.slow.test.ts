import { expect, it } from 'vitest';
import { race } from './race.js';

it.each([16, 1024])('a ring of %i rows shows no torn row of five million', async (size) => {
  const { seen, dropped, torn, disordered } = await race(5_000_000, size);
  expect([torn, disordered, seen + dropped]).toEqual([0, 0, 5_000_000]);
});
