import type { z } from 'zod';
import type { PlanEvent, RunEvent } from '../event.js';
import type { SummaryEvent, VerdictEvent } from '../verdict-event.js';
import { eventSchemas } from './event-schemas.js';
import { lazySchemas } from '../lazy-schemas.js';
import { StoreError } from './store-error.js';

/** Version of the files below; a newer one is refused. */
export const STORE_VERSION = 1;

/** Schemas of what a run's folder holds beside events. */
export const schemas = lazySchemas((z) => {
  const count = z.int().min(0);

  const words = z.record(z.string(), z.union([z.number(), z.boolean(), z.string(), z.array(z.number()).readonly()]));

  const wordAxis = z.union([
    z.array(z.union([z.number(), z.string(), z.boolean()])).readonly(),
    z.object({
      from: z.number(),
      to: z.number(),
      scale: z.enum(['linear', 'log']).optional(),
      count: z.int().min(1).optional(),
    }),
  ]);

  const source = z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('catalog'), name: z.string() }),
    z.object({ kind: z.literal('file'), path: z.string() }),
    z.object({
      kind: z.literal('words'),
      env: z.string(),
      agent: z.string(),
      knobs: words,
      hyper: words,
      period: z.number().min(1).optional(),
      updates: z.int().min(1),
      axes: z.record(z.string(), wordAxis).optional(),
    }),
  ]);

  /** What a command was asked for, as plain data. */
  const job = z.object({
    source,
    mode: z.enum(['run', 'compare', 'sweep']),
    seeds: count.optional(),
    firstSeed: count.optional(),
    updates: count.optional(),
    phases: count.optional(),
    equal: z.enum(['rate', 'product']).optional(),
    sampler: z.enum(['grid', 'random', 'latin', 'halving']).optional(),
    points: count.optional(),
    shard: z.object({ index: count, count }).optional(),
  });

  /** A file that was used, by the SHA-256 of its bytes. */
  const hashed = z.object({ path: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

  const manifest = z.object({
    version: z.literal(STORE_VERSION),
    id: z.string(),
    name: z.string(),
    mode: z.enum(['run', 'compare', 'sweep']),
    /** Absent for an experiment that existed only in memory: it cannot be opened again from here. */
    job: job.optional(),
    /** The experiment's file and the saved waveforms, where they were used. */
    experiment: hashed.optional(),
    /** Files that it imports by relative paths. */
    imports: z.array(hashed).readonly().optional(),
    waves: hashed.optional(),
    engine: z.string(),
    checkpointEvery: z.int().min(1),
    package: z.string(),
    node: z.string(),
    created: z.string(),
  });

  const checkpoint = z.object({
    version: z.literal(STORE_VERSION),
    run: z.string(),
    update: count,
    eventCount: count,
    /** Of the state as it is written. */
    sha256: z.string(),
    state: z.object({
      latest: z.record(z.string(), z.unknown()),
      measured: z.record(z.string(), z.unknown()),
      cycles: z.looseObject({ probed: z.array(z.unknown()) }),
      learner: z.record(z.string(), z.unknown()),
      hooks: z.record(z.string(), z.unknown()),
    }),
  });

  const lock = z.object({ pid: z.int(), host: z.string(), started: z.string(), since: z.string() });

  return { job, manifest, checkpoint, lock };
});

type Schemas = ReturnType<typeof schemas>;

/** What a run's `run.json` says. */
export type Manifest = z.infer<Schemas['manifest']>;

/** The file of a checkpoint: a head that can be checked, and the state. */
export type CheckpointFile = z.infer<Schemas['checkpoint']>;

/** Who writes into a run's folder. */
export type LockFile = z.infer<Schemas['lock']>;

const NEWER = 'Update antiphase: npm install antiphase@latest.';

/** The manifest in a text. @throws StoreError. */
export function manifestOf(file: string, text: string): Manifest {
  const content = parsed(file, text, REMOVE_RUN);
  checkVersion(file, content);
  return checked(file, schemas().manifest, content, REMOVE_RUN);
}

/** The head and state of a checkpoint in a text. @throws StoreError for one that is cut, damaged or newer: nothing of it is used. */
export function checkpointOf(file: string, text: string): CheckpointFile {
  const content = parsed(file, text, REMOVE_CHECKPOINT);
  checkVersion(file, content);
  return checked(file, schemas().checkpoint, content, REMOVE_CHECKPOINT);
}

/** The lock in a text; undefined for one that was not written whole. */
export function lockOf(text: string): LockFile | undefined {
  try {
    return schemas().lock.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** A pass as it is written down: its plan, and the name of its folder where there are several. */
export interface PlannedPass {
  readonly part?: string;
  readonly plan: PlanEvent;
}

/** The passes in a text. @throws StoreError. */
export function plansOf(file: string, text: string): readonly PlannedPass[] {
  return events(file, text, eventSchemas().plans) as readonly PlannedPass[];
}

/** The verdicts in a text. @throws StoreError. */
export function verdictsOf(file: string, text: string): readonly VerdictEvent[] {
  return events(file, text, eventSchemas().verdicts) as readonly VerdictEvent[];
}

/** The summary in a text. @throws StoreError. */
export function summaryOf(file: string, text: string): SummaryEvent {
  return events(file, text, eventSchemas().summary) as SummaryEvent;
}

/** A line of a trial's log. @throws StoreError naming file, line and member. */
export function eventOf(file: string, line: number, text: string): RunEvent {
  const place = `${file}:${line}`;
  const content = parsed(place, text, REMOVE_TRIAL);
  checked(place, eventSchemas().trialEvent, content, REMOVE_TRIAL);
  return (text.includes('null') ? revived(content) : content) as RunEvent;
}

const REMOVE_RUN = 'Remove the folder, or bring the file back from a copy.';
const REMOVE_TRIAL = 'Remove the folder of this trial, then resume the run: it is trained again.';
const REMOVE_CHECKPOINT = 'Remove this file, then resume the run: the trial is trained again from its start.';

function events(file: string, text: string, schema: z.ZodType): unknown {
  const content = parsed(file, text, REMOVE_RUN);
  checked(file, schema, content, REMOVE_RUN);
  return revived(content);
}

/** Numbers that were not finite were written as null; which of them they were is not kept. */
function revived(value: unknown): unknown {
  if (value === null) return NaN;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(revived);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, revived(member)]));
}

function parsed(file: string, text: string, advice: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new StoreError(file, text.trim() === '' ? 'the file is empty' : 'not whole JSON', advice);
  }
}

function checkVersion(file: string, content: unknown): void {
  const version = typeof content === 'object' && content !== null && 'version' in content ? content.version : undefined;
  if (typeof version === 'number' && version > STORE_VERSION)
    throw new StoreError(
      file,
      `written by a newer version of the store (${version}; this one reads ${STORE_VERSION})`,
      NEWER,
    );
}

/** The content, which a schema has judged. Members keep their order. */
function checked<T>(file: string, schema: z.ZodType<T>, content: unknown, advice: string): T {
  const result = schema.safeParse(content);
  if (result.success) return content as T;
  const [issue] = result.error.issues;
  const member = issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `;
  throw new StoreError(file, `${member}${issue.message.replace(/^Invalid input: /, '')}`, advice);
}
