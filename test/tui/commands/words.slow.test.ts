import { afterAll, describe, it } from 'vitest';
import { command, folderOf } from '../command.js';
import { sameWhenSaved } from './saved.js';

const { path: folder, remove } = folderOf({});
afterAll(remove);

describe('without a file', () => {
  it.each([
    ['compare', ['--seeds', '2'], ['--seeds', '2']],
    ['compare', ['--phases', '3', '--equal', 'product', '--seeds', '2'], ['--seeds', '2']],
    ['sweep', ['--seeds', '2', '--axis', 'phase=0:0.5:3', '--axis', 'hidden=2,4'], []],
  ])('%s trains, and the file that --save wrote gives the same events', (mode, more, again) =>
    sameWhenSaved((...parameters) => command(folder, ...parameters), mode, more, again),
  );
});
