import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { program } from '../../tui/cli/program.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const text = (file: string): string => readFileSync(join(root, file), 'utf8');
const pages = ['README.md', ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []))]; // prettier-ignore

const commands = program('0.0.0').commands.map((command) => command.name());
const scripts = Object.keys((JSON.parse(text('package.json')) as { readonly scripts: object }).scripts);

const rooms = ['math', 'curriculum', 'envs', 'agents', 'experiments', 'tui', 'examples', 'bench'];
const sources = new Set(
  rooms
    .flatMap((room) => readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }))
    .map((file) => basename(file)),
);

/** What stands in code, in a block or in a line. */
const code = (page: string): string => [...text(page).matchAll(/```[\s\S]*?```|`[^`\n]+`/g)].join('\n');

describe('README and pages', () => {
  it('the first experiment is the example of that name, under 15 lines', () => {
    const [, shown] = /\/\/ examples\/01-first-run\.ts\n([\s\S]*?)```/.exec(text('README.md'))!;
    expect(text('examples/01-first-run.ts').split('\n').slice(1).join('\n')).toBe(shown);
    expect(shown.trim().split('\n').length).toBeLessThan(15);
  });

  it.each(pages)('%s names commands and scripts that exist', (page) => {
    const named = [...code(page).matchAll(/(?:^|`|&& |npx )antiphase ([a-z]+(?:-[a-z]+)*)\b/gm)].map(
      ([, name]) => name,
    );
    expect(named.filter((name) => !commands.includes(name))).toEqual([]);
    const run = [...code(page).matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name);
    expect(run.filter((name) => !scripts.includes(name))).toEqual([]);
  });

  it.each(pages)('%s names files that are there', (page) => {
    const links = [...text(page).matchAll(/\]\(([^)#:]+)\)/g)].map(([, link]) => join(dirname(page), link));
    const files = [...code(page).matchAll(/\b(?:math|curriculum|envs|agents|experiments|tui|examples|bench|test)\/[\w./-]+\.(?:ts|tsx|json)\b/g)].map(([file]) => file); // prettier-ignore
    expect([...links, ...files].filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it.each(pages)('%s names folders that are there, and short names of files that are', (page) => {
    const folders = [...code(page).matchAll(/`((?:math|curriculum|envs|agents|experiments|tui|bench|test)\/[\w/-]*)`/g)].map(([, folder]) => folder); // prettier-ignore
    expect(folders.filter((folder) => !existsSync(join(root, folder)))).toEqual([]);
    const short = [...text(page).matchAll(/`([a-z][a-z0-9-]*\.tsx?)`/g)].map(([, name]) => name);
    expect(short.filter((name) => !sources.has(name))).toEqual([]);
  });
});
