import type { AgentSpec } from '../agents/agent.js';
import type { EngineName } from '../agents/engine/engine.js';
import { boundsOf, type EnvDefinition, type EnvSpec } from '../envs/env.js';
import { checkMembers, checkName, checkNumber, OptionError } from '../math/check.js';
import type { WarmStart } from './experiment.js';
import { PREDICTION_BATCHES } from './warm-start.js';

/** Options of `calibrate`. */
export interface CalibrateOptions {
  /** The world; knobs that are set stay as they are, those that oscillate rest at their defaults. */
  readonly env: EnvSpec;
  readonly agent: AgentSpec;
  /** A knob, or 'difficulty'. Default 'difficulty'. */
  readonly knob?: string;
  /** Its values, ascending. Default: `points` values from its smallest to its largest. */
  readonly values?: readonly number[];
  /** Number of values where none are given: evenly spaced, on logarithms for a knob that is moved on them. Default 5. */
  readonly points?: number;
  /** Seeds; each meets every value. Default 4. */
  readonly seeds?: number;
  /** The first seed. Default 0. */
  readonly firstSeed?: number;
  /** Trains each seed's policy at default knobs before anything is measured; without it the initial policy is measured. */
  readonly warmStart?: WarmStart;
  /** Updates at each value before the return is measured: what is learnt there. Default 0, the return of the start policy itself. */
  readonly updates?: number;
  /** Fresh batches a seed and value. Default 4. */
  readonly batches?: number;
  /** Name of the engine. Default 'simd'. */
  readonly engine?: EngineName;
}

/**
 * The options of `calibrate`, with defaults.
 *
 * @throws OptionError for a misspelt or unusable one, or a value outside the knob's bounds.
 */
export function calibrateOptions(options: CalibrateOptions) {
  checkMembers('calibrate', options, [
    'env',
    'agent',
    'knob',
    'values',
    'points',
    'seeds',
    'firstSeed',
    'warmStart',
    'updates',
    'batches',
    'engine',
  ]);
  const { env, agent, knob = 'difficulty', warmStart, engine } = options;
  if (env?.tunables === undefined)
    throw new OptionError('calibrate.env', 'a world with its knobs', env, 'Call it: balance().');
  const { definition } = env;
  const moved = definition.difficulty ?? [];
  checkName('calibrate.knob', knob, [...Object.keys(definition.knobs), ...(moved.length > 0 ? ['difficulty'] : [])]);
  const points = checkNumber('calibrate.points', options.points ?? 5, { integer: true, min: 2 });
  const { values = spaced(definition, knob, points) } = options;
  if (values.length < 2 || values.some((value, i) => i > 0 && !(value > values[i - 1])))
    throw new OptionError('calibrate.values', 'two or more numbers, ascending', values);
  for (const value of values) checkNumber(`${definition.id}.${knob}`, value, boundsOf(definition, knob));
  const count = checkNumber('calibrate.seeds', options.seeds ?? 4, { integer: true, min: 1 });
  const first = checkNumber('calibrate.firstSeed', options.firstSeed ?? 0, { integer: true, min: 0 });
  return {
    env,
    agent,
    knob,
    values,
    seeds: Array.from({ length: count }, (_, i) => first + i),
    warmStart,
    engine,
    updates: checkNumber('calibrate.updates', options.updates ?? 0, { integer: true, min: 0 }),
    batches: checkNumber('calibrate.batches', options.batches ?? PREDICTION_BATCHES, { integer: true, min: 1 }),
  };
}

/** Values of a knob over its whole range, on logarithms where it is moved on them. */
function spaced(definition: EnvDefinition, knob: string, points: number): number[] {
  const { min, max } = boundsOf(definition, knob);
  const logarithmic = definition.knobs[knob]?.scale === 'log';
  return Array.from({ length: points }, (_, i) => {
    if (i === 0) return min;
    if (i === points - 1) return max;
    const share = i / (points - 1);
    return logarithmic ? min * Math.exp(share * Math.log(max / min)) : min + share * (max - min);
  });
}

/** The tunables of a world that do not move the knob. */
export function without({ definition, tunables }: EnvSpec, knob: string): EnvSpec['tunables'] {
  const driven = definition.difficulty ?? [];
  return Object.fromEntries(
    Object.entries(tunables).filter(([name]) =>
      knob === 'difficulty'
        ? name !== knob && !driven.includes(name)
        : name !== knob && !(name === 'difficulty' && driven.includes(knob)),
    ),
  );
}
