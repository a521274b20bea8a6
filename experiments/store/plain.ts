import { OptionError } from '../../math/check.js';

/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Typed arrays that may stand in plain data, by the mark they are written under. */
const arrays = { Float64Array, Float32Array, Int32Array, Uint32Array, Int16Array, Uint16Array, Int8Array, Uint8Array };
type ArrayName = keyof typeof arrays;

/** The member under which a value stands that JSON does not know. */
const MARK = '$';

/**
 * Plain data as JSON that gives it back exactly: numbers that are not finite, −0, undefined in arrays and typed arrays are marked.
 *
 * @throws OptionError with the path for what is not plain data, such as a function.
 * @example toJson({ at: [1, NaN] }) // { at: [1, { $: 'NaN' }] }
 */
export function toJson(value: unknown, path = 'checkpoint'): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0) ? value : { [MARK]: name(value) };
  if (value === undefined) return { [MARK]: 'undefined' };
  if (Array.isArray(value)) return value.map((item, i) => toJson(item, `${path}[${i}]`));
  for (const [kind, type] of Object.entries(arrays)) {
    if (value instanceof type) {
      const numbers = Array.from(value, (item) => toJson(item));
      return { [MARK]: kind, numbers };
    }
  }
  const prototype: unknown = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined;
  if (prototype !== Object.prototype && prototype !== null)
    throw new OptionError(
      path,
      'plain data',
      value,
      'A checkpoint is made of numbers, texts, arrays and plain objects.',
    );
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    members.map(([member, item]) => [
      member.startsWith(MARK) ? `${MARK}${member}` : member,
      toJson(item, `${path}.${member}`),
    ]),
  );
}

/**
 * The plain data that {@link toJson} wrote.
 *
 * @throws OptionError for a mark that is not known.
 */
export function fromJson(json: Json): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (isList(json)) return json.map(fromJson);
  if (MARK in json) return marked(json);
  return Object.fromEntries(
    Object.entries(json).map(([member, item]) => [member.startsWith(MARK) ? member.slice(1) : member, fromJson(item)]),
  );
}

function marked(json: { readonly [name: string]: Json }): unknown {
  const mark = json[MARK];
  if (mark === 'undefined') return undefined;
  if (mark === '-0') return -0;
  if (mark === 'NaN' || mark === 'Infinity' || mark === '-Infinity') return Number(mark);
  const numbers = json['numbers'];
  if (typeof mark === 'string' && Object.hasOwn(arrays, mark) && isList(numbers))
    return arrays[mark as ArrayName].from(numbers.map((item) => Number(fromJson(item))));
  throw new OptionError(MARK, 'a mark of plain data', mark);
}

function name(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function isList(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json);
}
