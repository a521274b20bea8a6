import { describe, expect, it } from 'vitest';
import { cycle, resolve } from '../../../curriculum/schedule.js';
import { gated, every } from '../../../curriculum/gate.js';
import { teacherTask } from '../../../envs/bandits/teacher-task.js';
import { experiment } from '../../../experiments/experiment.js';
import type { Learner } from '../../../experiments/learner.js';
import { accuracyOf, logLossOf, predictor } from '../../../experiments/recipes/predictions.js';
import { supervised, supervisedShape, type SupervisedOptions } from '../../../experiments/recipes/supervised.js';
import { run } from '../../../experiments/run.js';
import type { RunCheckpoint } from '../../../experiments/run-options.js';
import { streams } from '../../../math/random.js';

const rows = teacherTask({ seed: 5 });
const make = (options: Omit<SupervisedOptions, 'rows'> = {}, engine: 'simd' | 'reference' = 'simd'): Learner =>
  supervised({ rows, ...options }).create({ streams: streams(5), engine });
const still = { focus: 0, labelSmoothing: 0, inputNoise: 0 };

describe('supervised', () => {
  it('learns its rows', () => {
    const learner = make();
    for (let update = 0; update < 1500; update++) {
      learner.collect(resolve(learner.batchTunables, update, {}));
      learner.learn(resolve(learner.stepTunables, update, {}));
    }
    expect(accuracyOf(predictor(supervisedShape(rows), rows.rows)(learner.parameters(), rows), rows)).toBeGreaterThan(
      0.9,
    );
  });

  it.each([
    ['cross-entropy', still],
    ['focal loss', { ...still, focus: 2 }],
    ['smoothed labels', { ...still, labelSmoothing: 0.2 }],
  ])('has the gradient of its loss, by finite differences: %s', (_, values) => {
    const learner = make({ hidden: [5], activation: 'tanh', batch: 8 }, 'reference');
    const start = learner.checkpoint();
    const parameters = learner.parameters();
    const lossAt = (at: number, step: number): number => {
      learner.restore(start);
      const moved = parameters.slice();
      moved[at] += step;
      learner.setParameters(moved);
      return learner.collect(values)['loss'];
    };
    learner.collect(values);
    const gradient = new Float64Array(parameters.length);
    learner.gradient?.(gradient);
    for (const at of [0, 17, 60, 101, 104, 108, 120, 128])
      expect((lossAt(at, 1e-5) - lossAt(at, -1e-5)) / 2e-5).toBeCloseTo(gradient[at], 7);
  });

  it('steps by θ − η(g + ωθ)', () => {
    const learner = make({}, 'reference');
    learner.collect(still);
    const gradient = new Float64Array(learner.parameters().length);
    learner.gradient?.(gradient);
    const before = learner.parameters();
    learner.learn({ learningRate: 0.3, weightDecay: 0.02 });
    const after = learner.parameters();
    for (let i = 0; i < after.length; i += 7)
      expect(after[i]).toBeCloseTo(before[i] - 0.3 * (gradient[i] + 0.02 * before[i]), 12);
  });

  it('starts with He’s deviations: √(2/inputs) in the hidden layer, 1/√inputs in the last one, biases 0', () => {
    const parameters = make({ hidden: [400] }).parameters();
    const deviation = (from: number, to: number): number =>
      Math.sqrt(
        Float64Array.from(parameters.subarray(from, to)).reduce((sum, one) => sum + one * one, 0) / (to - from),
      );
    expect(deviation(0, 8000)).toBeCloseTo(Math.sqrt(2 / 20), 2);
    expect(deviation(8400, 10000)).toBeCloseTo(1 / 20, 2);
    expect(deviation(8000, 8400)).toBe(0);
  });

  it('shows two arms of a seed the same rows and noise, whatever their tunables are', () => {
    const [one, other] = [make(), make()];
    const losses = [one, other].map((learner, i) => {
      for (let update = 0; update < 5; update++) {
        learner.collect({ ...still, inputNoise: 0.1 + i });
        learner.learn({ learningRate: i === 0 ? 0.1 : 0.5, weightDecay: 0 });
      }
      learner.setParameters(new Float32Array(learner.parameters().length));
      learner.setParameters(make().parameters());
      return learner.collect({ ...still, inputNoise: 0.3 })['loss'];
    });
    expect(losses[0]).toBe(losses[1]);
  });

  it('takes whole batches from stored rows when it is told to: one stored row, known loss', () => {
    const stored = { ...rows, inputs: rows.inputs.slice(0, 20), labels: rows.labels.slice(0, 1), rows: 1 };
    const learner = make({ rehearsal: stored, rehearsedRows: 32 });
    const { loss } = learner.collect({ ...still, rehearsedRows: 32 });
    const known = logLossOf(predictor(supervisedShape(rows), 1)(learner.parameters(), stored), stored);
    expect(loss).toBeCloseTo(known, 5);
    expect(learner.collect({ ...still, rehearsedRows: 0 })['loss']).not.toBeCloseTo(known, 5);
  });

  it('goes on from a checkpoint as if nothing had happened', () => {
    const stored = teacherTask({ seed: 6, rows: 60 });
    const trial = experiment({
      learner: supervised({
        rows,
        learningRate: cycle({ wave: 'warmRestart', period: 10, min: 0.1, max: 0.5 }),
        inputNoise: 0.2,
        dropout: 0.2,
        rehearsal: stored,
        rehearsedRows: gated(every(3), 16, 0),
      }),
      updates: 12,
    });
    const saved: RunCheckpoint[] = [];
    const whole = [...run(trial, { seed: 3, checkpointEvery: 5, save: (checkpoint) => saved.push(checkpoint) })];
    const from = JSON.parse(JSON.stringify(saved[0])) as RunCheckpoint;
    const rest = [...run(trial, { seed: 3, checkpointEvery: 5, from })];
    expect(rest).toEqual(whole.slice(saved[0].eventCount));
  });

  it.each([
    [{ learningrate: 0.1 }, "Did you mean 'learningRate'?"],
    [{ dropout: 1 }, 'supervised.dropout: expected a number ≥ 0 and < 1, got 1.'],
    [{ rehearsedRows: 4 }, 'supervised.rehearsedRows: expected none without stored rows, got 4.'],
    [{ rehearsal: teacherTask({ rows: 8, inputs: 3 }) }, 'supervised.rehearsal'],
    [{ batch: 0 }, 'supervised.batch'],
    [{ hidden: [0] }, 'supervised.hidden[0]'],
  ])('refuses %o', (options, message) => {
    expect(() => supervised({ rows, ...options })).toThrow(message);
  });

  it('refuses a schedule that asks for more stored rows than a batch has', () => {
    const learner = supervised({ rows, rehearsal: rows, rehearsedRows: (n) => 20 * n });
    expect(() => experiment({ learner, updates: 4 })).toThrow('rehearsedRows at update 2');
  });
});
