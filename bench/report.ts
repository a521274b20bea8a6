import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventLine, type PlanEvent, type RunEvent } from '../experiments/event.js';
import type { VerdictEvent } from '../experiments/verdict-event.js';
import { report } from '../experiments/report/report.js';
import { trialFolder } from '../experiments/store/run-folder.js';
import { streams } from '../math/random.js';

const [SEEDS, UPDATES, PERIOD] = [20, 1000, 40];
const SECONDS = 10;
const MEGABYTES = 5;
const phases = { in: 0, quad: 0.25, anti: 0.5, ahead: 0.75, const: undefined } as const;

type Phase = number | undefined;

const level = (turns: number): number => (1 - Math.cos(2 * Math.PI * turns)) / 2;
const rateAt = (n: number, phase: Phase): number => (phase === undefined ? 16 : 3.2 + 25.6 * level(n / PERIOD + phase));
const knobAt = (n: number): number => 0.2 + 1.6 * level(n / PERIOD);
const period = Array.from({ length: PERIOD }, (_, n) => n);

const plan: PlanEvent = {
  type: 'plan',
  title: 'bench',
  notes: [],
  manifest: { world: 'Balance', agent: 'reinforce' },
  updates: UPDATES,
  period: PERIOD,
  score: 'rewardPerStep',
  rate: 'learningRate',
  knob: 'rewardScale',
  collapse: { signal: 'rewardPerStep', below: -0.5, over: 'last half' },
  seeds: { kept: Array.from({ length: SEEDS }, (_, seed) => seed), dropped: [] },
  arms: Object.entries(phases).map(([name, phase]: [string, Phase]) => ({
    name,
    about: name,
    ...(phase === undefined ? {} : { phase }),
    predicted: { margin: 1 - Math.max(...period.map((n) => 0.11 * rateAt(n, phase) * knobAt(n))) },
    waves: { learningRate: period.map((n) => rateAt(n, phase)), rewardScale: period.map(knobAt) },
  })),
};

/** Noisy numbers at every update of every signal that a figure reads: nothing in the page is cheaper than it would be. */
function eventsOf(arm: string, phase: Phase, seed: number): readonly RunEvent[] {
  const run = `${arm}/${seed}`;
  const random = streams(seed).forkUser(arm);
  const falls = random.double() < { in: 0.9, quad: 0.5, anti: 0, ahead: 0.5, const: 0.2 }[arm as keyof typeof phases];
  const fall = Math.floor(random.double() * 500);
  const updates = Array.from({ length: UPDATES }, (_, update): RunEvent => {
    const [rate, knob, noise] = [rateAt(update + seed, phase), knobAt(update + seed), random.double()];
    const sharpness = 0.22 * knob * (0.5 + noise);
    const rewardPerStep = falls && update > fall ? -5 - random.double() : -0.03 - 0.02 * random.double();
    const signals = { rewardPerStep, sharpness, margin: 1 - rate * sharpness * 0.5, growth: 0.5 + noise };
    return {
      type: 'update',
      run,
      update,
      values: { learningRate: rate, rewardScale: knob },
      signals: { ...signals, transient: Math.exp(10 * noise) },
    };
  });
  return [
    { type: 'start', run, updates: UPDATES, columns: ['rewardPerStep'] },
    ...updates,
    { type: 'end', run, update: UPDATES, reason: 'finished' },
  ];
}

function store(path: string): void {
  const write = (file: string, content: unknown): void => writeFileSync(join(path, file), JSON.stringify(content));
  write('run.json', {
    version: 1,
    id: 'bench',
    name: 'bench',
    mode: 'compare',
    engine: 'simd',
    checkpointEvery: 50,
    package: '0.1.0',
    node: process.version,
    created: '2026-01-02T03:04:05.000Z',
  });
  write('plan.json', [{ plan }]);
  for (const [arm, phase] of Object.entries(phases))
    for (const seed of plan.seeds.kept) {
      const folder = trialFolder(path, undefined, arm, seed);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'events.jsonl'), `${eventsOf(arm, phase, seed).map(eventLine).join('\n')}\n`);
    }
  write('verdict.json', [verdict()]);
}

function verdict(): VerdictEvent {
  const estimate = { value: 0.5, low: 0.1, high: 0.9 };
  const counts = { runs: SEEDS, collapsed: SEEDS / 2, failed: 0 };
  const arms = plan.arms.map(({ name, predicted }) => {
    return { name, ...counts, collapse: estimate, score: estimate, predicted, measured: {} };
  });
  const rate = { name: 'learningRate', mean: 16 };
  const order = [{ reading: 'margin', right: 6, pairs: 6 }] as const;
  const told = { decided: true, seeds: SEEDS, dropped: 0, rate, arms, differences: [], order, words: ['Said.'] };
  return { type: 'verdict', title: 'bench', ...told };
}

/** The report of 100 runs of 1,000 updates: read, drawn and written as one page. */
export async function bench(): Promise<void> {
  const path = mkdtempSync(join(tmpdir(), 'antiphase-report-'));
  try {
    store(path);
    const before = process.cpuUsage();
    const start = performance.now();
    const { page, figures } = await report([path]);
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(before);
    const share = (value: number, budget: number): string => `${((100 * value) / budget).toFixed(0)} %`.padStart(6);
    const runs = plan.arms.length * SEEDS;
    console.log(`report of ${runs} runs × ${UPDATES} updates, ${figures.size} figures`);
    console.log(`  seconds         ${seconds.toFixed(2).padStart(6)} ${share(seconds, SECONDS)} of ${SECONDS} s`);
    console.log(`  seconds of CPU  ${((user + system) / 1e6).toFixed(2).padStart(6)}`);
    const megabytes = Buffer.byteLength(page) / 1e6;
    console.log(
      `  megabytes       ${megabytes.toFixed(2).padStart(6)} ${share(megabytes, MEGABYTES)} of ${MEGABYTES} MB`,
    );
    if (megabytes > MEGABYTES) process.exitCode = 1;
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}
