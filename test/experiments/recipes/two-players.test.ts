import { describe, expect, it } from 'vitest';
import { bilinearGame } from '../../../envs/games/bilinear.js';
import { diracGan } from '../../../envs/games/dirac-gan.js';
import { matchingPennies } from '../../../envs/games/matrix-game.js';
import { experiment } from '../../../experiments/experiment.js';
import { twoPlayers } from '../../../experiments/recipes/two-players.js';
import { run } from '../../../experiments/run.js';
import { streams } from '../../../math/random.js';
import { expectResumes, series } from './resumes.js';

const both = (learningRate: number) => ({ x: { learningRate }, y: { learningRate } });

describe('two players', () => {
  it('who move at once spiral outwards in the undamped game by √(1 + η²κ²) an update', () => {
    const distances = series(twoPlayers({ game: bilinearGame({ coupling: 2 }), ...both(0.1) }), 50, 'distance');
    for (const [n, distance] of distances.entries())
      expect(distance).toBeCloseTo(Math.exp((n / 2) * Math.log(1.04)), 12);
  });

  it('who take turns keep x² + y² − ηxy for ever', () => {
    const spec = twoPlayers({ game: bilinearGame(), ...both(0.3), order: 'alternating' });
    const learner = spec.create({ streams: streams(0) });
    for (let update = 0; update < 1000; update++) {
      learner.collect({});
      learner.learn({ 'x.learningRate': 0.3, 'y.learningRate': 0.3 });
      const [x, y] = learner.parameters();
      expect(x * x + y * y - 0.3 * x * y).toBeCloseTo(1, 11);
    }
  });

  it('have rates of their own: a player whose rate is 0 stands still', () => {
    const spec = twoPlayers({ game: bilinearGame({ damping: 1 }), x: { learningRate: 0 }, y: { learningRate: 0.5 } });
    const learner = spec.create({ streams: streams(0) });
    for (let update = 0; update < 80; update++) {
      learner.collect({});
      learner.learn({ 'x.learningRate': 0, 'y.learningRate': 0.5 });
    }
    // x stays at 1; y's best answer to it, κx/m, is 1.
    expect(learner.parameters()[0]).toBe(1);
    expect(learner.parameters()[1]).toBeCloseTo(1, 12);
  });

  it('come to the data in the Dirac-GAN with a penalty, and not without', () => {
    const distanceAt = (gradientPenalty: number): number =>
      series(twoPlayers({ game: diracGan({ gradientPenalty }), ...both(0.2) }), 800, 'distance')[799];
    expect(distanceAt(1)).toBeLessThan(1e-6);
    expect(distanceAt(0)).toBeGreaterThan(1);
  });

  it('measure how far they are from a solution that is given', () => {
    const spec = twoPlayers({
      game: matchingPennies,
      ...both(0.1),
      solution: [
        [3, 0],
        [0, 4],
      ],
    });
    expect(series(spec, 1, 'distance')[0]).toBeCloseTo(
      Math.hypot(
        matchingPennies.start[0][0] - 3,
        matchingPennies.start[0][1],
        matchingPennies.start[1][0],
        matchingPennies.start[1][1] - 4,
      ),
      12,
    );
  });

  it('that diverge end the run as diverged', () => {
    const events = [...run(experiment({ learner: twoPlayers({ game: bilinearGame(), ...both(50) }), updates: 400 }))];
    expect(events.at(-1)).toMatchObject({ type: 'end', reason: 'diverged' });
  });

  it('resume to the same events', () => {
    expectResumes(twoPlayers({ game: diracGan(), ...both(0.1), order: 'alternating' }), 9, 3);
  });

  it('refuse a start of another size', () => {
    const x = { learningRate: 1, start: [1, 2] };
    expect(() => twoPlayers({ game: bilinearGame(), x, y: { learningRate: 1 } })).toThrow(
      'twoPlayers.x.start: expected 1 numbers, got 2',
    );
  });
});
