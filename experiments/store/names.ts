import { createHash, randomBytes } from 'node:crypto';
import { OptionError } from '../../math/check.js';

/** Longest name of a folder that is made from a title or an arm's name. */
const LONGEST = 80;

/**
 * An id for a run: its name, the time, and four digits by chance.
 *
 * @example runId('balance', new Date(0), 'beef') // 'balance-19700101-000000-beef'
 */
export function runId(name: string, now: Date = new Date(), chance: string = randomBytes(2).toString('hex')): string {
  const [day, time] = now.toISOString().split('T');
  return `${slug(name)}-${day.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${chance}`;
}

/**
 * A run's id as a command was given it.
 *
 * @throws OptionError for a text that would lead out of the store's folder.
 * @example checkRunId('balance-19700101-000000-beef') // 'balance-19700101-000000-beef'
 */
export function checkRunId(id: string): string {
  if (id !== '' && !/[/\\\0]/.test(id) && id !== '.' && id !== '..') return id;
  throw new OptionError('run id', 'the name of a run without path separators', id, 'List them with antiphase runs.');
}

/**
 * A title as a folder's name.
 *
 * @example slug('Mean rate 16, equal product') // 'mean-rate-16-equal-product'
 */
export function slug(title: string): string {
  const plain = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return plain === '' ? 'run' : plain;
}

/**
 * An arm's name as a folder's name: different names give different folders.
 *
 * @example folderName('phase=0.5') // 'phase=0.5'
 * @example folderName('a/b') // 'a%2fb'
 */
export function folderName(name: string): string {
  const coded = name.replace(/[^a-zA-Z0-9 ._=,+-]/gu, percent).replace(/^[.]|[. ]$/g, percent);
  if (coded.length <= LONGEST && coded !== '') return coded;
  const digits = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${coded.slice(0, LONGEST)}~${digits}`;
}

/**
 * Refuses arms whose folders would be one on a disk that does not tell cases apart.
 *
 * @throws OptionError.
 */
export function checkFolderNames(arms: readonly string[]): void {
  const taken = new Map<string, string>();
  for (const arm of arms) {
    const folder = folderName(arm).toLowerCase();
    const other = taken.get(folder);
    if (other !== undefined)
      throw new OptionError('comparison.arms', `stored arms that differ from '${other}' in more than case`, arm);
    taken.set(folder, arm);
  }
}

/** The bytes of a glyph, each as a percent sign and two digits. */
function percent(glyph: string): string {
  return Array.from(Buffer.from(glyph), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}
