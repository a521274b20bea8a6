import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const rooms = ['math', 'curriculum', 'envs', 'agents', 'experiments', 'tui'] as const;
type Room = (typeof rooms)[number];

interface Import {
  readonly from: string;
  /** A file of the project, from its root, or a package's name. */
  readonly to: string;
  readonly typeOnly: boolean;
}

function filesOf(room: Room): string[] {
  return readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes(join('simd', 'assembly')))
    .map((file) => posix.join(room, file.split(sep).join('/')));
}

/** Everything a file imports or re-exports, import() in types and in expressions included. */
function importsOf(from: string): Import[] {
  const text = readFileSync(join(root, from), 'utf8');
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteral(specifier)) return;
    const name = specifier.text;
    found.push({ from, typeOnly, to: name.startsWith('.') ? fileAt(from, name) : packageOf(name) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(from, text, ts.ScriptTarget.Latest, true));
  return found;
}

function isTypeOnly({ importClause }: ts.ImportDeclaration): boolean {
  if (importClause === undefined) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { namedBindings: bindings, name } = importClause;
  return (
    name === undefined &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.every((element) => element.isTypeOnly)
  );
}

/** The source file of a relative import. */
function fileAt(from: string, specifier: string): string {
  const js = posix.join(posix.dirname(from), specifier);
  const stem = js.replace(/\.js$/, '');
  const existing = [`${stem}.ts`, `${stem}.tsx`].find((file) => known.has(file));
  return existing ?? js;
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : specifier.startsWith('node:') ? specifier : parts[0];
}

const files = rooms.flatMap(filesOf);
const known = new Set(files);
const imports = files.flatMap(importsOf);
const roomOf = (file: string): string => file.split('/')[0];
const isOurs = (to: string): boolean => known.has(to);
const told = (list: readonly Import[]): string[] => list.map(({ from, to }) => `${from} → ${to}`);

/** May this import pass the door of its room? */
const doors: { readonly [Name in Room]: (door: Import) => boolean } = {
  math: () => false,
  curriculum: ({ to }) => roomOf(to) === 'math',
  envs: ({ to, typeOnly }) => roomOf(to) === 'math' || (roomOf(to) === 'curriculum' && typeOnly),
  agents: ({ to, typeOnly }) =>
    roomOf(to) === 'math' || to === 'envs/space.ts' || (roomOf(to) === 'curriculum' && typeOnly),
  experiments: ({ to }) => ['math', 'curriculum', 'envs', 'agents'].includes(roomOf(to)),
  tui: ({ to }) => ['math', 'curriculum', 'experiments'].includes(roomOf(to)),
};

/** Packages, and where they may be imported. */
const packages: Readonly<Record<string, RegExp>> = {
  'simple-statistics': /^math\//,
  'ml-matrix': /^math\/eigen\.ts$/,
  mathjs: /^curriculum\/formula/,
  react: /^tui\//,
  ink: /^tui\//,
  commander: /^tui\//,
  zod: /^(experiments|tui)\//,
  tinypool: /^experiments\//,
  esbuild: /^experiments\/bundle\.ts$/,
  bullmq: /^experiments\/queue\//,
  ioredis: /^experiments\/queue\//,
  'hyparquet-writer': /^experiments\/store\//,
  vega: /^experiments\//,
  'vega-lite': /^experiments\//,
  '@resvg/resvg-js': /^(experiments|tui\/picture)\//,
  '@tensorflow/tfjs': /^agents\/engine\//,
  '@tensorflow/tfjs-node': /^agents\/engine\//,
  '@tensorflow/tfjs-core': /^agents\/engine\//,
  '@tensorflow/tfjs-backend-wasm': /^agents\/engine\//,
};

describe('the doors between rooms', () => {
  it('finds the rooms: hundreds of imports, of every room', () => {
    expect(imports.length).toBeGreaterThan(300);
    expect(new Set(imports.map(({ from }) => roomOf(from)))).toEqual(new Set(rooms));
  });

  it.each(rooms)('%s imports other rooms only through its doors', (room) => {
    const across = imports.filter(({ from, to }) => roomOf(from) === room && isOurs(to) && roomOf(to) !== room);
    expect(told(across.filter((door) => !doors[room](door)))).toEqual([]);
  });

  it('envs/env.ts imports curriculum for types alone', () => {
    const used = imports.filter(({ from, to }) => from === 'envs/env.ts' && roomOf(to) === 'curriculum');
    expect(used.length).toBeGreaterThan(0);
    expect(used.every(({ typeOnly }) => typeOnly)).toBe(true);
  });

  it('every relative import is a file of a room', () => {
    const lost = imports.filter(
      ({ to }) => to.includes('/') && !to.startsWith('@') && !to.startsWith('node:') && !isOurs(to),
    );
    expect(told(lost)).toEqual([]);
  });

  it('packages stand only where the house lets them in', () => {
    const outside = imports
      .filter(({ to }) => !to.includes('/') || to.startsWith('@'))
      .filter(({ to }) => !to.startsWith('node:'));
    expect(outside.length).toBeGreaterThan(5);
    expect(told(outside.filter(({ from, to }) => !(packages[to]?.test(from) ?? false)))).toEqual([]);
  });

  it('a package is named nowhere else either, for example in a require', () => {
    const named = files.flatMap((from) => {
      const text = readFileSync(join(root, from), 'utf8');
      return Object.keys(packages)
        .filter((name) => new RegExp(`\\(['"]${name}['"]\\)`).test(text) && !packages[name].test(from))
        .map((to) => `${from} → ${to}`);
    });
    expect(named).toEqual([]);
  });

  it('node builtins are imported by experiments and tui alone, save for what loads mathjs and tfjs when they are needed', () => {
    const builtins = imports.filter(({ to }) => to.startsWith('node:'));
    const allowed = ({ from, to }: Import): boolean =>
      /^(experiments|tui|agents\/engine\/tfjs)\//.test(from) ||
      (from === 'curriculum/formula.ts' && to === 'node:module');
    expect(told(builtins.filter((one) => !allowed(one)))).toEqual([]);
  });

  it('process.stdout stands in tui alone', () => {
    const writing = files.filter((file) => /process\s*\.\s*std(out|err)/.test(readFileSync(join(root, file), 'utf8')));
    expect(writing.filter((file) => roomOf(file) !== 'tui')).toEqual([]);
    expect(writing.length).toBeGreaterThan(0);
  });

  it('a file never imports an index of its own folder or of one above it', () => {
    const own = imports.filter(
      ({ from, to }) =>
        /(^|\/)index\.tsx?$/.test(to) && !/(^|\/)index\.tsx?$/.test(from) && from.startsWith(`${posix.dirname(to)}/`),
    );
    expect(told(own)).toEqual([]);
  });

  it('an index re-exports and does nothing else', () => {
    for (const file of files.filter((name) => /(^|\/)index\.ts$/.test(name))) {
      const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
      const other = source.statements.filter(
        (one) => !ts.isExportDeclaration(one) || one.moduleSpecifier === undefined,
      );
      expect(other.map((one) => `${file}: ${one.getText().split('\n')[0]}`)).toEqual([]);
    }
  });

  it('no file reaches itself again, types included', () => {
    const edges = new Map(files.map((file) => [file, [] as string[]]));
    for (const { from, to } of imports) if (isOurs(to)) edges.get(from)?.push(to);
    const done = new Set<string>();
    const path: string[] = [];
    const circles: string[] = [];
    const walk = (file: string): void => {
      const at = path.indexOf(file);
      if (at >= 0) circles.push([...path.slice(at), file].join(' → '));
      if (at >= 0 || done.has(file)) return;
      path.push(file);
      for (const next of edges.get(file) ?? []) walk(next);
      path.pop();
      done.add(file);
    };
    files.forEach(walk);
    expect(circles).toEqual([]);
  });

  it('relative imports end in .js', () => {
    expect(files.filter((file) => /from '\.[^']*(?<!\.js)'/.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });
});
