import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { bundle } from '../../experiments/bundle.js';
import { importFile } from '../../experiments/import-file.js';

const folder = mkdtempSync(join(tmpdir(), 'antiphase-bundle-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file of the folder with this text; its path. */
function written(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const running = (path: string): string => new URL(`../../dist/${path}`, import.meta.url).href;

describe('the bundle of a file', () => {
  it('knows what TypeScript alone has, and what stands in other files', async () => {
    written('shared/rate.ts', 'export const rate: number = 0.25;\nexport interface Rate { readonly rate: number }\n');
    const path = written(
      'whole.ts',
      `import { rate, type Rate } from './shared/rate.js';
enum Side { left = 3 }
const all: Rate = { rate };
export default { ...all, side: Side.left };
`,
    );
    expect((await importFile(path))['default']).toEqual({ rate: 0.25, side: 3 });
  });

  it('answers questions about the file, not about itself', async () => {
    const path = written('meta.ts', 'export const { url, filename, dirname } = import.meta;\n');
    expect({ ...(await importFile(path)) }).toEqual({
      url: pathToFileURL(path).href,
      filename: path,
      dirname: folder,
    });
  });

  it('imports of this package what it uses alone, and the modules that run', async () => {
    const path = written(
      'own.ts',
      `import { balance, OptionError, reinforce } from 'antiphase';
import { OptionError as byPath } from ${JSON.stringify(running('math/check.js'))};
import { balance as byRoom } from 'antiphase/envs';
export default [balance === byRoom, OptionError === byPath, typeof reinforce()];
`,
    );
    const text = await bundle(path);
    const imported = [...text.matchAll(/from "([^"]+)"/g)].map(([, from]) => from);
    expect(imported).toContain(running('envs/control/balance.js'));
    expect(imported.filter((from) => !from.startsWith(running('')))).toEqual([]);
    expect(imported.filter((from) => /claims|report|index\.js/.test(from))).toEqual([]);
    expect((await importFile(path))['default']).toEqual([true, true, 'object']);
  });

  it('leaves packages where the file finds them', async () => {
    written('node_modules/thing/package.json', '{ "name": "thing", "type": "module", "exports": "./main.js" }');
    written('node_modules/thing/main.js', 'export const where = import.meta.url;\nexport default 7;\n');
    const path = written('packages.mjs', "import seven, { where } from 'thing';\nexport default [seven, where];\n");
    expect((await importFile(path))['default']).toEqual([
      7,
      pathToFileURL(join(folder, 'node_modules/thing/main.js')).href,
    ]);
  });

  it.each([
    [
      'a name that is not exported',
      "\nimport { balanc } from 'antiphase';\nbalanc();\n",
      '2:10',
      "Nothing named 'balanc' is exported there. The nearest one is 'balance'.",
    ],
    [
      'a module that is not there',
      "import a from './nowhere.js';\nexport default a;\n",
      '1:15',
      "Cannot find module './nowhere.js'",
    ],
    [
      'a package that is not there',
      "\n\nimport a from 'no-such-thing';\nexport default a;\n",
      '3:15',
      "Cannot find package 'no-such-thing'",
    ],
    ['a text that is none', 'export default (1;\n', '1:18', 'Expected ")" but found ";"'],
    ['one that also asks about itself', 'export default import.meta.url +;\n', '1:33', 'Unexpected ";"'],
  ])('names the place of %s', async (_what, text, place, says) => {
    const path = written('broken.ts', text);
    await expect(bundle(path)).rejects.toThrow(`${path}:${place}: ${says}`);
  });
});

describe('an imported file', () => {
  it('is imported once, and again after it could not be', async () => {
    const path = written('mended.ts', 'export default {;\n');
    await expect(importFile(path)).rejects.toThrow(`${path}:1:17`);
    writeFileSync(path, 'export default { mended: true };\n');
    const first = await importFile(path);
    expect(first['default']).toEqual({ mended: true });
    expect(await importFile(path)).toBe(first);
  });

  it('needs a folder for a moment, and says how to give one', async () => {
    const path = written('fine.ts', 'export default 1;\n');
    vi.stubEnv('TMPDIR', join(folder, 'nowhere'));
    try {
      await expect(importFile(path)).rejects.toThrow('the file is not there. Set TMPDIR to a folder that is there.');
    } finally {
      vi.unstubAllEnvs();
    }
    expect((await importFile(path))['default']).toBe(1);
  });

  it('tells the places of its own lines', async () => {
    const path = written(
      'throws.ts',
      'type A = number;\nexport function fail(a: A): never {\n  throw new Error(`no ${a}`);\n}\n',
    );
    const { fail } = (await importFile(path)) as { readonly fail: (a: number) => never };
    let stack = '';
    try {
      fail(1);
    } catch (error) {
      stack = (error as Error).stack ?? '';
    }
    expect(stack).toContain(`${path}:3:9`);
  });
});
