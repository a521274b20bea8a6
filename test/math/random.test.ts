import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OptionError } from '../../math/check.js';
import { purposes, random, seedSequence, streams, type Purpose, type Random, type Seed } from '../../math/random.js';
import { bounds, densities, tailStart, widths } from '../../math/ziggurat.js';
import recorded from '../peers/random.json' with { type: 'json' };

const word = (value: string, at: number): number => Number((BigInt(value) >> BigInt(32 * at)) & 0xffffffffn);
const words = (values: readonly string[]): number[] => values.flatMap((value) => [word(value, 0), word(value, 1)]);
const limbs = (value: string): number[] => [0, 1, 2, 3].map((at) => word(value, at));
const times = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);
const draws = (generator: Random, kind: 'double' | 'normal' | 'uint32', count: number): number[] =>
  times(count, () => generator[kind]());
const seeds = fc.oneof(fc.maxSafeNat(), fc.bigInt({ min: 0n, max: (1n << 200n) - 1n }));

describe.each(recorded.cases)('seed $seed as NumPy draws it', (one) => {
  it('expands to the same words, without and with a spawn key', () => {
    expect([...seedSequence(one.seed, [], 8)]).toEqual(words(one.seed_sequence_uint64));
    expect([...seedSequence(one.seed, [1, 2], 8)]).toEqual(words(one.spawn_key_1_2_uint64));
  });

  it('starts from the same state and increment', () => {
    expect(random(one.seed).save()).toEqual({ state: limbs(one.pcg64_state), increment: limbs(one.pcg64_inc) });
  });

  it('gives the same 64-bit words, lower half first', () => {
    const generator = random(one.seed);
    expect(draws(generator, 'uint32', 2 * one.raw_uint64.length)).toEqual(words(one.raw_uint64));
  });

  it('gives the same doubles and uniforms', () => {
    expect(draws(random(one.seed), 'double', one.random.length)).toEqual(one.random);
    const generator = random(one.seed);
    expect(times(4, () => generator.uniform(-0.05, 0.05))).toEqual(one['uniform_-0.05_0.05']);
  });

  it('gives the same normals to one unit in the last place', () => {
    const drawn = draws(random(one.seed), 'normal', one.standard_normal.length);
    drawn.forEach((value, i) => {
      const peer = one.standard_normal[i];
      expect(Math.abs(value - peer)).toBeLessThanOrEqual(Math.abs(peer) * Number.EPSILON);
    });
  });

  it('gives the same integers', () => {
    const generator = random(one.seed);
    expect(times(one.integers_0_10.length, () => generator.integer(10))).toEqual(one.integers_0_10);
  });

  it('resets and continues like the recorded CartPole and Pendulum', () => {
    const cart = random(one.seed);
    const angles = (): number[] => times(4, () => cart.uniform(-0.05, 0.05));
    expect(angles()).toEqual(one.resets['CartPole-v1'].state);
    expect(angles()).toEqual(one.resets['CartPole-v1'].next_state);
    const pendulum = random(one.seed);
    const swing = (): number[] => [pendulum.uniform(-Math.PI, Math.PI), pendulum.uniform(-1, 1)];
    expect(swing()).toEqual(one.resets['Pendulum-v1'].state);
    expect(swing()).toEqual(one.resets['Pendulum-v1'].next_state);
  });
});

describe('the ziggurat', () => {
  it('has the recorded layers', () => {
    expect([...widths]).toEqual(recorded.ziggurat.wi);
    expect([...bounds]).toEqual(recorded.ziggurat.ki.map(Number));
    expect([...densities]).toEqual(recorded.ziggurat.fi);
    expect(tailStart).toBe(recorded.ziggurat.r);
  });

  it('has the moments and the tail of a standard normal', () => {
    const generator = random(1);
    const count = 400_000;
    const sums = [0, 0, 0, 0];
    let beyond = 0;
    for (let i = 0; i < count; i++) {
      const value = generator.normal();
      sums[0] += value;
      sums[1] += value * value;
      sums[2] += value * value * value;
      sums[3] += value * value * value * value;
      if (Math.abs(value) > tailStart) beyond++;
    }
    // Five standard errors: moments 1 to 4 have variances 1, 2, 15, 96; P(|z| > 3.654) = 2.57e-4.
    expect(Math.abs(sums[0] / count)).toBeLessThan(5 * Math.sqrt(1 / count));
    expect(Math.abs(sums[1] / count - 1)).toBeLessThan(5 * Math.sqrt(2 / count));
    expect(Math.abs(sums[2] / count)).toBeLessThan(5 * Math.sqrt(15 / count));
    expect(Math.abs(sums[3] / count - 3)).toBeLessThan(5 * Math.sqrt(96 / count));
    expect(Math.abs(beyond - 2.57e-4 * count)).toBeLessThan(5 * Math.sqrt(2.57e-4 * count));
  });
});

describe('a seed', () => {
  it('is the same as a number, a bigint and a decimal string', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (seed) => {
        const asNumber = random(seed).save();
        expect(random(BigInt(seed)).save()).toEqual(asNumber);
        expect(random(String(seed)).save()).toEqual(asNumber);
      }),
    );
  });

  it.each<[unknown]>([
    [-1],
    [0.5],
    [NaN],
    [Infinity],
    [2 ** 53],
    [-1n],
    ['-1'],
    [''],
    ['1e3'],
    ['0x10'],
    [undefined],
    [null],
  ])('%s is turned down', (seed) => {
    expect(() => random(seed as Seed)).toThrow(OptionError);
    expect(() => streams(seed as Seed)).toThrow(OptionError);
  });
});

describe('integers', () => {
  it('stay in [0, bound) for every bound up to 2³²', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 2 ** 32 }), (seed, bound) => {
        const generator = random(seed);
        for (const value of times(20, () => generator.integer(bound))) {
          expect(Number.isInteger(value) && value >= 0 && value < bound).toBe(true);
        }
      }),
    );
  });

  it('follow the multiplication rule in exact arithmetic', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 2, max: 2 ** 32 }), (seed, bound) => {
        const generator = random(seed);
        const source = random(seed);
        for (let i = 0; i < 20; i++) {
          const value = generator.integer(bound);
          let product = BigInt(source.uint32()) * BigInt(bound);
          while ((product & 0xffffffffn) < (4294967296n - BigInt(bound)) % BigInt(bound))
            product = BigInt(source.uint32()) * BigInt(bound);
          expect(value).toBe(Number(product >> 32n));
        }
      }),
    );
  });

  it('of bound 1 draw nothing', () => {
    const generator = random(5);
    expect(generator.integer(1)).toBe(0);
    expect(generator.save()).toEqual(random(5).save());
  });

  it.each([0, -1, 1.5, NaN, 2 ** 32 + 1])('of bound %s are turned down', (bound) => {
    expect(() => random(0).integer(bound)).toThrow(OptionError);
  });
});

describe('the generator', () => {
  it('steps as 128-bit integers do', () => {
    const multiplier = 0x2360ed051fc65da44385df649fccf645n;
    const joined = (limbs: readonly number[]): bigint =>
      limbs.reduceRight((sum, limb) => (sum << 32n) | BigInt(limb), 0n);
    fc.assert(
      fc.property(seeds, (seed) => {
        const generator = random(seed);
        const before = generator.save();
        generator.double();
        const expected = BigInt.asUintN(128, joined(before.state) * multiplier + joined(before.increment));
        expect(joined(generator.save().state)).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('continues exactly from a saved state, through JSON, in the middle of a 64-bit draw or not', () => {
    fc.assert(
      fc.property(seeds, fc.nat(9), (seed, drawn) => {
        const generator = random(seed);
        draws(generator, 'uint32', drawn);
        const saved = JSON.parse(JSON.stringify(generator.save())) as ReturnType<typeof generator.save>;
        const mixed = (from: Random): number[] => [
          from.uint32(),
          from.normal(),
          from.uint32(),
          from.double(),
          from.integer(7),
        ];
        const first = mixed(generator);
        const other = random(0);
        other.uint32();
        other.restore(saved);
        expect(mixed(other)).toEqual(first);
        generator.restore(saved);
        expect(mixed(generator)).toEqual(first);
      }),
    );
  });

  it('turns down a state it cannot have saved', () => {
    const { state, increment } = random(0).save();
    const generator = random(1);
    expect(() => generator.restore({ state: state.slice(1), increment })).toThrow(OptionError);
    expect(() => generator.restore({ state, increment: [2, 0, 0, 0] })).toThrow(OptionError);
    expect(() => generator.restore({ state: [0, 0, 0, -1], increment })).toThrow(OptionError);
    expect(() => generator.restore({ state, increment, half: 2 ** 32 })).toThrow(OptionError);
    expect(generator.save()).toEqual(random(1).save());
  });
});

describe('streams', () => {
  const names = Object.keys(purposes) as Purpose[];

  it('are keyed by purpose and indices alone', () => {
    expect(streams(42).fork('environment', 3, 7).save()).toEqual(random(42, [1, 3, 7]).save());
    expect(streams('42').fork('bootstrap').save()).toEqual(random(42n, [7]).save());
  });

  it('do not depend on the order of creation or on draws from others', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: names.length }), seeds, (order, seed) => {
        const shared = streams(seed);
        const seen = new Map(order.map((name) => [name, draws(shared.fork(name, 2), 'double', 3)]));
        for (const name of names) expect(draws(streams(seed).fork(name, 2), 'double', 3)).toEqual(seen.get(name));
      }),
    );
  });

  it('differ by purpose, by index and by depth', () => {
    const shared = streams(3);
    const keys = names.flatMap((name) =>
      [[], [0], [1], [0, 0], [0, 1]].map((indices) => shared.fork(name, ...indices)),
    );
    expect(new Set(keys.map((generator) => generator.double())).size).toBe(keys.length);
  });

  it('turn a stream into another in place, in the middle of a draw or not', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.constantFrom(...names),
        fc.nat(),
        fc.nat(),
        fc.nat(3),
        (seed, name, first, second, drawn) => {
          const shared = streams(seed);
          const stream = shared.fork('policy', 9);
          draws(stream, 'uint32', drawn);
          shared.refork(stream, name, first, second);
          expect(draws(stream, 'uint32', 3)).toEqual(draws(random(seed, [purposes[name], first, second]), 'uint32', 3));
          const under = shared.under('prediction', 4);
          under.refork(stream, name, first, second);
          expect(stream.save()).toEqual(under.fork(name, first, second).save());
        },
      ),
    );
  });

  it('turn no stream that they did not make, and to no key out of range', () => {
    const shared = streams(1);
    expect(() => shared.refork({} as Random, 'policy', 0, 0)).toThrow('refork: expected a stream made by fork');
    expect(() => shared.refork(shared.fork('policy'), 'policy', 0, 2 ** 32)).toThrow('spawnKey');
  });

  it('of a user are keyed by the FNV-1a hash of the id', () => {
    // Published check values of FNV-1a-32: '' 811c9dc5, 'a' e40c292c, 'foobar' bf9cf968.
    expect(streams(1).forkUser('').save()).toEqual(random(1, [purposes.user, 0x811c9dc5]).save());
    expect(streams(1).forkUser('a', 4).save()).toEqual(random(1, [purposes.user, 0xe40c292c, 4]).save());
    expect(streams(1).forkUser('foobar').save()).toEqual(random(1, [purposes.user, 0xbf9cf968]).save());
  });

  it('keep the numbers of their purposes', () => {
    expect(Object.values(purposes)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it.each([-1, 0.5, 2 ** 32, NaN])('turn down the index %s', (index) => {
    expect(() => streams(0).fork('policy', index)).toThrow(OptionError);
  });
});
