import { join } from 'node:path';
import { expect, it } from 'vitest';
import { random } from '../../math/random.js';
import { freshFolder } from './folder.js';
import { killed, logged, outcome, undisturbed } from './killed.js';

it('fifty kills at random moments, over ten runs, leave no trace in any file', async () => {
  const folder = freshFolder();
  const whole = undisturbed(join(folder, 'whole'));
  const size = logged(whole);
  const expected = outcome(whole);
  for (let run = 0; run < 10; run++) {
    const disturbed = await killed(join(folder, String(run)), 5, size, random(100 + run));
    expect(outcome(disturbed)).toEqual(expected);
  }
});
