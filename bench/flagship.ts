import { lanczos } from '../agents/curvature/lanczos.js';
import { resolve } from '../curriculum/schedule.js';
import { balanceExperiment } from '../experiments/flagship.js';
import type { Learner } from '../experiments/learner.js';
import { streams } from '../math/random.js';
import * as plain from './plain-flagship.js';

const UPDATES = 400;
const STEPS_PER_UPDATE = 640;
const PRODUCTS = 6;
const PROBE_EVERY = 4;
/** Probes a measurement: one alone would time the compiler. */
const PROBES = 100;

/** Median of five, in seconds. */
function seconds(work: () => void): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    work();
    return (performance.now() - start) / 1000;
  });
  return times.sort((a, b) => a - b)[2];
}

/** The flagship's update with each engine, and a probe's cost, beside the same loop written by hand. */
export function bench(): void {
  const rows: string[][] = [['', 'updates/s', 'env steps/s', 'probe ms', 'probe share at every 4th']];
  const byHand = seconds(() => {
    for (let update = 0; update < UPDATES; update++) {
      plain.collect(1);
      plain.learn(0.1);
    }
  });
  const direction = plain.parameters.map(() => 0.1);
  const handProbe =
    seconds(() => {
      for (let product = 0; product < PROBES * PRODUCTS; product++) {
        plain.differentiateAt(direction, 1e-4);
        plain.differentiateAt(direction, -1e-4);
      }
    }) / PROBES;
  rows.push(row('by hand, Float64, differences', byHand, handProbe));
  for (const engine of ['simd', 'reference'] as const) {
    const learner = balanceExperiment().learner.create({ streams: streams(0), engine });
    const updates = seconds(() => {
      for (let update = 0; update < UPDATES; update++) once(learner, update);
    });
    const { hessian } = learner.curvature!();
    const random = streams(0).fork('lanczos');
    const probe =
      seconds(() => {
        for (let n = 0; n < PROBES; n++) lanczos(hessian, { steps: PRODUCTS, random });
      }) / PROBES;
    rows.push(row(engine, updates, probe));
    process.stdout.write(
      `${engine}: updates ${(byHand / updates).toFixed(2)}× the loop by hand, probe ${(handProbe / probe).toFixed(2)}×\n`,
    );
  }
  for (const cells of rows)
    process.stdout.write(`${cells.map((cell, i) => (i === 0 ? cell.padEnd(32) : cell.padStart(26))).join('')}\n`);
}

function once(learner: Learner, update: number): void {
  learner.collect(resolve(learner.batchTunables, update, {}));
  learner.learn({ ...resolve(learner.stepTunables, update, {}), learningRate: 0.1 });
}

function row(name: string, updates: number, probe: number): string[] {
  const perUpdate = updates / UPDATES;
  return [
    name,
    (1 / perUpdate).toFixed(0),
    `${(STEPS_PER_UPDATE / perUpdate / 1e6).toFixed(2)} M`,
    (1000 * probe).toFixed(3),
    `${((100 * probe) / PROBE_EVERY / perUpdate).toFixed(1)} %`,
  ];
}
