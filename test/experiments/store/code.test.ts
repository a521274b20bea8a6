import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../../../experiments/store/code.js';
import { openRunFolder } from '../../../experiments/store/run-folder.js';
import { freshFolder } from '../folder.js';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = freshFolder();
  mkdirSync(join(folder, 'deep'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const files = {
  'main.ts': `import { a } from './a.js';\nimport type { B } from "./deep";\nexport * from './plain';\nimport 'antiphase';\nimport './gone.js';`,
  'a.ts': `const later = await import('./main.ts');\nconst table = new URL('./table.json', import.meta.url);`,
  'deep/index.ts': `export { c } from '../c.mjs';`,
  'plain.js': '',
  'c.mjs': `import './main.ts';`,
  'table.json': '[1]',
  'other.ts': '',
};

describe('the code of a file', () => {
  it('is the file and all that it imports by relative paths, in circles too, sorted, each with its SHA-256', () => {
    const folder = folderWith(files);
    const code = codeOf(join(folder, 'main.ts'));
    const names = ['a.ts', 'c.mjs', 'deep/index.ts', 'main.ts', 'plain.js', 'table.json'];
    expect(code.map(({ path }) => relative(folder, path))).toEqual(names);
    expect(code[5].sha256).toBe(createHash('sha256').update('[1]').digest('hex'));
  });

  it('of a stored run must be the same when it goes on', () => {
    const folder = folderWith(files);
    const job = { source: { kind: 'file', path: join(folder, 'main.ts') }, mode: 'run' } as const;
    const open = (): void =>
      openRunFolder(join(folder, 'run'), { name: 'x', mode: 'run', job, engine: 'simd' }).close();
    open();
    open();
    writeFileSync(join(folder, 'c.mjs'), '// changed');
    expect(open).toThrow(/c\.mjs: changed since the run was begun\./);
  });
});
