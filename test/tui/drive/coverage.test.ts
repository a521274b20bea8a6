import { describe, expect, it } from 'vitest';
import { keysOf, screenNames } from '../../../tui/keymap.js';
import { compareDrive, runningCompareDrive } from './compare.js';
import { pressed } from './drive.js';
import { liveDrive } from './live.js';
import { followDrive, runsDrive } from './runs.js';
import { studioDrive, studioRunDrive } from './studio.js';
import { runningSweepDrive, sweepDrive } from './sweep.js';

const drives = [
  liveDrive,
  runningCompareDrive,
  compareDrive,
  studioDrive,
  studioRunDrive,
  runsDrive,
  followDrive,
  runningSweepDrive,
  sweepDrive,
];

describe('the drives', () => {
  it.each(screenNames)('press every key that %s has', (screen) => {
    const keys = keysOf(screen).flatMap(({ keys: own }) => own);
    const driven = new Set(drives.filter((each) => each.screen === screen).flatMap((each) => [...pressed(each)]));
    expect(keys.filter((key) => !driven.has(key))).toEqual([]);
  });
});
