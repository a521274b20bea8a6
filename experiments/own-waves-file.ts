import { existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { OptionError } from '../math/check.js';
import { lazySchemas } from './lazy-schemas.js';
import type { WaveText } from './wave-text.js';

/** Name of the file, in the working folder. */
export const wavesFile = 'antiphase.waves.json';

/** Waves by name, in the order of the file. */
export type WaveTexts = ReadonlyMap<string, WaveText>;

/** heartbeat, heart-beat, heartBeat. */
export const wavePattern = /^[a-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*$/;

const advice = 'Put it right by hand or move the file away; it is never overwritten like this.';

const fileSchema = lazySchemas((z) => {
  const wave = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('formula'), text: z.string() }),
    z.strictObject({
      kind: z.literal('keyframes'),
      points: z.array(z.tuple([z.number(), z.number()])),
      join: z.enum(['linear', 'monotone']),
      closed: z.boolean(),
    }),
  ]);
  return z.strictObject({ version: z.literal(1), waves: z.record(z.string(), wave) });
});

/**
 * The waves of a folder as plain data; none where there is no file.
 *
 * @throws OptionError naming file and member for a file that cannot be read or used.
 */
export function readWaves(folder: string): WaveTexts {
  const path = join(folder, wavesFile);
  if (!existsSync(path)) return new Map();
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new OptionError(wavesFile, 'a file that can be read', error instanceof Error ? error.message : error);
  }
  const content = parseJson(text);
  const result = fileSchema().safeParse(content);
  if (!result.success) throw problem(result.error.issues[0], content);
  for (const name of Object.keys(result.data.waves)) {
    if (!wavePattern.test(name))
      throw new OptionError(`${wavesFile}: waves`, 'names such as heartbeat or heart-beat', name, advice);
  }
  return new Map(Object.entries(result.data.waves));
}

/** Writes the file beside itself and renames it: whoever reads sees the old waves or the new ones. */
export function writeWaves(folder: string, waves: WaveTexts): void {
  const lines = Array.from(waves, ([name, wave]) => `    ${JSON.stringify(name)}: ${spaced(wave)}`);
  const body = lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`;
  const path = join(folder, wavesFile);
  // A link stays a link: what it points to is replaced.
  const target = existsSync(path) ? realpathSync(path) : path;
  const beside = `${target}.${process.pid}.new`;
  try {
    writeFileSync(beside, `{\n  "version": 1,\n  "waves": ${body}\n}\n`, { flag: 'wx', flush: true });
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** One wave on one line, as one would write it by hand. */
function spaced(wave: WaveText): string {
  const members = Object.entries(wave).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value).replace(/,(?=[[\d-])/g, ', ')}`,
  );
  return `{ ${members.join(', ')} }`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const at = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    const before = text.slice(0, at).split('\n');
    const found = at >= text.length ? 'the end' : text[at];
    const place = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
    throw new OptionError(wavesFile, `JSON at ${place}`, found, advice);
  }
}

function problem(issue: z.core.$ZodIssue, content: unknown): OptionError {
  const member = `${wavesFile}${issue.path.length === 0 ? '' : `: ${issue.path.join('.')}`}`;
  let got: unknown = content;
  for (const step of issue.path) got = (got as Record<PropertyKey, unknown>)[step];
  switch (issue.code) {
    case 'invalid_type':
      return new OptionError(member, `${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`, got, advice);
    case 'invalid_value':
      return new OptionError(member, issue.values.map((value) => String(value)).join(' or '), got, advice);
    case 'unrecognized_keys':
      return new OptionError(member, 'no other members', issue.keys.join(', '), advice);
    case 'invalid_union':
      return new OptionError(
        `${member}.kind`.replace(/\.kind\.kind$/, '.kind'),
        'formula or keyframes',
        kindOf(got),
        advice,
      );
    default:
      return new OptionError(member, issue.message, got, advice);
  }
}

function kindOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'kind' in value ? value.kind : value;
}
