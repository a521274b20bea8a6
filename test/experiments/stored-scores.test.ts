import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { storedScores } from '../../experiments/stored-scores.js';
import { plan } from './report/fixture.js';
import { storeRun } from './report/stored.js';

const folder = mkdtempSync(join(tmpdir(), 'antiphase-scores-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('gives a named record for every run: its task, its seed, the mean score of its updates', () => {
  const path = storeRun(folder, 'one', 'one', [plan({ title: 'low' }), plan({ title: 'high' })]);
  const scores = storedScores(path);
  expect([...scores.keys()]).toEqual(['in', 'anti', 'const']);
  // The fixture: −0.1 × (seed + 1) throughout; in phase two updates of 0, then six of −6.
  expect(scores.get('anti')?.map(({ task, run }) => [task, run])).toEqual([
    ['low', '0'],
    ['low', '1'],
    ['high', '0'],
    ['high', '1'],
  ]);
  expect(scores.get('anti')?.map(({ score }) => Number(score.toFixed(9)))).toEqual([-0.1, -0.2, -0.1, -0.2]);
  expect(scores.get('in')?.map(({ score }) => Number(score.toFixed(9)))).toEqual([-4.5, -4.5, -4.5, -4.5]);
});
