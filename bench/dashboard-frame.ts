import { PassThrough, Writable } from 'node:stream';
import { render } from 'ink';
import { createElement } from 'react';
import type { RunEvent } from '../experiments/event.js';
import { cells } from '../tui/charts/cells.js';
import { App, type Frame } from '../tui/dashboard/app.js';
import { drawScreen } from '../tui/dashboard/screen.js';
import { freshView, type View } from '../tui/dashboard/view.js';
import { initialState, reduce, type State } from '../tui/state.js';
import { summarize } from '../tui/summary.js';
import { theme } from '../tui/theme.js';
import { fakePlan, fakeRun } from '../test/tui/fake-source.js';

const FRAMES = 2000;
const UPDATES = 400;
const plan = fakePlan({ seeds: 1, updates: UPDATES, arms: ['anti'] });
const events = fakeRun(plan, 'anti', 300);

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
    theme: theme('truecolor', 'braille'),
    elapsed: 1,
    left: 1,
    speed: 1,
  };
}

/** Feeds a run update by update, again and again, and draws a frame after each; answers milliseconds of CPU a frame. */
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

/** The same through Ink on a terminal that nobody sees: milliseconds and bytes a frame, and how far the heap grew. */
async function throughInk(width: number, height: number): Promise<{ cpu: number; bytes: number; grown: number }> {
  let bytes = 0;
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      bytes += chunk.length;
      done();
    },
  });
  const stdout = Object.assign(sink, { columns: width, rows: height, isTTY: true }) as unknown as NodeJS.WriteStream;
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => input,
    ref: () => input,
    unref: () => input,
  });
  const stdin = input as unknown as NodeJS.ReadStream;
  const listeners = new Set<() => void>();
  let frame: Frame = { cells: cells(width, height), colours: [] };
  const store = {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    frame: () => frame,
  };
  const options = {
    stdout,
    stdin,
    exitOnCtrlC: false,
    patchConsole: false,
    incrementalRendering: true,
    interactive: true,
    maxFps: 10_000,
  };
  const app = render(createElement(App, { store, press: () => undefined }), options);
  const put = (next: Frame): Promise<void> => {
    frame = next;
    for (const listener of listeners) listener();
    return new Promise((done) => setImmediate(done));
  };
  await frames(300, width, height, put);
  globalThis.gc?.();
  const heap = process.memoryUsage().heapUsed;
  bytes = 0;
  const cpu = await frames(FRAMES, width, height, put);
  const sent = bytes / FRAMES;
  globalThis.gc?.();
  const grown = process.memoryUsage().heapUsed - heap;
  app.unmount();
  return { cpu, bytes: sent, grown };
}

/** What a frame of the live screen costs, drawn and put out. */
export async function bench(): Promise<void> {
  process.env['NODE_ENV'] ??= 'production';
  process.stdout.write('size     drawn ms  with Ink ms  bytes   heap MB over 2,000 frames (with --expose-gc)\n');
  for (const [width, height] of [
    [80, 24],
    [140, 45],
  ]) {
    const drawn: number[] = [];
    for (let i = 0; i < 5; i++) drawn.push(await frames(100, width, height, () => undefined));
    const { cpu, bytes, grown } = await throughInk(width, height);
    const cells = [
      `${width}×${height}`.padEnd(8),
      median(drawn).toFixed(2).padStart(8),
      cpu.toFixed(2).padStart(11),
      bytes.toFixed(0).padStart(6),
    ];
    process.stdout.write(`${cells.join(' ')}  ${(grown / 1e6).toFixed(1)}\n`);
  }
}
