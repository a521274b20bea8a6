import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventLine, type PlanEvent, type RunEvent } from '../experiments/event.js';
import { openRunFolder } from '../experiments/store/run-folder.js';
import { logName, timingsName } from '../experiments/store/trial-folder.js';
import { random } from '../math/random.js';

const UPDATES = 1_000_000;
const PERIOD = 40;
const SAVED = 50;

const plan: PlanEvent = {
  type: 'plan',
  title: 'a million updates',
  notes: [],
  manifest: { world: 'balance', agent: 'reinforce', worstRewardPerStep: -6 },
  updates: UPDATES,
  period: PERIOD,
  score: 'rewardPerStep',
  rate: 'learningRate',
  knob: 'rewardScale',
  collapse: { signal: 'rewardPerStep', below: -0.5, over: 'last half' },
  seeds: { kept: [0], dropped: [] },
  arms: [{ name: 'anti', about: 'the rate in anti-phase', phase: 0.5, predicted: {}, waves: {} }],
};

/** A run as long as it is dull: numbers of seventeen digits, a probe at every fourth update, an alarm and a cycle a period. */
function* events(): Generator<RunEvent, void> {
  const stream = random(1);
  const run = 'anti/0';
  const columns = [
    'rewardPerStep',
    'return',
    'episodeLength',
    'envSteps',
    'entropy',
    'advantageDeviation',
    'gradientNorm',
  ];
  const probed = ['sharpness', 'sharpnessLow', 'sharpnessError', 'margin', 'growth', 'transient'];
  yield { type: 'start', run, updates: UPDATES, columns: [...columns, ...probed] };
  for (let update = 0; update < UPDATES; update++) {
    const wave = Math.cos((2 * Math.PI * update) / PERIOD);
    const score = -0.03 + 0.01 * stream.normal();
    const curvature = {
      sharpness: 0.04 * (1 - 0.8 * wave) * stream.double(),
      sharpnessLow: -stream.double() / 300,
      sharpnessError: stream.double() / 1e8,
    };
    const age = update % 4;
    yield {
      type: 'update',
      run,
      update,
      values: {
        rewardScale: 1 - 0.8 * wave,
        discount: 0.95,
        advantageScale: 0.2,
        learningRate: 16 + 12.8 * wave,
        momentum: 0,
      },
      signals: {
        rewardPerStep: score,
        return: 40 * score,
        episodeLength: 40,
        envSteps: 640,
        entropy: 0.7257913526447274,
        advantageDeviation: stream.double() / 100,
        ...(age === 0 ? curvature : {}),
        gradientNorm: stream.double() / 200,
        margin: stream.double() - 0.1,
        ...(update < PERIOD ? {} : { growth: 0.7 + 0.1 * stream.double(), transient: 16807.526529466395 }),
      },
      ...(age === 0 ? {} : { ages: { sharpness: age, sharpnessLow: age, sharpnessError: age } }),
    };
    if (update % PERIOD === 9)
      yield { type: 'alarm', run, update, signal: 'margin', value: -stream.double(), reading: 'margin' };
    if (update % PERIOD === PERIOD - 1)
      yield {
        type: 'cycle',
        run,
        update,
        cycle: (update + 1) / PERIOD - 1,
        lowestMargin: -stream.double(),
        growth: stream.double(),
        transient: 3.5,
        coherence: 0.9,
        score,
      };
    if (update % SAVED === SAVED - 1) yield { type: 'checkpoint', run, update };
  }
  yield { type: 'end', run, update: UPDATES, reason: 'finished' };
}

/** Writes the run as a recorder writes it. */
function write(store: string): number {
  const folder = openRunFolder(join(store, 'long'), { name: 'long', mode: 'run', engine: 'simd' });
  folder.plan(undefined, plan);
  const trial = folder.trial(undefined, 'anti', 0);
  mkdirSync(trial, { recursive: true });
  const log = join(trial, logName);
  const handle = openSync(log, 'w');
  let waiting: string[] = [];
  for (const event of events()) {
    waiting.push(`${eventLine(event)}\n`);
    if (waiting.length < 4096 && event.type !== 'end') continue;
    writeSync(handle, waiting.join(''));
    waiting = [];
  }
  closeSync(handle);
  const split = { environment: 0.3, forward: 0.2, update: 0.4, probe: 0.1 };
  const readings = Array.from({ length: UPDATES / SAVED }, (_, i) =>
    JSON.stringify({ update: (i + 1) * SAVED, seconds: i + 1, stepsPerSecond: 32_000, split, at: '' }),
  );
  writeFileSync(join(trial, timingsName), `${readings.join('\n')}\n`);
  folder.finish([], undefined);
  folder.close();
  return statSync(log).size;
}

/** Opens the run of a process of its own, as its screen does, and tells what it took. */
const probe = `
const started = performance.timeOrigin;
const { openReplay } = await import(DIST + '/tui/dashboard/replay.js');
const { drawScreen } = await import(DIST + '/tui/dashboard/screen.js');
const { freshView } = await import(DIST + '/tui/dashboard/view.js');
const { summarize } = await import(DIST + '/tui/summary.js');
const { theme } = await import(DIST + '/tui/theme.js');
await import(DIST + '/tui/dashboard/app.js');
const replay = openReplay(FOLDER, 'long');
const draw = (screen) => {
  const state = replay.state();
  const view = { ...freshView, screen, state, summaries: state.arms.map((arm) => summarize(state, arm)), theme: theme('truecolor', 'braille'), elapsed: 1, left: NaN, speed: NaN };
  return drawScreen(view, 140, 45);
};
let slices = 0, longest = 0;
const begun = performance.now();
for (let more = true; more;) {
  const at = performance.now();
  more = replay.load(40);
  longest = Math.max(longest, performance.now() - at);
  slices++;
  if (more) await new Promise((done) => setTimeout(done, 5));
}
const opened = performance.now() - begun;
replay.seek(500000);
replay.state();
const readable = performance.now() - begun;
const whole = (Date.now() - started) / 1000;
if (replay.state().arms[0].runs[0].lived !== 500000) throw new Error('not readable');
const measure = (act) => {
  const times = [];
  for (let i = 0; i < 60; i++) {
    const at = performance.now();
    act(i);
    times.push(performance.now() - at);
  }
  times.sort((a, b) => a - b);
  return [times[30], times[57]];
};
const at = (i) => replay.seek((i * 7919 * 104729) % 1000000);
const seek = measure((i) => (at(i), replay.state()));
const seekAndDraw = measure((i) => (at(i), draw('live')));
const { user, system } = process.cpuUsage();
process.stdout.write(JSON.stringify({ opened, readable, whole, slices, longest, seek, seekAndDraw, rss: process.resourceUsage().maxRSS / 1024, cpu: (user + system) / 1e6 }));
`;

interface Probed {
  readonly opened: number;
  readonly readable: number;
  readonly whole: number;
  readonly longest: number;
  readonly seek: readonly [number, number];
  readonly seekAndDraw: readonly [number, number];
  readonly rss: number;
  readonly cpu: number;
}

/** A stored run of a million updates: how long until all of it can be read, what it takes, and a jump of its playhead. */
export function bench(): void {
  const store = mkdtempSync(join(tmpdir(), 'antiphase-long-'));
  try {
    const bytes = write(store);
    process.stdout.write(`${UPDATES} updates, ${(bytes / 1e6).toFixed(0)} MB of events\n`);
    const dist = fileURLToPath(new URL('../dist', import.meta.url));
    const script = join(store, 'probe.mjs');
    writeFileSync(
      script,
      probe.replaceAll('DIST', JSON.stringify(dist)).replace('FOLDER', JSON.stringify(join(store, 'long'))),
    );
    process.stdout.write(
      'opened s  from start s  CPU s  peak MB  seek ms (95 %)  seek and draw ms (95 %)  longest slice ms  load\n',
    );
    for (let i = 0; i < 3; i++) {
      const { stdout, stderr, status } = spawnSync(process.execPath, [script], {
        encoding: 'utf8',
        env: { ...process.env, NODE_ENV: 'production' },
      });
      if (status !== 0) throw new Error(stderr);
      const seen = JSON.parse(stdout) as Probed;
      const pair = ([middle, most]: readonly [number, number]): string => `${middle.toFixed(2)} (${most.toFixed(2)})`;
      const cells = [
        (seen.readable / 1000).toFixed(2).padStart(8),
        seen.whole.toFixed(2).padStart(12),
        seen.cpu.toFixed(2).padStart(6),
        seen.rss.toFixed(0).padStart(8),
        pair(seen.seek).padStart(15),
        pair(seen.seekAndDraw).padStart(24),
        seen.longest.toFixed(1).padStart(17),
        loadavg()[0].toFixed(1).padStart(5),
      ];
      process.stdout.write(`${cells.join('  ')}\n`);
    }
  } finally {
    rmSync(store, { recursive: true, force: true });
  }
}
