import { createRequire } from 'node:module';
import type * as zod from 'zod';

/** The makers of schemas. */
export type Zod = typeof zod.z;

const load = createRequire(import.meta.url);

/**
 * Schemas that are made when the first one is asked for. Zod's ninety modules are loaded by then: whoever only trains and writes does without them, in
 * every thread.
 */
export function lazySchemas<T>(make: (z: Zod) => T): () => T {
  let made: T | undefined;
  return () => (made ??= make((load('zod') as typeof zod).z));
}
