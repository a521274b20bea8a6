import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../curriculum/schedule.js';
import * as worlds from '../../envs/index.js';
import {
  contains,
  quadraticBanditOf,
  sample,
  settingsAt,
  vectorEnv,
  widthOf,
  type AutoReset,
  type EnvDefinition,
  type EnvSpec,
  type KnobApply,
  type Space,
  type VectorEnv,
} from '../../envs/index.js';
import { random, streams, type Streams } from '../../math/random.js';

type Maker = ((knobs?: Record<string, number | Schedule>, options?: { apply?: KnobApply }) => EnvSpec) & {
  readonly definition: EnvDefinition;
};

/** Every world that envs/ exports, and one of those that a factory makes. */
const makers: readonly (readonly [string, Maker])[] = [
  ...Object.entries(worlds).filter(([, value]) => typeof value === 'function' && 'definition' in value),
  ['quadraticBanditOf', quadraticBanditOf({ dimensions: 3 })],
].map(([name, maker]) => [name as string, maker as unknown as Maker] as const);

const ROWS = 5;

/** Random actions of all rows and steps, the same for every world of that action space. */
function actionsOf(space: Space, rows: number, steps: number): Float64Array[] {
  const width = widthOf(space);
  const source = random(11);
  return Array.from({ length: steps }, () => {
    const out = new Float64Array(rows * width);
    for (let row = 0; row < rows; row++) sample(space, source, out, row * width);
    return out;
  });
}

/** All numbers that a world shows after a step, of some rows. */
function shown(world: VectorEnv, from = 0, rows = world.rows): number[] {
  const part = (array: ArrayLike<number>): number[] => {
    const width = array.length / world.rows;
    return Array.from(array).slice(from * width, (from + rows) * width);
  };
  const { observations, rewards, rawRewards, terminated, truncated, ended, state } = world;
  return [observations, rewards, rawRewards, terminated, truncated, ended, state].flatMap(part);
}

function play(
  spec: EnvSpec,
  actions: readonly Float64Array[],
  autoReset: AutoReset = 'sameStep',
  seed = 3,
): number[][] {
  const world = vectorEnv(spec, { rows: ROWS, streams: streams(seed), autoReset });
  world.reset();
  return [shown(world), ...actions.map((action) => (world.step(action), shown(world)))];
}

/**
 * The first step at which two worlds differ by more than 1e-9 under the same actions, of 300 steps; undefined for none.
 * Row by row the policy goes from random to pushing along the last coordinate shown (it climbs hills); a third of the rows exceeds the bounds.
 */
function firstDifference(usual: EnvSpec, changed: EnvSpec, rows: number): number | undefined {
  const { action, observation } = usual.definition;
  const actionWidth = widthOf(action);
  const width = widthOf(observation);
  const actions = new Float64Array(rows * actionWidth);
  const source = random(12);
  const [one, other] = [usual, changed].map((spec) => vectorEnv(spec, { rows, streams: streams(6) }));
  for (const world of [one, other]) world.reset();
  for (let n = 0; n < 300; n++) {
    const after = shown(other);
    if (shown(one).some((x, i) => Math.abs(x - after[i]) > 1e-9)) return n;
    for (let row = 0; row < rows; row++) {
      const a = row * actionWidth;
      sample(action, source, actions, a);
      const forwards = one.observations[(row + 1) * width - 1] >= 0;
      if (source.double() < (row % 20) / 20) {
        for (let i = 0; i < actionWidth; i++) {
          if (action.kind === 'box') actions[a + i] = Math.abs(actions[a + i]) * (forwards ? 1 : -1);
          else actions[a + i] = forwards ? (action.kind === 'discrete' ? action.count : action.counts[i]) - 1 : 0;
        }
      }
      if (action.kind === 'box' && row % 3 === 0) for (let i = 0; i < actionWidth; i++) actions[a + i] *= 4;
    }
    one.step(actions);
    other.step(actions);
  }
  return undefined;
}

/** A box with bounds rounded as observations are. */
function rounded(space: Space): Space {
  if (space.kind !== 'box') return space;
  return { kind: 'box', low: space.low.map(Math.fround), high: space.high.map(Math.fround) };
}

it('the list of worlds is not empty and their ids are unique', () => {
  const ids = makers.map(([, maker]) => maker.definition.id);
  expect(ids).toContain('Balance');
  expect(ids).toContain('CartPole-v1');
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(makers)('%s', (_name, maker) => {
  const { definition } = maker;
  const width = widthOf(definition.observation);
  const actions = actionsOf(definition.action, ROWS, 60);

  it('gives the same bytes for the same seed', () => {
    expect(play(maker(), actions)).toEqual(play(maker(), actions));
  });

  it('gives each row what it would do alone', () => {
    const together = vectorEnv(maker(), { rows: ROWS, streams: streams(3) });
    together.reset();
    const actionWidth = widthOf(definition.action);
    const alone = Array.from({ length: ROWS }, (_, row) => {
      const all = streams(3);
      const only: Streams = {
        ...all,
        fork: (purpose, _row, episode) => all.fork(purpose, row, episode),
        refork: (stream, purpose, _row, episode) => all.refork(stream, purpose, row, episode),
      };
      const world = vectorEnv(maker(), { rows: 1, streams: only });
      world.reset();
      return world;
    });
    for (const action of actions) {
      together.step(action);
      for (const [row, world] of alone.entries()) {
        world.step(action.slice(row * actionWidth, (row + 1) * actionWidth));
        expect(shown(world)).toEqual(shown(together, row, 1));
      }
    }
  });

  it('shows observations of its space, and never ends an episode twice at once', () => {
    const world = vectorEnv(maker(), { rows: ROWS, streams: streams(4) });
    const space = rounded(definition.observation);
    world.reset();
    for (const action of actions) {
      world.step(action);
      for (let row = 0; row < ROWS; row++) {
        expect(contains(space, world.observations, row * width)).toBe(true);
        const over = world.terminated[row] + world.truncated[row];
        expect(over).toBeLessThanOrEqual(1);
        if (over === 1) expect(contains(space, world.finalObservations, row * width)).toBe(true);
      }
    }
  });

  it.each(Object.keys(definition.knobs))('is changed by its knob %s', (name) => {
    const knob = definition.knobs[name];
    const tenth = (knob.max - knob.min) / 10;
    const moved = [knob.default + tenth, knob.default - tenth].filter(
      (value) => value >= knob.min && value <= knob.max,
    );
    // A goal's least speed only matters to the few cars that arrive slowly: more rows, if a few do not show it.
    const differs = [60, 3000].some((rows) =>
      moved.some((value) => firstDifference(maker(), maker({ [name]: value }), rows) !== undefined),
    );
    expect(differs).toBe(true);
  });

  it('is the reference world when no knob is set', () => {
    const defaults = Object.fromEntries(Object.entries(definition.knobs).map(([name, knob]) => [name, knob.default]));
    expect(settingsAt(definition, {})).toEqual(defaults);
    expect(play(maker(defaults), actions)).toEqual(play(maker(), actions));
  });

  it('has knobs with finite bounds, a default and ends within them', () => {
    for (const { min, max, default: usual, hard = usual, easy = usual } of Object.values(definition.knobs)) {
      for (const value of [min, max, usual, hard, easy]) expect(Number.isFinite(value)).toBe(true);
      expect(min).toBeLessThan(max);
      for (const value of [usual, hard, easy]) expect(value >= min && value <= max).toBe(true);
    }
  });

  it.runIf((definition.difficulty ?? []).length > 0)('is easiest at difficulty 0 and at its hard end at 1', () => {
    const easiest = settingsAt(definition, { difficulty: 0 });
    const hardest = settingsAt(definition, { difficulty: 1 });
    for (const [name, knob] of Object.entries(definition.knobs)) {
      const driven = definition.difficulty?.includes(name) ?? false;
      expect(easiest[name]).toBe(driven ? (knob.easy ?? knob.default) : knob.default);
      expect(hardest[name]).toBe(driven ? (knob.hard ?? knob.default) : knob.default);
    }
    expect(hardest).not.toEqual(easiest);
  });

  it('refuses a knob out of bounds and a misspelt one', () => {
    const [name, { max }] = Object.entries(definition.knobs)[0];
    expect(() => maker({ [name]: max + 1 })).toThrow(`${definition.id}.${name}`);
    expect(() => maker({ [`${name}x`]: max })).toThrow(`Did you mean '${name}'?`);
    const world = vectorEnv(maker(), { rows: 1, streams: streams(0) });
    expect(() => world.turn({ [name]: max + 1 })).toThrow(`${definition.id}.${name}`);
  });

  it('resets at the same step, at the next, or not at all, and lives the same episodes', () => {
    const lives = (autoReset: AutoReset): number[][] => {
      const world = vectorEnv(maker(), { rows: 1, streams: streams(8), autoReset });
      world.reset();
      const out: number[][] = [];
      let seen = Array.from(world.observations);
      const action = actionsOf(definition.action, 1, 1)[0];
      for (let n = 0; n < 400; n++) {
        const fresh = world.ended[0] === 1;
        if (autoReset === 'disabled' && fresh) world.reset();
        else world.step(action);
        if (fresh) {
          expect([world.rawRewards[0], world.terminated[0], world.truncated[0], world.ended[0]]).toEqual([0, 0, 0, 0]);
        } else {
          const over = world.terminated[0] + world.truncated[0] > 0;
          expect(world.ended[0]).toBe(over && autoReset !== 'sameStep' ? 1 : 0);
          const next = over ? world.finalObservations : world.observations;
          out.push([...seen, world.rawRewards[0], world.terminated[0], world.truncated[0], ...next]);
        }
        seen = Array.from(world.observations);
      }
      return out;
    };
    const same = lives('sameStep');
    const next = lives('nextStep');
    expect(same).toHaveLength(400);
    expect(next).toEqual(same.slice(0, next.length));
    expect(lives('disabled')).toEqual(next);
  });

  it.each(['update', 'episode'] as const)('continues from a checkpoint bit for bit, knobs acting per %s', (apply) => {
    for (const autoReset of ['sameStep', 'nextStep', 'disabled'] as const) {
      const make = (): VectorEnv => vectorEnv(maker({}, { apply }), { rows: ROWS, streams: streams(5), autoReset });
      const [name, { min, max }] = Object.entries(definition.knobs)[0];
      const first = make();
      first.reset();
      for (const action of actions.slice(0, 17)) first.step(action);
      first.turn({ [name]: (min + max) / 2 });
      for (const action of actions.slice(17, 25)) first.step(action);
      const saved = JSON.parse(JSON.stringify(first.checkpoint())) as unknown;
      const second = make();
      second.restore(saved);
      expect(shown(second)).toEqual(shown(first));
      for (const action of actions.slice(25)) {
        first.step(action);
        second.step(action);
        expect(shown(second)).toEqual(shown(first));
      }
    }
  });

  it('draws itself as a few lines of text', () => {
    const world = vectorEnv(maker(), { rows: 1, streams: streams(0) });
    world.reset();
    const lines = definition.render?.(world.state, 0, settingsAt(definition, {})) ?? [];
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).not.toContain('\n');
  });
});
