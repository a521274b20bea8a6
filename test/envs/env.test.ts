import { describe, expect, it } from 'vitest';
import { boundsOf, defineEnv, settingsAt, type EnvDefinition } from '../../envs/env.js';
import { box } from '../../envs/space.js';

const knobs = {
  gravity: { default: 10, min: 1, max: 16, unit: 'm/s²', hard: 15 },
  length: { default: 0.5, min: 0.05, max: 2, hard: 0.1, scale: 'log' },
  slip: { default: 0.6, min: 0, max: 0.7, easy: 0.2, hard: 0.6 },
  mass: { default: 1, min: 0.5, max: 2 },
} as const;

const definition: EnvDefinition<typeof knobs> = {
  id: 'World',
  about: 'A world that stands still.',
  observation: box([[0, 1]]),
  action: box([[0, 1]]),
  knobs,
  difficulty: ['gravity', 'length', 'slip'],
  stateSize: 1,
  maxSteps: 1,
  worstRewardPerStep: 0,
  reset: () => undefined,
  step: () => 0,
  terminal: () => false,
  observe: () => undefined,
};
const world = defineEnv(definition);
const erased = world().definition;

describe('settingsAt', () => {
  it('gives the defaults, and moves from easy to hard with difficulty, on values or on logarithms', () => {
    expect(settingsAt(erased, {})).toEqual({ gravity: 10, length: 0.5, slip: 0.6, mass: 1 });
    expect(settingsAt(erased, { difficulty: 0 })).toEqual({ gravity: 10, length: 0.5, slip: 0.2, mass: 1 });
    expect(settingsAt(erased, { difficulty: 1 })).toEqual({ gravity: 15, length: 0.1, slip: 0.6, mass: 1 });
    const half = settingsAt(erased, { difficulty: 0.5 });
    expect(half['gravity']).toBe(12.5);
    expect(half['length']).toBeCloseTo(Math.sqrt(0.05), 15);
    expect(half['slip']).toBeCloseTo(0.4, 15);
  });

  it('lets a named knob win and ignores what is no knob', () => {
    const settings = settingsAt(erased, { difficulty: 1, mass: 2, learningRate: 3 });
    expect(settings).toEqual({ gravity: 15, length: 0.1, slip: 0.6, mass: 2 });
  });

  it('refuses values out of bounds, never clamps', () => {
    expect(() => settingsAt(erased, { gravity: 17 })).toThrow(
      'World.gravity: expected a number in [1, 16], got 17. The default is 10 m/s².',
    );
    expect(() => settingsAt(erased, { mass: NaN })).toThrow('World.mass');
    expect(() => settingsAt(erased, { difficulty: 1.1 })).toThrow('0 is the reference world, 1 its hard end.');
  });
});

describe('defineEnv', () => {
  it('keeps the knobs that were set, schedules too, and when they act', () => {
    const wave = (update: number): number => 10 + (update % 2);
    expect(world({ gravity: wave, mass: 2 }).tunables).toEqual({ gravity: wave, mass: 2 });
    expect(world().apply).toBe('update');
    expect(world({}, { apply: 'episode' }).apply).toBe('episode');
    expect(world.definition).toBe(definition);
  });

  it('refuses misspelt knobs, values out of bounds, and difficulty together with a knob it moves', () => {
    expect(() => world({ gravty: 3 } as object)).toThrow("Did you mean 'gravity'?");
    expect(() => world({ mass: 3 })).toThrow('World.mass');
    expect(() => world({ difficulty: 0.5, gravity: 3 })).toThrow(
      'World.gravity: expected either difficulty or a knob it moves',
    );
    expect(world({ difficulty: 0.5, mass: 2 }).tunables).toEqual({ difficulty: 0.5, mass: 2 });
  });

  it('refuses difficulty where no knob has a hard end, and ends outside the bounds', () => {
    const plain = { ...definition, difficulty: [] };
    expect(() => defineEnv(plain)({ difficulty: 0.5 })).toThrow('Turn one of its knobs by name instead.');
    const broken = { ...definition, knobs: { ...knobs, mass: { default: 1, min: 0.5, max: 2, hard: 3 } } };
    expect(() => defineEnv(broken)).toThrow('World.knobs.mass.hard');
    const unbounded = { ...definition, knobs: { ...knobs, mass: { default: 1, min: 0.5, max: Infinity } } };
    expect(() => defineEnv(unbounded)).toThrow('World.knobs.mass.max');
  });

  it('tells the bounds of knobs and of difficulty', () => {
    expect(boundsOf(erased, 'mass')).toEqual({ min: 0.5, max: 2, advice: 'The default is 1.' });
    expect(boundsOf(erased, 'difficulty')).toMatchObject({ min: 0, max: 1 });
  });
});
