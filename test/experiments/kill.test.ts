import { join } from 'node:path';
import { expect, it } from 'vitest';
import { random } from '../../math/random.js';
import { freshFolder } from './folder.js';
import { killed, logged, outcome, undisturbed } from './killed.js';

it('a comparison that is killed three times and resumed has the files of one that nobody disturbed', async () => {
  const folder = freshFolder();
  const whole = undisturbed(join(folder, 'whole'));
  const disturbed = await killed(join(folder, 'killed'), 3, logged(whole), random(1));
  expect(Object.keys(outcome(whole))).toHaveLength(22);
  expect(outcome(disturbed)).toEqual(outcome(whole));
}, 60_000);
