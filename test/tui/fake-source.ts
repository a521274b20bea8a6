import type { ArmPlan, PlanEvent, RunEvent } from '../../experiments/event.js';
import type { VerdictEvent } from '../../experiments/verdict-event.js';
import { random } from '../../math/random.js';
import type { Source } from '../../tui/reporters/reporter.js';

/** Options of {@link fakeSource}. */
export interface FakeOptions {
  readonly seeds?: number;
  readonly updates?: number;
  /** Milliseconds between two batches of live events; 0 tells them as fast as they are read. */
  readonly pace?: number;
  /** Comparisons one after another; more than one ends with a summary. */
  readonly comparisons?: number;
  readonly arms?: readonly string[];
}

const PERIOD = 40;
const DEPTH = 0.8;
const phases: Readonly<Record<string, number>> = { in: 0, quadrature: 0.25, anti: 0.5 };

/** The rate and the knob of an arm at an update whose seed starts at `start` turns. */
function wavesAt(arm: string, update: number, start: number): { rate: number; knob: number } {
  const wave = (turns: number): number => 1 - DEPTH * Math.cos(2 * Math.PI * turns);
  const at = update / PERIOD + start;
  return {
    rate: 16 * (arm in phases ? wave(at + phases[arm]) : 1),
    knob: arm === 'flat' ? 1 : wave(at),
  };
}

/** Lowest margin, growth and transient of the product of 1 − ηλ over one period. */
function readings(products: readonly number[]): {
  margin: number;
  growth: number;
  transient: number;
  meanProduct: number;
} {
  const margin = Math.min(...products.map((product) => 1 - product / 2));
  let growth = 0;
  let transient = 1;
  for (const product of products) growth += Math.log(Math.max(1e-6, Math.abs(1 - product))) / products.length;
  for (let from = 0; from < products.length; from++) {
    let stretch = 1;
    for (let to = 0; to < products.length; to++) {
      stretch *= Math.abs(1 - products[(from + to) % products.length]);
      transient = Math.max(transient, stretch);
    }
  }
  return {
    margin,
    growth: Math.exp(growth),
    transient,
    meanProduct: products.reduce((sum, product) => sum + product, 0) / products.length,
  };
}

/** The plan of the fake comparison. */
export function fakePlan({
  seeds = 24,
  updates = 160,
  arms = ['in', 'quadrature', 'anti', 'constant', 'flat'],
}: FakeOptions = {}): PlanEvent {
  return {
    type: 'plan',
    title: 'balance',
    notes: [
      'reward scale × rate is the same run as rate × 1: this is a schedule experiment',
      'the rate was chosen on other seeds than these',
    ],
    manifest: { env: 'balance', agent: 'reinforce' },
    worst: -6,
    updates,
    period: PERIOD,
    score: 'rewardPerStep',
    rate: 'learningRate',
    knob: 'rewardScale',
    collapse: { signal: 'rewardPerStep', below: -0.5, over: 'last half' },
    seeds: { kept: Array.from({ length: seeds }, (_, i) => 300 + i), dropped: [291, 295] },
    sharpness: { value: 0.075, low: 0.061, high: 0.102 },
    curvature: { operator: 'Fisher', products: 8 },
    arms: arms.map((name): ArmPlan => {
      const points = Array.from({ length: PERIOD }, (_, update) => wavesAt(name, update, 0));
      const rates = points.map(({ rate }) => rate);
      const knobs = points.map(({ knob }) => knob);
      return {
        name,
        about: `the rate of ${name}`,
        ...(name in phases ? { phase: phases[name] } : {}),
        predicted: readings(points.map(({ rate, knob }) => rate * knob * 0.075)),
        waves: { learningRate: rates, rewardScale: knobs },
      };
    }),
  };
}

/** All events of one run, seeded by arm and seed. */
export function fakeRun(plan: PlanEvent, arm: string, seed: number): RunEvent[] {
  const stream = random(seed, [plan.arms.findIndex((each) => each.name === arm)]);
  const start = random(seed).double();
  const run = `${arm}/${seed}`;
  const sharp = 0.06 + 0.04 * stream.double();
  const events: RunEvent[] = [
    {
      type: 'start',
      run,
      updates: plan.updates,
      columns: ['rewardPerStep', 'sharpness', 'margin', 'growth', 'transient'],
    },
  ];
  const products: number[] = [];
  let score = -0.12;
  let fall = 0;
  for (let update = 0; update < plan.updates; update++) {
    const { rate, knob } = wavesAt(arm, update, start);
    const sharpness = sharp * knob * (1 + 0.1 * stream.normal());
    const product = rate * sharpness;
    products.push(product);
    if (product > 2.6 && stream.double() < 0.06 * (product - 2)) fall = 1;
    score += fall === 1 ? (-4 - score) * 0.12 : (-0.08 - score) * 0.1;
    const probed = update % 4 === 0;
    const whole = products.length >= PERIOD ? readings(products.slice(-PERIOD)) : undefined;
    if (arm === 'in' && fall === 1 && score < -3.6 && stream.double() < 0.02) {
      events.push({ type: 'alarm', run, update, signal: 'rewardPerStep', value: Number.NaN, reading: 'nonFinite' });
      events.push({ type: 'end', run, update, reason: 'diverged' });
      return events;
    }
    if (product > 2 && (products.at(-2) ?? 0) <= 2) {
      events.push({ type: 'alarm', run, update, signal: 'margin', value: 1 - product / 2, reading: 'margin' });
    }
    events.push({
      type: 'update',
      run,
      update,
      values: { learningRate: rate, rewardScale: knob },
      signals: {
        rewardPerStep: score + 0.05 * stream.normal() * (1 + 6 * fall),
        ...(probed ? { sharpness } : {}),
        margin: 1 - product / 2,
        ...(whole === undefined ? {} : { growth: whole.growth, transient: whole.transient }),
      },
    });
    if (whole !== undefined && (update + 1) % PERIOD === 0) {
      const cycle = (update + 1) / PERIOD - 1;
      const { margin, growth, transient } = whole;
      events.push({
        type: 'cycle',
        run,
        update,
        cycle,
        lowestMargin: margin,
        growth,
        transient,
        ...(cycle > 0 ? { coherence: 0.93 } : {}),
        score,
      });
    }
  }
  events.push({ type: 'end', run, update: plan.updates, reason: 'finished' });
  return events;
}

/** A verdict with plausible numbers; `decided` false after a stop. */
export function fakeVerdict(plan: PlanEvent, decided = true): VerdictEvent {
  const rates = [0.83, 0.54, 0.04, 0.42, 0];
  const seeds = plan.seeds.kept.length;
  return {
    type: 'verdict',
    title: plan.title,
    decided,
    seeds,
    dropped: plan.seeds.dropped.length,
    rate: { name: plan.rate, mean: 16 },
    arms: plan.arms.map((arm, i) => ({
      name: arm.name,
      runs: seeds,
      collapsed: Math.round((rates[i] ?? 0.5) * seeds),
      failed: 0,
      collapse: {
        value: rates[i] ?? 0.5,
        low: Math.max(0, (rates[i] ?? 0.5) - 0.15),
        high: Math.min(1, (rates[i] ?? 0.5) + 0.13),
      },
      score: {
        value: -4 * (rates[i] ?? 0.5) - 0.06,
        low: -4 * (rates[i] ?? 0.5) - 0.6,
        high: -4 * (rates[i] ?? 0.5) + 0.3,
      },
      predicted: arm.predicted,
      measured: { ...arm.predicted, margin: (arm.predicted.margin ?? 0) - 0.04 },
      ...(arm.name === 'flat' ? {} : { coherence: 0.93 }),
    })),
    differences: [
      {
        first: 'anti',
        second: 'in',
        difference: { value: 3.16, low: 2.4, high: 3.9 },
        collapse: { value: -0.79, low: -0.92, high: -0.6 },
        better: 0.93,
      },
      {
        first: 'anti',
        second: 'constant',
        difference: { value: 1.52, low: 0.8, high: 2.3 },
        collapse: { value: -0.38, low: -0.58, high: -0.17 },
        better: 0.71,
      },
    ],
    order: [
      { reading: 'margin', correlation: 0.95, right: 5, pairs: 6 },
      { reading: 'growth', correlation: 0.8, right: 4, pairs: 6 },
      { reading: 'transient', right: 6, pairs: 6 },
    ],
    words: decided
      ? [
          'Anti-phase collapsed in 1 of 24 seeds, in-phase in 20 of 24; their intervals do not overlap.',
          'The lowest margin put 5 of 6 pairs of arms in the order of their collapse rates; the transient put 6 of 6.',
          'Anti-phase at equal mean rate has the smaller mean ηλ: at a small rate in-phase is often the faster arm.',
        ]
      : ['The comparison was stopped: numbers are shown, no verdict is given.'],
  };
}

/** A source that tells a whole comparison: two workers live, whole runs in order, then the verdict; seeded and repeatable. */
export function fakeSource(options: FakeOptions = {}): Source & { readonly stopped: () => boolean } {
  const { pace = 0, comparisons = 1 } = options;
  const listeners = new Set<(events: readonly RunEvent[]) => void>();
  let stopped = false;
  const pause = (): Promise<void> =>
    new Promise((resolve) => (pace > 0 ? setTimeout(resolve, pace) : setImmediate(resolve)));

  async function* events(): AsyncGenerator<RunEvent> {
    for (let k = 0; k < comparisons && !stopped; k++) {
      const plan = {
        ...fakePlan(options),
        title: comparisons === 1 ? 'balance' : `balance ${k + 1} of ${comparisons}`,
      };
      yield plan;
      const runs = plan.arms.flatMap((arm) => plan.seeds.kept.map((seed) => fakeRun(plan, arm.name, seed)));
      for (let i = 0; i < runs.length && !stopped; i += 2) {
        const pair = runs.slice(i, i + 2);
        const at = pair.map(() => 0);
        while (pair.some((run, w) => at[w] < run.length)) {
          const batch = pair.flatMap((run, w) => run.slice(at[w], at[w] + 8 + 3 * w));
          pair.forEach((_, w) => (at[w] += 8 + 3 * w));
          for (const listener of listeners) listener(batch);
          await pause();
        }
        yield* pair.flat();
      }
      yield fakeVerdict(plan, !stopped && plan.seeds.kept.length >= 20);
    }
    if (comparisons > 1) {
      yield {
        type: 'summary',
        title: 'balance',
        rates: [8, 16],
        arms: [
          { name: 'in', collapse: [0.5, 0.83], survives: [] },
          { name: 'anti', collapse: [0, 0.04], survives: [8, 16] },
        ],
        words: ['Anti-phase survives mean rates of 8 and 16, in-phase none of them.'],
      };
    }
  }

  return {
    events: { [Symbol.asyncIterator]: events },
    live(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      stopped = true;
    },
    stopped: () => stopped,
  };
}
