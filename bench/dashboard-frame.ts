import { PassThrough, Writable } from 'node:stream';
import type { RunEvent } from '../experiments/event.js';
import { cells } from '../tui/charts/cells.js';
import { mountApp, type Frame } from '../tui/dashboard/app.js';
import { painter } from '../tui/dashboard/painter.js';
import { drawScreen } from '../tui/dashboard/screen.js';
import { freshView, type View } from '../tui/dashboard/view.js';
import { initialState, reduce, type State } from '../tui/state.js';
import { summarize } from '../tui/summary.js';
import { theme } from '../tui/theme.js';
import { fakePlan, fakeRun } from '../test/tui/fake-source.js';
import { gate } from './gate.js';

const FRAMES = 2000;
const UPDATES = 400;
const plan = fakePlan({ seeds: 1, updates: UPDATES, arms: ['anti'] });
const events = fakeRun(plan, 'anti', 300);
const shown = theme('truecolor', 'braille');

/** The median of some numbers. */
function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
}

/** A view of a run that is so many updates old. */
function viewAt(state: State): View {
  return {
    ...freshView,
    screen: 'live',
    state,
    summaries: state.arms.map((arm) => summarize(state, arm)),
    theme: shown,
    elapsed: 1,
    left: 1,
    speed: 1,
  };
}

/** Feeds a run update by update, again and again, and puts a frame out after each; answers milliseconds of CPU a frame. */
async function frames(
  count: number,
  width: number,
  height: number,
  show: (frame: Frame) => Promise<void> | undefined,
): Promise<number> {
  let state: State = reduce(initialState, plan);
  let next = 0;
  const before = process.cpuUsage();
  for (let i = 0; i < count; i++) {
    const event: RunEvent = events[next];
    state = reduce(state, event, 1);
    next = (next + 1) % events.length;
    if (next === 0) state = reduce({ ...initialState, version: state.version }, plan);
    const view = viewAt(state);
    await show({ cells: drawScreen(view, width, height), colours: view.theme.colours });
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / count;
}

/** What a frame of the mounted screen costs, on a terminal that nobody sees: milliseconds and bytes, and how far the heap grew. */
async function mounted(width: number, height: number): Promise<{ cpu: number[]; bytes: number; grown: number }> {
  let bytes = 0;
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      bytes += chunk.length;
      done();
    },
  });
  const stdout = Object.assign(sink, { columns: width, rows: height, isTTY: true }) as unknown as NodeJS.WriteStream;
  const stdin = new PassThrough() as unknown as NodeJS.ReadStream;
  const listeners = new Set<() => void>();
  let frame: Frame = { cells: cells(width, height), colours: shown.colours };
  const store = {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    frame: () => frame,
  };
  const out = painter((some) => void stdout.write(some));
  const paint = (next: Frame): void => void out.paint(next);
  const app = mountApp({ store, paint }, stdout, stdin);
  const put = (next: Frame): Promise<void> => {
    frame = next;
    for (const listener of listeners) listener();
    return new Promise((done) => setImmediate(done));
  };
  await frames(300, width, height, put);
  globalThis.gc?.();
  const heap = process.memoryUsage().heapUsed;
  bytes = 0;
  const cpu: number[] = [];
  for (let part = 0; part < 5; part++) cpu.push(await frames(FRAMES / 5, width, height, put));
  const sent = bytes / FRAMES;
  globalThis.gc?.();
  const grown = process.memoryUsage().heapUsed - heap;
  app.unmount();
  return { cpu, bytes: sent, grown };
}

/** What a frame of the live screen costs, drawn and painted, while a run advances by an update a frame. */
export async function bench(): Promise<void> {
  process.env['NODE_ENV'] ??= 'production';
  for (const [width, height, limit] of [
    [80, 24, 4],
    [140, 45, 4],
    [250, 60, 8],
  ]) {
    const size = `${width}×${height}`;
    const drawn: number[] = [];
    for (let i = 0; i < 5; i++) drawn.push(await frames(100, width, height, () => undefined));
    const { cpu, bytes, grown } = await mounted(width, height);
    process.stdout.write(`${size}: drawn alone ${median(drawn).toFixed(2)} ms\n`);
    gate(`${size}: CPU a frame, drawn and painted`, median(cpu), limit, 'ms');
    gate(`${size}: bytes a frame`, bytes, 2000, 'B');
    gate(`${size}: heap growth over 2,000 frames`, grown / 1e6, 5, 'MB');
  }
}
