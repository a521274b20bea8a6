import type { EngineName, FlatArray } from '../agents/engine/engine.js';
import type { Seed } from '../math/random.js';
import type { CycleMemory } from './cycles.js';
import type { Measurements, Patch, RunEvent } from './event.js';
import type { Checkpoint } from './learner.js';
import type { SteeringMemory } from './steering.js';
import type { Stopwatch } from './stopwatch.js';

/** Options of `run`. */
export interface RunOptions {
  /** Name of the run in its events. Default `run/<seed>`. */
  readonly run?: string;
  /** Everything random in the run follows from it. Default 0. */
  readonly seed?: Seed;
  /** First parameters instead of fresh ones (a warm start). */
  readonly parameters?: FlatArray;
  /** Name of the engine; `tfjs` once `prepareEngine` has loaded it. Default 'simd'. */
  readonly engine?: EngineName;
  /** Asked at every update's start; true ends the run as stopped. */
  readonly shouldStop?: () => boolean;
  /**
   * Asked at every update's start: changes that come into force there, each told as a `command` event and kept in the checkpoints. Look them over
   * with `checkPatch` first: one that cannot be taken ends the run with its error.
   */
  readonly commands?: (update: number) => readonly Patch[];
  /**
   * The log of a run of the same experiment, seed and engine: its commands are given again at the same updates, in place of `commands` and of what
   * hooks ask for, it is saved and stopped where it was then. The events are equal to the log.
   */
  readonly replayed?: Iterable<RunEvent>;
  /** Goes on from a checkpoint of the same experiment, seed and engine: the events that follow are those of a run that never stopped. */
  readonly from?: RunCheckpoint;
  /** Updates between two checkpoints, and one more behind the last update; none when absent. */
  readonly checkpointEvery?: number;
  /** Asked behind every update of a run with checkpoints; true makes one there. */
  readonly checkpointNow?: (update: number) => boolean;
  /** Takes a checkpoint; called after the `checkpoint` event was taken by the reader, and before the `end` event of a run that is stopped. */
  readonly save?: (checkpoint: RunCheckpoint) => void;
  /** Measures where the time goes; nothing when absent. */
  readonly stopwatch?: Stopwatch;
}

/** Everything that a run needs to go on, as plain data. */
export interface RunCheckpoint {
  /** Updates that were lived. */
  readonly update: number;
  /** Events that were told up to this checkpoint, its own included: a longer log is cut to it. */
  readonly eventCount: number;
  /** The latest value of every signal, and the update at which it was measured. */
  readonly latest: Measurements;
  readonly measured: Measurements;
  readonly cycles: CycleMemory;
  /** Patches in force and those asked for; absent where there never was one. */
  readonly steering?: SteeringMemory;
  readonly learner: Checkpoint;
  /** What the hooks remember, by id. */
  readonly hooks: Readonly<Record<string, unknown>>;
}
