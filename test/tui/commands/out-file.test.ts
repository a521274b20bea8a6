import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { outFile, outFolder, writeOut } from '../../../tui/commands/out-file.js';

const folder = mkdtempSync(join(tmpdir(), 'antiphase-out-'));
const file = join(folder, 'file.txt');
writeFileSync(file, 'here');
mkdirSync(join(folder, 'inside'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a file that can be written is written', () => {
  const made = outFile('--out', join(folder, 'new.txt'));
  writeOut('--out', made, 'text');
  expect(readFileSync(made, 'utf8')).toBe('text');
});

it('a folder is made with those above it', () => {
  const made = outFolder('--out', join(folder, 'a', 'b'));
  writeOut('--out', join(made, 'c.txt'), 'text');
  expect(readFileSync(join(folder, 'a', 'b', 'c.txt'), 'utf8')).toBe('text');
});

it.each([
  ['its folder is not there', () => outFile('--png', join(folder, 'missing', 'x.png')), /^--png: expected a file in a folder that exists, .* mkdir -p .*missing$/],
  ['its folder is a file', () => outFile('--png', join(file, 'x.png')), /^--png: expected a file in a folder that exists/],
  ['a folder has its name', () => outFile('--out', join(folder, 'inside')), /^--out: expected a file, .* give another name\.$/],
  ['a file has the name of the folder', () => outFolder('--out', file), /^--out: expected a folder that can be made, .* A file stands in its way/],
  ['a file stands above the folder', () => outFolder('--out', join(file, 'b')), /^--out: expected a folder that can be made, .* A file stands in its way/],
  ['a folder stands where it is written', () => writeOut('--out', join(folder, 'inside'), ''), /^--out: expected a file that can be written, .* A folder stands in its way/],
])('one line says what to do where %s', (_, work, message) => {
  expect(work).toThrow(message);
  expect(work).toThrow(expect.objectContaining({ name: 'OptionError', message: expect.not.stringContaining('\n') as string }));
}); // prettier-ignore

it.skipIf(!existsSync('/proc/self'))('a place that takes no folders is refused at once', () => {
  expect(() => outFolder('--out', '/proc/x/y')).toThrow(
    /^--out: expected a folder that can be made, got '\/proc\/x\/y'\. No folder can be made there: give another place\.$/,
  );
});
