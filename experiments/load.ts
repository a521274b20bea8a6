import { existsSync } from 'node:fs';
import { extname, relative, resolve } from 'node:path';
import { OptionError } from '../math/check.js';
import { experimentNamed } from './catalog.js';
import type { Comparison } from './comparison.js';
import type { Experiment } from './experiment.js';
import { fileTypes, importFile } from './import-file.js';
import type { Sweep } from './sweep.js';
import { wordsSubject } from './words-subject.js';
import type { Words } from './words.js';

/** Where an experiment stands: in the catalog, as the default export of a file, or nowhere but in words. */
export type Source =
  { readonly kind: 'catalog'; readonly name: string } | { readonly kind: 'file'; readonly path: string } | Words;

/** What can be run: an experiment, a comparison of its arms, or a sweep over points. */
export type Subject = Experiment | Comparison | Sweep;

/**
 * A file when the text looks like one (it has a separator or a script's ending), else a name of the catalog.
 *
 * @throws OptionError for a file that is not there, or a name that is not known, with the nearest one.
 */
export function sourceOf(text: string): Source {
  const path = fileOf('experiment', text);
  if (path !== undefined) return { kind: 'file', path };
  experimentNamed(text);
  return { kind: 'catalog', name: text };
}

/**
 * The full path of a script, or undefined when the text does not look like one.
 *
 * @throws OptionError for a file that is not there or cannot be imported.
 */
export function fileOf(option: string, text: string): string | undefined {
  const isFile = text.includes('/') || text.includes('\\') || fileTypes.includes(extname(text));
  if (!isFile) return undefined;
  const path = resolve(text);
  if (!existsSync(path))
    throw new OptionError(option, 'a file that exists', text, 'The path is taken from the working folder.');
  if (!fileTypes.includes(extname(path)))
    throw new OptionError(option, `a file ending in ${fileTypes.join(', ')}`, text);
  return path;
}

/**
 * The experiment, comparison or sweep of a source.
 *
 * @throws OptionError when the file's default export is none of them, or words cannot be used; whatever the file throws.
 */
export async function loadSubject(source: Source): Promise<Subject> {
  if (source.kind === 'catalog') return experimentNamed(source.name);
  if (source.kind === 'words') return wordsSubject(source);
  const subject = (await importFile(source.path))['default'];
  if (isSubject(subject)) return subject;
  throw new OptionError(
    `${relative(process.cwd(), source.path)}: export default`,
    'an experiment({ … }), a comparison({ … }) or a sweep(…)',
    subject,
    'Write `export default experiment({ … })`.',
  );
}

/** Told by the mark it carries: a file may have been given another copy of the class. */
function isSubject(value: unknown): value is Subject {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  return kind === 'experiment' || kind === 'comparison' || kind === 'sweep';
}
