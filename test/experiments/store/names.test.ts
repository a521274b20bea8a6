import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFolderNames, checkRunId, folderName, runId, slug } from '../../../experiments/store/names.js';

describe('names of folders', () => {
  it('of a run are its name, the time in UTC and four digits', () => {
    expect(runId('Shapes of the rate', new Date('2025-03-04T05:06:07.890Z'), 'beef')).toBe(
      'shapes-of-the-rate-20250304-050607-beef',
    );
    expect(runId('x')).toMatch(/^x-\d{8}-\d{6}-[0-9a-f]{4}$/);
    expect(slug('…')).toBe('run');
  });

  it.each(['../x', 'a/b', 'a\\b', '', '.', '..', 'a\0b'])('of a run never lead out of the store: %j', (id) => {
    expect(() => checkRunId(id)).toThrow('run id: expected the name of a run without path separators');
  });

  it('of arms are plain, stay below 120 characters, and differ where arms differ', () => {
    const arm = fc.string({ unit: 'grapheme', maxLength: 140 });
    fc.assert(
      fc.property(arm, arm, (a, b) => {
        const [one, two] = [folderName(a), folderName(b)];
        expect(one).toMatch(/^[A-Za-z0-9 %~_=,+-][A-Za-z0-9 %~._=,+-]{0,119}$/);
        expect(one).not.toMatch(/[. ]$/);
        expect(one === two).toBe(a === b);
      }),
      { seed: 1, numRuns: 500 },
    );
    expect([folderName('anti'), folderName('phase=0.5,max=-1'), folderName('a/b'), folderName('..')]).toEqual([
      'anti',
      'phase=0.5,max=-1',
      'a%2fb',
      '%2e%2e',
    ]);
  });

  it('of arms that differ in case alone are refused: some disks do not tell them apart', () => {
    expect(() => checkFolderNames(['in', 'anti', 'In'])).toThrow(
      "comparison.arms: expected stored arms that differ from 'in' in more than case, got 'In'",
    );
    expect(() => checkFolderNames(['learningRate=1', 'learningRate=2'])).not.toThrow();
  });
});
